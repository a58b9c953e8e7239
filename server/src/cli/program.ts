// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
/** The commands and their options. Each loads its code when it runs, so that `--help` is quick. */
import { Command, CommanderError, Option } from 'commander';
import { configOptions, simulatorPort } from '../kernel/config/index.ts';
import type { CommandContext } from './context.ts';
import { exitCodeOf, exitCodes, failureText } from './failure.ts';

const dataDir = () =>
  new Option('--data-dir <folder>', 'folder of the embedded database and the key file (default: ./data)');
const databaseUrl = () =>
  new Option(
    '--database-url <url>',
    'PostgreSQL instead of the embedded database; better in DATABASE_URL, where other users of the machine do not see it',
  );
const endpoint = () => new Option('--endpoint <url>', 'the public address (default: http://localhost:3001)');
const json = () => new Option('--json', 'print JSON, for scripts');

const command = (name: string, summary: string, ...options: Option[]): Command =>
  options.reduce(
    (result, option) => result.addOption(option),
    new Command(name).summary(summary).description(`${summary}.`),
  );

const onData = (name: string, summary: string, ...options: Option[]): Command =>
  command(name, summary, ...options, dataDir(), databaseUrl(), endpoint());

/** As the configuration itself describes them. */
function variables(): string {
  const rows = Object.values(configOptions).map(
    ({ env, description }) => [env.join(', '), description] as const,
  );
  return rows.map(([name, description]) => `  ${name.padEnd(38)} ${description}`).join('\n');
}

function startCommand(): Command {
  return onData(
    'start',
    'Start the server',
    new Option('--port <number>', 'port to listen on (default: 3001)'),
    new Option('--host <address>', 'address to listen on (default: localhost, in production all)'),
    new Option(
      '--config <file>',
      'bring the tenants to what this file says before serving; the format: docs/reference/gatehouse-yaml.md',
    ),
  )
    .addHelpText('after', () => `\nFrom the environment:\n${variables()}\n\nCtrl-C drains and stops.`)
    .action(async (options) => {
      const { start } = await import('./start.ts');
      await start(options);
    });
}

function applyCommand(context: CommandContext): Command {
  return onData(
    'apply',
    'Bring tenants to what a file says',
    new Option('--dry-run', 'show what would change, and change nothing'),
    new Option(
      '--prune',
      'also delete what the lists in the file do not have; shows the plan and asks first',
    ),
    new Option('--yes', 'agree to what --prune deletes'),
    json(),
  )
    .argument('<file>', 'gatehouse.yaml, or - for the standard input')
    .addHelpText(
      'after',
      '\nEverything happens in one transaction, or nothing does. ${NAME} in the file is taken from the environment.\nThe format: docs/reference/gatehouse-yaml.md',
    )
    .action(async (file: string, options) => {
      const { apply } = await import('./apply.ts');
      await apply(file, options, context);
    });
}

function exportCommand(context: CommandContext): Command {
  return onData(
    'export',
    'Write tenants as a file that apply understands, without secrets',
    new Option('--tenant <id...>', 'only these tenants'),
    new Option('--users', 'with the people, without their passwords'),
  )
    .argument('[file]', 'where to; the standard output when absent')
    .action(async (file: string | undefined, options) => {
      const { exportTo } = await import('./export.ts');
      await exportTo(file, options, context);
    });
}

function migrateCommand(context: CommandContext): Command {
  return onData('migrate', "Bring the database to this version's schema (start does it too)").action(
    async (options) => {
      const { runMigrations } = await import('./migrate.ts');
      await runMigrations(options, context);
    },
  );
}

function bootstrapCommand(context: CommandContext): Command {
  return onData(
    'bootstrap',
    'Create the first administrator and an application for the management API',
    new Option('--email <address>', 'the address of the administrator'),
    new Option('--name <name>', 'the name of the administrator'),
    new Option('--password-stdin', 'read the password from the standard input'),
    new Option('--application-only', 'no administrator, just another application'),
    new Option('--application-name <name>', 'the name of the application').default('Management'),
  )
    .addHelpText(
      'after',
      '\nPrints JSON once: the application’s secret can not be read again. The password comes from the standard\ninput, from GATEHOUSE_ADMIN_PASSWORD, or is generated and printed.',
    )
    .action(async (options) => {
      const { bootstrap } = await import('./bootstrap.ts');
      await bootstrap(options, context);
    });
}

function doctorCommand(context: CommandContext, exit: (code: number) => void): Command {
  return onData('doctor', 'Look for what is wrong: configuration, database, keys, clock, connectors', json())
    .addHelpText('after', '\nThe exit code is 1 when something is wrong (✗); warnings (!) do not count.')
    .action(async (options) => {
      const { doctor } = await import('./doctor/index.ts');
      exit(await doctor(options, context));
    });
}

function simulatorCommand(context: CommandContext): Command {
  return command(
    'idp-simulator',
    'Run stand-ins for Entra ID, Google Workspace, Okta and others on this machine',
    new Option('--port <number>', 'port to listen on').default(String(simulatorPort)),
    new Option('--file <file>', 'your own directories and people; the format: docs/guides/idp-simulator.md'),
  ).action(async (options) => {
    const { idpSimulator } = await import('./idp-simulator.ts');
    await idpSimulator(options, context);
  });
}

function keysCommand(context: CommandContext): Command {
  const tenant = () => new Option('--tenant <id>', 'whose keys').default('default');
  const rotate = onData(
    'rotate',
    'Sign with the next key from now on; the old one stays valid for what it signed',
    tenant(),
    new Option('--force', 'do not wait until clients have seen the next key (after a leak)'),
    new Option('--cookies', 'the key of the cookies instead of the signing key'),
    json(),
  ).action(async (options) => {
    const { rotateKeys } = await import('./keys.ts');
    await rotateKeys(options, context);
  });
  const list = onData('list', 'Show the signing keys', tenant(), json()).action(async (options) => {
    const { listKeys } = await import('./keys.ts');
    await listKeys(options, context);
  });
  return command('keys', 'List and rotate signing keys').addCommand(list).addCommand(rotate);
}

function schemaCommand(context: CommandContext): Command {
  return command('schema', 'Print the JSON Schema of gatehouse.yaml, for editors').action(async () => {
    const { declarationJsonSchema } = await import('../features/declarative/index.ts');
    context.out(JSON.stringify(declarationJsonSchema(), null, 2));
  });
}

export function createProgram(context: CommandContext, exit: (code: number) => void): Command {
  const commands = [
    startCommand(),
    migrateCommand(context),
    bootstrapCommand(context),
    applyCommand(context),
    exportCommand(context),
    doctorCommand(context, exit),
    keysCommand(context),
    simulatorCommand(context),
    schemaCommand(context),
  ];
  const program = new Command('gatehouse').description('Gatehouse, the open-source identity platform.');
  for (const one of commands) program.addCommand(one);
  for (const one of [program, ...commands, ...commands.flatMap(({ commands: inner }) => inner)]) {
    one.exitOverride().configureOutput({
      writeOut: (text) => context.out(text.trimEnd()),
      writeErr: (text) => context.err(text.trimEnd()),
    });
  }
  return program;
}

/** Answers the exit code; 0 also for a server that goes on running. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<number> {
  let code = 0;
  const program = createProgram(context, (given) => {
    code = given;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // What commander has to say it has said.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    context.err(failureText(error));
    return exitCodeOf(error);
  }
}
