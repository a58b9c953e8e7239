/**
 * Who is at the portal: a browser that has opened a link. The address is exchanged for a cookie that is sent to this
 * link's pages alone, so that no page, log or referrer of them has the address in it. What is unknown, run out, revoked
 * or another browser's looks the same.
 */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import { rateLimited } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { PageContext } from '../../kernel/html/layout.tsx';
import type { AppEnv } from '../../kernel/http/index.ts';
import { currentRequest } from '../../kernel/http/request-context.ts';
import type { Credentials } from '../credentials/index.ts';
import type { PageContexts } from '../experience/index.ts';
import type { Organizations } from '../organizations/index.ts';
import { answerPage } from '../sign-in/index.ts';
import type { Connector, SsoFeature } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { formToken } from './form.ts';
import { linkEvent } from './links.ts';
import { linkGonePage } from './pages/entry.tsx';
import type { Part, SetupLink } from './schema.ts';
import * as store from './store.ts';
import * as sessions from './store-sessions.ts';

export type C = Context<AppEnv>;

/** As the expiry radar tells it. */
export interface Ending {
  kind: string;
  name: string;
  state: string;
  expiresAt: Date | string | null;
}

export interface PortalDeps {
  sso: SsoFeature;
  credentials: Pick<Credentials, 'codes' | 'limits'>;
  pageContext: PageContexts;
  organizations: Pick<Organizations, 'get'>;
  /** What of a connector ends some day. */
  ending(db: Tenant['db'], connectorId: string): Promise<readonly Ending[]>;
  mail: {
    send(
      db: Tenant['db'],
      message: { to: string; kind: string; subject: string; text: string; html?: string },
    ): Promise<void>;
  };
}

export interface Visit {
  c: C;
  tenant: Tenant;
  link: SetupLink;
  session: sessions.Session & { id: string };
  /** Of the connector that the link is tied to. */
  connector: Connector | undefined;
  page: PageContext;
  /** `/sso-setup/{link}`, below the tenant. */
  base: string;
  formToken: string;
}

export const portalPath = '/sso-setup';
const cookieSeconds = 12 * 3600;
const cookieName = ({ id }: Tenant) => `gh_${id}_setup`;

export const tenantOf = (c: C) => c.get('tenant') as Tenant;
const pathOf = ({ basePath }: Tenant, linkId: string) => `${basePath}${portalPath}/${linkId}`;

const contextOf = ({ pageContext }: Pick<PortalDeps, 'pageContext'>, c: C, locale?: string | null) =>
  pageContext(tenantOf(c), {
    acceptLanguage: c.req.header('accept-language'),
    ...(locale && { uiLocales: locale }),
  });

/** One page and one status for whatever is wrong with a link. */
export async function gone(deps: Pick<PortalDeps, 'pageContext'>, c: C): Promise<Response> {
  const context = await contextOf(deps, c);
  return answerPage(c, context, linkGonePage(context), { status: 410, staysHere: true });
}

/** Slows down whoever asks too often; a link's holder and an address are counted apart. */
export async function admit(
  { credentials }: Pick<PortalDeps, 'credentials'>,
  c: C,
  rule: 'open-setup-link' | 'use-setup-link' | 'setup-link-code' | 'preview-provider',
  account: string,
): Promise<void> {
  const admission = await credentials.limits.takeCall(tenantOf(c).db, {
    rule,
    account,
    address: c.get('address'),
  });
  if (!admission.admitted) throw rateLimited(admission.retryAfterSeconds);
}

/** Events of this request tell that the link's holder did it. */
function actAs(link: SetupLink): void {
  const request = currentRequest();
  if (request) request.actor = { type: 'setup-link', id: link.id };
}

/** From the address to a cookie, and on to where the set-up was left. */
export async function open(deps: PortalDeps, c: C, token: string): Promise<Response> {
  const tenant = tenantOf(c);
  const tokenHash = sha256(token);
  await admit(deps, c, 'open-setup-link', tokenHash);
  const session = randomToken(32);
  const link = await tenant.db.inTx(async (tx) => {
    const opened = await store.openLink(tx, tokenHash);
    if (!opened) return undefined;
    actAs(opened);
    const verified = opened.emails.length === 0;
    await sessions.insertSession(tx, { id: sha256(session), linkId: opened.id, tokenHash, verified });
    await emit(tx, linkEvent('link_opened', opened));
    return opened;
  });
  if (!link) return gone(deps, c);
  setCookie(c, cookieName(tenant), session, {
    path: pathOf(tenant, link.id),
    maxAge: cookieSeconds,
    httpOnly: true,
    sameSite: 'Lax',
    secure: tenant.baseUrl.startsWith('https:'),
  });
  c.header('referrer-policy', 'no-referrer');
  c.header('cache-control', 'no-store');
  c.header('x-robots-tag', 'noindex, nofollow');
  return c.redirect(pathOf(tenant, link.id), 303);
}

/** The visit behind a request; undefined for everything that is none. */
export async function visitOf(deps: PortalDeps, c: C, linkId: string): Promise<Visit | undefined> {
  const tenant = tenantOf(c);
  const cookie = getCookie(c, cookieName(tenant)) ?? '';
  const id = sha256(cookie);
  const session = await sessions.findSession(tenant.db, { id, linkId });
  const link = session && (await store.findLink(tenant.db, linkId));
  if (!session || !link) return undefined;
  actAs(link);
  c.header('x-robots-tag', 'noindex, nofollow');
  const connector = link.connectorId
    ? await deps.sso.connectors.find(tenant.db, link.connectorId)
    : undefined;
  return {
    c,
    tenant,
    link,
    session: { ...session, id },
    connector,
    page: await contextOf(deps, c, link.locale),
    base: pathOf(tenant, linkId),
    formToken: formToken(cookie),
  };
}

/** The link was revoked, or got another address, while its holder's request was under way. */
export class LinkEnded extends Error {}

/** What the holder changes is written only while the link is open: revoking waits for it, or it sees that it is over. */
export function whileOpen<T>(
  { tenant, link }: Pick<Visit, 'tenant' | 'link'>,
  change: (tx: Tenant['db']) => Promise<T>,
): Promise<T> {
  return tenant.db.inTx(async (tx) => {
    if (!(await store.holdLink(tx, link))) throw new LinkEnded('The set-up link has ended.');
    return change(tx);
  });
}

/** The cookie's value again, to compare a form's token with. */
export const sessionCookie = (c: C): string => getCookie(c, cookieName(tenantOf(c))) ?? '';

export const may = ({ link }: Pick<Visit, 'link'>, part: Part): boolean => link.parts.includes(part);

/** The set-up is open as long as nobody signs in by the connector: what is in use is changed by a renewal. */
export const isOpen = (visit: Visit): boolean => may(visit, 'set-up') && !visit.connector?.enabled;
