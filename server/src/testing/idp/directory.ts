/** One organization at run time: its people and clients, its keys, its addresses and its switches. */
import type { Dialect } from './dialect.ts';
import type { KeyRing } from './keys.ts';
import {
  type Client,
  clientSchema,
  type Organization,
  type Person,
  personPatchSchema,
  personSchema,
  type SimulatorClient,
  type SimulatorUser,
} from './organization.ts';
import type { SamlProvider } from './saml/provider.ts';
import type { Endpoint } from './switch.ts';
import { Switchboard } from './switchboard.ts';

export class Directory {
  readonly organization: Organization;
  readonly dialect: Dialect;
  readonly keys: KeyRing;
  readonly switches = new Switchboard();
  /** The simulator's origin. */
  readonly url: string;
  /** Absent where the original speaks no SAML. */
  readonly saml: SamlProvider | undefined;

  constructor(url: string, organization: Organization, dialect: Dialect, keys: KeyRing, saml?: SamlProvider) {
    this.url = url;
    this.organization = organization;
    this.dialect = dialect;
    this.keys = keys;
    this.saml = saml;
  }

  get id(): string {
    return this.organization.id;
  }

  get issuer(): string {
    return this.url + this.dialect.issuerPath(this.id);
  }

  /** The endpoint's address; Entra's alias forms (domain, common) pass their own path segment. */
  endpoint(name: Endpoint, segment = this.id): string {
    return this.url + this.path(name, segment);
  }

  path(name: Endpoint, segment = this.id): string {
    const path = this.dialect.paths[name];
    if (path === undefined) throw new Error(`${this.dialect.label} has no ${name} endpoint`);
    return path.replace('{id}', segment);
  }

  /** By username, email or id. */
  person(name: string): Person | undefined {
    const wanted = name.trim().toLowerCase();
    return this.organization.users.find((u) =>
      [u.username, u.email, u.id].some((v) => v?.toLowerCase() === wanted),
    );
  }

  client(clientId: string): Client | undefined {
    return this.organization.clients.find((c) => c.clientId === clientId);
  }

  updateClient(clientId: string, patch: Partial<SimulatorClient>): Client {
    const client = this.client(clientId);
    if (!client) throw new Error(`no client ${clientId} in ${this.id}`);
    return Object.assign(client, clientSchema.partial().parse(patch));
  }

  addUser(user: SimulatorUser): Person {
    const person = personSchema.parse(user);
    if (this.organization.users.some((u) => u.id === person.id))
      throw new Error(`user ${person.id} exists already`);
    this.organization.users.push(person);
    return person;
  }

  updateUser(name: string, patch: Partial<SimulatorUser>): Person {
    const person = this.person(name);
    if (!person) throw new Error(`no user ${name} in ${this.id}`);
    return Object.assign(person, personPatchSchema.parse(patch));
  }
}
