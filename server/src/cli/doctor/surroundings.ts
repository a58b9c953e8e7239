/** Checks of what is around the database: configuration, data folder, the address. */
import { constants } from 'node:fs';
import { access, mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import type { Outbound } from '../../kernel/outbound/index.ts';
import { type Check, failed, ok, warning } from './check.ts';

export function configurationChecks(config: Config): Check[] {
  const checks = [
    ok('configuration', `${config.mode}, ${config.endpoint}`),
    ...config.warnings.map(({ option, message }) => warning('configuration', `${option} ${message}`)),
  ];
  const production = config.mode === 'production';
  if (production && !config.smtp) {
    checks.push(
      warning(
        'mail',
        'no mail server: codes end in the dev mailbox',
        'Set GATEHOUSE_SMTP_URL and GATEHOUSE_SMTP_FROM.',
      ),
    );
  }
  if (config.databaseUrl && !config.keyEncryptionKeys) {
    checks.push(
      warning(
        'encryption keys',
        'a file in the data folder of this node',
        'With several nodes on one database, give all the same GATEHOUSE_ENCRYPTION_KEYS.',
      ),
    );
  }
  return checks;
}

const name = 'data folder';
const mebibyte = 1024 ** 2;

/** Undefined when there is no folder yet. */
export async function folderChecks(
  { dataDir, databaseUrl }: Config,
  clock: Clock,
): Promise<Check[] | undefined> {
  const folder = await stat(dataDir).catch(() => undefined);
  if (!folder) {
    return databaseUrl ? [] : undefined;
  }
  if (!folder.isDirectory())
    return [failed(name, `${dataDir} is not a folder`, 'Give another one with --data-dir.')];
  const mine = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mine) {
    return [
      failed(
        name,
        `${dataDir} can not be read and written by this user`,
        'Run this as the user that Gatehouse runs as.',
      ),
    ];
  }
  return [modeCheck(dataDir, folder.mode), await spaceCheck(dataDir), ...(await clockCheck(dataDir, clock))];
}

function modeCheck(dataDir: string, mode: number): Check {
  const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
  return open
    ? warning(
        name,
        `${dataDir} is open to other users (mode ${(mode & 0o777).toString(8)})`,
        `chmod 700 ${dataDir}`,
      )
    : ok(name, dataDir);
}

async function spaceCheck(dataDir: string): Promise<Check> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = Math.floor((bavail * bsize) / mebibyte);
  const detail = `${free} MiB free`;
  if (free < 100) return failed('disk space', detail, 'Free some: a full disk stops every change.');
  return free < 1024
    ? warning('disk space', detail, 'Plan for more: a full disk stops every change.')
    : ok('disk space', detail);
}

const seconds = (milliseconds: number) => (Math.abs(milliseconds) / 1000).toFixed(1);

/** Codes and tokens live for minutes, so a clock that is off makes sign-ins fail. */
export function skewCheck(what: string, difference: number): Check {
  const detail = `${what} differs from this machine by ${seconds(difference)} s`;
  if (Math.abs(difference) > 30_000) return failed('clock', detail, 'Keep both in time with NTP.');
  return Math.abs(difference) > 2_000
    ? warning('clock', detail, 'Keep both in time with NTP.')
    : ok('clock', detail);
}

async function clockCheck(dataDir: string, clock: Clock): Promise<Check[]> {
  const folder = await mkdtemp(join(dataDir, 'doctor-'));
  try {
    await writeFile(join(folder, 'probe'), '');
    const { mtimeMs } = await stat(join(folder, 'probe'));
    return [skewCheck("the file system's clock", mtimeMs - clock.now().getTime())];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Only a warning: doctor mostly runs while the server doesn't. */
export async function addressCheck({ endpoint }: Config, outbound: Pick<Outbound, 'fetch'>): Promise<Check> {
  try {
    const { status } = await outbound.fetch(`${endpoint}/healthz`);
    if (status === 200) return ok('address', `${endpoint} answers`);
    return warning(
      'address',
      `${endpoint}/healthz answers with status ${status}`,
      'Is it another program, or a proxy without a backend?',
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return warning(
      'address',
      `${endpoint} does not answer from here: ${reason}`,
      'Fine while Gatehouse is stopped.',
    );
  }
}
