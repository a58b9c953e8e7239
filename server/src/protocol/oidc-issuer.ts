/**
 * Issuer identifiers of upstream OpenID providers: what people paste, what the metadata must say, and the
 * `{tenantid}` template that Microsoft Entra ID publishes for its multi-tenant endpoints.
 */

const wellKnown = /\/\.well-known\/(openid-configuration|oauth-authorization-server)\/?$/;

/**
 * The issuer in what was pasted: a discovery address or a trailing slash is forgiven (OpenID Connect
 * Discovery 1.0 section 4 removes the slash before it appends the path). Undefined when it is no URL.
 */
export function normalizeIssuer(text: string): string | undefined {
  const pasted = text.trim();
  if (!URL.canParse(pasted)) return undefined;
  const url = new URL(pasted);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  const path = url.pathname.replace(wellKnown, '').replace(/\/+$/, '');
  // An issuer has neither query nor fragment (section 2); Entra's `?appid=` belongs to the discovery address.
  return `${url.origin}${path}`;
}

export const discoveryUrl = (issuer: string): string => `${issuer}/.well-known/openid-configuration`;

/** Section 4.3: the metadata must name the issuer it was asked for; only a trailing slash may differ. */
export function isSameIssuer(published: string, configured: string): boolean {
  const stripped = (issuer: string) => issuer.replace(/\/$/, '');
  return stripped(published) === stripped(configured);
}

const multiTenantSegment = /\/(common|organizations)(?=\/|$)/;
const tenantPlaceholder = '{tenantid}';
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isTenantId = (text: unknown): text is string => typeof text === 'string' && guid.test(text);

/** Entra: whether the issuer stands for many tenants at once. */
export const isMultiTenantIssuer = (issuer: string): boolean =>
  multiTenantSegment.test(new URL(issuer).pathname);

/** Entra: `https://…/common/v2.0` → `https://…/{tenantid}/v2.0`, which is what its metadata must say. */
export function issuerTemplate(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}${pathname.replace(multiTenantSegment, `/${tenantPlaceholder}`)}`;
}

export const isIssuerTemplate = (issuer: string): boolean => issuer.includes(tenantPlaceholder);

/** The issuer of one tenant. Only a well-formed tenant id is ever put into the template. */
export function issuerOfTenant(template: string, tenantId: unknown): string | undefined {
  return isTenantId(tenantId) ? template.replace(tenantPlaceholder, tenantId) : undefined;
}

/** The tenant named in a single-tenant issuer; undefined when its path holds no tenant id. */
export function tenantOfIssuer(issuer: string): string | undefined {
  return new URL(issuer).pathname.split('/').find(isTenantId);
}
