/** Everything that runs in one simulator: the directories, what was granted, and which address is whose. */
import type { Dialect } from './dialect.ts';
import { entra, sharedSegments } from './dialect-entra.ts';
import { google } from './dialect-google.ts';
import { oidc } from './dialect-oidc.ts';
import { okta } from './dialect-okta.ts';
import { saml } from './dialect-saml.ts';
import { Directory } from './directory.ts';
import { Grants } from './grants.ts';
import { KeyRing } from './keys.ts';
import type { Client, Organization, Person, SimulatorKind } from './organization.ts';
import { Refusal } from './problems.ts';
import { Recorder } from './recorder.ts';
import { profiles } from './saml/profile.ts';
import { SamlProvider } from './saml/provider.ts';
import type { Endpoint } from './switch.ts';

const dialects: Record<SimulatorKind, Dialect> = { entra, google, okta, oidc, saml };

export interface Route {
  directory: Directory;
  endpoint: Endpoint;
  /** How the path names the directory. */
  segment: string;
}

export class World {
  readonly url: string;
  readonly directories: Directory[];
  readonly grants = new Grants();
  readonly recorder = new Recorder();
  readonly closing = new AbortController();
  readonly #milliseconds: () => number;
  readonly #routes = new Map<string, Route>();

  constructor(url: string, organizations: Organization[], milliseconds: () => number) {
    this.url = url;
    this.#milliseconds = milliseconds;
    let keys = 0;
    const ring = () => new KeyRing(() => `key-${keys++}`);
    // All Entra tenants publish the same keys.
    const entraRing = ring();
    const shared = sharedSegments.map(
      (id): Organization => ({
        kind: 'entra',
        id,
        users: [],
        clients: [],
        serviceProviders: [],
      }),
    );
    const withShared = organizations.some((o) => o.kind === 'entra')
      ? [...organizations, ...shared]
      : organizations;
    this.directories = withShared.map(
      (o) => new Directory(url, o, dialects[o.kind], o.kind === 'entra' ? entraRing : ring(), this.#saml(o)),
    );
    for (const directory of this.directories) this.#addRoutes(directory);
  }

  #saml(organization: Organization): SamlProvider | undefined {
    const profile = profiles[organization.kind];
    return profile && new SamlProvider(organization, profile, this.url, () => this.milliseconds);
  }

  #addRoutes(directory: Directory): void {
    const { organization, dialect } = directory;
    const alias = organization.kind === 'entra' && organization.domain ? [organization.domain] : [];
    for (const endpoint of Object.keys(dialect.paths) as Endpoint[]) {
      for (const segment of [organization.id, ...alias]) {
        this.#routes.set(directory.path(endpoint, segment), { directory, endpoint, segment });
      }
    }
  }

  get milliseconds(): number {
    return this.#milliseconds();
  }

  /** Seconds since 1970. */
  get now(): number {
    return Math.floor(this.#milliseconds() / 1000);
  }

  route(path: string): Route | undefined {
    return this.#routes.get(path) ?? this.#routes.get(path.toLowerCase());
  }

  /** By id or domain. */
  directory(name: string): Directory {
    const found = this.directories.find((d) => d.id === name || d.organization.domain === name);
    if (!found) throw new Error(`the simulator has no organization ${name}`);
    return found;
  }

  /** The directories whose people may sign in here: at Entra's shared endpoints those of every tenant. */
  realms(directory: Directory): Directory[] {
    return isShared(directory)
      ? this.directories.filter((d) => d.organization.kind === 'entra' && !isShared(d))
      : [directory];
  }

  /** Entra's multi-tenant clients work in every tenant, and only they work at the shared endpoints. */
  client(directory: Directory, clientId: string): Client {
    const own = directory.client(clientId);
    if (own) return own;
    const tenants =
      directory.organization.kind === 'entra' ? this.directories.filter((d) => d.dialect === entra) : [];
    const found = tenants.map((d) => d.client(clientId)).find((c) => c !== undefined);
    if (found?.multiTenant) return found;
    throw new Refusal(found && isShared(directory) ? 'single-tenant-client' : 'unknown-client', clientId);
  }

  /** Who signs in under this name, and in which directory. */
  person(directory: Directory, name: string): { directory: Directory; person: Person } {
    const here = this.#find(this.realms(directory), name);
    if (here) return here;
    const elsewhere =
      directory.dialect === entra &&
      this.#find(
        this.directories.filter((d) => d.dialect === entra),
        name,
      );
    throw new Refusal(elsewhere ? 'user-not-in-tenant' : 'user-unknown', name);
  }

  #find(directories: Directory[], name: string): { directory: Directory; person: Person } | undefined {
    return directories.flatMap((directory) => {
      const person = directory.person(name);
      return person ? [{ directory, person }] : [];
    })[0];
  }
}

export const isShared = (directory: Directory): boolean => sharedSegments.includes(directory.id);
