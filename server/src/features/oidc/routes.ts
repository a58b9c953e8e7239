/** The provider's addresses below `/oidc` (wire contract section 1), and which methods each of them has. */

export const routes = {
  authorization: '/auth',
  userinfo: '/me',
  token: '/token',
  jwks: '/jwks',
  end_session: '/session/end',
  revocation: '/token/revocation',
  introspection: '/token/introspection',
  device_authorization: '/device/auth',
  code_verification: '/device',
  pushed_authorization_request: '/request',
} as const;

const methods: Record<string, string[] | undefined> = {
  '/.well-known/openid-configuration': ['GET'],
  '/.well-known/oauth-authorization-server': ['GET'],
  [routes.authorization]: ['GET', 'POST'],
  [routes.userinfo]: ['GET', 'POST'],
  [routes.token]: ['POST'],
  [routes.jwks]: ['GET'],
  [routes.end_session]: ['GET'],
  [`${routes.end_session}/confirm`]: ['POST'],
  [`${routes.end_session}/success`]: ['GET'],
  [routes.revocation]: ['POST'],
  [routes.introspection]: ['POST'],
  [routes.device_authorization]: ['POST'],
  [routes.code_verification]: ['GET', 'POST'],
  [routes.pushed_authorization_request]: ['POST'],
};

/** For the Allow header of a 405 (RFC 9110 section 15.5.6); undefined when nothing is at this path. */
export function methodsAt(path: string): string[] | undefined {
  return methods[path];
}

/** Routes that a person looks at; all others answer programs. */
export const pageRoutes = new Set([
  'authorization',
  'resume',
  'end_session',
  'end_session_confirm',
  'end_session_success',
  'code_verification',
  'device_resume',
]);
