/**
 * The embedded engine seen from the main thread: starts the worker that holds PGlite and offers `pg` a stream to
 * it, so that one driver serves both engines.
 */
import { execFile } from 'node:child_process';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { EmbeddedOptions, WorkerReply, WorkerRequest } from './embedded-worker.ts';
import { errors } from './errors.ts';

/** What `pg` expects of a socket, over a message port to the worker. */
class WorkerStream extends Duplex {
  readonly #open: (port: MessagePort) => void;
  #port: MessagePort | undefined;

  constructor(open: (port: MessagePort) => void) {
    super();
    this.#open = open;
  }

  connect(): this {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (bytes: Uint8Array) => this.push(bytes));
    port1.on('close', () => this.push(null));
    this.#port = port1;
    this.#open(port2);
    queueMicrotask(() => this.emit('connect'));
    return this;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#port?.postMessage(new Uint8Array(chunk));
    done();
  }

  /** pg corks Parse … Sync of one statement: they travel as one message. */
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), '', done);
  }

  override _read(): void {}

  override _final(done: () => void): void {
    this.#port?.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#port?.close();
    done(error);
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    this.#port?.ref();
    return this;
  }

  unref(): this {
    this.#port?.unref();
    return this;
  }
}

export interface EmbeddedEngine {
  stream(): Duplex;
  /** Writes the whole database into a file that `template` can start from. */
  dump(file: string): Promise<void>;
  /** Ends it on the spot: its folder belongs to somebody else now. */
  fail(error: Error): void;
  close(): Promise<void>;
}

/** Beside this module: the source in development, another entry of the bundle in production. */
function workerFile(): string {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  return fileURLToPath(new URL(`./embedded-worker${extension}`, import.meta.url));
}

function startWorker(options: EmbeddedOptions): Worker {
  // Compiling the engine on all cores at once costs 50 MB that never come back, and no time is won.
  setFlagsFromString('--wasm-num-compilation-tasks=1');
  // Without execArgv the thread would load the main thread's module hooks (tsx), which its file does not need.
  return new Worker(workerFile(), { workerData: options, execArgv: [] });
}

/** In a process of its own: building takes the memory of two engines, which only its end gives back. */
async function buildCluster(dataDir: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [workerFile(), dataDir]);
  } catch (error) {
    throw errors['database.not_built']({ folder: dataDir }, { cause: error });
  }
}

/** The first message of a worker: the database is ready, or there is no cluster in the folder yet. */
function firstReply(worker: Worker): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error) => reject(errors['database.stopped']({ cause: error.message })));
    worker.once('exit', () => reject(errors['database.stopped']({ cause: 'its thread ended' })));
  });
}

export async function startEmbedded(
  options: EmbeddedOptions,
  onFatal: (error: Error) => void,
): Promise<EmbeddedEngine> {
  const worker = startWorker(options);
  const reply = await firstReply(worker);
  if (reply.type === 'ready') return new WorkerEngine(worker, onFatal);
  await worker.terminate();
  if (reply.type === 'absent' && options.dataDir) {
    await buildCluster(options.dataDir);
    return startEmbedded(options, onFatal);
  }
  throw errors['database.stopped']({ cause: reply.type === 'fatal' ? reply.message : reply.type });
}

class WorkerEngine implements EmbeddedEngine {
  readonly #worker: Worker;
  readonly #onFatal: (error: Error) => void;
  readonly #streams = new Set<WorkerStream>();
  #stopped: Error | undefined;

  constructor(worker: Worker, onFatal: (error: Error) => void) {
    this.#worker = worker;
    this.#onFatal = onFatal;
    const stop = (cause: string) => this.fail(errors['database.stopped']({ cause }));
    worker.on('message', (reply: WorkerReply) => {
      if (reply.type === 'fatal') stop(reply.message);
    });
    worker.on('error', (error: Error) => stop(error.message));
    worker.on('exit', () => stop('its thread ended'));
  }

  fail(error: Error): void {
    if (this.#stopped) return;
    this.#stopped = error;
    for (const stream of this.#streams) stream.destroy(error);
    void this.#worker.terminate();
    this.#onFatal(error);
  }

  stream(): Duplex {
    const stream = new WorkerStream((port) => {
      if (this.#stopped) stream.destroy(this.#stopped);
      else this.#send({ type: 'connect', port }, [port]);
    });
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    return stream;
  }

  dump(file: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.once('message', (reply: WorkerReply) => {
        if (reply.type === 'dumped') resolve();
        else reject(errors['database.stopped']({ cause: reply.type }));
      });
      this.#send({ type: 'dump', file });
    });
  }

  async close(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = errors['database.stopped']({ cause: 'it was closed' });
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#send({ type: 'close' });
    await exited;
  }

  #send(request: WorkerRequest, transfer: MessagePort[] = []): void {
    this.#worker.postMessage(request, transfer);
  }
}
