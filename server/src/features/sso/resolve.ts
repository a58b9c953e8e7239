/** From an external identity to a user here: everything that changes an account, in one transaction. */
import type { Clock } from '../../kernel/clock/index.ts';
import { isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { User, UserPatch } from '../users/index.ts';
import { causeError, SsoFailure } from './errors.ts';
import type { Lookup } from './lookup.ts';
import { applyRoles } from './mapping/apply.ts';
import { mayHaveUsername, profileChanges, profileOfNewUser } from './mapping/profile.ts';
import { type Decision, decide, emailChange } from './policy.ts';
import type { Recorder } from './recorder/recorder.ts';
import type { ExternalIdentity, SyncProfile } from './schema.ts';
import type { ProofReason, Resolution, Sso, SsoDeps, UserDirectory } from './service.ts';
import { recordWorked, type StoredConnector } from './store.ts';
import type { TokenVault } from './tokens/service.ts';
import { fail, pass, type SsoTrace, since, skip, withClock } from './trace.ts';

interface ResolveDeps
  extends Pick<SsoDeps, 'cache' | 'isAdministrator' | 'organizations' | 'roles' | 'users'> {
  lookup: Pick<Lookup, 'load'>;
  recorder: Pick<Recorder, 'close'>;
  clock: Clock;
  tokens: Pick<TokenVault, 'keep'>;
}

type Applied = { user: User; created: boolean; note: string };

/** Reads, and changes nothing: a test asks it what a sign-in would do. */
export async function consider(
  users: Pick<UserDirectory, 'findByIdentifier' | 'findIdentity' | 'listIdentities' | 'recognise'>,
  db: TenantDb,
  identity: ExternalIdentity,
  provedUserId?: string,
): Promise<Decision> {
  const linked = await users.findIdentity(db, identity);
  const hasAddress =
    linked || identity.email === undefined
      ? undefined
      : await users.findByIdentifier(db, { email: identity.email });
  const known = linked ? undefined : await users.recognise?.(db, identity, hasAddress?.id);
  const ofEmail = known?.user ?? hasAddress;
  const inDirectory = known?.verdict;
  const identitiesOfEmail = ofEmail ? await users.listIdentities(db, ofEmail.id) : [];
  return decide({ identity, linked, ofEmail, identitiesOfEmail, provedUserId, inDirectory });
}

export const proofNote = (reason: ProofReason): string =>
  `An account has this address; it must be proved first (${reason}).`;

export function createResolver(deps: ResolveDeps): Sso['resolveUser'] {
  const { cache, isAdministrator, users, organizations, roles, lookup, recorder } = deps;
  /** The first who come through a connection prove it; the others cost nothing. */
  async function noteThatItWorks(
    tx: TenantDb,
    { id, connection, testedAt, administratorAt }: StoredConnector,
    userId: string,
  ): Promise<void> {
    const isFirst = administratorAt === null && (await isAdministrator?.(tx, userId));
    if (testedAt !== null && !isFirst) return;
    const administratorId = isFirst ? userId : undefined;
    if (await recordWorked(tx, { id, connection, administratorId })) await cache.bump(tx);
  }

  async function link(db: TenantDb, user: User, identity: ExternalIdentity): Promise<void> {
    const { connectorId, issuer, subject, upstreamSub, email = null, claims } = identity;
    await users.linkIdentity(db, user.id, { connectorId, issuer, subject, upstreamSub, email, claims });
  }

  /** The address follows the provider's unless somebody else here has it. */
  async function emailPatch(
    db: TenantDb,
    user: User,
    identity: ExternalIdentity,
    sync: SyncProfile,
    trace: SsoTrace,
  ) {
    const change = emailChange(user, identity, sync);
    if (change === 'none') return {};
    if (change === 'verify') return { emailVerified: true };
    const holder = await users.findByIdentifier(db, { email: identity.email! });
    if (holder) {
      skip(trace, 'profile.email', 'The new address belongs to another account here; the old one stays.');
      return {};
    }
    return { email: identity.email!, emailVerified: true };
  }

  /** A username follows the provider's unless somebody else here has it. */
  async function usernamePatch(
    db: TenantDb,
    { identity: { username }, trace }: { identity: ExternalIdentity; trace: SsoTrace },
  ): Promise<UserPatch> {
    if (username === undefined) return {};
    if (!(await users.findByIdentifier(db, { username }))) return { username };
    skip(trace, 'profile.username', 'The username belongs to another account here.');
    return {};
  }

  async function synchronize(
    db: TenantDb,
    user: User,
    facts: { identity: ExternalIdentity; sync: SyncProfile; first: boolean; trace: SsoTrace },
  ): Promise<User> {
    const { identity, sync, first, trace } = facts;
    const patch: UserPatch = {
      ...profileChanges(user, identity, sync, first, (note) => skip(trace, 'profile.custom_data', note)),
      ...(mayHaveUsername(user, identity, sync, first) && (await usernamePatch(db, facts))),
      ...(await emailPatch(db, user, identity, sync, trace)),
    };
    return Object.keys(patch).length > 0 ? users.update(db, user.id, patch) : user;
  }

  async function apply(
    db: TenantDb,
    decision: Extract<Decision, { action: 'sign-in' | 'link' | 'create' }>,
    facts: { identity: ExternalIdentity; sync: SyncProfile; trace: SsoTrace },
  ): Promise<Applied> {
    const { identity } = facts;
    if (decision.action === 'create') {
      const user = await users.create(db, {
        ...profileOfNewUser(identity),
        ...(await usernamePatch(db, facts)),
      });
      await link(db, user, identity);
      return { user, created: true, note: 'created' };
    }
    const first = decision.action === 'link';
    const user = await synchronize(db, decision.user, { ...facts, first });
    await link(db, user, identity);
    return { user, created: false, note: first ? 'linked to an existing account' : 'linked before' };
  }

  async function resolve(
    db: TenantDb,
    tenant: Tenant,
    identity: ExternalIdentity,
    trace: SsoTrace,
    provedUserId: string | undefined,
  ): Promise<Resolution> {
    const connector = await lookup.load(tenant, identity.connectorId);
    if (!connector?.enabled) throw new SsoFailure('connector.disabled');
    const { reference } = trace;
    // Steps of a transaction that is rolled back or retried must not stay.
    const before = trace.steps.length;
    return db.inTx(async (tx): Promise<Resolution> => {
      trace.steps.length = before;
      const began = since(trace);
      const decision = await consider(users, tx, identity, provedUserId);
      if (decision.action === 'refuse') throw new Refusal(decision.cause, decision.userId);
      if (decision.action === 'prove-local-account') {
        return { outcome: 'prove-local-account', user: decision.user, reason: decision.reason, reference };
      }
      const applied = await apply(tx, decision, { identity, sync: connector.syncProfile, trace });
      pass(trace, 'user.link', applied.note, began);
      const { user, created } = applied;
      await applyRoles(tx, roles, connector, { userId: user.id, identity, trace });
      const { organizationId } = connector;
      if (organizationId) await organizations.join(tx, organizationId, user.id, `sso:${connector.id}`);
      await emit(tx, signedIn(user, identity, trace, created));
      await noteThatItWorks(tx, connector, user.id);
      // Last: it holds the connector's row, which the line above may have to change.
      if (connector.tokenStorage.enabled)
        noteTokens(trace, identity, await deps.tokens.keep(tx, connector, identity, user.id));
      return { outcome: 'signed-in', user, created };
    });
  }

  async function withRetry(...given: Parameters<typeof resolve>): Promise<Resolution> {
    try {
      return await resolve(...given);
    } catch (error) {
      if (!isCollision(error)) throw error;
      return resolve(...given);
    }
  }

  return async (db, tenant, identity, given, proof) => {
    const trace = withClock(given, deps.clock);
    try {
      const resolution = await withRetry(db, tenant, identity, trace, proof?.provedUserId);
      await recordResolution(recorder, db, trace, identity, resolution);
      return resolution;
    } catch (error) {
      const failure = isCollision(error) ? new SsoFailure('user.conflict') : error;
      if (!(failure instanceof SsoFailure)) throw error;
      fail(trace, failure.causeCode.startsWith('roles.') ? 'roles.groups' : 'user.link', failure);
      const userId = failure instanceof Refusal ? failure.userId : undefined;
      await recorder.close(db, trace, {
        outcome: 'failed',
        cause: failure.causeCode,
        identity,
        ...(userId && { userId }),
      });
      return {
        outcome: 'refused',
        error: causeError(failure.causeCode, trace.reference),
        reference: trace.reference,
      };
    }
  };
}

/** Never what they are: whether they are there. */
function noteTokens(trace: SsoTrace, { tokens }: ExternalIdentity, stored: boolean): void {
  const rule = 'tokens.stored';
  if (!stored)
    skip(trace, rule, 'The provider’s tokens were not stored: it gave none that applications can use.');
  else
    pass(
      trace,
      rule,
      tokens?.sealedRefresh ? 'access token and refresh token' : 'access token, no refresh token',
    );
}

/** A refusal that knows whose account it is about, for the trace alone. */
class Refusal extends SsoFailure {
  readonly userId: string | undefined;

  constructor(cause: SsoFailure['causeCode'], userId: string | undefined) {
    super(cause);
    this.userId = userId;
  }
}

/** Two first sign-ins of one person at the same moment: the second finds what the first has made. */
function isCollision(error: unknown): boolean {
  return (
    isUniqueViolation(error) || (error instanceof AppError && (error.status === 409 || error.status === 412))
  );
}

function signedIn(
  user: User,
  { connectorId }: ExternalIdentity,
  { reference, applicationId }: SsoTrace,
  created: boolean,
) {
  return {
    type: 'sso.signed_in',
    subject: { type: 'user', id: user.id },
    actor: { type: 'user' as const, id: user.id },
    connectorId,
    ...(applicationId && { applicationId }),
    data: { reference, created },
  };
}

async function recordResolution(
  recorder: Pick<Recorder, 'close'>,
  db: TenantDb,
  trace: SsoTrace,
  identity: ExternalIdentity,
  resolution: Resolution,
) {
  if (resolution.outcome === 'refused') return;
  const { user } = resolution;
  if (resolution.outcome === 'signed-in') {
    return recorder.close(db, trace, { outcome: 'succeeded', userId: user.id, identity });
  }
  skip(trace, 'user.link', proofNote(resolution.reason));
  return recorder.close(db, trace, {
    outcome: 'started',
    cause: 'user.proof_needed',
    userId: user.id,
    identity,
  });
}
