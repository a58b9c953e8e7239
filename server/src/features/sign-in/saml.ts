/**
 * The addresses of SAML. A response is posted by the provider's page, so it brings no cookie of ours: it is laid aside
 * for a moment, and the browser comes for it by a request that brings the cookie of the sign-in it belongs to.
 */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { errors } from '../../kernel/errors/index.ts';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerRedirect } from './answer.ts';
import type { SignInDeps } from './deps.ts';
import { readForm } from './form.ts';
import { rememberIdpStart } from './idp-started.ts';
import { refusedHere, returned } from './sso-return.ts';

type C = Context<AppEnv>;

/** A response of 512 kB in base64, and what percent-encoding adds to it. */
const largestResponse = 1_100_000;

const tenantOf = (c: C) => c.get('tenant') as Tenant;

const acsOf = (tenant: Tenant, connectorId: string) =>
  new URL(`${tenant.baseUrl}/saml/${encodeURIComponent(connectorId)}/acs`);

/** `/saml/{connectorId}/metadata`: for anybody, as our keys for OpenID Connect are. */
export async function samlMetadata(deps: SignInDeps, c: C, connectorId: string): Promise<Response> {
  const xml = await deps.sso.saml.metadata(tenantOf(c), connectorId);
  if (xml === undefined) throw errors['request.not_found']();
  c.header('content-type', 'application/samlmetadata+xml; charset=utf-8');
  c.header('content-disposition', `inline; filename="gatehouse-${connectorId}.xml"`);
  c.header('cache-control', 'public, max-age=300');
  c.header('x-content-type-options', 'nosniff');
  c.header('content-security-policy', "default-src 'none'; sandbox");
  return c.body(xml);
}

/** `POST /saml/{connectorId}/acs`: what nobody here waits for is judged at once, and so refused. */
export async function samlPosted(deps: SignInDeps, c: C, connectorId: string): Promise<Response> {
  const tenant = tenantOf(c);
  const form = await readForm(c, largestResponse);
  const key = await deps.sso.saml.responses.keep(tenant, connectorId, form);
  const url = acsOf(tenant, connectorId);
  if (key === undefined && (await deps.sso.saml.responses.isUnasked(tenant, form)))
    return unasked(deps, c, connectorId, form);
  if (key === undefined) return returned(deps, c, { connectorId, url, form, cookies: {} });
  return answerRedirect(c, `${tenant.basePath}/saml/${connectorId}/acs?response=${key}`);
}

/** `GET /saml/{connectorId}/acs?response=…`: with the cookie. Reloaded, there is nothing left to judge. */
export async function samlCollected(deps: SignInDeps, c: C, connectorId: string): Promise<Response> {
  const tenant = tenantOf(c);
  const key = c.req.query('response') ?? '';
  const form = (await deps.sso.saml.responses.take(tenant, connectorId, key)) ?? {};
  return returned(deps, c, { connectorId, url: acsOf(tenant, connectorId), form, cookies: getCookie(c) });
}

/** To the application, which begins its sign-in as always. */
async function unasked(
  deps: SignInDeps,
  c: C,
  connectorId: string,
  form: Record<string, string>,
): Promise<Response> {
  const tenant = tenantOf(c);
  const begun = await deps.sso.unsolicited(tenant, { connectorId, form });
  if ('outcome' in begun) return refusedHere(deps, c, connectorId, begun);
  await rememberIdpStart(deps, c, tenant, begun);
  return answerRedirect(c, begun.url);
}

/** `/saml/{connectorId}/logout`: the provider's request, or its answer to ours. */
export async function samlLogout(deps: SignInDeps, c: C, connectorId: string): Promise<Response> {
  const tenant = tenantOf(c);
  const form = c.req.method === 'POST' ? await readForm(c, largestResponse) : undefined;
  const field = (name: string) => form?.[name] ?? (form ? undefined : c.req.query(name));
  const relayState = field('RelayState');
  if (field('SAMLRequest') === undefined) {
    const state = relayState && (await deps.sso.saml.logout.back(tenant, connectorId, relayState));
    return answerRedirect(c, deps.sso.logout.returnTo(tenant, state || undefined));
  }
  const message = form ? { form } : { query: (c.env.incoming.url ?? '').split('?')[1] ?? '' };
  const to = await deps.sso.logout.requested(tenant, {
    connectorId,
    message,
    address: c.get('address'),
    ...(relayState !== undefined && { relayState }),
  });
  return answerRedirect(c, to ?? deps.sso.logout.returnTo(tenant, undefined));
}
