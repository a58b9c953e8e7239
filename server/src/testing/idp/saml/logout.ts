/**
 * Single logout (saml-profiles section 4.4), front channel by redirects: the browser travels from one service
 * provider to the next and ends where it began.
 */
import { randomUUID } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import { formPostPage, page, signedOutPage } from '../pages.tsx';
import { Refusal } from '../problems.ts';
import { endSession, sessionId } from '../sessions.ts';
import { rawRequest } from './authn-request.ts';
import { type Incoming, readMessage, redirectWith } from './binding.ts';
import type { Certified } from './certificates.ts';
import { logoutLocation } from './metadata.ts';
import { assertionNamespace, protocolNamespace, status } from './names.ts';
import type { LogoutTour, Participant, SamlProvider } from './provider.ts';
import type { ServiceProvider } from './service-provider.ts';
import { goodSigning, signElement } from './sign.ts';
import { child, elements, isoTime, parse, serialize, write } from './xml.ts';

/** What a LogoutRequest or LogoutResponse says; the misbehaviours may change it. */
export interface LogoutFacts {
  kind: 'request' | 'response';
  id: string;
  issuer: string;
  destination: string;
  issueInstant: number;
  notOnOrAfter?: number;
  nameId?: { value: string; format: string };
  sessionIndex?: string;
  inResponseTo?: string;
  status?: string;
  signed: boolean;
}

function providerOf(x: Exchange): SamlProvider {
  const { saml } = x.directory;
  if (!saml?.profile.singleLogout) throw new Refusal('saml-no-logout');
  return saml;
}

export async function samlLogout(x: Exchange): Promise<Response> {
  const raw = rawRequest(x);
  const incoming = readMessage(raw, x.request.method === 'POST' ? 'post' : 'redirect');
  const provider = providerOf(x);
  const { message } = incoming;
  if (message.localName === 'LogoutResponse') {
    const tour = provider.tours.get(message.getAttribute('InResponseTo') ?? '');
    if (!tour) throw new Refusal('saml-malformed', 'InResponseTo');
    provider.tours.delete(message.getAttribute('InResponseTo') ?? '');
    checkAnswer(x, incoming, tour);
    return proceed(x, provider, tour, {});
  }
  if (message.localName !== 'LogoutRequest') throw new Refusal('saml-malformed', `${message.localName}`);
  const sp = await provider.serviceProvider(child(message, 'Issuer')?.textContent?.trim() ?? '');
  if (sp.certificates && !incoming.signedBy(sp.certificates)) throw new Refusal('saml-bad-signature');
  const requestId = message.getAttribute('ID') ?? '';
  const left = leave(x, provider).filter((p) => p.sp.entityId !== sp.entityId);
  const tour: LogoutTour = { left, initiator: { sp, requestId, relayState: incoming.relayState } };
  return proceed(x, provider, tour, { 'set-cookie': endSession(x) });
}

/** saml-core section 3.7.2: from whom it was asked, to this address, signed where its keys are known, and a success. */
function checkAnswer(x: Exchange, incoming: Incoming, { asked }: LogoutTour): void {
  const { message } = incoming;
  const says = (what: string, right: boolean) => {
    if (!right) throw new Refusal('saml-malformed', what);
  };
  says('Issuer', child(message, 'Issuer')?.textContent?.trim() === asked?.entityId);
  says('Destination', message.getAttribute('Destination') === logoutLocation(x));
  if (asked?.certificates && !incoming.signedBy(asked.certificates)) throw new Refusal('saml-bad-signature');
  const [code] = elements(message, protocolNamespace, 'StatusCode');
  says('Status', code?.getAttribute('Value') === status('Success'));
}

/** The sign-out button of the apps page. */
export async function signOutEverywhere(x: Exchange): Promise<Response> {
  const { saml } = x.directory;
  if (!saml) throw new Refusal('saml-no-logout');
  const tour = { left: saml.profile.singleLogout ? leave(x, saml) : [] };
  return proceed(x, saml, tour, { 'set-cookie': endSession(x) });
}

function leave(x: Exchange, provider: SamlProvider): Participant[] {
  const session = sessionId(x) ?? '';
  const participants = provider.participants.get(session) ?? [];
  provider.participants.delete(session);
  return participants;
}

async function proceed(
  x: Exchange,
  provider: SamlProvider,
  tour: LogoutTour,
  headers: Record<string, string>,
): Promise<Response> {
  const next = tour.left.shift();
  if (next)
    return next.sp.singleLogout ? ask(x, provider, tour, next, headers) : proceed(x, provider, tour, headers);
  const { initiator } = tour;
  if (!initiator?.sp.singleLogout) return page(signedOutPage(x.directory), 200, headers);
  const facts: LogoutFacts = {
    ...common(x, initiator.sp.singleLogout),
    kind: 'response',
    issuer: provider.profile.logoutResponseIssuer?.(x.directory.organization) ?? provider.entityId,
    inResponseTo: initiator.requestId,
    status: status('Success'),
    signed: provider.profile.signsLogout,
  };
  return go(x, provider, facts, { headers, sp: initiator.sp, relayState: initiator.relayState });
}

function ask(
  x: Exchange,
  provider: SamlProvider,
  tour: LogoutTour,
  { sp, nameId, nameIdFormat, sessionIndex }: Participant,
  headers: Record<string, string>,
): Promise<Response> {
  const facts: LogoutFacts = {
    ...common(x, sp.singleLogout!),
    kind: 'request',
    issuer: provider.entityId,
    notOnOrAfter: x.world.now + 300,
    nameId: { value: nameId, format: nameIdFormat },
    sessionIndex,
    signed: provider.profile.signsLogout,
  };
  provider.tours.set(facts.id, { ...tour, asked: sp });
  return go(x, provider, facts, { headers, sp });
}

const common = (x: Exchange, destination: string) => ({
  id: `_${randomUUID()}`,
  destination,
  issueInstant: x.world.now,
});

function logoutXml(facts: LogoutFacts): string {
  const response = facts.kind === 'response';
  return write({
    [response ? 'samlp:LogoutResponse' : 'samlp:LogoutRequest']: {
      '@xmlns:samlp': protocolNamespace,
      '@ID': facts.id,
      '@Version': '2.0',
      '@IssueInstant': isoTime(facts.issueInstant),
      '@Destination': facts.destination,
      '@NotOnOrAfter': facts.notOnOrAfter === undefined ? undefined : isoTime(facts.notOnOrAfter),
      '@InResponseTo': facts.inResponseTo,
      'saml:Issuer': { '@xmlns:saml': assertionNamespace, '#text': facts.issuer },
      'saml:NameID': facts.nameId && {
        '@xmlns:saml': assertionNamespace,
        '@Format': facts.nameId.format,
        '#text': facts.nameId.value,
      },
      'samlp:SessionIndex': facts.sessionIndex,
      'samlp:Status':
        facts.status === undefined ? undefined : { 'samlp:StatusCode': { '@Value': facts.status } },
    },
  });
}

async function go(
  x: Exchange,
  provider: SamlProvider,
  facts: LogoutFacts,
  { headers, sp, relayState }: { headers: Record<string, string>; sp: ServiceProvider; relayState?: string },
): Promise<Response> {
  const current = await provider.certificates.current();
  const hooks = x.hooks('samlLogout', { saml: { provider, key: current, directory: x.directory } });
  for (const { run, scene } of hooks) run(facts, scene);
  const name = facts.kind === 'response' ? 'SAMLResponse' : 'SAMLRequest';
  const key = facts.signed ? current : undefined;
  if (sp.logoutBinding === 'post') {
    const form = new URLSearchParams({ [name]: Buffer.from(formXml(facts, key)).toString('base64') });
    if (relayState !== undefined) form.set('RelayState', relayState);
    return page(formPostPage(facts.destination, form), 200, headers);
  }
  const location = redirectWith(facts.destination, name, logoutXml(facts), { relayState, key });
  return new Response(null, { status: 302, headers: { ...headers, location, 'cache-control': 'no-store' } });
}

/** saml-bindings section 3.5.4: in a form the message carries its signature itself. */
function formXml(facts: LogoutFacts, key: Certified | undefined): string {
  const document = parse(logoutXml(facts));
  if (key) signElement(document.documentElement, goodSigning(key));
  return serialize(document);
}
