/**
 * From what the OpenID client library, the network or the provider says to a cause in plain words. The
 * library's messages are not part of its interface; its codes and the attached facts are.
 */
import {
  AuthorizationResponseError,
  type ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { Claims } from '../../../protocol/oidc-claims.ts';
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';

export type Stage = 'discovery' | 'callback' | 'token' | 'userinfo';

function* chainOf(error: unknown): Generator<object> {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 6;
    current = current.cause, depth++
  ) {
    yield current;
  }
}

const codeOf = (error: object): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined;

const networkCauses: Readonly<Record<string, CauseCode>> = {
  'outbound.refused': 'idp.address_refused',
  'outbound.timeout': 'idp.unreachable',
  'outbound.unreachable': 'idp.unreachable',
  'outbound.too_large': 'idp.bad_answer',
  'outbound.redirect': 'idp.bad_answer',
  OAUTH_TIMEOUT: 'idp.unreachable',
  OAUTH_ABORT: 'idp.unreachable',
};

/** Microsoft's numbers say more than the OAuth error beside them. */
export const entraCauses: Readonly<Record<string, CauseCode>> = {
  '50011': 'client.redirect_uri',
  '900971': 'client.redirect_uri',
  '500112': 'client.redirect_uri',
  '50105': 'idp.user_not_assigned',
  '65001': 'idp.consent_required',
  '90094': 'idp.consent_required',
  '65004': 'idp.access_denied',
  '700016': 'client.unknown',
  '50194': 'client.not_multi_tenant',
  '7000215': 'client.secret_wrong',
  '7000218': 'client.secret_wrong',
  '7000222': 'client.secret_expired',
  '50012': 'client.assertion_rejected',
  '700027': 'client.assertion_rejected',
  '700024': 'client.assertion_time',
  '70021': 'client.federation_mismatch',
  '700211': 'client.federation_mismatch',
  '700212': 'client.federation_mismatch',
  '700213': 'client.federation_mismatch',
  '7002138': 'client.federation_mismatch',
  '7000272': 'client.federation_key',
  '53003': 'idp.policy',
  '53000': 'idp.policy',
  '53001': 'idp.policy',
  '530032': 'idp.policy',
  '50057': 'idp.policy',
  '50058': 'idp.interaction_required',
  '50076': 'idp.interaction_required',
  '50079': 'idp.interaction_required',
  '50074': 'idp.interaction_required',
};

const oauthCauses: Readonly<Record<string, CauseCode>> = {
  access_denied: 'idp.access_denied',
  login_required: 'idp.interaction_required',
  interaction_required: 'idp.interaction_required',
  account_selection_required: 'idp.interaction_required',
  consent_required: 'idp.consent_required',
  // OpenID Connect Core Unmet Authentication Requirements 1.0: it can't do what was asked.
  unmet_authentication_requirements: 'step_up.not_reached',
  invalid_client: 'client.secret_wrong',
  unauthorized_client: 'client.unknown',
  invalid_grant: 'token.code_rejected',
  temporarily_unavailable: 'idp.unreachable',
};

/** What the provider said, for the trace: bounded, one line, only characters that RFC 6749 allows there. */
function said(error: string, description: string | undefined): string {
  const text = (description ?? '')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 120)
    .trim();
  return text ? `${error.slice(0, 60)}: ${text}` : error.slice(0, 60);
}

function oauthFailure(
  stage: Stage,
  error: string,
  description: string | undefined,
  cause: unknown,
): SsoFailure {
  const number = /AADSTS(\d+)/.exec(description ?? '')?.[1];
  const assignment = error === 'access_denied' && /not assigned/i.test(description ?? '');
  const code =
    (number && entraCauses[number]) ||
    (assignment && 'idp.user_not_assigned') ||
    oauthCauses[error] ||
    (stage === 'callback' ? 'idp.refused' : 'token.refused');
  return new SsoFailure(code, said(error, description), { cause });
}

/** The facts that the library attaches to what it refuses. */
interface Attached {
  claim?: unknown;
  header?: { alg?: unknown; kid?: unknown };
  claims?: Claims;
  expected?: unknown;
  attribute?: unknown;
}

function attachedTo(error: unknown): Attached {
  const facts = Object.assign(
    {},
    ...[...chainOf(error)].map((e) => ('cause' in e && isPlain(e.cause) ? e.cause : {})),
  );
  return facts as Attached;
}

/** The claims of a token that was refused: not verified, good only for choosing what to verify against. */
export const refusedClaims = (error: SsoFailure): Claims | undefined => attachedTo(error.cause).claims;

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Error);

const claimCauses: Readonly<Record<string, CauseCode>> = {
  iss: 'id_token.wrong_issuer',
  aud: 'id_token.wrong_audience',
  azp: 'id_token.wrong_party',
  nonce: 'id_token.wrong_nonce',
};

const timeCauses: Readonly<Record<string, CauseCode>> = {
  exp: 'id_token.expired',
  nbf: 'id_token.not_yet_valid',
};

const shown = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function claimFailure(
  causesOf: Readonly<Record<string, CauseCode>>,
  facts: Attached,
  cause: unknown,
): SsoFailure {
  const claim = shown(facts.claim);
  // The nonce is a secret of this attempt; the others are addresses and ids.
  const seen = claim === 'nonce' ? undefined : `${claim}: ${shown(facts.claims?.[claim])}`;
  return new SsoFailure(causesOf[claim] ?? 'id_token.malformed', seen, { cause });
}

const wordsOf = (error: unknown) =>
  [...chainOf(error)].map((e) => ('message' in e ? e.message : '')).join(' ');

/** `INVALID_RESPONSE` is the library's word for everything else that is wrong with an answer. */
function invalidAnswer(stage: Stage, error: ClientError, facts: Attached): SsoFailure {
  const text = wordsOf(error);
  const failure = (code: CauseCode, seen?: string) => new SsoFailure(code, seen, { cause: error });
  if (stage === 'callback') {
    return failure(/"iss"/.test(text) ? 'callback.wrong_issuer' : 'callback.malformed');
  }
  if (stage === 'discovery') return failure('discovery.invalid');
  if (stage === 'userinfo') return failure('userinfo.failed');
  if (/signature verification failed/.test(text)) return failure('id_token.bad_signature');
  if (/"alg"/.test(text)) return failure('id_token.algorithm', `alg: ${shown(facts.header?.alg)}`);
  if (/claim missing/.test(text)) return failure('id_token.claim_missing', /"(\w+)" \(/.exec(text)?.[1]);
  if (/"id_token" property/.test(text)) return failure('id_token.missing');
  if (/claim type|JWT|claims/.test(text)) return failure('id_token.malformed');
  return failure('idp.bad_answer');
}

/** openid-client wraps most of what oauth4webapi throws, but not everything; the codes are the same. */
const isClientError = (error: unknown): error is ClientError =>
  error instanceof Error && (codeOf(error) ?? '').startsWith('OAUTH_');

function clientFailure(stage: Stage, error: ClientError): SsoFailure {
  const facts = attachedTo(error);
  const failure = (code: CauseCode, seen?: string) => new SsoFailure(code, seen, { cause: error });
  switch (error.code) {
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return claimFailure(claimCauses, facts, error);
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return claimFailure(timeCauses, facts, error);
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return failure(stage === 'userinfo' ? 'userinfo.wrong_subject' : 'discovery.issuer_mismatch');
    case 'OAUTH_KEY_SELECTION_FAILED':
      return failure('id_token.unknown_key', `kid: ${shown(facts.header?.kid)}`);
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return failure(
        stage === 'token' && !/token_type/.test(wordsOf(error)) ? 'id_token.algorithm' : 'idp.bad_answer',
      );
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
      return failure(...unexpectedStatus(stage, error.cause));
    case 'OAUTH_HTTP_REQUEST_FORBIDDEN':
    case 'OAUTH_REQUEST_PROTOCOL_FORBIDDEN':
      return failure('discovery.insecure');
    case 'OAUTH_INVALID_RESPONSE':
    case 'OAUTH_PARSE_ERROR':
      return invalidAnswer(stage, error, facts);
    default:
      return failure(stage === 'discovery' ? 'discovery.invalid' : 'idp.bad_answer');
  }
}

function unexpectedStatus(stage: Stage, cause: unknown): [CauseCode, string] {
  // By shape: a cloned Response is no instance of the global class in every runtime.
  const status = typeof cause === 'object' && cause !== null && 'status' in cause ? Number(cause.status) : 0;
  const seen = `HTTP ${status}`;
  if (status >= 500 || status === 429) return ['idp.unreachable', seen];
  if (stage === 'userinfo') return ['userinfo.failed', seen];
  return [stage === 'discovery' && status >= 400 ? 'discovery.not_found' : 'idp.bad_answer', seen];
}

/** Every error of an upstream call becomes a cause; what none of the providers can be blamed for stays. */
export function upstreamFailure(stage: Stage, error: unknown): SsoFailure {
  const failure = failureOf(stage, error);
  // In the callback anybody may write what the provider would say.
  if (stage !== 'callback') failure.heard = 'provider';
  return failure;
}

function failureOf(stage: Stage, error: unknown): SsoFailure {
  for (const link of chainOf(error)) {
    // Ours, raised inside the library: how the client proves itself is asked for in its midst.
    if (link instanceof SsoFailure) return link;
    const network = networkCauses[codeOf(link) ?? ''];
    if (network) return new SsoFailure(network, undefined, { cause: error });
  }
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    return oauthFailure(stage, error.error, error.error_description, error);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    const code = stage === 'userinfo' ? 'userinfo.failed' : 'client.secret_wrong';
    return new SsoFailure(code, `HTTP ${error.status}`, { cause: error });
  }
  if (isClientError(error)) return clientFailure(stage, error);
  // The library throws TypeError for metadata that lacks an endpoint or holds one that is no URL.
  if (error instanceof TypeError) {
    return new SsoFailure(stage === 'discovery' ? 'discovery.invalid' : 'idp.bad_answer', undefined, {
      cause: error,
    });
  }
  throw error;
}
