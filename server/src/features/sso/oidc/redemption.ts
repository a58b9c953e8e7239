/** The trace of a code's redemption: every check of the ID token gets its own line. */
import type { Claims } from '../../../protocol/oidc-claims.ts';
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import { fail, pass, type SsoTrace, since, skip } from '../trace.ts';
import type { Redeemed } from './client.ts';

/** The checks of OpenID Connect Core 1.0 section 3.1.3.7, in the order in which the library makes them. */
const redemption: readonly (readonly [rule: string, ...causes: CauseCode[]])[] = [
  ['callback.issuer', 'callback.wrong_issuer'],
  ['id_token.algorithm', 'id_token.algorithm'],
  ['id_token.time', 'id_token.expired', 'id_token.not_yet_valid'],
  ['id_token.claims', 'id_token.claim_missing'],
  ['id_token.issuer', 'id_token.wrong_issuer', 'entra.tenant_not_allowed'],
  ['id_token.audience', 'id_token.wrong_audience', 'id_token.wrong_party'],
  ['id_token.nonce', 'id_token.wrong_nonce'],
  ['id_token.signature', 'id_token.unknown_key', 'id_token.bad_signature'],
  ['id_token.access_token', 'id_token.wrong_access_token'],
];

/** Redeems the code; every check of the ID token gets its own line, also those that were not reached. */
export async function checkIdToken(
  trace: SsoTrace,
  redeem: () => Promise<Redeemed>,
  { past = false } = {},
): Promise<Redeemed> {
  const began = since(trace);
  try {
    const redeemed = await redeem();
    if (!past) pass(trace, 'token.exchange', undefined, began);
    if (redeemed.assertionRefused) {
      skip(
        trace,
        'client.authentication',
        `The provider refused the signed assertion (${redeemed.assertionRefused}); the client secret was used in its place.`,
      );
    }
    for (const [name] of redemption)
      if (!past || name !== 'id_token.access_token') pass(trace, name, seenIn(redeemed.claims, name));
    return redeemed;
  } catch (error) {
    if (error instanceof SsoFailure) explainRedemption(trace, error, began);
    throw error;
  }
}

function explainRedemption(trace: SsoTrace, failure: SsoFailure, began: number): void {
  const failed = redemption.findIndex(([, ...ofRule]) => ofRule.includes(failure.causeCode));
  if (failed < 0) {
    fail(trace, 'token.exchange', failure, began);
    return;
  }
  for (const [name] of redemption.slice(0, failed)) pass(trace, name);
  fail(trace, redemption[failed]![0], failure);
  for (const [name] of redemption.slice(failed + 1)) skip(trace, name, 'Not looked at after the failure.');
}

const claimOfRule: Readonly<Record<string, string>> = {
  'id_token.issuer': 'iss',
  'id_token.audience': 'aud',
};

function seenIn(claims: Claims, name: string): string | undefined {
  const claim = claimOfRule[name];
  return claim && `${claim}: ${String(claims[claim])}`;
}
