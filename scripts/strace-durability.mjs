#!/usr/bin/env node
/**
 * Proves that the embedded database confirms a commit only after the disk has it: runs commits under strace and
 * looks, before each confirmation, for a finished fsync or fdatasync of the write-ahead log that began after the
 * commit's own write to it. PGlite as it comes never syncs at all, which nothing but this would notice.
 *
 *   node scripts/strace-durability.mjs
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMITS = 50;
const kernel = new URL('../server/src/kernel/db/index.ts', import.meta.url).href;

/** Writes a mark with a syscall of its own before and after each commit, so that both show up in the trace. */
const program = (folder) => `
  import { writeSync } from 'node:fs';
  import { openDatabase } from ${JSON.stringify(kernel)};
  const db = await openDatabase({ dataDir: ${JSON.stringify(folder)} });
  await db.pool.query('create table if not exists marks (n int primary key)');
  for (let n = 0; n < ${COMMITS}; n += 1) {
    writeSync(1, 'begin ' + n + '\\n');
    await db.pool.query('insert into marks values ($1)', [n]);
    writeSync(1, 'confirmed ' + n + '\\n');
  }
  await db.close();`;

function fail(message) {
  console.error(`FAILED: ${message}`);
  process.exitCode = 1;
}

function trace(folder) {
  const output = join(folder, 'trace');
  const calls = 'trace=write,pwrite64,pwritev,fsync,fdatasync';
  const node = [process.execPath, '--input-type=module', '-e', program(join(folder, 'data'))];
  const run = spawnSync('strace', ['-f', '-ttt', '-y', '-s', '32', '-e', calls, '-o', output, ...node], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`The traced program failed (${run.status}): ${run.stderr}`);
  return readFileSync(output, 'utf8').split('\n');
}

/** What each line of the trace means here. A call that another thread interrupts in the trace takes two lines. */
function toEvent(line, pending) {
  const [thread] = line.split(' ', 1);
  const resumed = /<\.\.\. (fsync|fdatasync) resumed>.*= 0/.test(line);
  if (resumed) return pending.get(thread) ? { type: 'synced' } : undefined;
  const mark = /write\(1<[^>]*>, "(begin|confirmed) (\d+)\\n"/.exec(line);
  if (mark) return { type: mark[1], n: Number(mark[2]) };
  const wal = /pg_wal\/[0-9A-F]{24}>/.test(line);
  if (!wal) return undefined;
  if (!/(fsync|fdatasync)\(/.test(line)) return { type: 'written' };
  pending.set(thread, line.includes('unfinished'));
  return line.includes('unfinished') ? undefined : { type: 'synced' };
}

function check(lines) {
  const pending = new Map();
  let state = { written: false, synced: false };
  let confirmed = 0;
  for (const line of lines) {
    const event = toEvent(line, pending);
    if (event?.type === 'begin') state = { written: false, synced: false };
    if (event?.type === 'written') state = { written: true, synced: false };
    if (event?.type === 'synced') state.synced = state.written;
    if (event?.type !== 'confirmed') continue;
    confirmed += 1;
    if (!state.written) fail(`commit ${event.n} was confirmed before anything was written to the log`);
    else if (!state.synced) fail(`commit ${event.n} was confirmed before the log was synced`);
  }
  if (confirmed !== COMMITS) fail(`${confirmed} of ${COMMITS} commits were seen in the trace`);
  return confirmed;
}

if (spawnSync('strace', ['-V']).status !== 0) {
  console.error(
    'SKIPPED: strace is not installed (Debian: apt-get install strace); durability is NOT proved.',
  );
  process.exit(process.env.CI ? 1 : 0);
}
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-strace-'));
try {
  const confirmed = check(trace(folder));
  const [cluster] = readdirSync(join(folder, 'data')).filter((name) => name.startsWith('pg'));
  if (!process.exitCode) {
    console.log(`OK: each of ${confirmed} commits to ${cluster} was synced to disk before it was confirmed.`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
