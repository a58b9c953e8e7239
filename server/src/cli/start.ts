/** `gatehouse start`: the server, until it is told to stop. */
import { type Config, loadConfig } from '../kernel/config/index.ts';
import { createLog } from '../kernel/log/index.ts';
import { openGround, type RunningApp, serve } from '../main.ts';

export type StartOptions = Partial<Record<'port' | 'host' | 'dataDir' | 'endpoint', string>>;

/** What the operator sees; the log is for machines. */
function report(config: Config, running: RunningApp, setupLink: string | null, seconds: string): void {
  const { endpoint } = config;
  const engine = running.db.engine === 'embedded' ? `embedded database in ${config.dataDir}` : 'PostgreSQL';
  const lines = [
    '',
    `  Gatehouse ${running.app.version} is ready in ${seconds} s`,
    '',
    `  Address        ${endpoint}`,
    `  Issuer         ${endpoint}/oidc`,
    `  API reference  ${endpoint}/api/docs`,
    `  Data           ${engine}`,
    ...(running.applied.length > 0 ? [`  Migrated       ${running.applied.join(', ')}`] : []),
    ...(setupLink
      ? ['', '  First administrator (this link works once, for an hour):', `  ${setupLink}`]
      : []),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Ctrl-C drains; a second one ends at once. */
function stopOnSignal(running: RunningApp): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    running.log.info({ signal }, 'stopping');
    void running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        running.log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

export async function start(options: StartOptions, file?: string): Promise<void> {
  const started = performance.now();
  const config = loadConfig({ options });
  const log = createLog(config);
  const ground = await openGround(config, log, (error) => {
    log.fatal({ err: error }, 'the database is gone');
    process.exit(1);
  });
  if (file) throw new Error('not yet');
  const running = await serve(ground);
  stopOnSignal(running);
  report(
    config,
    running,
    await ground.app.setup.issueLink(),
    ((performance.now() - started) / 1000).toFixed(1),
  );
}
