/**
 * One directory's provisioning: compares what the server was told with what the directory holds now, and sends the
 * difference. The first cycle is a full one; what failed is tried again in the next.
 */
import type { Directory } from '../directory.ts';
import type { Person } from '../organization.ts';
import { ScimClient, type ScimStep, type ScimTarget } from './client.ts';
import type { ScimDialect } from './dialect.ts';
import { entraClient } from './entra.ts';
import { oktaClient } from './okta.ts';

export interface ProvisioningReport {
  /** Whether the connection test succeeded. */
  connected: boolean;
  steps: ScimStep[];
  refused: number;
}

interface Told {
  id: string;
  person: string;
  active: boolean;
}

interface ToldGroup {
  id: string;
  members: Set<string>;
}

/** Entra leaves a filter flag in the address. */
const flag = /\?aadOptscim062020$/;

export class Provisioner {
  target: ScimTarget | undefined;
  last: ProvisioningReport | undefined;
  readonly #directory: Directory;
  #told = new Map<string, Told>();
  #groups = new Map<string, ToldGroup>();

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  get dialect(): ScimDialect {
    if (this.#directory.organization.kind !== 'entra') return oktaClient;
    return entraClient({ isOptimized: flag.test(this.target?.url ?? '') });
  }

  /** Another server knows nothing yet. */
  aim(target: ScimTarget): void {
    if (target.url !== this.target?.url) {
      this.#told = new Map();
      this.#groups = new Map();
    }
    this.target = target;
  }

  async run(): Promise<ProvisioningReport> {
    if (!this.target) throw new Error('Give the address and the token of the SCIM server first.');
    const { dialect } = this;
    const client = new ScimClient(
      { ...this.target, url: this.target.url.replace(flag, '') },
      dialect.userAgent,
    );
    const connected = await dialect.test(client);
    if (connected) {
      await this.#people(client, dialect);
      await this.#allGroups(client, dialect);
    }
    const refused = client.steps.filter(({ status }) => status >= 400).length;
    this.last = { connected, steps: client.steps, refused };
    return this.last;
  }

  async #people(client: ScimClient, dialect: ScimDialect): Promise<void> {
    const { users } = this.#directory.organization;
    for (const person of users) await this.#person(client, dialect, person);
    for (const [key, { id }] of this.#told) {
      if (users.some((person) => person.id === key)) continue;
      if (await dialect.removeUser(client, id)) this.#told.delete(key);
    }
  }

  async #person(client: ScimClient, dialect: ScimDialect, person: Person): Promise<void> {
    const { disabled, groups: _, password: _p, ...facts } = person;
    const now = { person: JSON.stringify(facts), active: !disabled };
    const told = this.#told.get(person.id);
    if (!told) {
      const known = await dialect.findUser(client, person);
      const id = known ?? (await dialect.createUser(client, person));
      if (id === undefined) return;
      const before = known === undefined ? now : { person: '', active: !now.active };
      this.#told.set(person.id, { id, ...before });
      if (known === undefined) return;
    }
    await this.#catchUp(client, dialect, { record: this.#told.get(person.id)!, now, person });
  }

  async #catchUp(
    client: ScimClient,
    dialect: ScimDialect,
    { record, now, person }: { record: Told; now: Omit<Told, 'id'>; person: Person },
  ): Promise<void> {
    const isChanged = record.person !== now.person;
    if (isChanged && (await dialect.updateUser(client, record.id, person))) record.person = now.person;
    const isOther = record.active !== now.active;
    if (isOther && (await dialect.setActive(client, record.id, now.active))) record.active = now.active;
  }

  /** Who is in which group is written at the people. */
  #wantedGroups(): Map<string, Set<string>> {
    const wanted = new Map<string, Set<string>>();
    for (const person of this.#directory.organization.users) {
      const id = this.#told.get(person.id)?.id;
      for (const name of person.groups ?? []) {
        const members = wanted.get(name) ?? new Set();
        if (id !== undefined && !person.disabled) members.add(id);
        wanted.set(name, members);
      }
    }
    return wanted;
  }

  async #allGroups(client: ScimClient, dialect: ScimDialect): Promise<void> {
    const wanted = this.#wantedGroups();
    for (const [name, members] of wanted) await this.#group(client, dialect, { name, members });
    for (const [name, { id }] of this.#groups) {
      if (!wanted.has(name) && (await dialect.removeGroup(client, id))) this.#groups.delete(name);
    }
  }

  async #group(
    client: ScimClient,
    dialect: ScimDialect,
    { name, members }: { name: string; members: Set<string> },
  ): Promise<void> {
    if (!this.#groups.has(name)) {
      const id = (await dialect.findGroup(client, name)) ?? (await dialect.createGroup(client, name));
      if (id === undefined) return;
      this.#groups.set(name, { id, members: new Set() });
    }
    const group = this.#groups.get(name)!;
    const come = [...members].filter((id) => !group.members.has(id));
    const gone = [...group.members].filter((id) => !members.has(id));
    if (come.length > 0 && (await dialect.addMembers(client, group.id, come))) {
      for (const id of come) group.members.add(id);
    }
    if (gone.length > 0 && (await dialect.removeMembers(client, group.id, gone))) {
      for (const id of gone) group.members.delete(id);
    }
  }
}

const provisioners = new WeakMap<Directory, Provisioner>();

export function provisionerOf(directory: Directory): Provisioner {
  const known = provisioners.get(directory);
  if (known) return known;
  const made = new Provisioner(directory);
  provisioners.set(directory, made);
  return made;
}
