/** Processor time of one password hash in this very run, to be told apart from the rest of a sign-in. Prints milliseconds. */
import { cpus } from 'node:os';
import { createHashQueue } from '../server/src/features/credentials/hash-queue.ts';
import { createPasswords } from '../server/src/features/credentials/passwords.ts';

const count = Number(process.argv[2] ?? 60);
const passwords = createPasswords(createHashQueue({ concurrency: cpus().length, waiting: count }));
const password = 'correct-horse-battery';
const hash = await passwords.hash(password);
await passwords.verify(hash, password);
const before = process.cpuUsage();
await Promise.all(Array.from({ length: count }, () => passwords.verify(hash, password)));
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000 / count);
