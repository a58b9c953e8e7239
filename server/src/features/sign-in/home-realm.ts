/**
 * Which connector this browser came through last: a convenience that proves nothing. The cookie holds the
 * connector's id and when it was used, sealed, so that nobody can read it, and nobody can write one to find out
 * which connectors there are. It only ever puts a button first: no step is skipped because of it.
 */
import { z } from 'zod';
import type { Clock } from '../../kernel/clock/index.ts';
import { type Sealer, sealContext } from '../../kernel/crypto/index.ts';
import type { Tenant } from '../tenants/index.ts';

export const homeRealmSeconds = 90 * 24 * 3600;

export const homeRealmCookie = (tenant: Pick<Tenant, 'id'>): string => `gh_${tenant.id}_home_realm`;

const contents = z.strictObject({ connectorId: z.string().max(64), at: z.int() });

/** Far more than a cookie of ours has. */
const longest = 600;

export type HomeRealm = ReturnType<typeof createHomeRealm>;

export function createHomeRealm({ sealer, clock }: { sealer: Pick<Sealer, 'seal' | 'open'>; clock: Clock }) {
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const context = ({ id }: Pick<Tenant, 'id'>) => sealContext(id, 'home_realm', 'cookie');

  /** Undefined for what is not ours: another tenant's, one under a key that is gone, or what somebody made up. */
  function opened(tenant: Pick<Tenant, 'id'>, value: string): unknown {
    try {
      return JSON.parse(sealer.open(value, context(tenant)));
    } catch {
      return undefined;
    }
  }

  return {
    seal: (tenant: Pick<Tenant, 'id'>, connectorId: string): string =>
      sealer.seal(JSON.stringify({ connectorId, at: now() }), context(tenant)),
    /** The connector's id; whether that is still there and open is for the caller to find out. */
    read(tenant: Pick<Tenant, 'id'>, value: string | undefined): string | undefined {
      if (value === undefined || value.length > longest) return undefined;
      const known = contents.safeParse(opened(tenant, value)).data;
      return known && now() - known.at <= homeRealmSeconds ? known.connectorId : undefined;
    },
  };
}
