/** An attempt (one run through the sign-in pages) as the sign-in feature sees it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Json } from '../../kernel/db/schema.ts';
import type { Tenant } from '../tenants/index.ts';
import { cookieNames } from './cookies.ts';
import { errors } from './errors.ts';
import { applyGranted, extensionOf, type Granted } from './policy.ts';
import { type Payload, RequestScope, runInScope } from './request-scope.ts';
import { authorizationUrl } from './restart.ts';
import type { CurrentSession, OidcSessions } from './sessions.ts';
import * as store from './store.ts';
import { findConsent, saveConsent } from './store-consents.ts';

export interface AttemptApplication {
  id: string;
  name: string;
  thirdParty: boolean;
}

export interface Attempt {
  id: string;
  applicationId: string | null;
  application: AttemptApplication | null;
  /** The authorization request. */
  params: Record<string, unknown>;
  prompt: 'login' | 'consent';
  /** Why the person is asked: no_session, login_prompt, max_age, other_account, native_confirmation … */
  reasons: string[];
  details: Record<string, unknown>;
  /** Who was signed in when the attempt began. */
  sessionUserId: string | null;
  /** Sign-in's evidence; opaque here. */
  state: Record<string, Json>;
  version: number;
  expiresAt: Date;
  payload: Payload;
}

/** The request of an attempt as addresses that start it again. */
export interface Restart {
  url: string;
  /** Asks who it is, whoever is signed in. */
  asSomebodyElse: string;
  application: AttemptApplication | null;
  uiLocales?: string;
}

export interface SignInResult {
  userId: string;
  /** RFC 8176 authentication methods. */
  methods: string[];
  /** The class of authentication that the application asked for, when it was reached. */
  acr?: string;
  remember: boolean;
  ssoConnectorId?: string | null;
  details?: Record<string, unknown>;
}

export interface AttemptsDeps {
  providerOf(tenant: Tenant): Promise<Provider>;
  sessions: OidcSessions;
}

export type Attempts = ReturnType<typeof createAttempts>;

interface StoredPrompt {
  name?: string;
  reasons?: string[];
  details?: Record<string, unknown>;
}

async function applicationOf(provider: Provider, id: string | null): Promise<AttemptApplication | null> {
  const client = id ? await provider.Client.find(id) : undefined;
  if (!client) return null;
  return {
    id: client.clientId,
    name: client.clientName ?? client.clientId,
    thirdParty: extensionOf(client).thirdParty,
  };
}

async function describe(provider: Provider, row: store.AttemptRow, id: string): Promise<Attempt> {
  const prompt = (row.payload.prompt ?? {}) as StoredPrompt;
  const session = row.payload.session as { accountId?: string } | undefined;
  return {
    id,
    applicationId: row.application_id,
    application: await applicationOf(provider, row.application_id),
    params: (row.payload.params ?? {}) as Record<string, unknown>,
    prompt: prompt.name === 'consent' ? 'consent' : 'login',
    reasons: prompt.reasons ?? [],
    details: prompt.details ?? {},
    sessionUserId: session?.accountId ?? null,
    state: row.state as Record<string, Json>,
    version: row.version,
    expiresAt: row.expires_at,
    payload: row.payload,
  };
}

/** Writes the result that the provider reads when the browser comes back, and says where that is. */
async function finish(tenant: Tenant, attempt: Attempt, result: Payload): Promise<string> {
  const previous = 'error' in result ? {} : ((attempt.payload.lastSubmission ?? {}) as Payload);
  const payload = { ...attempt.payload, result: { ...previous, ...result } };
  const saved = await store.saveAttempt(tenant.db, { ...attempt, payload });
  if (!saved) throw errors['attempt.changed']();
  return String(attempt.payload.returnTo);
}

async function finishSignIn(
  tenant: Tenant,
  sessions: OidcSessions,
  attempt: Attempt,
  current: CurrentSession | undefined,
  result: SignInResult,
): Promise<string> {
  const switched = current !== undefined && current.userId !== result.userId;
  if (switched && attempt.sessionUserId !== current.userId) throw errors['attempt.other_account']();
  // The library goes on only in the session that the attempt began with, which may have ended.
  const { session, ...rest } = attempt.payload;
  const goesOn = current && !switched && (session as { uid?: string } | undefined)?.uid === current.uid;
  const payload = goesOn ? { ...rest, session } : rest;
  const returnTo = await finish(
    tenant,
    { ...attempt, payload },
    {
      login: {
        accountId: result.userId,
        amr: result.methods,
        remember: result.remember,
        ...(result.acr !== undefined && { acr: result.acr }),
      },
      signIn: { ssoConnectorId: result.ssoConnectorId ?? null, details: result.details ?? {} },
    },
  );
  if (switched) await sessions.end(tenant.db, current.uid);
  return returnTo;
}

/** @returns the grant's id */
async function keepConsent(tenant: Tenant, provider: Provider, attempt: Attempt): Promise<string> {
  const uid = (attempt.payload.session as { uid?: string } | undefined)?.uid;
  const session = uid ? await store.findSession(tenant.db, { uid }) : undefined;
  if (!session?.user_id || !attempt.applicationId) throw errors['attempt.expired']();
  const owner = { accountId: session.user_id, clientId: attempt.applicationId };
  const remembered = await findConsent(tenant.db, owner.accountId, owner.clientId);
  const granted = mergeGranted(remembered, attempt.details);
  const scope = new RequestScope(tenant);
  scope.sessionUid = session.uid;
  scope.ssoConnectorId = session.sso_connector_id;
  const grantId = await runInScope(scope, async () => {
    const known = attempt.payload.grantId as string | undefined;
    const grant = (known ? await provider.Grant.find(known) : undefined) ?? new provider.Grant(owner);
    applyGranted(grant, granted);
    return grant.save();
  });
  await tenant.db.inTx(async (tx) => {
    await store.flush(tx, scope);
    await saveConsent(tx, owner.accountId, owner.clientId, granted);
  });
  return grantId;
}

export function createAttempts({ providerOf, sessions }: AttemptsDeps) {
  return {
    /**
     * The attempt of this browser: the address names it, a signed cookie at that address proves it.
     * @throws attempt.wrong_browser, attempt.expired
     */
    async load(tenant: Tenant, req: IncomingMessage, res: ServerResponse, id: string): Promise<Attempt> {
      const provider = await providerOf(tenant);
      const { cookies } = provider.createContext(req, res);
      const row = await store.findAttempt(tenant.db, id);
      if (!row) throw errors['attempt.expired']();
      if (cookies.get(cookieNames(tenant.id).interaction, { signed: true }) !== id)
        throw errors['attempt.wrong_browser']();
      return describe(provider, row, id);
    },

    /** Of two tabs that save at once, one wins. @throws attempt.changed */
    async save(tenant: Tenant, attempt: Attempt, state: Record<string, Json>): Promise<Attempt> {
      const saved = await store.saveAttempt(tenant.db, { id: attempt.id, version: attempt.version, state });
      if (!saved) throw errors['attempt.changed']();
      return { ...attempt, state, version: attempt.version + 1 };
    },

    /**
     * The person has proved who they are. A session of somebody else, known when the attempt began, ends;
     * one that appeared since is never swapped silently.
     * @returns the address to send the browser to
     * @throws attempt.other_account, attempt.changed
     */
    async signIn(
      tenant: Tenant,
      req: IncomingMessage,
      res: ServerResponse,
      attempt: Attempt,
      result: SignInResult,
    ): Promise<string> {
      const current = await sessions.current(tenant, req, res);
      return finishSignIn(tenant, sessions, attempt, current, result);
    },

    /** The person who is signed in goes on as themselves; nothing is proved anew. */
    async continueAs(tenant: Tenant, attempt: Attempt): Promise<string> {
      return finish(tenant, attempt, { continued: true });
    },

    /** The person lets the third-party application have what it asked for; remembered. */
    async consent(tenant: Tenant, attempt: Attempt): Promise<string> {
      const grantId = await keepConsent(tenant, await providerOf(tenant), attempt);
      return finish(tenant, attempt, { consent: { grantId } });
    },

    /** Sends the application an error (OpenID Connect Core section 3.1.2.6). */
    async refuse(
      tenant: Tenant,
      attempt: Attempt,
      error: { error: string; description: string },
    ): Promise<string> {
      return finish(tenant, attempt, { error: error.error, error_description: error.description });
    },

    /** The same authorization request once more, for attempts that expired or were finished elsewhere. */
    async restartUrl(tenant: Tenant, attemptId: string): Promise<Restart | undefined> {
      const request = await store.requestOfAttempt(tenant.db, attemptId);
      if (!request?.applicationId) return undefined;
      const { params } = request;
      const prompts = new Set(['login', ...String(params.prompt ?? '').split(' ')].filter(Boolean));
      return {
        url: authorizationUrl(tenant, params),
        asSomebodyElse: authorizationUrl(tenant, { ...params, prompt: [...prompts].join(' ') }),
        ...(typeof params.ui_locales === 'string' && { uiLocales: params.ui_locales }),
        application: await applicationOf(await providerOf(tenant), request.applicationId),
      };
    },
  };
}

function mergeGranted(remembered: Granted | undefined, details: Record<string, unknown>): Granted {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const resources = { ...remembered?.resources };
  for (const [indicator, scopes] of Object.entries(
    (details.missingResourceScopes ?? {}) as Record<string, unknown>,
  )) {
    resources[indicator] = [...new Set([...(resources[indicator] ?? []), ...list(scopes)])];
  }
  return {
    scopes: [...new Set([...(remembered?.scopes ?? []), ...list(details.missingOIDCScope)])],
    claims: [...new Set([...(remembered?.claims ?? []), ...list(details.missingOIDCClaims)])],
    resources,
  };
}
