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
import { returned } from './sso-return.ts';

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
