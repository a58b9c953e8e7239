/**
 * The protocol library's storage interface over our tables. Ids are hashed before they reach a row;
 * reads fill the request's scope, writes collect in it (see request-scope.ts).
 */
import { type Adapter, type AdapterPayload, errors as oidcErrors } from 'oidc-provider';
import { sha256 } from '../../kernel/crypto/index.ts';
import { accountFromRow } from './account.ts';
import { currentScope, type Payload, type RequestScope, type SignInDetails } from './request-scope.ts';
import * as store from './store.ts';

const applicationId = /^[a-z0-9]{1,40}$/;

type ClientLookup = (id: string) => Promise<Payload | undefined>;

/** Adapter factory for one tenant; `findClient` gives client metadata from the applications feature. */
export function createAdapterFactory(findClient: ClientLookup): (model: string) => Adapter {
  return (model) => {
    switch (model) {
      case 'Client':
        return {
          ...unsupported(model),
          // Ids of another form are in no table; asking for them could only fail or fill the cache.
          find: async (id) =>
            applicationId.test(id) ? ((await findClient(id)) as AdapterPayload | undefined) : undefined,
        };
      case 'Interaction':
        return interactionAdapter();
      case 'Session':
        return sessionAdapter();
      case 'Grant':
        return grantAdapter();
      case 'ReplayDetection':
        return replayAdapter(model);
      default:
        return tokenAdapter(model);
    }
  };
}

function unsupported(model: string): Adapter {
  const refuse = async (): Promise<never> => {
    throw new Error(`${model} can't do this.`);
  };
  return {
    upsert: refuse,
    find: refuse,
    findByUserCode: refuse,
    findByUid: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
  };
}

const hashOf = (scope: RequestScope, id: string) => scope.hashOfHandle(id) ?? sha256(id);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The id is what the client holds: it is never stored, and given back on reading. */
function withoutId(payload: Payload): Payload {
  const { jti: _, ...rest } = payload;
  return rest;
}

/** Ids of one-time things that an attempt refers to. */
const references = ['deviceCode', 'parJti'] as const;

/**
 * What the library keeps with an attempt, but for what somebody who reads the row could use: the session
 * is known by its uid, not by the cookie's value, and one-time things by their hashes.
 */
function withHashes(scope: RequestScope, payload: Payload): Payload {
  const kept = { ...payload };
  if (payload.session) {
    const { cookie: _, ...session } = payload.session as Payload;
    kept.session = session;
  }
  for (const name of references) {
    const id = payload[name];
    if (typeof id === 'string') kept[name] = hashOf(scope, id);
  }
  return kept;
}

function withHandles(scope: RequestScope, payload: Payload): Payload {
  const given = { ...payload };
  for (const name of references) {
    const hash = payload[name];
    if (typeof hash === 'string') given[name] = scope.handleFor(hash);
  }
  return given;
}

function interactionAdapter(): Adapter {
  return {
    ...unsupported('Interaction'),
    async upsert(id, payload, ttl = 1) {
      const scope = currentScope();
      const applicationId = text((payload.params as Payload | undefined)?.client_id);
      const kept = withHashes(scope, payload as Payload);
      await store.upsertAttempt(scope.tenant.db, { id, applicationId, payload: kept, ttl });
    },
    async find(id) {
      const scope = currentScope();
      // The library reads an attempt only to resume it, which ends it; pages read it through attempts.ts.
      const row = await store.finishAttempt(scope.tenant.db, id);
      if (!row) return undefined;
      rememberSignIn(scope, row);
      return withHandles(scope, row.payload) as AdapterPayload;
    },
    async destroy() {
      // `find` has finished it already.
    },
  };
}

interface AttemptResult {
  signIn?: SignInDetails;
  login?: { accountId: string; amr?: string[] };
  consent?: object;
}

function rememberSignIn(scope: RequestScope, row: store.AttemptRow): void {
  const { signIn, login, consent } = (row.payload.result ?? {}) as AttemptResult;
  scope.signIn = signIn;
  if (!signIn || !login || consent) return;
  scope.signInEvent = {
    type: 'user.signed_in',
    subject: { type: 'user', id: login.accountId },
    actor: { type: 'user', id: login.accountId },
    ...(row.application_id && { applicationId: row.application_id }),
    ...(signIn.ssoConnectorId && { connectorId: signIn.ssoConnectorId }),
    data: { methods: login.amr ?? [] },
  };
}

function rememberSession(scope: RequestScope, row: store.SessionRow): void {
  scope.loadedSessions.set(row.id, {
    id: row.id,
    uid: row.uid,
    userId: row.user_id,
    ssoConnectorId: row.sso_connector_id,
  });
  scope.ssoConnectorId = row.sso_connector_id;
  if (row.user_id) scope.accounts.set(row.user_id, accountFromRow(row.account));
}

function sessionAdapter(): Adapter {
  return {
    ...unsupported('Session'),
    async upsert(id, payload, ttl = 1) {
      const scope = currentScope();
      const uid = String(payload.uid);
      const hash = sha256(id);
      const loaded = [...scope.loadedSessions.values()].find((s) => s.uid === uid);
      const previousId = loaded && loaded.id !== hash ? loaded.id : undefined;
      if (previousId) scope.endedSessions.delete(previousId);
      scope.sessionWrites.set(uid, {
        id: hash,
        previousId,
        uid,
        userId: text(payload.accountId),
        payload: withoutId(payload as Payload),
        ttl,
      });
    },
    async find(id) {
      const scope = currentScope();
      const row = await store.findSession(scope.tenant.db, { id: sha256(id) });
      if (!row) return undefined;
      rememberSession(scope, row);
      return { ...row.payload, jti: id } as AdapterPayload;
    },
    async findByUid(uid) {
      const scope = currentScope();
      if (scope.sessionsByUid.has(uid)) return scope.sessionsByUid.get(uid) as AdapterPayload | undefined;
      const row = await store.findSession(scope.tenant.db, { uid });
      return row && ({ ...row.payload, jti: scope.handleFor(row.id) } as AdapterPayload);
    },
    async destroy(id) {
      const scope = currentScope();
      const hash = hashOf(scope, id);
      scope.endedSessions.add(hash);
      const uid = scope.loadedSessions.get(hash)?.uid;
      if (uid) scope.sessionWrites.delete(uid);
    },
  };
}

// A grant's id is no secret: nobody gets anything for it.
function grantAdapter(): Adapter {
  return {
    ...unsupported('Grant'),
    async upsert(id, payload, ttl = 1) {
      const scope = currentScope();
      const stored = withoutId(payload as Payload);
      scope.grants.set(id, stored);
      scope.grantWrites.set(id, {
        id,
        userId: text(payload.accountId),
        applicationId: String(payload.clientId),
        payload: stored,
        ttl,
      });
    },
    async find(id) {
      const scope = currentScope();
      if (!scope.grants.has(id)) {
        const row = await store.findGrant(scope.tenant.db, id);
        scope.grants.set(id, row?.payload);
        if (row) scope.ssoConnectorId = row.sso_connector_id;
      }
      const payload = scope.grants.get(id);
      return payload && ({ ...payload, jti: id } as AdapterPayload);
    },
    async destroy(id) {
      currentScope().revokedGrants.add(id);
    },
  };
}

/** What a second use of a one-time thing is called in its protocol. */
function lostRace(model: string): Error {
  return model === 'PushedAuthorizationRequest'
    ? new oidcErrors.InvalidRequestUri('request_uri is invalid, expired, or was already used')
    : new oidcErrors.InvalidGrant('grant request is invalid');
}

function fromRow(scope: RequestScope, id: string, row: store.TokenRow): AdapterPayload {
  const payload = row.payload;
  if (typeof payload.grantId === 'string') scope.grants.set(payload.grantId, row.grant_payload ?? undefined);
  if (typeof payload.sessionUid === 'string') {
    const session = row.session_payload && {
      ...row.session_payload,
      jti: scope.handleFor(payload.sessionUid),
    };
    scope.sessionsByUid.set(payload.sessionUid, session ?? undefined);
  }
  if (typeof payload.accountId === 'string')
    scope.accounts.set(payload.accountId, accountFromRow(row.account, row.roles));
  scope.ssoConnectorId = row.sso_connector_id;
  return { ...payload, jti: id, ...(row.consumed && { consumed: 1 }) } as AdapterPayload;
}

function tokenAdapter(model: string): Adapter {
  return {
    ...unsupported(model),
    async upsert(id, payload, ttl = 1) {
      const scope = currentScope();
      const hash = hashOf(scope, id);
      scope.tokenWrites.set(`${model}:${hash}`, {
        kind: model,
        id: hash,
        grantId: text(payload.grantId),
        userId: text(payload.accountId),
        applicationId: text(payload.clientId),
        userCode: typeof payload.userCode === 'string' ? sha256(payload.userCode) : null,
        payload: withoutId(payload as Payload),
        ttl: Math.max(1, ttl),
      });
    },
    async find(id) {
      const scope = currentScope();
      const row = await store.findToken(scope.tenant.db, model, { id: hashOf(scope, id) });
      return row && fromRow(scope, id, row);
    },
    async findByUserCode(userCode) {
      const scope = currentScope();
      const row = await store.findToken(scope.tenant.db, model, { userCode: sha256(userCode) });
      return row && fromRow(scope, scope.handleFor(row.id), row);
    },
    async consume(id) {
      const scope = currentScope();
      const hash = hashOf(scope, id);
      const db = scope.tenant.db;
      const won =
        model === 'RefreshToken'
          ? await store.consumeRefreshToken(db, hash)
          : await store.consumeToken(db, model, hash);
      if (won) return;
      // RFC 6749 section 4.1.2: a code used twice revokes what was issued for it.
      if (model === 'AuthorizationCode' || model === 'RefreshToken') {
        const again = await store.findToken(db, model, { id: hash });
        const grantId = again?.payload.grantId;
        if (typeof grantId === 'string') await store.revokeGrants(db, [grantId]);
      }
      throw lostRace(model);
    },
    async destroy(id) {
      const scope = currentScope();
      const hash = hashOf(scope, id);
      scope.tokenWrites.delete(`${model}:${hash}`);
      await store.deleteToken(scope.tenant.db, model, hash);
    },
    async revokeByGrantId(grantId) {
      currentScope().revokedGrants.add(grantId);
    },
  };
}

/** An identifier is remembered at least this long; proofs live for minutes. */
const replayMemory = 3600;
const farFuture = 4_102_444_800;

function replayAdapter(model: string): Adapter {
  return {
    ...unsupported(model),
    /** The library looks first and saves later, which would let two requests through: the look itself inserts. */
    async find(id) {
      const first = await store.insertOnce(currentScope().tenant.db, model, sha256(id), replayMemory);
      return first ? undefined : { jti: id, kind: model, exp: farFuture };
    },
    async upsert(id, _payload, ttl = 1) {
      if (ttl > replayMemory) await store.extendToken(currentScope().tenant.db, model, sha256(id), ttl);
    },
  };
}
