/**
 * The worker thread that holds the embedded PostgreSQL (PGlite): one session, spoken to in the PostgreSQL wire
 * protocol over message ports. Kept in plain erasable TypeScript without imports of ours, so that Node runs this
 * very file in development and tests, and the build needs it only as one more entry. Run as a program, with a data
 * folder as its argument, it builds the cluster there.
 */
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  fdatasyncSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What the main thread asks for: a data folder, or memory (optionally filled from a dump). */
export interface EmbeddedOptions {
  dataDir?: string;
  template?: string;
}

export type WorkerRequest =
  | { type: 'connect'; port: MessagePort }
  | { type: 'dump'; file: string }
  | { type: 'close' };

export type WorkerReply =
  | { type: 'absent' }
  | { type: 'ready' }
  | { type: 'dumped' }
  | { type: 'fatal'; message: string };

type EmscriptenOptions = Parameters<NodeFS['init']>[1];
interface NodeFsInternals {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

const reply = (message: WorkerReply) => parentPort?.postMessage(message);

/** Nothing that happens after a failed write to disk can be trusted: stop, and let the next start recover. */
function die(message: string): never {
  reply({ type: 'fatal', message });
  if (!parentPort) console.error(message);
  process.exit(1);
}

/** PGlite's own file system never reaches the disk: its fsync is missing. This one has it. */
class DurableFS extends NodeFS {
  override async init(pg: PGlite, options: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const makeDurable = (module: unknown) => {
      (module as NodeFsInternals).NODEFS.stream_ops.fsync = ({ nfd }) => {
        try {
          fdatasyncSync(nfd);
        } catch (error) {
          die(`The disk refused a write: ${String(error)}`);
        }
        return 0;
      };
    };
    const onAbort = (what: unknown) => die(`The embedded database stopped: ${String(what)}`);
    return {
      emscriptenOpts: { ...emscriptenOpts, onAbort, preRun: [...(emscriptenOpts.preRun ?? []), makeDurable] },
    };
  }
}

const settings = (...pairs: string[]) => pairs.flatMap((pair) => ['-c', pair]);
const memoryParams = [...PGlite.defaultStartParams, ...settings('shared_buffers=32MB')];
const durableParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  // wal_sync_method=fdatasync would bypass the file system's hook and so never reach the disk.
  ...settings('fsync=on', 'wal_sync_method=fsync', 'shared_buffers=32MB'),
];

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
}

/** The files of one folder together: the disk takes them in one go. */
async function syncTree(folder: string): Promise<void> {
  const entries = readdirSync(folder, { withFileTypes: true });
  await Promise.all(entries.filter((one) => one.isFile()).map(({ name }) => sync(join(folder, name))));
  for (const { name } of entries.filter((one) => one.isDirectory())) await syncTree(join(folder, name));
  await syncFolder(folder);
}

/** Windows cannot open a folder to sync it, and journals the entry by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder);
}

const openFolder = (folder: string) =>
  PGlite.create({ fs: new DurableFS(folder), startParams: durableParams });

/** The folder carries the major version of PostgreSQL: another version cannot read it. */
const clusterOf = (dataDir: string) => join(dataDir, 'pg18');

/** Builds the cluster beside its place and renames it there, so that a crash leaves no half of one. */
async function buildCluster(dataDir: string): Promise<void> {
  const cluster = clusterOf(dataDir);
  const partial = `${cluster}.partial-${randomUUID()}`;
  mkdirSync(partial, { mode: 0o700 });
  removeLeftovers(dataDir, partial);
  const database = await openFolder(partial);
  await database.close();
  await syncTree(partial);
  try {
    renameSync(partial, cluster);
  } catch (error) {
    // A build whose parent was killed came first; what it renamed is whole.
    if (!existsSync(cluster)) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
  await syncFolder(dataDir);
}

const LEFTOVER_MILLISECONDS = 600_000;

/** Of builds that were killed; not of one whose parent was killed and that still runs. */
function removeLeftovers(dataDir: string, partial: string): void {
  for (const name of readdirSync(dataDir).filter((one) => one.includes('.partial-'))) {
    const path = join(dataDir, name);
    if (statSync(partial).mtimeMs - statSync(path).mtimeMs > LEFTOVER_MILLISECONDS) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

async function openMemory(template: string | undefined): Promise<PGlite> {
  const options: PGliteOptions = { startParams: memoryParams };
  if (template) options.loadDataDir = new Blob([readFileSync(template)]);
  return PGlite.create(options);
}

/** A simple-protocol Query message: 'Q', length, text, 0. */
function simpleQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`);
  const message = Buffer.alloc(body.length + 5);
  message.write('Q');
  message.writeInt32BE(body.length + 4, 1);
  body.copy(message, 5);
  return message;
}

/** There is one session for all connections that ever open: each finds it as if it were new. */
function resetSession(database: PGlite): void {
  database.execProtocolRawSync(simpleQuery('ROLLBACK'));
  database.execProtocolRawSync(simpleQuery('DISCARD ALL'));
}

function serve(database: PGlite, port: MessagePort): void {
  resetSession(database);
  port.on('message', (bytes: Uint8Array) => {
    const answer = database.execProtocolRawSync(bytes).slice();
    port.postMessage(answer, [answer.buffer]);
  });
}

async function dump(database: PGlite, file: string): Promise<void> {
  await database.query('checkpoint');
  const tar = await database.dumpDataDir('none');
  writeFileSync(`${file}.${process.pid}`, Buffer.from(await tar.arrayBuffer()));
  renameSync(`${file}.${process.pid}`, file);
}

async function handle(database: PGlite, request: WorkerRequest): Promise<void> {
  if (request.type === 'connect') return serve(database, request.port);
  if (request.type === 'dump') return dump(database, request.file).then(() => reply({ type: 'dumped' }));
  await database.close();
  process.exit(0);
}

async function serveThread(port: MessagePort): Promise<void> {
  const { dataDir, template } = workerData as EmbeddedOptions;
  if (dataDir && !existsSync(clusterOf(dataDir))) return port.postMessage({ type: 'absent' });
  const database = await (dataDir ? openFolder(clusterOf(dataDir)) : openMemory(template));
  port.on('message', (request: WorkerRequest) => {
    handle(database, request).catch((error: unknown) => die(String(error)));
  });
  reply({ type: 'ready' });
}

await (parentPort ? serveThread(parentPort) : buildCluster(process.argv[2]!));
