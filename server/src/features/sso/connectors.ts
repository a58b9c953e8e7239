/** Connectors and the domains they speak for, as administrators manage them. */
import { isDeepStrictEqual } from 'node:util';
import type { TenantCache } from '../../kernel/cache/index.ts';
import { type Sealer, sealContext } from '../../kernel/crypto/index.ts';
import type { Json, TenantDb } from '../../kernel/db/index.ts';
import { invalidRequest } from '../../kernel/errors/index.ts';
import { type Actor, emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { newId } from '../../kernel/ids/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { addDomain, type DomainClaim } from './domains.ts';
import { errors } from './errors.ts';
import { createVersionKeeper, type Revising } from './history/keep.ts';
import { type Connected, changedFields } from './history/revision.ts';
import { roleSource } from './mapping/apply.ts';
import { refuseUnknownRoles } from './mapping/known-roles.ts';
import type { Party } from './oidc/client.ts';
import { enforcedDomains } from './policy.ts';
import { oidcPresetOf, presetOf, samlPresetOf } from './presets/catalogue.ts';
import type { Preset } from './presets/preset.ts';
import type { SamlConfig, SamlRules } from './presets/saml-preset.ts';
import type { Connection } from './protocol.ts';
import {
  type Connector,
  type ConnectorInput,
  type ConnectorPatch,
  operatorInputSchema,
  operatorPatchSchema,
} from './schema.ts';
import type { SsoDeps } from './service.ts';
import * as store from './store.ts';
import * as domainStore from './store-domains.ts';
import { connectionOf, type TokenDeletion } from './tokens/deletion.ts';
import { askedOf, storedScopesOf } from './tokens/schema.ts';
import { assertTokenStorage, type StorageRules } from './tokens/settings.ts';

type StoredConnector = store.StoredConnector;

/** Far more than anybody has. */
const mostOfOrganization = 200;

interface ConnectorsDeps extends Pick<SsoDeps, 'onDomainEnforced' | 'roles'>, StorageRules {
  cache: TenantCache;
  sealer: Sealer;
  tokenDeletion: TokenDeletion;
}

export interface SamlParty {
  config: SamlConfig;
  rules: SamlRules;
}

/** An earlier connection that takes the place of the present one. */
export interface PuttingBack extends Revising {
  connected: Connected;
  /** Who had come through it. */
  tried: store.Tried;
}

export type Connectors = ReturnType<typeof createConnectors>;

export function createConnectors(deps: ConnectorsDeps) {
  const { cache, sealer, onDomainEnforced, roles, tokenDeletion } = deps;
  const versions = createVersionKeeper(sealer);
  const context = (tenantId: string, id: string) => sealContext(tenantId, 'sso_connectors', id);

  function secretsOf(
    tenantId: string,
    { id, sealedSecrets }: Pick<StoredConnector, 'id' | 'sealedSecrets'>,
  ): Record<string, unknown> {
    return sealedSecrets === null ? {} : JSON.parse(sealer.open(sealedSecrets, context(tenantId, id)));
  }

  /** Splits a validated config into what is stored in the open and what is sealed. */
  function storable(tenantId: string, id: string, preset: Preset, data: Record<string, unknown>) {
    const isSecret = ([name]: [string, unknown]) => preset.secretFields.includes(name);
    const entries = Object.entries(data);
    const secrets = Object.fromEntries(entries.filter(isSecret));
    return {
      config: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
      sealedSecrets:
        Object.keys(secrets).length === 0
          ? null
          : sealer.seal(JSON.stringify(secrets), context(tenantId, id)),
    };
  }

  /** What a patch makes of the connection; one that says what is there already changes nothing. */
  function patched(tenantId: string, before: StoredConnector, patch: Record<string, unknown> | undefined) {
    const { id, config, sealedSecrets } = before;
    const kept = { config, sealedSecrets, connectionChanged: false };
    if (!patch) return kept;
    const preset = presetOf(before.provider);
    const open = { ...config, ...secretsOf(tenantId, before) };
    const data = validated(preset, withoutNulls({ ...open, ...patch }));
    if (isDeepStrictEqual(data, open)) return kept;
    const connectionChanged = !isDeepStrictEqual(connecting(data), connecting(open));
    return { ...storable(tenantId, id, preset, data), connectionChanged };
  }

  const connectedOf = (
    tenantId: string,
    stored: Pick<StoredConnector, 'id' | 'config' | 'sealedSecrets' | 'attributeMapping' | 'roleMapping'>,
  ): Connected => ({ ...stored, config: { ...stored.config, ...secretsOf(tenantId, stored) } });

  /** The row of a connector, and in the same transaction what its history keeps of the one before. */
  async function write(
    tx: TenantDb,
    before: StoredConnector,
    values: store.UpdateValues,
    revising: Revising,
  ) {
    const { tenantId } = tx;
    const fields = changedFields(connectedOf(tenantId, before), connectedOf(tenantId, values));
    const newRevision =
      fields.length > 0
        ? await versions.keep(tx, before, secretsOf(tenantId, before), { ...revising, fields })
        : undefined;
    if (!(await store.updateConnector(tx, { ...values, newRevision }, before.version)))
      throw versionMismatch(before.version + 1);
    if (before.roleMapping !== null && values.roleMapping === null)
      await roles.removeSource(tx, roleSource(before.id));
    // After the update, whose lock on the row waits for sign-ins that are about to store tokens.
    await tokenDeletion.settle(tx, before, values);
  }

  /** The only place where the secrets are opened. */
  const opened = ({ id }: Pick<Tenant, 'id'>, connector: Connection) => ({
    ...connector.config,
    ...secretsOf(id, connector),
  });

  async function existing(db: TenantDb, id: string): Promise<StoredConnector> {
    const connector = await store.findConnector(db, id);
    if (!connector) throw errors['sso.connector_not_found']({ id });
    return connector;
  }

  /** One change in one transaction: the rows, what begins to be enforced by it, its event, the caches. */
  async function change(
    db: TenantDb,
    id: string,
    type: string,
    apply: (tx: TenantDb, before: StoredConnector | undefined) => Promise<void>,
    { actor, ...data }: { [key: string]: Json } & { actor?: Actor & Json } = {},
  ): Promise<Connector | undefined> {
    return db.inTx(async (tx) => {
      // First, because it locks the tenant: of two who claim one domain at once the second sees the first one's claim.
      await cache.bump(tx);
      const before = await store.findConnector(tx, id);
      await apply(tx, before);
      const after = await store.findConnector(tx, id);
      await emit(tx, {
        ...eventOf(type, id, { ...data, before: before && audited(before), after: after && audited(after) }),
        ...(actor && { actor }),
      });
      await beginEnforcement(tx, before, after);
      return after && withoutSecrets(after);
    });
  }

  async function beginEnforcement(tx: TenantDb, before?: Connector, after?: Connector): Promise<void> {
    const already = before ? enforcedDomains(before) : [];
    for (const domain of after ? enforcedDomains(after) : []) {
      if (already.includes(domain)) continue;
      await emit(tx, eventOf('sso.domain_enforced', after!.id, { domain }));
      await onDomainEnforced?.(tx, domain);
    }
  }

  async function create(db: TenantDb, given: ConnectorInput): Promise<Connector> {
    const { id = newId('sso'), config, domains, ...input } = parse(operatorInputSchema, given);
    // Who says nothing of it means what the word has always meant in a file.
    const enforced = input.enforced ?? input.enabled;
    const preset = presetOf(input.provider);
    const values = {
      ...input,
      enforced,
      id,
      ...storable(db.tenantId, id, preset, validated(preset, config)),
    };
    const created = await change(db, id, 'sso.connector_created', async (tx) => {
      await refuseUnknownRoles(tx, roles, input.roleMapping);
      await assertTokenStorage(tx, deps, values);
      await store.insertConnector(tx, values);
      for (const domain of domains) await addDomain(tx, id, domain);
    });
    return created!;
  }

  async function update(
    db: TenantDb,
    id: string,
    given: ConnectorPatch,
    options: { version?: number } = {},
  ): Promise<Connector> {
    const { config: configPatch, ...patch } = parse(operatorPatchSchema, given);
    const updated = await change(db, id, 'sso.connector_updated', async (tx, before) => {
      if (!before) throw errors['sso.connector_not_found']({ id });
      expectVersion(before.version, options.version);
      await refuseUnknownRoles(tx, roles, patch.roleMapping);
      const whole = { ...before, ...patch, ...patched(tx.tenantId, before, configPatch) };
      const values = withAsked(before, whole);
      await assertTokenStorage(tx, deps, values, before.tokenStorage);
      await write(tx, before, values, { how: 'change', watched: values.connectionChanged });
    });
    return updated!;
  }

  /**
   * An earlier connection as one more change. `choose` looks at what is there within the transaction, which holds
   * the tenant: what it decides still holds when it is written.
   */
  async function putBack(
    db: TenantDb,
    id: string,
    told: { type: string; data: { [key: string]: Json } & { actor?: Actor & Json } },
    choose: (tx: TenantDb, before: StoredConnector) => Promise<PuttingBack>,
  ): Promise<Connector> {
    const changed = await change(
      db,
      id,
      told.type,
      async (tx, before) => {
        if (!before) throw errors['sso.connector_not_found']({ id });
        const { connected, tried, ...revising } = await choose(tx, before);
        const { attributeMapping, roleMapping } = connected;
        await refuseUnknownRoles(tx, roles, roleMapping);
        const preset = presetOf(before.provider);
        const data = validated(preset, { ...connected.config });
        const open = connectedOf(tx.tenantId, before).config;
        const connectionChanged = !isDeepStrictEqual(connecting(data), connecting(open));
        const stored = storable(tx.tenantId, id, preset, data);
        const values = { ...before, attributeMapping, roleMapping, ...stored, connectionChanged, tried };
        await write(tx, before, values, { ...revising, watched: revising.watched && connectionChanged });
      },
      told.data,
    );
    return changed!;
  }

  async function remove(db: TenantDb, id: string, options: { version?: number } = {}): Promise<void> {
    await change(db, id, 'sso.connector_deleted', async (tx, before) => {
      if (!before) throw errors['sso.connector_not_found']({ id });
      expectVersion(before.version, options.version);
      await tokenDeletion.forget(tx, { connectorId: id }, 'connector-deleted', connectionOf(before));
      await store.deleteConnector(tx, id);
      await roles.removeSource(tx, roleSource(id));
    });
  }

  return {
    create,
    update,
    putBack,
    remove,
    versions,
    connectedOf,
    /** As it is written today. @throws request.invalid */
    validated: (provider: string, config: Readonly<Record<string, unknown>>) =>
      validated(presetOf(provider), { ...config }),
    /** As it would be with these values; nothing is stored. Throws what an update would. */
    withConfig: (
      tenantId: string,
      before: StoredConnector,
      patch: Record<string, unknown>,
    ): StoredConnector => {
      const { config, sealedSecrets } = patched(tenantId, before, patch);
      return { ...before, config, sealedSecrets };
    },
    get: async (db: TenantDb, id: string): Promise<Connector> => withoutSecrets(await existing(db, id)),
    find: async (db: TenantDb, id: string): Promise<Connector | undefined> => {
      const connector = await store.findConnector(db, id);
      return connector && withoutSecrets(connector);
    },
    async list(db: TenantDb, page: { limit: number; offset: number; search?: string }) {
      const { connectors, total } = await store.listConnectors(db, page);
      return { connectors: connectors.map(withoutSecrets), total };
    },
    /** Of an organization, on or not. */
    ofOrganization: async (db: TenantDb, organizationId: string): Promise<Connector[]> => {
      const options = { enabledOnly: false, limit: mostOfOrganization };
      return (await store.connectorsOfOrganization(db, organizationId, options)).map(withoutSecrets);
    },
    /** Stops sign-ins at once on this node, within a second on the others. Its people may use other ways again. */
    disable: (db: TenantDb, id: string) => update(db, id, { enabled: false, enforced: false }),
    addDomain: async (db: TenantDb, id: string, input: DomainClaim): Promise<Connector> =>
      (await change(db, id, 'sso.domain_added', async (tx, before) => {
        if (!before) throw errors['sso.connector_not_found']({ id });
        await addDomain(tx, id, input);
      }))!,
    removeDomain: async (db: TenantDb, id: string, domain: string): Promise<Connector> =>
      (await change(db, id, 'sso.domain_removed', async (tx) => {
        if (!(await domainStore.deleteDomain(tx, domain, id)))
          throw errors['sso.domain_not_found']({ domain });
      }))!,
    /** After the DNS has been asked. */
    recordCheck: async (db: TenantDb, id: string, domain: string, proved: boolean): Promise<Connector> =>
      (await change(
        db,
        id,
        'sso.domain_checked',
        async (tx) => {
          if (!(await domainStore.recordCheck(tx, domain, id, proved)))
            throw errors['sso.domain_not_found']({ domain });
        },
        { domain, proved },
      ))!,
    /** What the OpenID Connect client needs to speak to the provider. */
    partyOf(tenant: Pick<Tenant, 'id'>, connector: Connection): Party {
      const preset = oidcPresetOf(connector.provider);
      const config = preset.config.parse(opened(tenant, connector));
      return { config, rules: preset.rules, ...storedScopesOf(connector) };
    },
    /** The same for SAML. */
    samlPartyOf(tenant: Pick<Tenant, 'id'>, connector: StoredConnector): SamlParty {
      const preset = samlPresetOf(connector.provider);
      return { config: preset.config.parse(opened(tenant, connector)), rules: preset.rules };
    },
    existing,
  };
}

function validated(preset: Preset, given: Record<string, unknown>): Record<string, unknown> {
  const parsed = preset.config.safeParse(given);
  if (parsed.success) return { ...parsed.data };
  throw invalidRequest(
    parsed.error.issues.map(({ path, message }) => ({ path: ['config', ...path].join('.'), message })),
  );
}

function parse<T>(
  schema: {
    safeParse(
      given: unknown,
    ):
      | { success: true; data: T }
      | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
  },
  given: unknown,
): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}

/** What is asked of the provider for the tokens is a part of the connection: it may refuse it. */
function withAsked<V extends store.UpdateValues>(before: Connector, values: V): V {
  const same = isDeepStrictEqual(askedOf(before.tokenStorage), askedOf(values.tokenStorage));
  return same ? values : { ...values, connectionChanged: true };
}

/** What a test speaks for: that a secret ends on some day changes nothing about it. */
const connecting = ({ clientSecretExpiresAt: _, ...data }: Record<string, unknown>) => data;

/** In a patch null takes a field out of the config. */
const withoutNulls = (config: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));

function withoutSecrets(stored: StoredConnector): Connector {
  const { sealedSecrets: _s, connection: _c, revised: _r, watched: _w, ...connector } = stored;
  return connector;
}

const eventOf = (type: string, id: string, data: { [key: string]: Json | undefined }) => ({
  type,
  subject: { type: 'sso-connector', id },
  connectorId: id,
  data,
});

function audited(stored: StoredConnector): Json {
  const { createdAt: _c, updatedAt: _u, revisedAt: _r, rolledBack: _b, ...rest } = withoutSecrets(stored);
  return JSON.parse(JSON.stringify(rest)) as Json;
}
