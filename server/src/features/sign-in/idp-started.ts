/**
 * Sign-ins that begin at the provider, until the application has begun its own: the browser keeps for two minutes
 * which connector it came from, and, where the connector takes responses as they come, the one-time key to the
 * identity that was verified. The application asks in its usual way; then the person is not asked again.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Json } from '../../kernel/db/index.ts';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Attempt } from '../oidc/index.ts';
import type { IdpStart } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { SignInDeps } from './deps.ts';
import { type Identified, identified } from './identity.ts';

type C = Context<AppEnv>;

const lifetimeSeconds = 120;
const purpose = 'sso-idp-start';

const cookieName = ({ id }: Tenant) => `gh_${id}_idp_start`;
const pathOf = ({ basePath }: Tenant) => basePath || '/';

/** Nobody but the browser's owner is harmed by what it makes up: the connector is looked at again, the key is random. */
const contents = z.strictObject({
  connectorId: z.string().max(64),
  applicationId: z.string().max(64).optional(),
  token: z.string().max(64).optional(),
});

export type FromIdp = z.infer<typeof contents>;

export async function rememberIdpStart(
  deps: SignInDeps,
  c: C,
  tenant: Tenant,
  start: IdpStart,
): Promise<void> {
  const { connectorId, applicationId, verified } = start;
  const data = verified && (JSON.parse(JSON.stringify(verified)) as Json);
  const token = data && (await deps.credentials.links.issue(tenant.db, { purpose, data, lifetimeSeconds }));
  const value = JSON.stringify({
    connectorId,
    ...(applicationId && { applicationId }),
    ...(token && { token }),
  });
  setCookie(c, cookieName(tenant), value, {
    secure: tenant.baseUrl.startsWith('https:'),
    httpOnly: true,
    sameSite: 'Lax',
    path: pathOf(tenant),
    maxAge: lifetimeSeconds,
  });
}

/** For the application that the connector names, or for any when it names none. */
export function readIdpStart(c: C, tenant: Tenant, { applicationId }: Attempt): FromIdp | undefined {
  try {
    const found = contents.parse(JSON.parse(getCookie(c, cookieName(tenant)) ?? ''));
    return [undefined, applicationId].includes(found.applicationId) ? found : undefined;
  } catch {
    return undefined;
  }
}

export const forgetIdpStart = (c: C, tenant: Tenant): void => {
  deleteCookie(c, cookieName(tenant), { path: pathOf(tenant) });
};

/** Once. An application that wants a fresh sign-in gets one. */
export async function takeVerified(
  { credentials }: SignInDeps,
  tenant: Tenant,
  { params }: Attempt,
  { token }: FromIdp,
): Promise<Identified | undefined> {
  const fresh =
    params.max_age !== undefined ||
    String(params.prompt ?? '')
      .split(' ')
      .includes('login');
  if (token === undefined || fresh) return undefined;
  return identified.safeParse(await credentials.links.consume(tenant.db, purpose, token)).data;
}
