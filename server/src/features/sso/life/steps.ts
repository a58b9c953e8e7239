/** The steps of a connector's life that ask for something first: enabling, and enforcing. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { Connectors } from '../connectors.ts';
import { errors } from '../errors.ts';
import type { Connector, ConnectorPatch } from '../schema.ts';
import type { BreakGlass } from './break-glass.ts';

interface LifeDeps {
  connectors: Pick<Connectors, 'disable' | 'existing' | 'update'>;
  breakGlass: Pick<BreakGlass, 'remains'>;
}

export type Life = ReturnType<typeof createLife>;

/** What stands between a connector and its enforcement, as the console explains it. */
export const enforcementNeeds = ['enabled', 'proved-domain', 'administrator', 'break-glass'] as const;
export type EnforcementNeed = (typeof enforcementNeeds)[number];

export function createLife({ connectors, breakGlass }: LifeDeps) {
  async function assertTested(db: TenantDb, id: string): Promise<Connector> {
    const connector = await connectors.existing(db, id);
    if (connector.testedAt === null) throw errors['sso.connector_untested']({ id });
    return connector;
  }

  async function missing(db: TenantDb, connector: Connector): Promise<EnforcementNeed[]> {
    const met: Record<EnforcementNeed, boolean> = {
      enabled: connector.enabled,
      'proved-domain': connector.domains.some(({ provedAt }) => provedAt !== null),
      administrator: connector.administratorAt !== null,
      'break-glass': await breakGlass.remains(db),
    };
    return enforcementNeeds.filter((need) => !met[need]);
  }

  const refusal = (id: string): Record<EnforcementNeed, () => Error> => ({
    enabled: () => errors['sso.connector_not_enabled']({ id }),
    'proved-domain': () => errors['sso.no_proved_domain']({ id }),
    administrator: () => errors['sso.administrator_untested']({ id }),
    'break-glass': () => errors['sso.no_break_glass'](),
  });

  return {
    missing: async (db: TenantDb, id: string) => missing(db, await connectors.existing(db, id)),

    /** @throws sso.connector_untested */
    enable: (db: TenantDb, id: string): Promise<Connector> =>
      db.inTx(async (tx) => {
        const { version, enabled } = await assertTested(tx, id);
        return connectors.update(
          tx,
          id,
          { enabled: true, ...(!enabled && { enforced: false }) },
          { version },
        );
      }),

    /** Stops sign-ins at once on this node, within a second on the others. Its people may use other ways again. */
    disable: (db: TenantDb, id: string): Promise<Connector> => connectors.disable(db, id),

    /** @throws sso.connector_not_enabled, sso.no_proved_domain, sso.administrator_untested, sso.no_break_glass */
    enforce: (db: TenantDb, id: string): Promise<Connector> =>
      db.inTx(async (tx) => {
        const connector = await connectors.existing(tx, id);
        const [first] = await missing(tx, connector);
        if (first) throw refusal(id)[first]();
        return connectors.update(tx, id, { enforced: true }, { version: connector.version });
      }),

    unenforce: (db: TenantDb, id: string): Promise<Connector> =>
      connectors.update(db, id, { enforced: false }),

    /** A change by the management API: switching on asks for a test here as well. @throws sso.connector_untested */
    update: (
      db: TenantDb,
      id: string,
      patch: ConnectorPatch,
      options: { version?: number } = {},
    ): Promise<Connector> =>
      db.inTx(async (tx) => {
        const before = await connectors.existing(tx, id);
        const switchesOn = patch.enabled === true && !before.enabled;
        // A test speaks for the connection that it was made with, not for the one that this very change makes.
        if (switchesOn && (before.testedAt === null || patch.config || patch.tokenStorage))
          throw errors['sso.connector_untested']({ id });
        const off = patch.enabled === false || switchesOn;
        return connectors.update(tx, id, off ? { ...patch, enforced: false } : patch, options);
      }),
  };
}
