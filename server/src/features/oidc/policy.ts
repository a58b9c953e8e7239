/** When the provider must ask the person at the browser, and what a first-party application gets without asking. */
import { decodeJwt } from 'jose';
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { claimedContexts, wantedContexts } from '../../protocol/authentication-contexts.ts';
import { emailKey, usernameKey } from '../../protocol/identifiers.ts';
import { clientExtension, type GatehouseClient } from './clients.ts';
import { currentScope, type Payload } from './request-scope.ts';
import { findConsent } from './store-consents.ts';

const { Check, base } = interactionPolicy;

type Ctx = KoaContextWithOIDC;
type Client = NonNullable<Ctx['oidc']['client']>;

export function extensionOf(client: Client): GatehouseClient {
  return client[clientExtension] as GatehouseClient;
}

const result = (ctx: Ctx) => (ctx.oidc.result ?? {}) as Payload;
const ask = (reason: boolean) => (reason ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT);

/** A session of somebody deleted, suspended, or now bound to SSO: sign in again (engine notes 7). */
function accountUnusable(ctx: Ctx): boolean {
  return Boolean(ctx.oidc.session?.accountId) && !ctx.oidc.account;
}

/** login_hint or direct_sign_in ask for somebody else than who is signed in (engine notes 11). */
function otherAccountWanted(ctx: Ctx): boolean {
  const { session, params } = ctx.oidc;
  if (!session?.accountId || result(ctx).login || result(ctx).continued) return false;
  const scope = currentScope();
  const account = scope.accounts.get(session.accountId);
  const hint = params?.login_hint;
  if (account && typeof hint === 'string' && hint !== '') {
    const known = [
      account.email && emailKey(account.email),
      account.username && usernameKey(account.username),
    ];
    if (!known.includes(emailKey(hint)) && !known.includes(usernameKey(hint))) return true;
  }
  const direct = params?.direct_sign_in;
  return typeof direct === 'string' && direct.startsWith('sso:') && direct.slice(4) !== scope.ssoConnectorId;
}

/** Another program on the device may own this address, so the person confirms (RFC 8252 section 8.6). */
function nativeNeedsConfirmation(ctx: Ctx): boolean {
  const { client, session, params } = ctx.oidc;
  if (client?.applicationType !== 'native' || !session?.accountId) return false;
  if (result(ctx).login || result(ctx).continued) return false;
  // None in the device flow, whose page has just asked.
  const address = params?.redirect_uri;
  return typeof address === 'string' && !address.startsWith('https:');
}

function consentDemanded(ctx: Ctx): boolean {
  const { client, prompts } = ctx.oidc;
  return Boolean(client && extensionOf(client).thirdParty && prompts.has('consent') && !result(ctx).consent);
}

/** OpenID Connect Core sections 3.1.2.1 and 5.5.1: the application asked for this person and no other. */
function requestedSubject(ctx: Ctx): unknown {
  const hint = ctx.oidc.params?.id_token_hint;
  // Its signature was checked when the request came in.
  if (typeof hint === 'string') return decodeJwt(hint).sub;
  return (ctx.oidc.claims?.id_token?.sub as { value?: unknown } | null | undefined)?.value;
}

/** Asking again would only lead here again. */
function refuseWrongPerson(ctx: Ctx): false {
  const subject = result(ctx).login ? requestedSubject(ctx) : undefined;
  if (subject === undefined || subject === ctx.oidc.session?.accountId) return false;
  throw new errors.LoginRequired('somebody else signed in than was asked for');
}

/** Whether a sign-in by this connector, or without one, can reach one of these classes of authentication. */
type OffersAcr = (connectorId: string | null, words: readonly string[]) => Promise<boolean>;

/**
 * An essential class that was not reached is an error (Core section 5.5.1.1): after the sign-in, or before it when
 * nobody could reach it. Who is not known yet may sign in without SSO, and meet a second factor of ours.
 */
async function essentialAcrWanted(ctx: Ctx, offersAcr: OffersAcr): Promise<boolean> {
  const { session, claims } = ctx.oidc;
  const acr = claims?.id_token?.acr as { value?: unknown; values?: unknown } | null | undefined;
  const { words, essential } = claimedContexts(acr);
  if (!essential || (acr?.value === undefined && acr?.values === undefined)) return false;
  if (session?.acr !== undefined && words.includes(session.acr)) return false;
  const connectorId = session?.accountId ? currentScope().ssoConnectorId : null;
  if (!result(ctx).login && (await offersAcr(connectorId, words))) return true;
  throw new errors.UnmetAuthenticationRequirements('the requested acr can not be had here');
}

/** A session that reached less than the application wants, and a way in that can reach it: once more, please. */
async function stepUpWanted(ctx: Ctx, offersAcr: OffersAcr): Promise<boolean> {
  const { session, params } = ctx.oidc;
  const wanted = wantedContexts(params ?? {});
  if (!session?.accountId || wanted.length === 0 || result(ctx).login) return false;
  if (session.acr !== undefined && wanted.includes(session.acr)) return false;
  return offersAcr(currentScope().ssoConnectorId, wanted);
}

export function createInteractionPolicy(offersAcr: OffersAcr) {
  const policy = base();
  const login = policy.get('login')!;
  login.checks.remove('essential_acrs');
  login.checks.remove('essential_acr');
  login.checks.add(
    new Check(
      'essential_acr',
      'another class of authentication is essential',
      'login_required',
      async (ctx) => ask(await essentialAcrWanted(ctx, offersAcr)),
    ),
  );
  login.checks.add(
    new Check('step_up', 'another class of authentication was asked for', 'login_required', async (ctx) =>
      ask(await stepUpWanted(ctx, offersAcr)),
    ),
  );
  login.checks.add(
    new Check('wrong_person', 'somebody else signed in than was asked for', refuseWrongPerson),
  );
  login.checks.unshift(
    new Check('account_unusable', 'the account of this session can not be used', 'login_required', (ctx) =>
      ask(accountUnusable(ctx)),
    ),
  );
  login.checks.add(
    new Check(
      'other_account',
      'another account was asked for',
      'login_required',
      (ctx) => ask(otherAccountWanted(ctx)),
      (ctx) => ({
        sessionUserId: ctx.oidc.session?.accountId,
      }),
    ),
  );
  login.checks.add(
    new Check('native_confirmation', 'a native application needs a confirmation', (ctx) =>
      ask(nativeNeedsConfirmation(ctx)),
    ),
  );
  const consent = policy.get('consent')!;
  consent.checks.remove('consent_prompt');
  consent.checks.remove('native_client_prompt');
  consent.checks.add(
    new Check('consent_prompt', 'consent was asked for', 'consent_required', (ctx) =>
      ask(consentDemanded(ctx)),
    ),
  );
  return policy;
}

type Grant = InstanceType<Ctx['oidc']['provider']['Grant']>;

function addRequested(ctx: Ctx, grant: Grant): void {
  const scopes = [...ctx.oidc.requestParamOIDCScopes];
  if (scopes.length > 0) grant.addOIDCScope(scopes.join(' '));
  grant.addOIDCClaims([...ctx.oidc.requestParamClaims]);
  for (const [indicator, server] of Object.entries(ctx.oidc.resourceServers ?? {})) {
    const wanted = [...ctx.oidc.requestParamScopes].filter((scope) => server.scopes.has(scope));
    if (wanted.length > 0) grant.addResourceScope(indicator, wanted.join(' '));
  }
}

export interface Granted {
  scopes: string[];
  claims: string[];
  resources: Record<string, string[]>;
}

export function applyGranted(grant: Grant, granted: Granted): void {
  if (granted.scopes.length > 0) grant.addOIDCScope(granted.scopes.join(' '));
  if (granted.claims.length > 0) grant.addOIDCClaims(granted.claims);
  for (const [indicator, scopes] of Object.entries(granted.resources)) {
    grant.addResourceScope(indicator, scopes.join(' '));
  }
}

/** The grant that this session has, or has just got by consent. */
async function findSessionGrant(ctx: Ctx): Promise<Grant | undefined> {
  const { client, session, account, provider } = ctx.oidc;
  const consented = (result(ctx).consent as { grantId?: string } | undefined)?.grantId;
  const id = consented ?? session?.grantIdFor(client?.clientId ?? '');
  const grant = id ? await provider.Grant.find(id) : undefined;
  return grant?.accountId === account?.accountId ? grant : undefined;
}

/** Who asks for a class of authentication is told as well how it was reached (`amr`, OpenID Connect Core section 2). */
function tellMethods({ oidc }: Ctx): void {
  if (wantedContexts(oidc.params ?? {}).length === 0 || !oidc.claims?.id_token) return;
  oidc.claims.id_token.amr ??= null;
}

const contentsOf = (grant: Grant) => JSON.stringify([grant.openid, grant.resources]);

/**
 * One grant per session and application, so that reuse detection ends one device and not all. A
 * first-party application gets the known scopes that it asks for without a page; a third-party one
 * what the person agreed to before.
 */
export async function loadExistingGrant(ctx: Ctx): Promise<Grant | undefined> {
  const { client, account, provider } = ctx.oidc;
  if (!client || !account) return undefined;
  tellMethods(ctx);
  const { signIn, tenant } = currentScope();
  const { thirdParty } = extensionOf(client);
  const existing = await findSessionGrant(ctx);
  const before = existing && contentsOf(existing);
  const grant = existing ?? new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  if (!thirdParty) {
    addRequested(ctx, grant);
  } else if (!existing) {
    const remembered = await findConsent(tenant.db, account.accountId, client.clientId);
    if (!remembered) return undefined;
    applyGranted(grant, remembered);
  }
  // How the person signed in is kept beside the grant, and may have changed though its contents have not.
  if (signIn || before !== contentsOf(grant)) await grant.save();
  return grant;
}
