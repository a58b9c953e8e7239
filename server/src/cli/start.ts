/** `gatehouse start`: the server, until it is told to stop. */
import type { App } from '../app.ts';
import { type Config, loadConfig } from '../kernel/config/index.ts';
import { createLog, type Log } from '../kernel/log/index.ts';
import { openGround, type RunningApp, serve } from '../main.ts';
import { configEnvironment, environment } from './environment.ts';
import type { GroundOptions } from './ground.ts';

export interface StartOptions extends GroundOptions {
  port?: string;
  host?: string;
  /** gatehouse.yaml, applied before serving. */
  config?: string;
}

interface Started {
  config: Config;
  running: RunningApp;
  /** What `--config` changed. */
  applied: string[];
  setupLink: string | null;
  seconds: string;
}

/** What the operator sees; the log is for machines. */
function report({ config, running, applied, setupLink, seconds }: Started): void {
  const { endpoint } = config;
  const embedded = running.db.engine === 'embedded';
  const lines = [
    '',
    `  Gatehouse ${running.app.version} is ready in ${seconds} s`,
    '',
    `  Address        ${endpoint}`,
    `  Issuer         ${endpoint}/oidc`,
    `  Console        ${endpoint}/console/`,
    `  API reference  ${endpoint}/api/docs`,
    `  Data           ${embedded ? `embedded database in ${config.dataDir}` : 'PostgreSQL'}`,
    ...(config.endpointIsLoopback && !config.smtp ? [`  Dev mailbox    ${endpoint}/dev-mailbox`] : []),
    ...(running.applied.length > 0 ? [`  Migrated       ${running.applied.join(', ')}`] : []),
    ...(applied.length > 0 ? ['', ...applied.map((line) => `  ${line}`)] : []),
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

function onFatal(log: Log): (error: Error) => void {
  return (error) => {
    log.fatal({ err: error }, 'the database is gone');
    process.exit(1);
  };
}

/** Reads the file before anything is opened. Its code is loaded only when there is a file. */
async function declarationOf(file: string): Promise<{ apply(app: App): Promise<string[]> }> {
  const { appliedLines, applyDeclaration, readFileOf } = await import('./apply.ts');
  const declaration = await readFileOf(file);
  return { apply: async (app) => appliedLines(file, await applyDeclaration(app, declaration)) };
}

export async function start({ config: file, ...options }: StartOptions): Promise<void> {
  const began = performance.now();
  const config = loadConfig({ env: configEnvironment(environment), options });
  const log = createLog(config);
  for (const { option, message } of config.warnings) log.warn({ option }, message);
  const declaration = file === undefined ? undefined : await declarationOf(file);
  const ground = await openGround(config, log, onFatal(log));
  try {
    const applied = declaration ? await declaration.apply(ground.app) : [];
    const running = await serve(ground);
    stopOnSignal(running);
    const setupLink = await ground.app.setup.issueLink();
    report({ config, running, applied, setupLink, seconds: ((performance.now() - began) / 1000).toFixed(1) });
  } catch (error) {
    await ground.db.close();
    throw error;
  }
}
