/**
 * Where the key-encryption keys come from: the environment, or a file in the data folder (mode 0600 in a
 * folder of mode 0700) that the first start creates. A key is never made beside data that another key sealed.
 */
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errors, type KeyEncryptionKeys } from './sealer.ts';

const keyFile = z.object({
  current: z.string(),
  keys: z.record(z.string(), z.base64()),
});
type KeyFile = z.infer<typeof keyFile>;

const pathIn = (dataDir: string) => join(dataDir, 'keys', 'encryption.json');
const newKey = () => ({
  id: `k${randomBytes(5).toString('hex')}`,
  secret: randomBytes(32).toString('base64'),
});
const errorCode = (error: unknown) => (error as NodeJS.ErrnoException).code;

async function read(dataDir: string): Promise<KeyFile | undefined> {
  let text: string;
  try {
    text = await readFile(pathIn(dataDir), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw errors['crypto.keys_invalid']({ problem: `the key file cannot be read (${errorCode(error)})` });
  }
  try {
    return keyFile.parse(JSON.parse(text));
  } catch {
    // The cause would quote the file, and the file is the secret.
    throw errors['crypto.keys_invalid']({ problem: 'the key file is damaged' });
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** Writes a whole, synced file beside the target, then puts it in place in one step. */
async function write(dataDir: string, content: KeyFile, put: (from: string, to: string) => Promise<void>) {
  const target = pathIn(dataDir);
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await chmod(dirname(target), 0o700);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
    await file.close();
    await put(draft, target);
    await syncFolder(dirname(target));
  } finally {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
  }
}

/** Never overwrites: of two first starts in one folder, the second uses the first one's key. */
async function putNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    // Some mounted folders know no hard links; there the last of two first starts at once would win.
    await rename(from, to);
  }
}

async function create(dataDir: string): Promise<KeyFile> {
  const key = newKey();
  await write(dataDir, { current: key.id, keys: { [key.id]: key.secret } }, putNew);
  const file = await read(dataDir);
  if (!file) throw errors['crypto.keys_invalid']({ problem: 'the key file vanished while it was written' });
  return file;
}

const decode = (file: KeyFile): KeyEncryptionKeys => ({
  currentKeyId: file.current,
  keys: new Map(Object.entries(file.keys).map(([id, secret]) => [id, Buffer.from(secret, 'base64')])),
});

export interface KeySource {
  dataDir: string;
  /** From the environment; wins over the file. */
  configured?: KeyEncryptionKeys;
  /** The ids of the keys that stored data needs; a new key is made only when there are none. */
  keyIdsInUse: readonly string[];
}

export async function loadOrCreateKeyEncryptionKey(source: KeySource): Promise<KeyEncryptionKeys> {
  if (source.configured) return source.configured;
  const file = await read(source.dataDir);
  if (file) return decode(file);
  const [needed] = source.keyIdsInUse;
  if (needed !== undefined) throw errors['crypto.key_missing']({ keyId: needed });
  return decode(await create(source.dataDir));
}

/** Adds a key and makes it the current one; the older ones stay until `removeKeyEncryptionKey`. */
export async function addKeyEncryptionKey(dataDir: string): Promise<KeyEncryptionKeys> {
  const file = await read(dataDir);
  if (!file) throw errors['crypto.keys_invalid']({ problem: 'there is no key file in the data folder' });
  const key = newKey();
  const next = { current: key.id, keys: { ...file.keys, [key.id]: key.secret } };
  await write(dataDir, next, rename);
  return decode(next);
}

/** Call it with the ids that stored data still needs; refuses to remove one of them or the current one. */
export async function removeKeyEncryptionKey(
  dataDir: string,
  keyId: string,
  keyIdsInUse: readonly string[],
): Promise<void> {
  const file = await read(dataDir);
  if (!file || !(keyId in file.keys)) throw errors['crypto.key_missing']({ keyId });
  if (keyId === file.current || keyIdsInUse.includes(keyId)) throw errors['crypto.key_in_use']({ keyId });
  const { [keyId]: _removed, ...keys } = file.keys;
  await write(dataDir, { ...file, keys }, rename);
}
