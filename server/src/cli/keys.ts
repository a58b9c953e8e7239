/** `gatehouse keys`: the signing keys of a tenant. */
import type { App } from '../app.ts';
import type { Tenant } from '../features/tenants/index.ts';
import type { CommandContext } from './context.ts';
import { CommandError } from './failure.ts';
import type { GroundOptions } from './ground.ts';

export interface KeysOptions extends GroundOptions {
  tenant: string;
  force?: boolean;
  cookies?: boolean;
  json?: boolean;
}

async function show(app: App, tenant: Tenant, { json }: KeysOptions, context: CommandContext): Promise<void> {
  const { signing } = await app.keys.keySet(tenant);
  const keys = signing.map(({ id, status, algorithm, createdAt }) => ({ id, status, algorithm, createdAt }));
  if (json) context.out(JSON.stringify({ tenant: tenant.id, keys }, null, 2));
  else for (const key of keys) context.out(`${key.status.padEnd(9)} ${key.algorithm}  ${key.id}`);
}

async function onTenant(
  options: KeysOptions,
  context: CommandContext,
  work: (app: App, tenant: Tenant) => Promise<void>,
): Promise<void> {
  await context.withApp({ ...options, mustExist: true }, async (app) => {
    const tenant = await app.tenants.byId(options.tenant);
    if (!tenant) throw new CommandError(`There is no tenant ${options.tenant}.`);
    await work(app, tenant);
  });
}

export const listKeys = (options: KeysOptions, context: CommandContext): Promise<void> =>
  onTenant(options, context, (app, tenant) => show(app, tenant, options, context));

export const rotateKeys = (options: KeysOptions, context: CommandContext): Promise<void> =>
  onTenant(options, context, async (app, tenant) => {
    // Makes the first keys of a tenant that has not been used yet.
    await app.keys.keySet(tenant);
    if (options.cookies) await app.keys.rotateCookieKey(tenant);
    else await app.keys.rotate(tenant, { force: options.force });
    await show(app, tenant, options, context);
  });
