/**
 * "Try with a simulated Entra ID": a connector for the simulator on this machine, filled in from what the simulator
 * says of itself. For development tenants where Gatehouse itself is on loopback, and nowhere else.
 */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Connectors } from './connectors.ts';
import { errors } from './errors.ts';
import { redirectUriOf } from './requests.ts';
import type { Connector } from './schema.ts';
import type { SsoDeps } from './service.ts';

/** One per tenant: asked for again, it is repaired rather than made twice. */
const connectorId = 'simulated-entra';

const directoriesSchema = z.array(
  z.object({
    id: z.string(),
    kind: z.string(),
    domain: z.string().optional(),
    issuer: z.string(),
    clients: z.array(z.object({ clientId: z.string(), clientSecret: z.string().optional() })),
    people: z.array(z.object({ username: z.string(), password: z.string().optional() })),
  }),
);

export interface Simulated {
  connector: Connector;
  simulator: { url: string; people: { username: string; password?: string }[] };
}

interface SimulatedDeps extends Pick<SsoDeps, 'outbound' | 'simulatorUrl'> {
  connectors: Pick<Connectors, 'create' | 'update' | 'find'>;
}

async function ask(
  { outbound }: SimulatedDeps,
  url: string,
  path: string,
  init?: RequestInit,
): Promise<unknown> {
  const response = await outbound.fetch(url + path, init).catch(() => undefined);
  const answer: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
  if (answer === undefined) throw errors['sso.simulator_not_running']({ url });
  return answer;
}

async function entraAt(deps: SimulatedDeps, url: string) {
  const directories = directoriesSchema.safeParse(await ask(deps, url, '/simulator/directories')).data ?? [];
  for (const { kind, domain, clients, ...rest } of directories) {
    const [client] = clients;
    if (kind === 'entra' && domain && client?.clientSecret)
      return { ...rest, domain, clientId: client.clientId, clientSecret: client.clientSecret };
  }
  throw errors['sso.simulator_not_running']({ url });
}

export async function connectSimulator(
  deps: SimulatedDeps,
  tenant: Pick<Tenant, 'baseUrl' | 'tag'>,
  db: TenantDb,
): Promise<Simulated> {
  const { simulatorUrl: url, connectors } = deps;
  if (url === undefined || tenant.tag !== 'development') throw errors['sso.simulator_not_here']();
  const { id, domain, issuer, clientId, clientSecret, people } = await entraAt(deps, url);
  await ask(
    deps,
    url,
    `/simulator/${encodeURIComponent(id)}/clients/${encodeURIComponent(clientId)}/redirect-uris`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirectUri: redirectUriOf(tenant, connectorId) }),
    },
  );
  const config = { issuer, clientId, clientSecret };
  const connector = (await connectors.find(db, connectorId))
    ? await connectors.update(db, connectorId, { config })
    : await connectors.create(db, {
        id: connectorId,
        name: 'Simulated Entra ID',
        provider: 'entra-oidc',
        config,
        domains: [{ name: domain, proved: true, allowChoice: true }],
      });
  return { connector, simulator: { url, people } };
}
