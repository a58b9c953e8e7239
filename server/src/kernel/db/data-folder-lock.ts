/**
 * One process for each data folder: two that open the same cluster destroy it. Two guards. A socket named after the
 * folder's device and inode, which the kernel frees when its process dies however it dies; and, for containers that
 * share a volume but not their sockets, a heartbeat file.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseLockedError } from './errors.ts';

export interface FolderLock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** The folder was taken over (this process was frozen for long, or the volume was): stop at once. */
  onLost: (error: Error) => void;
  beatMilliseconds?: number;
}

interface Holder {
  instance: string;
  pid: number;
  host: string;
  /** Processes of the same scope see one another's sockets. */
  scope: string;
  beat: number;
}

/** A beat that comes late must not look like death: wait for several. */
const BEATS_UNTIL_DEAD = 5;
const LONG_DEAD_MILLISECONDS = 10_000;

export async function lockDataFolder(folder: string, options: LockOptions): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const beatMilliseconds = options.beatMilliseconds ?? 1_000;
  const server = await bindSocket(folder);
  try {
    const holder = await claimHeartbeat(folder, beatMilliseconds);
    const stopHeart = startHeart(folder, holder, beatMilliseconds, options.onLost);
    return {
      release: async () => {
        stopHeart();
        await closeServer(server);
      },
    };
  } catch (error) {
    await closeServer(server);
    throw error;
  }
}

// --- the socket ----------------------------------------------------------------------------------

function socketAddress(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  const name = `gatehouse-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 24)}`;
  // Linux: abstract, that is without a file that could stay behind.
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

async function bindSocket(folder: string): Promise<Server> {
  const address = socketAddress(folder);
  for (let attempt = 1; ; attempt += 1) {
    const server = await listen(address);
    if (server) return server.unref();
    const holder = await askHolder(address);
    if (holder.alive || attempt === 10) throw new DatabaseLockedError(folder, { pid: holder.pid });
    // Nobody answers: a socket file that outlived its process, or a process that is just being torn down.
    if (!address.startsWith('\0')) rmSync(address, { force: true });
    await delay(100);
  }
}

/** Undefined when somebody has the address. Whoever connects is told our process id. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(String(process.pid));
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => resolve(server));
  });
}

function askHolder(address: string): Promise<{ alive: boolean; pid?: number }> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(address);
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ alive: error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT' });
    });
    socket.on('close', () => resolve({ alive: true, pid: Number.parseInt(text, 10) || undefined }));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

// --- the heartbeat -------------------------------------------------------------------------------

const heartbeatFile = (folder: string) => join(folder, 'gatehouse.lock');

/** Names the set of processes that share our sockets: on Linux the network namespace of this boot. */
function socketScope(): string {
  if (process.platform !== 'linux') return hostname();
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${readlinkSync('/proc/self/ns/net')}`;
  } catch {
    return `unknown/${randomUUID()}`;
  }
}

function readHolder(folder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(heartbeatFile(folder), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** A reader never sees half a beat: the file is renamed into its place. */
function writeHolder(folder: string, holder: Holder): void {
  const file = heartbeatFile(folder);
  const own = `${file}.${holder.instance}`;
  writeFileSync(own, JSON.stringify(holder), { mode: 0o600 });
  renameSync(own, file);
}

async function claimHeartbeat(folder: string, beatMilliseconds: number): Promise<Holder> {
  const own = { instance: randomUUID(), pid: process.pid, host: hostname(), scope: socketScope(), beat: 0 };
  const before = readHolder(folder);
  if (!before) {
    createHolder(folder, own);
    return own;
  }
  // A holder in our own scope would have kept the socket, so that one is dead.
  const elsewhere = before.scope !== own.scope;
  if (elsewhere) await refuseLiveHeartbeat(folder, before, beatMilliseconds);
  writeHolder(folder, own);
  // Two that found the same dead heartbeat: the one that wrote last has it.
  if (elsewhere) await delay(beatMilliseconds);
  const after = readHolder(folder);
  if (after?.instance !== own.instance) throw new DatabaseLockedError(folder, after ?? {});
  return own;
}

/** Of two that find no heartbeat at the same moment, one gets the file. */
function createHolder(folder: string, own: Holder): void {
  try {
    writeFileSync(heartbeatFile(folder), JSON.stringify(own), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (readHolder(folder)) throw new DatabaseLockedError(folder, readHolder(folder) ?? {});
    // Not a heartbeat: what a crash of the machine left of one.
    writeHolder(folder, own);
  }
}

/** Alive is what goes on beating: that needs no comparison of clocks. */
async function refuseLiveHeartbeat(folder: string, before: Holder, beatMilliseconds: number): Promise<void> {
  if (isLongDead(folder)) return;
  for (let wait = 0; wait < BEATS_UNTIL_DEAD * 2; wait += 1) {
    await delay(beatMilliseconds / 2);
    const now = readHolder(folder);
    if (now && (now.beat !== before.beat || now.instance !== before.instance)) {
      throw new DatabaseLockedError(folder, now);
    }
  }
}

/** By the clock of the file system itself, which all that share the volume see. */
function isLongDead(folder: string): boolean {
  const probe = join(folder, `gatehouse.probe.${randomUUID()}`);
  writeFileSync(probe, '');
  const age = statSync(probe).mtimeMs - statSync(heartbeatFile(folder)).mtimeMs;
  rmSync(probe);
  return age > LONG_DEAD_MILLISECONDS;
}

function startHeart(
  folder: string,
  holder: Holder,
  milliseconds: number,
  onLost: LockOptions['onLost'],
): () => void {
  const beat = () => {
    const seen = readHolder(folder);
    if (seen && seen.instance !== holder.instance) {
      clearInterval(timer);
      onLost(new DatabaseLockedError(folder, seen));
      return;
    }
    holder.beat += 1;
    try {
      writeHolder(folder, holder);
    } catch {
      // A full disk: the socket still guards, and the next beat may succeed.
    }
  };
  const timer = setInterval(beat, milliseconds).unref();
  return () => {
    clearInterval(timer);
    if (readHolder(folder)?.instance === holder.instance) rmSync(heartbeatFile(folder), { force: true });
  };
}
