/** Web browser SSO (saml-profiles section 4.1): by request, by tile, with or without a sign-in page. */
import { randomBytes, randomUUID } from 'node:crypto';
import { authenticate } from '../authorize.ts';
import type { Exchange } from '../exchange.ts';
import type { Account } from '../grants.ts';
import { errorPage, formPostPage, page, signInPage } from '../pages.tsx';
import { type Problem, Refusal } from '../problems.ts';
import { sessionCookie, sessionId, silentAccount } from '../sessions.ts';
import { type Ask, formatFor, rawRequest, readAsk } from './authn-request.ts';
import { readMessage } from './binding.ts';
import { samlLogout } from './logout.ts';
import { bearer, type Packing, type ResponseFacts } from './message.ts';
import { type NameIdKind, nameIdFormats, status } from './names.ts';
import { pack } from './pack.ts';
import type { Attribute } from './profile.ts';
import type { SamlProvider } from './provider.ts';
import type { ServiceProvider } from './service-provider.ts';
import { goodSigning } from './sign.ts';

/** The SAML side of the exchange's directory; its addresses exist only where there is one. */
export function samlOf(x: Exchange): SamlProvider {
  const { saml } = x.directory;
  if (!saml) throw new Error(`${x.directory.id} speaks no SAML`);
  return saml;
}

export async function sso(x: Exchange): Promise<Response> {
  const raw = rawRequest(x);
  if (isLogout(raw)) return samlLogout(x);
  const ask = await readAsk(samlOf(x), raw);
  return answer(x, ask, async () => {
    checkContext(x, ask);
    const hints = x.with(hintsOf(ask));
    const account = silentAccount(hints);
    if (account) return respond(x, ask, account, sessionId(x)!);
    if (ask.isPassive) throw new Refusal('no-session');
    return signIn(x, ask);
  });
}

/** Entra's one address takes logout messages too; what came decides. */
function isLogout(raw: string): boolean {
  const parameters = new URLSearchParams(raw);
  if (parameters.has('sp')) return false;
  const binding = parameters.get('binding') === 'post' ? 'post' : 'redirect';
  return readMessage(raw, binding).message.localName !== 'AuthnRequest';
}

/** The sign-in form's target. */
export async function samlLogin(form: Exchange): Promise<Response> {
  const ask = await readAsk(samlOf(form), form.parameters.get('request') ?? '');
  return answer(form, ask, async () => {
    checkContext(form, ask);
    if (form.parameters.get('action') === 'cancel') throw new Refusal('declined');
    const account = authenticate(form, form.parameters);
    if (account instanceof Refusal) {
      const username = form.parameters.get('username') ?? '';
      return signIn(form, ask, { username, problem: account });
    }
    const id = form.world.grants.signIn(sessionId(form), account);
    const response = await respond(form, ask, account, id);
    response.headers.append('set-cookie', sessionCookie(form, id));
    return response;
  });
}

function hintsOf({ loginHint, forceAuthn }: Ask): URLSearchParams {
  return new URLSearchParams({
    ...(loginHint && { login_hint: loginHint }),
    ...(forceAuthn && { prompt: 'login' }),
  });
}

function signIn(x: Exchange, ask: Ask, state?: Parameters<typeof signInPage>[2]): Response {
  const { sp, raw } = ask;
  const target = { action: x.directory.path('saml-login', x.segment), request: raw };
  return signInPage(x.with(hintsOf(ask)), { clientId: sp.entityId, name: sp.name }, state, target);
}

/** The first of the asked classes that there is here; the usual one for who asks for none. */
function contextFor({ profile }: SamlProvider, { contexts }: Ask): string | undefined {
  const { authnContext, strongerContexts } = profile;
  if (contexts.length === 0) return authnContext;
  return contexts.find((one) => one === authnContext || strongerContexts.includes(one));
}

/** Only what there is can be asked for (Entra: AADSTS75011). */
function checkContext(x: Exchange, ask: Ask): void {
  if (contextFor(samlOf(x), ask) === undefined)
    throw new Refusal('saml-authn-context', ask.contexts.join(' '));
}

/** The status that tells the service provider, second level first level (saml-core section 3.2.2.2). */
const statuses: Partial<Record<Problem, [string, string]>> = {
  'no-session': ['Responder', 'NoPassive'],
  'saml-name-id-policy': ['Requester', 'InvalidNameIDPolicy'],
  'saml-authn-context': ['Responder', 'NoAuthnContext'],
  declined: ['Responder', 'AuthnFailed'],
  'user-not-assigned': ['Responder', 'RequestDenied'],
};
/** The big three keep people on a page of their own; the plain provider tells the service provider. */
const toldByAll: Problem[] = ['no-session', 'saml-name-id-policy', 'declined'];

async function answer(x: Exchange, ask: Ask, body: () => Promise<Response>): Promise<Response> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const told = statuses[error.problem];
    const kind = x.directory.organization.kind;
    if (!told || !(kind === 'saml' || toldByAll.includes(error.problem)))
      return errorPage(x.directory, error);
    const [code, nested] = told;
    const facts = envelope(x, ask, samlOf(x));
    facts.status = {
      code: status(code),
      nested: status(nested),
      message: x.directory.dialect.errorText(error),
    };
    return send(x, ask, samlOf(x), facts);
  }
}

const newId = (): string => `_${randomUUID()}`;

function envelope(x: Exchange, ask: Ask, provider: SamlProvider): ResponseFacts {
  return {
    id: newId(),
    version: '2.0',
    issueInstant: x.world.now,
    destination: ask.acs,
    inResponseTo: ask.requestId,
    issuer: provider.entityId,
    status: { code: status('Success') },
    assertions: [],
  };
}

/** A person who may use the service provider, in an assertion about them. */
async function respond(x: Exchange, ask: Ask, account: Account, session: string): Promise<Response> {
  const { directory, person } = account;
  const { sp } = ask;
  if (person.disabled) throw new Refusal('user-disabled', person.username);
  if (sp.assignedUsers && !sp.assignedUsers.includes(person.username))
    throw new Refusal('user-not-assigned', person.username);
  const provider = directory.saml!;
  const format = formatFor(provider, ask);
  const facts = envelope(x, ask, provider);
  const id = newId();
  const sessionIndex = provider.profile.sessionIndexIsAssertionId ? id : `_${session.slice(0, 22)}`;
  const nameId = nameIdOf(provider, format, account, sp);
  facts.assertions = [assertionOf(x, ask, provider, account, { id, sessionIndex, nameId, format })];
  provider.join(session, { sp, nameId, nameIdFormat: nameIdFormats[format], sessionIndex });
  return send(x, ask, provider, facts);
}

function nameIdOf(
  { profile }: SamlProvider,
  format: NameIdKind,
  { person, directory }: Account,
  sp: ServiceProvider,
): string {
  if (format === 'transient') return `_${randomBytes(16).toString('hex')}`;
  return profile.nameId(format, person, sp, directory.organization);
}

function assertionOf(
  x: Exchange,
  ask: Ask,
  provider: SamlProvider,
  account: Account,
  about: { id: string; sessionIndex: string; nameId: string; format: NameIdKind },
): ResponseFacts['assertions'][number] {
  const { now } = x.world;
  const { profile, entityId } = provider;
  const { lifetimes } = profile;
  const reached = contextFor(provider, ask) ?? profile.authnContext;
  const attributes = attributesOf(x, profile, account, ask.sp);
  const methods = attributes.find(({ name }) => name === profile.methodsInAttribute);
  if (methods && reached !== profile.authnContext) methods.values.push(reached);
  return {
    id: about.id,
    version: '2.0',
    issueInstant: now,
    issuer: entityId,
    nameId: { value: about.nameId, format: nameIdFormats[about.format] },
    confirmations: [
      bearer({ recipient: ask.acs, notOnOrAfter: now + lifetimes.confirmation, inResponseTo: ask.requestId }),
    ],
    conditions: {
      notBefore: now + lifetimes.notBefore,
      notOnOrAfter: now + lifetimes.notOnOrAfter,
      audiences: [ask.sp.entityId],
    },
    authn: {
      instant: account.authTime,
      sessionIndex: about.sessionIndex,
      context: methods ? profile.authnContext : reached,
    },
    attributes,
  };
}

function attributesOf(
  x: Exchange,
  profile: SamlProvider['profile'],
  { person, directory }: Account,
  sp: ServiceProvider,
): Attribute[] {
  if (!sp.attributes) return profile.attributes(person, directory.organization, x.world.url);
  return Object.entries(sp.attributes).flatMap(([name, field]) => {
    const value = person[field];
    return value === undefined ? [] : [{ name, values: [value].flat() }];
  });
}

/** Packs, misbehaves where told to, and lets the browser carry it (saml-bindings section 3.5). */
async function send(x: Exchange, ask: Ask, provider: SamlProvider, facts: ResponseFacts): Promise<Response> {
  const { sp, acs, relayState } = ask;
  const { profile, certificates } = provider;
  const key = await certificates.current();
  const packing: Packing = {
    sign: sp.sign ?? profile.signs,
    signing: goodSigning(key),
    encryptFor: sp.encrypt ? sp.certificates?.[0] : undefined,
    encryption: sp.encryption,
    typedValues: profile.typedValues,
  };
  const spoilers = x.hooks('saml', {
    saml: { provider, sp, key, directory: x.directory, last: provider.last },
  });
  for (const { run, scene } of spoilers) await run.message?.({ facts, packing }, scene.saml!, scene);
  let xml: string | Buffer = await pack(facts, packing);
  for (const { run, scene } of spoilers) xml = (await run.xml?.(`${xml}`, scene.saml!, scene)) ?? xml;
  const form: [string, string][] = [['SAMLResponse', Buffer.from(xml).toString('base64')]];
  if (relayState !== undefined) form.push(['RelayState', relayState]);
  for (const { run, scene } of spoilers) await run.form?.(form, scene.saml!, scene);
  provider.last = { form, facts };
  return page(formPostPage(acs, new URLSearchParams(form)));
}
