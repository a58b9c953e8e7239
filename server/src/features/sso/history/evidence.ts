/**
 * What a failed sign-in says about the last change of the connection. Whoever has a browser can begin a sign-in and
 * bring back whatever they like, so only two things count (docs/decisions/sso-history.md):
 * - `provider`: an answer of the provider to a request of our own that is about the connection and not about what the
 *   browser brought, and whose reason lies in a field that the change touched;
 * - `earlier`: a signed response that the earlier connection would have accepted for this very sign-in.
 */
import type { CauseCode } from '../causes.ts';
import type { SsoFailure } from '../errors.ts';

export type Evidence = 'provider' | 'earlier';

const client = [
  'issuer',
  'clientId',
  'clientSecret',
  'clientAuthentication',
  'assertionAudience',
  'keyRotation',
];
const issuer = ['issuer'];
const metadata = ['metadataUrl', 'entityId', 'ssoUrl', 'certificates', 'metadataValidUntil'];

/** The fields of the connection that each may come from. What depends on the code or on the person is not here. */
const blamed: Partial<Record<CauseCode, readonly string[]>> = {
  'client.secret_wrong': client,
  'client.secret_expired': client,
  'client.unknown': client,
  'client.assertion_rejected': client,
  'client.assertion_algorithm': client,
  'client.federation_mismatch': client,
  'client.federation_unreachable': client,
  'discovery.not_found': issuer,
  'discovery.invalid': issuer,
  'discovery.issuer_mismatch': issuer,
  'discovery.insecure': issuer,
  'idp.address_refused': [...issuer, 'metadataUrl'],
  'id_token.algorithm': issuer,
  'id_token.unknown_key': issuer,
  'id_token.bad_signature': issuer,
  'saml.metadata_invalid': metadata,
  'saml.metadata_entity': metadata,
  'saml.metadata_no_certificate': metadata,
  'saml.metadata_expired': metadata,
};

/** On the way back it may be the answer to a code that somebody made up; before, there is none. */
const blamedAtStart: Partial<Record<CauseCode, readonly string[]>> = {
  'idp.bad_answer': [...issuer, 'metadataUrl'],
};

/** What we find ourselves, whatever the browser brought. */
const found = /^(saml\.metadata_|client\.(assertion_algorithm|federation_unreachable)$)/;

/** `fields` are those that going back would change. */
export function speaksAgainst(failure: SsoFailure, fields: readonly string[], atStart: boolean): boolean {
  const { causeCode } = failure;
  // Before the browser left, and when we asked ourselves, nothing of it is the browser's.
  const isOurs = atStart || failure.heard === 'provider' || found.test(causeCode);
  const fieldsOfCause = blamed[causeCode] ?? (atStart ? blamedAtStart[causeCode] : undefined) ?? [];
  return isOurs && fieldsOfCause.some((field) => fields.includes(`config.${field}`));
}

/** Who may come in at all: what somebody closed is not opened again without a person. */
const admits = [
  'allowedTenants',
  'hostedDomains',
  'idpInitiated',
  'idpInitiatedUrl',
  'idpInitiatedApplicationId',
];
export const letsOthersIn = (fields: readonly string[]): boolean =>
  admits.some((field) => fields.includes(`config.${field}`));

/** Whose signatures are believed. */
const trusts = ['metadataUrl', 'entityId', 'certificates'];
export const trustsAgain = (fields: readonly string[]): boolean =>
  trusts.some((field) => fields.includes(`config.${field}`));

export interface CountedFailure {
  evidence: Evidence;
  who: string;
  cause: CauseCode;
}

export interface Thresholds {
  attempts: number;
  failurePercent: number;
}

export interface Verdict {
  attempts: number;
  failed: number;
  causes: CauseCode[];
  /** Whether it needs what only a signature says. */
  bySignatures: boolean;
}

/** One person who tries again and again is no reason. */
const fewestPeople = 3;

export function judge(
  failures: readonly CountedFailure[],
  successes: number,
  { attempts, failurePercent }: Thresholds,
): Verdict | undefined {
  // What the provider says of the connection meets everybody: one who came through proves that it no longer holds.
  const counted = failures.filter(({ evidence }) => evidence === 'earlier' || successes === 0);
  const finished = counted.length + successes;
  const people = new Set(counted.map(({ who }) => who)).size;
  if (finished < attempts || people < Math.min(fewestPeople, attempts)) return undefined;
  if (counted.length * 100 < failurePercent * finished) return undefined;
  return {
    attempts: finished,
    failed: counted.length,
    causes: [...new Set(counted.map(({ cause }) => cause))].sort(),
    bySignatures: counted.some(({ evidence }) => evidence === 'earlier'),
  };
}
