/** How the four kinds of provider differ: addresses, metadata, claims and the shape of errors. */
import { createHash } from 'node:crypto';
import type { Directory } from './directory.ts';
import type { Grant } from './grants.ts';
import type { SigningKey } from './keys.ts';
import type { Organization, Person, SimulatorKind } from './organization.ts';
import type { Refusal } from './problems.ts';
import type { Endpoint, Json } from './switch.ts';

export interface ClaimFacts {
  grant: Grant;
  person: Person;
  organization: Organization;
  issuer: string;
  /** The simulator's origin. */
  url: string;
  /** Seconds since 1970. */
  now: number;
  accessToken: string;
}

export interface Dialect {
  kind: SimulatorKind;
  /** As the sign-in page calls it. */
  label: string;
  issuerPath: (id: string) => string;
  /** Paths with `{id}`; an endpoint that the original lacks is absent. */
  paths: Partial<Record<Endpoint, string>>;
  responseModes: string[];
  codeChallengeMethods: string[];
  metadata: (directory: Directory, segment: string) => Json;
  publicKey: (key: SigningKey, directory: Directory) => Json;
  /** What the original refuses beyond the standard. */
  checkAuthorize?: (parameters: URLSearchParams) => void;
  wantsOffline: (parameters: URLSearchParams) => boolean;
  /** RFC 9207: authorization responses, also errors, carry `iss`. */
  sendsIss: boolean;
  callbackExtras: (grant: Grant) => Record<string, string>;
  idToken: (facts: ClaimFacts) => Json;
  userinfo: (facts: ClaimFacts) => Json;
  /** A user who may not use the client: by redirect to the client, or on the IdP's own page. */
  unassignedGoesBack: boolean;
  errorPage: { status: number; title: string };
  /** On the original's own pages. */
  errorText: (refusal: Refusal) => string;
  redirectError: (refusal: Refusal, now: number) => Record<string, string>;
  tokenError: (refusal: Refusal, now: number) => Json;
}

export const plainError = (refusal: Refusal): Record<string, string> => ({
  error: refusal.facts.error,
  error_description: refusal.facts.text,
});

/** OIDC Core 1.0 section 3.1.3.6 for RS256. */
export function atHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

/** Drops what the directory doesn't know, so that absent claims are absent and not null. */
export function present(claims: Json): Json {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/** The standard profile claims (OIDC Core 1.0 section 5.4) for the scopes that were granted. */
export function profile(person: Person, scope: string[]): Json {
  if (!scope.includes('profile')) return {};
  return present({
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    picture: person.picture,
  });
}

/** An address counts as verified unless the directory says otherwise. */
export function email(person: Person, scope: string[]): Json {
  if (!scope.includes('email') || person.email === undefined) return {};
  return { email: person.email, email_verified: person.emailVerified ?? true };
}
