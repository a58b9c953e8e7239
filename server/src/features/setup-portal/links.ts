/** Set-up links as administrators manage them: made, listed with their progress, renewed, revoked. */
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { type Actor, emit } from '../../kernel/events/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import { claimableDomain } from '../../protocol/domains.ts';
import { parseEmail } from '../../protocol/identifiers.ts';
import type { Organizations } from '../organizations/index.ts';
import { type SsoFeature, ssoErrors } from '../sso/index.ts';
import { errors } from './errors.ts';
import type { LinkInput, LinkOut, SetupLink } from './schema.ts';
import * as store from './store.ts';

export interface LinksDeps {
  organizations: Pick<Organizations, 'get'>;
  sso: Pick<SsoFeature, 'connectors' | 'providers' | 'tests'>;
}

/** Every change of a link or by its holder names the link, so that its story can be read in one place. */
export const linkEvent = (
  type: string,
  link: Pick<SetupLink, 'id' | 'connectorId' | 'customer'>,
  data: { [key: string]: string | boolean | null | string[] } = {},
) => ({
  type: `setup_portal.${type}`,
  subject: { type: 'setup-link', id: link.id },
  ...(link.connectorId && { connectorId: link.connectorId }),
  data: { customer: link.customer, ...data },
});

export type Links = ReturnType<typeof createLinks>;

async function progressOf({ sso }: LinksDeps, db: TenantDb, link: SetupLink): Promise<LinkOut['progress']> {
  const connector = link.connectorId ? await sso.connectors.find(db, link.connectorId) : undefined;
  const named = (connector?.domains ?? []).map(({ name, provedAt }) => ({ name, proved: provedAt !== null }));
  const missing = link.domains.filter((name) => !named.some((one) => one.name === name));
  return {
    provider: connector?.provider ?? link.provider,
    connected: connector !== undefined,
    domains: [...named, ...missing.map((name) => ({ name, proved: false }))],
    testedAt: connector?.testedAt ?? null,
    enabled: connector?.enabled ?? false,
  };
}

/** As the API shows it: what its address and its cookies are known by stays here. */
async function shown(deps: LinksDeps, db: TenantDb, link: SetupLink): Promise<LinkOut> {
  const { tokenHash: _t, reservedId: _r, madeConnector: _m, provider: _p, ...facts } = link;
  return { ...facts, progress: await progressOf(deps, db, link) };
}

function checkProviders({ sso }: LinksDeps, providers: readonly string[]): void {
  const unknown = providers.find((one) => !sso.providers.some(({ id }) => id === one));
  if (unknown !== undefined) throw errors['setup_link.provider_not_allowed']({ provider: unknown });
}

/** A test that its holder has begun may bring new values: with the address it ends too. */
async function endTests({ sso }: LinksDeps, tx: TenantDb, { id, connectorId }: SetupLink): Promise<void> {
  if (connectorId) await sso.tests.endThoseOf(tx, connectorId, `/sso-setup/${id}/`);
}

type Made = Promise<{ link: LinkOut; token: string }>;

async function create(deps: LinksDeps, db: TenantDb, input: LinkInput, actor: Actor): Made {
  checkProviders(deps, input.providers);
  const { connectors } = deps.sso;
  const connector = input.connectorId ? await connectors.find(db, input.connectorId) : undefined;
  if (input.connectorId && !connector) throw ssoErrors['sso.connector_not_found']({ id: input.connectorId });
  if (input.organizationId) await deps.organizations.get(db, input.organizationId);
  const token = randomToken(32);
  const { expiresInDays: days, organizationId = null, locale = null, notify = null, ...rest } = input;
  const link = await store.insertLink(db, {
    ...rest,
    id: newId('sul'),
    tokenHash: sha256(token),
    organizationId,
    locale,
    notify,
    emails: input.emails.map((one) => parseEmail(one)!.address),
    domains: [...new Set(input.domains.map((one) => claimableDomain(one).domain!))],
    provider: connector?.provider ?? (input.providers.length === 1 ? input.providers[0]! : null),
    reservedId: connector?.id ?? newId('sso'),
    connectorId: connector?.id ?? null,
    createdBy: { type: actor.type, id: actor.id ?? null },
    days,
  });
  const { parts, mayEnable, emails, domains, expiresAt } = link;
  const facts = { parts, mayEnable, emails, domains, expiresAt: expiresAt.toISOString() };
  await emit(db, linkEvent('link_created', link, facts));
  return { link: await shown(deps, db, link), token };
}

/** The old address and the browsers that opened it end. */
async function renew(deps: LinksDeps, db: TenantDb, id: string, days: number): Made {
  const token = randomToken(32);
  const link = await db.inTx(async (tx) => {
    const renewed = await store.renewLink(tx, id, { tokenHash: sha256(token), days });
    if (!renewed) {
      if (await store.findLink(tx, id)) throw errors['setup_link.revoked']();
      throw errors['setup_link.not_found']({ id });
    }
    await endTests(deps, tx, renewed);
    await emit(tx, linkEvent('link_renewed', renewed, { expiresAt: renewed.expiresAt.toISOString() }));
    return renewed;
  });
  return { link: await shown(deps, db, link), token };
}

export function createLinks(deps: LinksDeps) {
  return {
    create: (db: TenantDb, input: LinkInput, actor: Actor) => create(deps, db, input, actor),
    renew: (db: TenantDb, id: string, days: number) => renew(deps, db, id, days),

    async list(db: TenantDb, filter: store.LinkFilter) {
      const { links, total } = await store.listLinks(db, filter);
      return { items: await Promise.all(links.map((link) => shown(deps, db, link))), total };
    },

    async get(db: TenantDb, id: string): Promise<LinkOut> {
      const link = await store.findLink(db, id);
      if (!link) throw errors['setup_link.not_found']({ id });
      return shown(deps, db, link);
    },

    /** What the holder has made so far stays. */
    async revoke(db: TenantDb, id: string): Promise<LinkOut> {
      const link = await db.inTx(async (tx) => {
        const revoked = await store.revokeLink(tx, id);
        if (!revoked) return store.findLink(tx, id);
        await endTests(deps, tx, revoked);
        await emit(tx, linkEvent('link_revoked', revoked));
        return revoked;
      });
      if (!link) throw errors['setup_link.not_found']({ id });
      return shown(deps, db, link);
    },
  };
}
