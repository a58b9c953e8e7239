/**
 * An answer that came before, judged by the present settings, keys and metadata with the clock of then. No code is
 * redeemed, and nothing is written. That the client can still prove itself is tried with a code that nobody issued.
 */
import { z } from 'zod';
import { type Claims, groupsClaim } from '../../../protocol/oidc-claims.ts';
import { isIssuerTemplate, issuerOfTenant } from '../../../protocol/oidc-issuer.ts';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { ConnectorCheck, ConnectorProtocol, Judging, LookingBack } from '../protocol.ts';
import { type Ear, listenTo } from '../recorder/calls.ts';
import type { Said } from '../recorder/evidence.ts';
import { readBack, Undecided } from '../recorder/not-repeated.ts';
import { reachedAcr } from '../step-up.ts';
import type { StoredConnector } from '../store.ts';
import { rule, since } from '../trace.ts';
import type { Party, Redeemed, UpstreamClient } from './client.ts';
import { identify } from './identity.ts';
import { checkIdToken } from './redemption.ts';
import { checkStepUp } from './step-up.ts';

const claimsSchema = z.record(z.string(), z.json());
const stepUpSchema = z.object({
  wanted: z.string(),
  upstream: z.string(),
  orLocal: z.boolean().default(false),
});

const acceptedSchema = z.object({
  claims: claimsSchema,
  userinfo: claimsSchema.optional(),
  stepUp: stepUpSchema.optional(),
});

const refusedSchema = z.object({
  idToken: z.string(),
  nonce: z.string(),
  iss: z.string().optional(),
  stepUp: stepUpSchema.optional(),
});

type StepUp = z.infer<typeof stepUpSchema>;

/** Of a token that was accepted the claims: others might still take the token itself for a sign-in. */
async function keptClaims(ear: Ear, claims: Claims, stepUp: StepUp | undefined): Promise<Said> {
  const { nonce: _, ...kept } = claims;
  // Also one that was refused: whose it is is judged again.
  const userinfo = parsed(await ear.heard('call.userinfo'));
  const said = { claims: kept, ...(userinfo && { userinfo }), ...(stepUp && { stepUp }) };
  return { kind: 'claims', said, verified: true };
}

interface Secrets {
  nonce: string;
  callback: URL;
  stepUp: StepUp | undefined;
}

/** Of one that was refused the token, if one came. Nothing else of the answer: there are other tokens in it. */
async function keptAnswer(ear: Ear, { nonce, callback, stepUp }: Secrets): Promise<Said | undefined> {
  const idToken = parsed(await ear.heard('call.token'))?.id_token;
  if (typeof idToken !== 'string') return undefined;
  const iss = callback.searchParams.get('iss');
  const said = { idToken, nonce, ...(iss !== null && { iss }), ...(stepUp && { stepUp }) };
  return { kind: 'response', said, verified: false };
}

/** What came, accepted or not. */
export async function hand(
  keep: Judging['keep'],
  ear: Ear,
  accepted: Claims | undefined,
  secrets: Secrets,
): Promise<void> {
  if (!keep) return;
  const said = accepted ? await keptClaims(ear, accepted, secrets.stepUp) : await keptAnswer(ear, secrets);
  if (said) keep(said);
}

function parsed(text: string | undefined): Claims | undefined {
  try {
    return claimsSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

interface Looking extends LookingBack {
  party: Party;
}

type PartyOf = (tenant: Tenant, connector: StoredConnector, ear: Ear) => Party;

export function createLookBack(client: UpstreamClient, partyOf: PartyOf, check: Check): LookBack {
  /** The connection as it is now, the client's own proof included. */
  async function connection({ trace, unrepeated }: LookingBack, checked: Promise<ConnectorCheck>) {
    const began = since(trace);
    const { ok, steps } = await checked;
    trace.steps.push(...steps.map((step) => ({ ...step, atMs: began + (step.atMs ?? 0) })));
    const failed = steps.find(({ verdict }) => verdict === 'fail')?.cause;
    if (!ok) throw new SsoFailure(failed ?? 'idp.bad_answer');
    const proof = steps.find(({ rule: name }) => name === 'client.authentication');
    unrepeated(proof?.verdict === 'pass' ? 'token.exchange' : 'client.authentication');
  }

  async function accepted({ party, trace, unrepeated }: Looking, said: unknown): Promise<Judged> {
    const { claims, userinfo, stepUp } = readBack(acceptedSchema, said);
    const { metadata } = await client.discover(party);
    for (const name of ['id_token.signature', 'id_token.nonce', 'id_token.time'] as const) unrepeated(name);
    await rule(trace, 'id_token.issuer', () => checkIssuer(metadata.issuer, party, claims), String);
    await rule(trace, 'id_token.audience', () => checkAudience(party, claims));
    return { redeemed: { claims, metadata, userinfo: async () => ofThen(claims, userinfo) }, stepUp };
  }

  async function refused({ party, trace, unrepeated }: Looking, said: unknown, at: number): Promise<Judged> {
    const { stepUp, ...token } = readBack(refusedSchema, said);
    unrepeated('id_token.access_token');
    const past = { ...token, secondsAgo: Math.round((trace.startedAt! - at) / 1_000) };
    const redeemed = await checkIdToken(trace, () => client.rejudge(party, past), { past: true });
    const { claims, metadata } = redeemed;
    return { redeemed: { claims, metadata, userinfo: async () => ofThen(claims, undefined) }, stepUp };
  }

  return async (tenant, connector, evidence, { trace, unrepeated }) => {
    const party = partyOf(tenant, connector, listenTo(trace));
    const looking = { trace, unrepeated, party };
    await connection(looking, check(tenant, connector));
    if (!evidence) {
      unrepeated('identity.key');
      return undefined;
    }
    const { kind, said, at, startedAt, maxAge } = evidence;
    const judge = kind === 'claims' ? accepted(looking, said) : refused(looking, said, at);
    const { redeemed, stepUp } = await judge;
    await reachedAcr(trace, party, stepUp, (asked) => checkStepUp(party, redeemed.claims, asked));
    if (groupsClaim(redeemed.claims).kind === 'overage') unrepeated('groups.graph');
    const request = { startedAt: new Date(startedAt), ...(maxAge !== undefined && { maxAge }) };
    return identify({ party, connector, redeemed, trace, request });
  };
}

type LookBack = ConnectorProtocol['lookBack'];
type Check = (tenant: Tenant, connector: StoredConnector) => Promise<ConnectorCheck>;

interface Judged {
  redeemed: Pick<Redeemed, 'claims' | 'metadata' | 'userinfo'>;
  stepUp: StepUp | undefined;
}

/** What was not asked for then can't be asked for now; it only matters where the address would be in it. */
function ofThen(claims: Claims, userinfo: Claims | undefined): Claims {
  if (userinfo === undefined) {
    if (claims.email === undefined) throw new Undecided('userinfo.subject');
    throw new SsoFailure('userinfo.failed');
  }
  if (userinfo.sub !== claims.sub) throw new SsoFailure('userinfo.wrong_subject');
  return userinfo;
}

function checkIssuer(published: string, { config }: Party, claims: Claims): string {
  const { iss, tid } = claims;
  const isTemplate = isIssuerTemplate(published);
  if (isTemplate && !config.allowedTenants?.includes(String(tid)))
    throw new SsoFailure('entra.tenant_not_allowed', `tid: ${String(tid)}`);
  const expected = isTemplate ? issuerOfTenant(published, tid) : published;
  if (iss === expected) return `iss: ${String(iss)}`;
  throw new SsoFailure('id_token.wrong_issuer', `iss: ${String(iss)}`);
}

function checkAudience({ config }: Party, { aud }: Claims): void {
  if (aud === config.clientId || (Array.isArray(aud) && aud.includes(config.clientId))) return;
  throw new SsoFailure('id_token.wrong_audience', `aud: ${String(aud)}`);
}
