/** `gatehouse doctor`: looks at everything that an installation stands on, and says what to do about what is wrong. */
import { createApp } from '../../app.ts';
import { systemClock } from '../../kernel/clock/index.ts';
import { type Config, ConfigError } from '../../kernel/config/index.ts';
import { type Database, DatabaseLockedError, openDatabase } from '../../kernel/db/index.ts';
import { createOutbound } from '../../kernel/outbound/index.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes, failureText, lockedMessage } from '../failure.ts';
import { commandLog, configOf, type GroundOptions } from '../ground.ts';
import { type Check, failed, ok, type Verdict } from './check.ts';
import { databaseChecks, migrationCheck, sealerCheck, tenantChecks } from './insides.ts';
import { addressCheck, configurationChecks, folderChecks } from './surroundings.ts';

export interface DoctorOptions extends GroundOptions {
  json?: boolean;
}

const clock = systemClock;

async function inDatabase(config: Config, db: Database): Promise<Check[]> {
  const checks = [...(await databaseChecks(db, clock)), await migrationCheck(db)];
  if (checks.some(({ verdict }) => verdict === 'failed')) return checks;
  const { check, sealer } = await sealerCheck(config, db);
  checks.push(check);
  if (!sealer) return checks;
  const app = await createApp({ config, db, sealer, clock, log: commandLog(config) });
  try {
    return [...checks, ...(await tenantChecks(app))];
  } finally {
    await app.outbound.close();
  }
}

async function withDatabase(config: Config): Promise<Check[]> {
  const { databaseUrl: url, dataDir, unnamedStatements } = config;
  try {
    const db = await openDatabase({ url, dataDir, unnamedStatements, log: commandLog(config) });
    return await inDatabase(config, db).finally(() => db.close());
  } catch (error) {
    if (error instanceof DatabaseLockedError) return [failed('database', lockedMessage(error))];
    return [failed('database', failureText(error))];
  }
}

async function address(config: Config): Promise<Check> {
  const outbound = createOutbound({
    allow: config.outboundAllow,
    endpointIsLoopback: config.endpointIsLoopback,
  });
  return addressCheck(config, outbound).finally(() => outbound.close());
}

async function examine(options: DoctorOptions, env: CommandContext['env']): Promise<Check[]> {
  let config: Config;
  try {
    config = configOf(options, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ option, message }) => failed('configuration', `${option} ${message}`));
  }
  const folder = await folderChecks(config, clock);
  const empty = ok('data folder', `${config.dataDir} does not exist yet; the first start makes it`);
  return [
    ...configurationChecks(config),
    ...(folder ?? [empty]),
    ...(folder ? await withDatabase(config) : []),
    await address(config),
  ];
}

const signs: Record<Verdict, string> = { ok: '✓', warning: '!', failed: '✗' };

function lines({ verdict, name, detail, fix }: Check): string[] {
  const [first, ...more] = detail.split('\n');
  return [
    `${signs[verdict]} ${name}: ${first}`,
    ...more.map((line) => `    ${line}`),
    ...(fix ? [`    ${fix}`] : []),
  ];
}

/** Answers the exit code. */
export async function doctor(options: DoctorOptions, context: CommandContext): Promise<number> {
  const checks = await examine(options, context.env);
  const healthy = checks.every(({ verdict }) => verdict !== 'failed');
  if (options.json) context.out(JSON.stringify({ ok: healthy, checks }, null, 2));
  else for (const line of checks.flatMap(lines)) context.out(line);
  return healthy ? 0 : exitCodes.failed;
}
