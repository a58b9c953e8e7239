/**
 * The config of SSO connectors as their presets read it, so that spelling (a slash at the end of an issuer)
 * is no difference, and with the secrets, so that an unchanged one is seen to be unchanged.
 */
import type { Tenant } from '../tenants/index.ts';
import type { ConnectorEntry } from './schema.ts';
import type { Services } from './services.ts';
import { type ConnectorState, everything, type TenantState } from './state.ts';

type Config = Readonly<Record<string, unknown>>;
type Stored = Awaited<ReturnType<Services['sso']['connectors']['existing']>>;

/** Entries without an id mean the connector of that name. */
export const meansConnector = (entry: ConnectorEntry, connector: { id: string; name: string }): boolean =>
  entry.id === undefined ? entry.name === connector.name : entry.id === connector.id;

export async function readConnectors(
  { sso: { connectors }, system }: Services,
  tenantId: string,
  entries: readonly ConnectorEntry[],
): Promise<TenantState['connectors']> {
  const db = system.forTenant(tenantId);
  const read = (stored: Stored): Config => ({
    ...connectors.partyOf({ id: tenantId } as Tenant, stored).config,
  });
  const list = await everything(async (window) => (await connectors.list(db, window)).connectors);
  const stored = await Promise.all(list.map(({ id }) => connectors.existing(db, id)));
  const existing: ConnectorState[] = stored.map((connector, index) => ({
    connector: list[index]!,
    config: read(connector),
  }));
  const wanted = entries.map((entry) => {
    const before = existing.find(({ connector }) => meansConnector(entry, connector));
    if (before && !entry.config) return before.config;
    const config = withoutNulls({ ...before?.config, ...entry.config });
    const blank = { ...stored[0], id: '', provider: entry.provider, config, sealedSecrets: null } as Stored;
    try {
      return read(blank);
    } catch {
      // What is wrong with it is told by the service that stores it.
      return undefined;
    }
  });
  return { existing, wanted };
}

/** In a file, as in a patch, null takes a field out of the config. */
const withoutNulls = (config: Config): Config =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));
