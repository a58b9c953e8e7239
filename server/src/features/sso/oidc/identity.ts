/**
 * Who the provider says it is: the preset's rules applied to verified claims. Each rule leaves its verdict in
 * the trace; the first that fails ends the attempt.
 */

import { normalizeDomain } from '../../../protocol/domains.ts';
import { type EmailAddress, parseEmail } from '../../../protocol/identifiers.ts';
import {
  type Claims,
  emailDomainOwnerVerified,
  emailVerifiedClaim,
  entraSubject,
  groupsClaim,
  lastingClaims,
  shortenEmail,
  subjectClaim,
  textClaim,
} from '../../../protocol/oidc-claims.ts';
import { issuerOfTenant, issuerTemplate, tenantOfIssuer } from '../../../protocol/oidc-issuer.ts';
import { SsoFailure } from '../errors.ts';
import { type MappedProfile, mappedProfile, oidcDefaults, personOf } from '../mapping/attributes.ts';
import type { Connector, ExternalIdentity } from '../schema.ts';
import { noteAddress, pass, rule, type SsoTrace, since, skip } from '../trace.ts';
import type { Party, Redeemed } from './client.ts';

/**
 * openid-client checks exp and nbf, but neither end of iat. A token that answers our nonce was issued after
 * the request; clocks may be off, and Entra dates its tokens back by five minutes.
 */
const issuedAt = { beforeStart: 60 * 60_000, afterStart: 15 * 60_000 };

/** Enough for some 6,500 groups: the mapping of roles looks at what is kept. */
const keptBytes = 256 * 1_024;

interface Facts {
  party: Party;
  connector: Connector;
  redeemed: Pick<Redeemed, 'claims' | 'metadata' | 'userinfo'>;
  trace: SsoTrace;
  request: { startedAt: Date; maxAge?: number };
}

export async function identify(facts: Facts): Promise<ExternalIdentity> {
  const { party, connector, redeemed, trace, request } = facts;
  const { claims } = redeemed;
  await rule(trace, 'id_token.issued_at', () => checkIssuedAt(claims, request.startedAt));
  await rule(trace, 'id_token.authorized_party', () => checkAuthorizedParty(claims, party.config.clientId));
  if (request.maxAge !== undefined) await checkFreshness(facts, request.maxAge);
  await checkOrganization(facts);
  const subject = await rule(
    trace,
    'identity.key',
    () => subjectOf(facts),
    (key) => key,
  );
  const profile = await profileOf(facts);
  const kept = lastingClaims(profile, keptBytes);
  const mapped = mappedProfile(kept, oidcDefaults(party.rules), connector.attributeMapping);
  const email = await rule(
    trace,
    'email.domain',
    () => {
      const address = addressOf(kept, mapped);
      noteAddress(trace, address);
      return emailInside(connector, address);
    },
    (address) => (address ? shortenEmail(address.address) : 'no address sent'),
  );
  const domainProved = connector.domains.some(
    ({ name, provedAt }) => name === email?.domain && provedAt !== null,
  );
  const emailVerified =
    email !== undefined && isEmailVerified(facts, profile, mapped.from.email, domainProved);
  recordEmailVerdict(trace, emailVerified);
  recordGroups(trace, claims);
  return {
    connectorId: connector.id,
    // Of a single tenant or of Entra's template alike: what the verified token says.
    issuer: String(claims.iss),
    subject,
    upstreamSub: String(claims.sub),
    ...(email && { email: email.address }),
    emailVerified,
    domainProved,
    ...personOf(mapped),
    claims: kept,
  };
}

function checkIssuedAt({ iat }: Claims, startedAt: Date): void {
  const sinceStart = Number(iat) * 1000 - startedAt.getTime();
  const failure = (cause: 'id_token.not_yet_valid' | 'id_token.expired') =>
    new SsoFailure(cause, `iat: ${String(iat)}`);
  if (!(sinceStart <= issuedAt.afterStart)) throw failure('id_token.not_yet_valid');
  if (sinceStart < -issuedAt.beforeStart) throw failure('id_token.expired');
}

const clockSkew = 60_000;

/**
 * Step 13 of the same section: how long ago the person signed in at the provider, counted from the moment
 * our request was made, so that a slow second factor there spoils nothing.
 */
async function checkFreshness({ party, redeemed, trace, request }: Facts, maxAge: number): Promise<void> {
  const { auth_time: authTime } = redeemed.claims;
  if (authTime === undefined && party.rules.reauthentication !== 'max_age') {
    skip(
      trace,
      'id_token.freshness',
      'The provider was asked for a fresh sign-in; it does not say when it was.',
    );
    return;
  }
  await rule(trace, 'id_token.freshness', () => {
    if (authTime === undefined) throw new SsoFailure('id_token.claim_missing', 'auth_time');
    const oldest = request.startedAt.getTime() - maxAge * 1000 - clockSkew;
    if (!(Number(authTime) * 1000 >= oldest))
      throw new SsoFailure('id_token.stale_sign_in', `auth_time: ${String(authTime)}`);
  });
}

/** OpenID Connect Core 1.0 section 3.1.3.7 step 5; the library looks at azp only beside several audiences. */
function checkAuthorizedParty({ azp }: Claims, clientId: string): void {
  if (azp !== undefined && azp !== clientId)
    throw new SsoFailure('id_token.wrong_party', `azp: ${String(azp)}`);
}

async function checkOrganization({ party, connector, redeemed, trace }: Facts): Promise<void> {
  const { claims } = redeemed;
  if (party.rules.identityKey === 'tid-oid') {
    await rule(
      trace,
      'entra.tenant',
      () => checkTenant(party, claims),
      () => `tid: ${String(claims.tid)}`,
    );
  }
  if (party.rules.emailVerified === 'hosted-domain') {
    await rule(
      trace,
      'google.hosted_domain',
      () => checkHostedDomain(party, connector, claims),
      (hd) => `hd: ${hd}`,
    );
  }
}

/** The token's tenant is the one in its issuer, and one that the connector accepts. */
function checkTenant({ config }: Party, { tid, iss }: Claims): void {
  const configured = tenantOfIssuer(config.issuer);
  const accepted = configured === undefined ? (config.allowedTenants ?? []) : [configured];
  const issuer = configured ? config.issuer : issuerOfTenant(issuerTemplate(config.issuer), tid);
  if (typeof tid === 'string' && accepted.includes(tid) && String(iss).replace(/\/$/, '') === issuer) return;
  throw new SsoFailure('entra.tenant_not_allowed', `tid: ${String(tid)}`);
}

function checkHostedDomain({ config }: Party, connector: Connector, claims: Claims): string {
  const hd = normalizeDomain(textClaim(claims, 'hd') ?? '');
  const accepted = [...connector.domains.map(({ name }) => name), ...(config.hostedDomains ?? [])];
  if (hd !== undefined && accepted.includes(hd)) return hd;
  throw new SsoFailure('google.hosted_domain', `hd: ${hd ?? 'absent'}`);
}

function subjectOf({ party, redeemed: { claims } }: Facts): string {
  const sub = subjectClaim(claims);
  const subject = party.rules.identityKey === 'tid-oid' ? entraSubject(claims) : sub;
  if (subject === undefined || sub === undefined)
    throw new SsoFailure('identity.incomplete', `claims: ${Object.keys(claims).join(', ')}`);
  return subject;
}

/** Thin ID tokens (Okta with an access token, most generic providers) keep the profile in userinfo. */
async function profileOf({ redeemed, trace }: Facts): Promise<Claims> {
  const { claims, metadata } = redeemed;
  const thin = claims.email === undefined || claims.name === undefined;
  if (!thin || !metadata.userinfo_endpoint) {
    skip(
      trace,
      'userinfo.subject',
      thin ? 'The provider has no userinfo endpoint.' : 'The ID token says it all.',
    );
    return claims;
  }
  const began = since(trace);
  try {
    const userinfo = await redeemed.userinfo();
    pass(trace, 'userinfo.subject', undefined, began);
    return merged(claims, userinfo);
  } catch (error) {
    return withoutUserinfo(trace, claims, error);
  }
}

/** Another person's profile always ends the attempt; a missing one only when the address was in it. */
function withoutUserinfo(trace: SsoTrace, claims: Claims, error: unknown): Promise<Claims> {
  const dispensable =
    error instanceof SsoFailure && error.causeCode !== 'userinfo.wrong_subject' && claims.email !== undefined;
  return rule(
    trace,
    'userinfo.subject',
    () => {
      if (dispensable) return claims;
      throw error;
    },
    () => 'not available; the ID token has the address',
  );
}

/** The signed token wins; what userinfo says of an address counts only for that same address. */
function merged(claims: Claims, userinfo: Claims): Claims {
  const sameEmail = claims.email === undefined || claims.email === userinfo.email;
  const { email_verified: verified, xms_edov: edov, ...rest } = userinfo;
  const ofEmail = sameEmail ? { email_verified: verified, xms_edov: edov } : {};
  return Object.fromEntries(
    Object.entries({ ...rest, ...ofEmail, ...claims }).filter(([, value]) => value !== undefined),
  );
}

/** Of several addresses the first may be one that the person gave themselves: a list is no address. */
function addressOf(claims: Claims, { email, from }: MappedProfile): string | undefined {
  return from.email !== undefined && typeof claims[from.email] === 'string' ? email : undefined;
}

/** A provider never signs in as an address outside its connector's domains (DESIGN section 7). */
function emailInside(connector: Connector, text: string | undefined): EmailAddress | undefined {
  const email = text === undefined ? undefined : parseEmail(text);
  if (!email) return undefined;
  if (connector.domains.some(({ name }) => name === email.domain)) return email;
  throw new SsoFailure('email.outside_domains', shortenEmail(email.address));
}

/** `from`: the claim that the address came from. What the provider says of `email` says nothing about another claim. */
function isEmailVerified(
  { party, redeemed }: Facts,
  profile: Claims,
  from: string | undefined,
  domainProved: boolean,
): boolean {
  const standard = from === 'email';
  const claim = standard ? emailVerifiedClaim(profile) : 'absent';
  switch (party.rules.emailVerified) {
    case 'email_verified':
      return claim === 'yes' || (claim === 'absent' && domainProved);
    case 'hosted-domain':
      return claim === 'yes';
    case 'xms_edov': {
      // With several tenants one of them could write another's address into its directory: then the proof
      // of the domain says nothing about this tenant, and only Entra's own check counts.
      const singleTenant =
        tenantOfIssuer(party.config.issuer) !== undefined || party.config.allowedTenants?.length === 1;
      const byEntra =
        standard &&
        redeemed.claims.email !== undefined &&
        emailDomainOwnerVerified(redeemed.claims) === 'yes';
      return byEntra || (singleTenant && domainProved);
    }
  }
}

function recordEmailVerdict(trace: SsoTrace, verified: boolean): void {
  if (verified) pass(trace, 'email.verified');
  else skip(trace, 'email.verified', 'The address does not count as verified: no account is linked by it.');
}

/** Told here; what becomes of the person's roles without them is for the mapping to say. */
function recordGroups(trace: SsoTrace, claims: Claims): void {
  const groups = groupsClaim(claims);
  if (groups.kind === 'listed') pass(trace, 'groups.listed', `${groups.count} groups`);
  if (groups.kind === 'overage') {
    skip(
      trace,
      'groups.listed',
      'The person is in too many groups for the token: the provider left them out.',
    );
  }
}
