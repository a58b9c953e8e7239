/**
 * The embedded engine seen from the main thread: starts the worker that holds PGlite and offers `pg` a stream to
 * it, so that one driver serves both engines.
 */
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
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
  close(): Promise<void>;
}

/** Beside this module: the source in development, another entry of the bundle in production. */
function workerFile(): string {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  return fileURLToPath(new URL(`./embedded-worker${extension}`, import.meta.url));
}

export async function startEmbedded(
  options: EmbeddedOptions,
  onFatal: (error: Error) => void,
): Promise<EmbeddedEngine> {
  // Without execArgv the thread would load the main thread's module hooks (tsx), which this file does not need.
  const worker = new Worker(workerFile(), { workerData: options, execArgv: [] });
  const streams = new Set<WorkerStream>();
  let stopped: Error | undefined;
  let closing = false;

  const stop = (error: Error) => {
    if (stopped) return;
    stopped = error;
    for (const stream of streams) stream.destroy(error);
    if (!closing) onFatal(error);
  };
  worker.on('message', (reply: WorkerReply) => {
    if (reply.type === 'fatal') stop(errors['database.stopped']({ cause: reply.message }));
  });
  worker.on('error', (error: Error) => stop(errors['database.stopped']({ cause: error.message })));
  worker.on('exit', () => stop(errors['database.stopped']({ cause: 'its thread ended' })));

  const expect = (type: WorkerReply['type']) =>
    new Promise<void>((resolve, reject) => {
      const listen = (reply: WorkerReply) => {
        if (reply.type === type) resolve();
      };
      worker.on('message', listen);
      worker.once('exit', () => (stopped ? reject(stopped) : resolve()));
    });
  const send = (request: WorkerRequest, transfer: MessagePort[] = []) =>
    worker.postMessage(request, transfer);

  await expect('ready');
  return {
    stream: () => {
      const stream = new WorkerStream((port) => {
        if (stopped) queueMicrotask(() => stream.destroy(stopped));
        else send({ type: 'connect', port }, [port]);
      });
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
      return stream;
    },
    dump: (file) => {
      const done = expect('dumped');
      send({ type: 'dump', file });
      return done;
    },
    close: async () => {
      if (stopped) return;
      closing = true;
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      send({ type: 'close' });
      await exited;
    },
  };
}
