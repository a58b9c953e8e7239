/** SSO connectors, their configs and their domains. */
import { normalizeDomain } from '../../protocol/domains.ts';
import type { Organization } from '../organizations/index.ts';
import type { Role } from '../roles/index.ts';
import type { Connector, DomainInput } from '../sso/index.ts';
import {
  type Action,
  type Change,
  type Comparison,
  fieldChanges,
  initialChanges,
  meetings,
  merge,
  type Planned,
  patchOf,
  type Run,
  refused,
} from './action.ts';
import { meansConnector } from './connector-config.ts';
import { organizationById, spelledOrganization } from './plan-organizations.ts';
import { mappingById, namedMapping, spelledMapping } from './plan-roles.ts';
import type { Path } from './problems.ts';
import type { ConnectorEntry } from './schema.ts';
import { isSecretName } from './secrets.ts';
import type { ConnectorState, TenantState } from './state.ts';

type Config = Readonly<Record<string, unknown>>;

const nameOf = ({ id, name }: { id?: string; name: string }) => (id === undefined ? name : `${id} (${name})`);

function configChanges(before: Config, after: Config, isSecret: (field: string) => boolean): Change[] {
  const removed = Object.keys(before).filter((field) => !(field in after));
  const changes = [
    ...fieldChanges(before, after),
    ...removed.map((field) => ({ field, before: before[field] as never })),
  ];
  return changes.map(
    (change): Change =>
      isSecret(change.field)
        ? { field: `config.${change.field}`, secret: true }
        : { ...change, field: `config.${change.field}` },
  );
}

/** What entries name. */
interface Named {
  roles: readonly Role[];
  organizations: readonly Organization[];
}

interface DomainPlan {
  change: Change;
  /** Before anything is added anywhere: another connector may get the domain. */
  release?(run: Run, connectorId: string): Promise<unknown>;
  run?(run: Run, connectorId: string): Promise<unknown>;
}

const add = (domain: DomainInput) => (run: Run, id: string) =>
  run.services.sso.connectors.addDomain(run.db, id, domain);
const remove = (name: string) => (run: Run, id: string) =>
  run.services.sso.connectors.removeDomain(run.db, id, name);

function planDomain(domain: DomainInput, before: Connector): DomainPlan | undefined {
  const name = normalizeDomain(domain.name) ?? domain.name;
  const field = `domains.${name}`;
  const existing = before.domains.find((one) => one.name === name);
  if (!existing) return { change: { field, after: { proved: domain.proved ?? false } }, run: add(domain) };
  if (domain.proved === true && !existing.provedAt) {
    return {
      change: { field: `${field}.proved`, before: false, after: true },
      run: add({ ...domain, allowChoice: true }),
    };
  }
  // The operator takes their word back; what the DNS proves stays proved.
  if (domain.proved !== false || existing.provedBy !== 'operator') return undefined;
  return {
    change: { field: `${field}.proved`, before: true, after: false, removes: true },
    release: remove(name),
    run: add({ ...domain, allowChoice: true }),
  };
}

function planDomains(entry: ConnectorEntry, before: Connector, prune: boolean): DomainPlan[] {
  const { domains } = entry;
  if (!domains) return [];
  const listed = new Set(domains.map(({ name }) => normalizeDomain(name) ?? name));
  const unlisted = prune ? before.domains.filter(({ name }) => !listed.has(name)) : [];
  return [
    ...unlisted.map(({ name, provedAt }) => ({
      change: { field: `domains.${name}`, before: { proved: provedAt !== null }, removes: true },
      release: remove(name),
    })),
    ...domains.flatMap((domain) => planDomain(domain, before) ?? []),
  ];
}

/** What a file says by names: some of them this run may have made. */
async function byIds(
  run: Run,
  { roleMapping, organizationId }: Pick<ConnectorEntry, 'roleMapping' | 'organizationId'>,
) {
  return {
    ...(roleMapping && { roleMapping: await mappingById(run, roleMapping) }),
    ...(organizationId && { organizationId: await organizationById(run, organizationId) }),
  };
}

function creation(path: Path, entry: ConnectorEntry, config: Config | undefined): Action {
  const { id, config: given = {}, domains = [], ...fields } = entry;
  const ofDomains = domains.map(({ name, proved = false }) => ({
    field: `domains.${name}`,
    after: { proved },
  }));
  return {
    operation: 'create',
    kind: 'SSO connector',
    name: nameOf(entry),
    path,
    changes: [...initialChanges(fields), ...configChanges({}, config ?? given, isSecretName), ...ofDomains],
    async run(run) {
      const { services, db } = run;
      const named = await byIds(run, fields);
      await services.sso.connectors.create(db, { ...fields, ...named, id, config: given, domains });
    },
  };
}

function update(
  path: Path,
  entry: ConnectorEntry,
  before: ConnectorState,
  wanted: Config | undefined,
  { prune, roles, organizations }: { prune: boolean } & Named,
): Planned {
  const { connector } = before;
  const { id: _, provider, config: given, domains: _d, roleMapping, organizationId, ...rest } = entry;
  const fields = {
    ...rest,
    ...(roleMapping !== undefined && { roleMapping: spelledMapping(roleMapping, roles) }),
    ...(organizationId !== undefined && {
      organizationId: spelledOrganization(organizationId, organizations),
    }),
  };
  if (provider !== connector.provider) {
    return refused(
      [...path, 'provider'],
      `can not change: the connector ${connector.id} is for ${connector.provider}; give another id, or delete it first`,
    );
  }
  const isSecret = (field: string) =>
    isSecretName(field) || (field in before.config && !(field in connector.config));
  const current = { ...connector, roleMapping: namedMapping(connector.roleMapping, roles) };
  const changes = fieldChanges(current, fields);
  const ofConfig = configChanges(before.config, wanted ?? { ...before.config, ...given }, isSecret);
  const domains = planDomains(entry, connector, prune);
  const all = [...changes, ...ofConfig, ...domains.map(({ change }) => change)];
  if (all.length === 0) return { actions: [], findings: [] };
  const patch = { ...patchOf(changes, fields), ...(ofConfig.length > 0 && { config: given }) };
  const action: Action = {
    operation: 'update',
    kind: 'SSO connector',
    name: nameOf(connector),
    path,
    changes: all,
    async release(run) {
      // The organization that it leaves may be one that goes.
      if (patch.organizationId !== undefined && connector.organizationId)
        await run.services.sso.connectors.update(run.db, connector.id, { organizationId: null });
      for (const domain of domains) await domain.release?.(run, connector.id);
    },
    async run(run) {
      const named = await byIds(run, patch);
      if (Object.keys(patch).length > 0)
        await run.services.sso.connectors.update(run.db, connector.id, { ...patch, ...named });
      for (const domain of domains) await domain.run?.(run, connector.id);
    },
  };
  return { actions: [action], findings: [] };
}

const deletion = (path: Path, connector: Connector): Action => ({
  operation: 'delete',
  kind: 'SSO connector',
  name: nameOf(connector),
  path,
  changes: [],
  run: ({ services, db }) => services.sso.connectors.remove(db, connector.id),
});

export function planConnectors({
  path,
  entries,
  state,
  prune,
}: Comparison<ConnectorEntry, TenantState['connectors'] & Named>): Planned {
  const planEntry = (entry: ConnectorEntry, index: number): Planned => {
    const at = [...path, index];
    const [before, another] = state.existing.filter(({ connector }) => meansConnector(entry, connector));
    if (another) return refused([...at, 'name'], 'fits several connectors: give an id');
    const wanted = state.wanted[index];
    if (before) return update(at, entry, before, wanted, { ...state, prune });
    return { actions: [creation(at, entry, wanted)], findings: [] };
  };
  const isListed = ({ connector }: ConnectorState) =>
    entries.some((entry) => meansConnector(entry, connector));
  const unlisted = prune ? state.existing.filter((one) => !isListed(one)) : [];
  const meant = entries.map(
    (entry) => state.existing.find((one) => meansConnector(entry, one.connector))?.connector.id,
  );
  return merge([
    { actions: [], findings: meetings(path, meant) },
    ...entries.map(planEntry),
    { actions: unlisted.map(({ connector }) => deletion(path, connector)), findings: [] },
  ]);
}
