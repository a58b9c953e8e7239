/**
 * Who may call the management API, and with which permissions: machine-to-machine applications of the
 * tenant itself, and applications and administrators of the tenant `admin`, for every tenant. Owns the
 * table `administrators`, and what their roles may do (`roles.ts`).
 */
import { createLocalJWKSet, type JWTPayload, errors as joseErrors, jwtVerify } from 'jose';
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { Clock } from '../../kernel/clock/index.ts';
import { errors } from '../../kernel/errors/index.ts';
import type { Actor } from '../../kernel/events/index.ts';
import { type GrantedPermission, permissionNames } from '../../kernel/http/permissions.ts';
import type { Applications } from '../applications/index.ts';
import type { Keys } from '../keys/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import { createAdministrators } from './administrators.ts';
import { adminTenantId, permissionsOf } from './roles.ts';
import * as store from './store.ts';

export { errors as managementErrors } from './errors.ts';
export { createNoticeReaders } from './notice-readers.ts';
export { adminTenantId, permissionsOf, type Role, roleNames } from './roles.ts';
export type { Administrator } from './store.ts';

export interface Caller {
  actor: Actor;
  permissions: string[];
}

export interface ManagementDeps {
  cache: TenantCache;
  clock: Clock;
  keys: Keys;
  tenants: Tenants;
  applications: Applications;
}

export type Management = ReturnType<typeof createManagement>;

/** `all` stands for itself and for every single permission. */
function expand(granted: readonly GrantedPermission[]): string[] {
  return granted.includes('all') ? ['all', ...permissionNames] : [...granted];
}

export function createManagement({ cache, clock, keys, tenants, applications }: ManagementDeps) {
  /** What somebody of the issuing tenant holds now at the target's API, whatever the token says. */
  async function held(
    issuer: Tenant,
    target: Tenant,
    who: { applicationId: string; userId?: string },
  ): Promise<string[]> {
    if (who.userId !== undefined) {
      const role = issuer.id === adminTenantId ? await store.roleOf(issuer.db, who.userId) : undefined;
      return role ? expand(permissionsOf(role, target.id)) : [];
    }
    const application = await applications.get(issuer, who.applicationId);
    return application?.type === 'machine-to-machine' ? expand(application.managementPermissions) : [];
  }

  async function issuerOf(tenant: Tenant, token: string): Promise<Tenant> {
    const claimed = issuerClaim(token);
    if (isIssuerOf(tenant, claimed)) return tenant;
    const admin = await tenants.byId(adminTenantId);
    if (admin && isIssuerOf(admin, claimed)) return admin;
    throw errors['auth.token_invalid']({ reason: 'it was not issued by this tenant' });
  }

  async function verify(tenant: Tenant, issuer: Tenant, token: string): Promise<JWTPayload> {
    const keySet = await cache.get(issuer.id, 'api-jwks', async () =>
      createLocalJWKSet({ keys: (await keys.keySet(issuer)).signing.map((key) => key.publicJwk) }),
    );
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer: [...issuer.issuers],
        audience: tenant.apiResource,
        typ: 'at+jwt',
        algorithms: ['ES256', 'ES384', 'RS256'],
        requiredClaims: ['exp', 'sub', 'client_id'],
        currentDate: clock.now(),
      });
      return payload;
    } catch (error) {
      if (error instanceof joseErrors.JOSEError)
        throw errors['auth.token_invalid']({ reason: reasonFor(error) });
      throw error;
    }
  }

  return {
    administrators: createAdministrators({ applications }),
    /**
     * The caller behind an Authorization header (RFC 6750, RFC 9068). The token says what was asked for,
     * the database what is held now: both are needed.
     * @throws auth.token_missing, auth.token_invalid
     */
    async authenticate(tenant: Tenant, authorization: string | undefined): Promise<Caller> {
      const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
      if (!token)
        throw errors['auth.token_missing'](undefined, { headers: { 'www-authenticate': 'Bearer' } });
      const issuer = await issuerOf(tenant, token);
      const payload = await verify(tenant, issuer, token);
      if (payload.cnf)
        throw errors['auth.token_invalid']({ reason: 'it is bound to a key; send one that is not' });
      const applicationId = String(payload.client_id);
      const userId = payload.sub === applicationId ? undefined : payload.sub;
      const asked = String(payload.scope ?? '').split(' ');
      const now = await held(issuer, tenant, { applicationId, userId });
      const permissions = now.filter((permission) => asked.includes(permission) || asked.includes('all'));
      const actor: Actor = userId ? { type: 'user', id: userId } : { type: 'application', id: applicationId };
      return { actor, permissions };
    },

    /**
     * Scopes of the management API behind a resource indicator, for whoever asks for a token. Before it is known
     * who that is (`interactive`) all that can be granted: what a token carries is decided when it is issued.
     * @returns undefined when the indicator is no management API that this tenant issues tokens for
     */
    async permissionsAt(
      tenantId: string,
      indicator: string,
      who: { applicationId: string; userId?: string; interactive?: boolean },
    ): Promise<string[] | undefined> {
      const issuer = await tenants.byId(tenantId);
      const target = await tenants.byApiResource(indicator);
      if (!issuer || !target || (issuer.id !== target.id && issuer.id !== adminTenantId)) return undefined;
      if (!who.interactive) return held(issuer, target, who);
      return issuer.id === adminTenantId ? expand(['all']) : [];
    },
  };
}

const isIssuerOf = ({ issuers }: Tenant, claimed: unknown) => issuers.some((issuer) => issuer === claimed);

function issuerClaim(token: string): unknown {
  try {
    const [, payload = ''] = token.split('.');
    return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { iss?: unknown }).iss;
  } catch {
    throw errors['auth.token_invalid']({ reason: 'it is not a JWT' });
  }
}

function reasonFor(error: joseErrors.JOSEError): string {
  if (error instanceof joseErrors.JWTExpired) return 'it has expired';
  if (error instanceof joseErrors.JWTClaimValidationFailed) return `its ${error.claim} is wrong`;
  return 'its signature or form is wrong';
}
