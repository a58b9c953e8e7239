/**
 * Where an application fetches the provider's token of a person, with the person's access token of Gatehouse. A part of
 * the account API, not of the management API: it answers at custom domains as well, and to no browser of another origin.
 */
import { type Context, Hono } from 'hono';
import { errors as kernelErrors } from '../../../kernel/errors/index.ts';
import { type AppEnv, securityHeaders } from '../../../kernel/http/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { GivenToken, TokenAsker } from './giving.ts';
import type { TokenVault } from './service.ts';

interface AccountTokenDeps {
  vault: Pick<TokenVault, 'accessToken'>;
  /** Who presents this access token; undefined when it counts for nothing. */
  presented(tenant: Tenant, token: string): Promise<TokenAsker | undefined>;
}

const path = '/api/my-account/sso-identities/:id{[a-z0-9][a-z0-9_-]{0,39}}/access-token';

/** RFC 6750 section 2.1: in the header alone; an address would stand in logs. */
async function askerOf({ presented }: AccountTokenDeps, c: Context<AppEnv>): Promise<TokenAsker> {
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (!token)
    throw kernelErrors['auth.token_missing'](undefined, { headers: { 'www-authenticate': 'Bearer' } });
  const asker = await presented(c.get('tenant') as Tenant, token);
  if (asker) return asker;
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
  throw kernelErrors['auth.token_invalid'](
    { reason: 'it is none of ours, has ended, or is for another API' },
    { headers },
  );
}

const toBody = ({ accessToken, scope, expiresAt, expiresIn }: GivenToken) => ({
  access_token: accessToken,
  token_type: 'Bearer',
  scope,
  ...(expiresAt && expiresIn !== null && { expires_in: expiresIn, expires_at: expiresAt.toISOString() }),
});

export function createAccountTokenRoutes(deps: AccountTokenDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use('/api/my-account/*', securityHeaders());
  routes.get(path, async (c) => {
    const asker = await askerOf(deps, c);
    const given = await deps.vault.accessToken(c.get('tenant') as Tenant, c.req.param('id'), asker);
    return c.json(toBody(given), 200, { 'cache-control': 'no-store', pragma: 'no-cache' });
  });
  routes.all(path, () => {
    throw kernelErrors['request.method_not_allowed']({}, { headers: { allow: 'GET, HEAD' } });
  });
  return routes;
}
