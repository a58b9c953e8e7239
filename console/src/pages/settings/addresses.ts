/** Where a tenant answers: the addresses of OpenID Connect and OAuth 2, as its discovery document has them. */

/** Below the tenant's base address. */
const paths = {
  endpoint: '',
  issuer: '/oidc',
  discovery: '/oidc/.well-known/openid-configuration',
  authorization: '/oidc/auth',
  token: '/oidc/token',
  userinfo: '/oidc/me',
  jwks: '/oidc/jwks',
  endSession: '/oidc/session/end',
  device: '/oidc/device/auth',
  revocation: '/oidc/token/revocation',
  introspection: '/oidc/token/introspection',
  par: '/oidc/request',
} as const;

export interface Address {
  name: keyof typeof paths | 'api';
  url: string;
}

/** The management API stays at the installation's endpoint, whatever other host names the tenant has. */
export function addressesOf(baseUrl: string, apiResource: string): Address[] {
  const names = Object.keys(paths) as (keyof typeof paths)[];
  return [...names.map((name) => ({ name, url: baseUrl + paths[name] })), { name: 'api', url: apiResource }];
}
