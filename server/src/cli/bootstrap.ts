/** `gatehouse bootstrap`: the first administrator and an application for the management API, without a browser. */
import type { App } from '../app.ts';
import { newSecret } from '../kernel/ids/index.ts';
import type { CommandContext } from './context.ts';
import { adminPasswordVariable } from './environment.ts';
import { CommandError, exitCodes } from './failure.ts';
import type { GroundOptions } from './ground.ts';

export interface BootstrapOptions extends GroundOptions {
  email?: string;
  name?: string;
  passwordStdin?: boolean;
  applicationOnly?: boolean;
  applicationName: string;
}

interface Password {
  password: string;
  generated: boolean;
}

async function passwordFrom({ passwordStdin }: BootstrapOptions, context: CommandContext): Promise<Password> {
  if (passwordStdin) {
    const password = (await context.input()).replace(/\r?\n$/, '');
    if (!password) throw new CommandError('The standard input holds no password.', exitCodes.usage);
    return { password, generated: false };
  }
  const given = context.env[adminPasswordVariable];
  return given
    ? { password: given, generated: false }
    : { password: newSecret().slice(0, 24), generated: true };
}

async function administrator(app: App, options: BootstrapOptions, context: CommandContext) {
  const { email, name } = options;
  if (!email) {
    throw new CommandError('Give the address of the administrator with --email.', exitCodes.usage);
  }
  const { password, generated } = await passwordFrom(options, context);
  const user = await app.setup.createFirstAdministrator({ email, name, password }).catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'setup.administrator_exists';
    if (!exists) throw error;
    throw new CommandError(
      'There is an administrator already. --application-only makes just another application.',
    );
  });
  return { id: user.id, email: user.email, ...(generated && { password }) };
}

async function managementApplication(app: App, name: string) {
  const admin = (await app.tenants.byId('admin'))!;
  const { application, secret } = await app.applications.create(
    admin.db,
    { name, type: 'machine-to-machine', managementPermissions: ['all'] },
    admin,
  );
  return {
    id: application.id,
    secret,
    tokenEndpoint: `${admin.issuer}/token`,
    resource: (await app.tenants.byId('default'))!.apiResource,
    scope: 'all',
  };
}

export async function bootstrap(options: BootstrapOptions, context: CommandContext): Promise<void> {
  const result = await context.withApp(options, async (app) => ({
    ...(!options.applicationOnly && { administrator: await administrator(app, options, context) }),
    managementApplication: await managementApplication(app, options.applicationName),
  }));
  context.out(JSON.stringify(result, null, 2));
}
