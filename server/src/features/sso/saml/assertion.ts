/**
 * What a signed assertion says, judged rule by rule (SAML Profiles section 4.1.4.3, SAML Core section 2). Each rule
 * leaves its verdict in the trace; the first that says no ends the sign-in.
 */
import { SsoFailure } from '../errors.ts';
import { rule, type SsoTrace } from '../trace.ts';
import type { XmlElement } from './dom.ts';
import type { ReadResponse } from './response.ts';
import { clockSkewMs } from './verify.ts';
import { attribute, childElements, children, is, ns, textOf } from './xml.ts';

export interface Expectations {
  idpEntityId: string;
  spEntityId: string;
  acsUrl: string;
  /** The id of our request; undefined when the provider began. */
  requestId: string | undefined;
  now: Date;
}

/** What the rest of the sign-in needs of it. */
export interface JudgedAssertion {
  id: string;
  assertion: XmlElement;
  /** When it can no longer be used by anybody. */
  usableUntil: Date;
  authnInstant: Date;
  sessionIndex: string | undefined;
  authnContext: string | undefined;
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** An xs:dateTime with a time zone; anything else is no time that two servers could agree on. */
export function timeOf(element: XmlElement, name: string): Date | undefined {
  const text = attribute(element, name);
  if (text === undefined) return undefined;
  const time = dateTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new SsoFailure('saml.conditions', `${name}: ${text.slice(0, 40)}`);
  return new Date(time);
}

function required(element: XmlElement, name: string): Date {
  const time = timeOf(element, name);
  if (!time) throw new SsoFailure('saml.conditions', `no ${name} in ${element.localName}`);
  return time;
}

function checkTimes(element: XmlElement, now: Date): void {
  const [notBefore, notOnOrAfter] = [timeOf(element, 'NotBefore'), timeOf(element, 'NotOnOrAfter')];
  if (notBefore && notBefore.getTime() - clockSkewMs > now.getTime())
    throw new SsoFailure('saml.not_yet_valid', `NotBefore: ${notBefore.toISOString()}`);
  if (notOnOrAfter && notOnOrAfter.getTime() + clockSkewMs <= now.getTime())
    throw new SsoFailure('saml.expired', `NotOnOrAfter: ${notOnOrAfter.toISOString()}`);
}

/** A message from the future is as wrong as one from yesterday. */
const oldestMs = 24 * 60 * 60_000;

function checkIssueInstant(element: XmlElement, now: Date): void {
  const age = now.getTime() - required(element, 'IssueInstant').getTime();
  const seen = `IssueInstant: ${attribute(element, 'IssueInstant')}`;
  if (age < -clockSkewMs) throw new SsoFailure('saml.not_yet_valid', seen);
  if (age > oldestMs) throw new SsoFailure('saml.expired', seen);
}

const entityFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';

/** SAML Core section 2.2.5. */
export function checkIssuer(
  parent: XmlElement,
  expected: string,
  { mustHave }: { mustHave: boolean },
): string {
  const [issuer, ...more] = children(parent, ns.assertion, 'Issuer');
  if (!issuer && !mustHave) return 'not named';
  const name = issuer && more.length === 0 ? textOf(issuer) : undefined;
  const format = issuer && attribute(issuer, 'Format');
  if (name === expected && (format === undefined || format === entityFormat)) return name;
  throw new SsoFailure('saml.wrong_issuer', `Issuer: ${name ?? 'absent'}`);
}

/** SAML Bindings section 3.5.5.2: a signed message names the address it is for. */
function checkDestination({ root, responseSignature }: ReadResponse, acsUrl: string): void {
  const destination = attribute(root, 'Destination');
  if (destination === undefined && !responseSignature) return;
  if (destination !== acsUrl) throw new SsoFailure('saml.wrong_destination', destination ?? 'absent');
}

function checkConditions(assertion: XmlElement, { spEntityId, now }: Expectations): void {
  const [conditions, ...more] = children(assertion, ns.assertion, 'Conditions');
  if (!conditions || more.length > 0) throw new SsoFailure('saml.conditions', 'not exactly one Conditions');
  checkTimes(conditions, now);
  const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];
  for (const condition of childElements(conditions))
    if (condition.namespaceURI !== ns.assertion || !known.includes(condition.localName))
      throw new SsoFailure('saml.conditions', condition.localName);
  const restrictions = children(conditions, ns.assertion, 'AudienceRestriction');
  if (restrictions.length === 0) throw new SsoFailure('saml.wrong_audience', 'no AudienceRestriction');
  // Each restriction by itself must let us in (SAML Core section 2.5.1.4).
  for (const restriction of restrictions) {
    const audiences = children(restriction, ns.assertion, 'Audience').map(textOf);
    if (!audiences.includes(spEntityId)) throw new SsoFailure('saml.wrong_audience', audiences.join(', '));
  }
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

export function subjectOf(assertion: XmlElement): XmlElement {
  const [subject, ...more] = children(assertion, ns.assertion, 'Subject');
  if (!subject || more.length > 0) throw new SsoFailure('saml.no_confirmation', 'not exactly one Subject');
  return subject;
}

/** SAML Profiles section 4.1.4.2: the one confirmation that proves anything in a browser. Gives its end. */
function confirmed(assertion: XmlElement, expected: Expectations): Date {
  const confirmations = children(subjectOf(assertion), ns.assertion, 'SubjectConfirmation').filter(
    (one) => attribute(one, 'Method') === bearer,
  );
  let refusal = new SsoFailure('saml.no_confirmation', 'no bearer confirmation');
  for (const confirmation of confirmations) {
    try {
      return confirmedBy(confirmation, expected);
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function confirmedBy(confirmation: XmlElement, { acsUrl, requestId, now }: Expectations): Date {
  const [data, ...more] = children(confirmation, ns.assertion, 'SubjectConfirmationData');
  if (!data || more.length > 0) throw new SsoFailure('saml.no_confirmation', 'no SubjectConfirmationData');
  const recipient = attribute(data, 'Recipient');
  if (recipient !== acsUrl) throw new SsoFailure('saml.wrong_recipient', recipient ?? 'absent');
  if (attribute(data, 'NotOnOrAfter') === undefined)
    throw new SsoFailure('saml.no_confirmation', 'no NotOnOrAfter');
  checkTimes(data, now);
  checkRequest(attribute(data, 'InResponseTo'), requestId);
  return required(data, 'NotOnOrAfter');
}

function checkRequest(inResponseTo: string | undefined, requestId: string | undefined): void {
  if (inResponseTo === requestId) return;
  throw new SsoFailure('saml.wrong_request', `InResponseTo: ${inResponseTo?.slice(0, 60) ?? 'absent'}`);
}

function signInOf(assertion: XmlElement, now: Date): XmlElement {
  const [statement] = children(assertion, ns.assertion, 'AuthnStatement');
  if (!statement) throw new SsoFailure('saml.no_sign_in');
  const ends = timeOf(statement, 'SessionNotOnOrAfter');
  if (ends && ends.getTime() + clockSkewMs <= now.getTime())
    throw new SsoFailure('saml.expired', `SessionNotOnOrAfter: ${ends.toISOString()}`);
  if (required(statement, 'AuthnInstant').getTime() - clockSkewMs > now.getTime())
    throw new SsoFailure('saml.not_yet_valid', `AuthnInstant: ${attribute(statement, 'AuthnInstant')}`);
  return statement;
}

function contextOf(statement: XmlElement): string | undefined {
  const [context] = children(statement, ns.assertion, 'AuthnContext');
  const [reference] = context ? children(context, ns.assertion, 'AuthnContextClassRef') : [];
  return reference && textOf(reference);
}

/** What is said of the response around the assertion; its bytes need not have been signed, so it can only refuse. */
export async function judgeResponse(
  response: ReadResponse,
  expected: Expectations,
  trace: SsoTrace,
): Promise<void> {
  const { root } = response;
  const issuer = () =>
    checkIssuer(root, expected.idpEntityId, { mustHave: response.responseSignature !== undefined });
  await rule(trace, 'saml.response_issuer', issuer, (name) => name);
  await rule(trace, 'saml.destination', () => checkDestination(response, expected.acsUrl));
  await rule(trace, 'saml.response_time', () => checkIssueInstant(root, expected.now));
  await rule(trace, 'saml.in_response_to', () => checkRequest(response.inResponseTo, expected.requestId));
}

export async function judgeAssertion(
  assertion: XmlElement,
  expected: Expectations,
  trace: SsoTrace,
): Promise<JudgedAssertion> {
  const { now } = expected;
  const issuer = () => checkIssuer(assertion, expected.idpEntityId, { mustHave: true });
  await rule(trace, 'saml.issuer', issuer, (name) => name);
  const id = await rule(trace, 'saml.version', () => idOf(assertion));
  await rule(trace, 'saml.assertion_time', () => checkIssueInstant(assertion, now));
  await rule(
    trace,
    'saml.conditions',
    () => checkConditions(assertion, expected),
    () => `audience: ${expected.spEntityId}`,
  );
  const end = await rule(trace, 'saml.confirmation', () => confirmed(assertion, expected));
  const statement = await rule(trace, 'saml.sign_in', () => signInOf(assertion, now));
  return {
    id,
    assertion,
    usableUntil: new Date(end.getTime() + clockSkewMs),
    authnInstant: required(statement, 'AuthnInstant'),
    sessionIndex: attribute(statement, 'SessionIndex'),
    authnContext: contextOf(statement),
  };
}

function idOf(assertion: XmlElement): string {
  const [id, version] = [attribute(assertion, 'ID'), attribute(assertion, 'Version')];
  if (version !== '2.0') throw new SsoFailure('saml.not_a_response', `Version ${version ?? 'absent'}`);
  if (!id || id.length > 256 || !is(assertion, ns.assertion, 'Assertion'))
    throw new SsoFailure('saml.not_a_response', 'no ID');
  return id;
}
