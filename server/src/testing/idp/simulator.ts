/** Starts and stops a simulator: real HTTP servers on loopback around one world. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { z } from 'zod';
import { simulatorApp } from './app.ts';
import { type LogoutTokenFacts, logoutToken } from './logout-token.ts';
import type { Misbehaviour } from './misbehaviours.ts';
import {
  type Organization,
  organizationsSchema,
  type Person,
  type SimulatorClient,
  type SimulatorOrganization,
  type SimulatorUser,
} from './organization.ts';
import type { RecordedRequest } from './recorder.ts';
import { type SamlFacts, samlFacts } from './saml/facts.ts';
import type { SamlProvider } from './saml/provider.ts';
import type { SamlServiceProvider } from './saml/service-provider.ts';
import { serviceProviderSchema } from './saml/service-provider.ts';
import type { ScimTarget } from './scim/client.ts';
import { type ProvisioningReport, provisionerOf } from './scim/provisioner.ts';
import type { MisbehaviourOptions } from './switch.ts';
import { World } from './world.ts';

export interface SimulatorOptions {
  /** 0 (default) takes a free one. */
  port?: number;
  /** `localhost` (default) listens on both loopback addresses; otherwise an address or name to bind to. */
  host?: string;
  organizations: SimulatorOrganization[];
  /** Milliseconds since 1970; tests pass their own clock. */
  now?: () => number;
}

export interface IdpSimulator {
  /** The origin, such as http://localhost:4000 */
  readonly url: string;
  /** The organizations as running, ids filled in. */
  readonly organizations: Organization[];
  /** By id or domain, as all methods; Entra's shared endpoints are `common` and `organizations`. */
  issuerOf(id: string): string;
  /** Replaces what was switched on before; `null` ends all misbehaviour. */
  misbehave(id: string, what: Misbehaviour | Misbehaviour[] | null, options?: MisbehaviourOptions): void;
  /** A new key signs from now on. The old ones stay published unless `publishNewOnly`. All Entra tenants share keys. */
  rotateKeys(id: string, options?: { publishNewOnly?: boolean }): Promise<void>;
  addUser(id: string, user: SimulatorUser): Person;
  /** The user by id, username or email. */
  updateUser(id: string, user: string, patch: Partial<SimulatorUser>): Person;
  /** Where its SAML side is; throws for an organization that has none. */
  samlOf(id: string): SamlFacts;
  registerServiceProvider(id: string, sp: SamlServiceProvider): void;
  /** The next SAML certificate stands in the metadata beside the one in use. */
  publishNextCertificate(id: string): Promise<void>;
  /** The newest SAML certificate signs from now on; the old ones stay published unless `publishNewOnly`. */
  useNextCertificate(id: string, options?: { publishNewOnly?: boolean }): Promise<void>;
  /** PEM, the one in use first. */
  certificatesOf(id: string): Promise<string[]>;
  /** A client by id: what an administrator changes at the provider. */
  updateClient(id: string, clientId: string, patch: Partial<SimulatorClient>): void;
  /** Where the directory provisions its people and groups to, as a SCIM client. */
  provisionTo(id: string, target: ScimTarget): void;
  /** One cycle: the whole directory the first time, then what has changed. */
  provision(id: string): Promise<ProvisioningReport>;
  /** As the provider signs it when a person's session ends there (OpenID Connect Back-Channel Logout 1.0). */
  logoutToken(id: string, facts: LogoutTokenFacts): Promise<string>;
  /** What clients sent, oldest first. */
  requests(id?: string): RecordedRequest[];
  clearRequests(): void;
  close(): Promise<void>;
}

export async function startIdpSimulator(options: SimulatorOptions): Promise<IdpSimulator> {
  const organizations = organizationsSchema.safeParse(options.organizations);
  if (!organizations.success) throw new Error(`IdP simulator: ${z.prettifyError(organizations.error)}`);
  const host = options.host ?? 'localhost';
  const listeners = await listen(host, options.port ?? 0);
  const { port } = listeners[0]!.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const world = new World(url, organizations.data, options.now ?? (() => Date.now()));
  const app = simulatorApp(world);
  const respond = getRequestListener((request, env) => app.fetch(request, env as HttpBindings));
  for (const server of listeners) server.on('request', respond as RequestListener);
  return controls(world, organizations.data, listeners);
}

function controls(world: World, organizations: Organization[], servers: Server[]): IdpSimulator {
  return {
    url: world.url,
    organizations,
    issuerOf: (id) => world.directory(id).issuer,
    misbehave(id, what, options = {}) {
      world.directory(id).switches.set(what === null ? [] : [what].flat(), options);
    },
    rotateKeys: (id, { publishNewOnly = false } = {}) => world.directory(id).keys.rotate(publishNewOnly),
    addUser: (id, user) => world.directory(id).addUser(user),
    updateUser: (id, user, patch) => world.directory(id).updateUser(user, patch),
    samlOf: (id) => samlFacts(world.directory(id)),
    registerServiceProvider(id, sp) {
      samlProvider(world, id).register(serviceProviderSchema.parse(sp));
    },
    publishNextCertificate: (id) => samlProvider(world, id).certificates.publishNext(),
    useNextCertificate: (id, options) => samlProvider(world, id).certificates.useNext(options),
    certificatesOf: async (id) =>
      (await samlProvider(world, id).certificates.published()).map(({ certificate }) => certificate),
    updateClient(id, clientId, patch) {
      world.directory(id).updateClient(clientId, patch);
    },
    provisionTo: (id, target) => provisionerOf(world.directory(id)).aim(target),
    provision: (id) => provisionerOf(world.directory(id)).run(),
    logoutToken: (id, facts) => logoutToken(world, world.directory(id), facts),
    requests: (id) => world.recorder.list(id === undefined ? undefined : world.directory(id).id),
    clearRequests: () => world.recorder.clear(),
    async close() {
      world.closing.abort();
      await Promise.all(servers.map(stop));
    },
  };
}

function samlProvider(world: World, id: string): SamlProvider {
  const { saml } = world.directory(id);
  if (!saml) throw new Error(`${id} speaks no SAML`);
  return saml;
}

/** Clients try ::1 and 127.0.0.1 for localhost in either order; where there is no IPv6, one is enough. */
async function listen(host: string, port: number): Promise<Server[]> {
  if (host !== 'localhost') return [await bind(host, port)];
  for (let attempt = 0; ; attempt++) {
    const v4 = await bind('127.0.0.1', port);
    try {
      return [v4, await bind('::1', (v4.address() as AddressInfo).port)];
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken) return [v4];
      await stop(v4);
      if (port !== 0 || attempt === 9) throw error;
    }
  }
}

async function bind(host: string, port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
