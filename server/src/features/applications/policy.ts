/** The rules that join several fields of an application, and its defaults. */
import { type CryptoKey, importJWK, type JWK } from 'jose';
import type { Issue } from '../../kernel/errors/index.ts';
import { defined } from '../../protocol/changes.ts';
import { redirectUriProblem } from './redirect-uris.ts';
import type { Application, ApplicationInput, ApplicationType } from './schema.ts';

/** What an application is made of, without what the database adds. */
export type ApplicationValues = Omit<Application, 'version' | 'createdAt' | 'updatedAt'>;

const allowedAuthentication = {
  traditional: ['secret', 'key'],
  'machine-to-machine': ['secret', 'key'],
  spa: ['none'],
  native: ['none'],
} as const satisfies Record<ApplicationType, readonly Application['authentication'][]>;

/** Fills in what a new application leaves out. */
export function withDefaults({ secret: _, ...input }: ApplicationInput, id: string): ApplicationValues {
  return {
    description: null,
    redirectUris: [],
    postLogoutRedirectUris: [],
    corsAllowedOrigins: [],
    pkce: 'required',
    backchannelLogoutUri: null,
    thirdParty: false,
    authentication: allowedAuthentication[input.type][0],
    jwks: null,
    jwksUri: null,
    requirePushedRequests: false,
    requireDpop: false,
    refreshTokenTtl: null,
    managementPermissions: [],
    customData: {},
    ...defined(input),
    type: input.type,
    name: input.name,
    id,
  };
}

function uriProblems(value: ApplicationValues, development: boolean): Issue[] {
  const lists = ['redirectUris', 'postLogoutRedirectUris'] as const;
  return lists.flatMap((list) =>
    value[list].flatMap((uri, index) => {
      const message = redirectUriProblem(uri, { type: value.type, development });
      return message ? [{ path: `${list}.${index}`, message }] : [];
    }),
  );
}

function authenticationProblems({ type, authentication, jwks, jwksUri, pkce }: ApplicationValues): Issue[] {
  const allowed: readonly string[] = allowedAuthentication[type];
  if (!allowed.includes(authentication)) {
    return [{ path: 'authentication', message: `of a ${type} application must be ${allowed.join(' or ')}` }];
  }
  if (authentication === 'none' && pkce !== 'required') {
    return [{ path: 'pkce', message: 'is required for public applications (RFC 9700 section 2.1.1)' }];
  }
  if (authentication === 'key' && (jwks === null) === (jwksUri === null)) {
    return [{ path: 'jwks', message: 'or jwksUri, one of the two, is needed when authentication is key' }];
  }
  if (authentication !== 'key' && (jwks || jwksUri)) {
    return [
      { path: jwks ? 'jwks' : 'jwksUri', message: 'is only for applications whose authentication is key' },
    ];
  }
  return [];
}

const userFacing = ['redirectUris', 'postLogoutRedirectUris', 'corsAllowedOrigins'] as const;

function machineProblems(value: ApplicationValues): Issue[] {
  if (value.type !== 'machine-to-machine') {
    const granted = value.managementPermissions.length > 0;
    return granted
      ? [{ path: 'managementPermissions', message: 'are only for machine-to-machine applications' }]
      : [];
  }
  const message = 'must be empty: no person signs in to a machine-to-machine application';
  return userFacing.filter((field) => value[field].length > 0).map((path) => ({ path, message }));
}

/** The issues of the application as a whole. */
export function applicationProblems(value: ApplicationValues, rules: { development: boolean }): Issue[] {
  return [
    ...authenticationProblems(value),
    ...machineProblems(value),
    ...uriProblems(value, rules.development),
  ];
}

const algorithmsByKeyType: Record<string, string | undefined> = { RSA: 'RS256', OKP: 'EdDSA' };
const algorithmsByCurve: Record<string, string | undefined> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
};
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

async function jwkProblem(jwk: JWK): Promise<string | undefined> {
  if (jwk.kty === 'oct') return 'must not be a symmetric key: use a client secret instead';
  if (privateMembers.some((member) => member in jwk)) {
    return 'contains a private key: send the public part only, and replace this key, as it is no longer secret';
  }
  if (jwk.use !== undefined && jwk.use !== 'sig') return "must have the use 'sig' or none";
  const algorithm = jwk.alg ?? algorithmsByCurve[jwk.crv ?? ''] ?? algorithmsByKeyType[jwk.kty ?? ''];
  if (!algorithm || /^HS/.test(algorithm)) return 'is of a type that can not sign';
  try {
    const key = await importJWK(jwk, algorithm);
    return key instanceof Uint8Array || key.type !== 'public' ? 'is not a public key' : weakness(key);
  } catch {
    return 'is not a valid public key';
  }
}

/** NIST SP 800-131A: RSA below 2048 bits is broken. */
function weakness(key: CryptoKey): string | undefined {
  const { algorithm } = key;
  const bits = 'modulusLength' in algorithm ? Number(algorithm.modulusLength) : undefined;
  return bits !== undefined && bits < 2048 ? 'must have at least 2048 bits' : undefined;
}

/** Only public keys that can sign: a shared secret in a JWKS would let anybody who reads it sign. */
export async function jwksProblems(jwks: Application['jwks'] | undefined): Promise<Issue[]> {
  const messages = await Promise.all((jwks?.keys ?? []).map(jwkProblem));
  return messages.flatMap((message, index) => (message ? [{ path: `jwks.keys.${index}`, message }] : []));
}
