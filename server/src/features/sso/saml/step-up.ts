/**
 * Brokered step-up through SAML: the classes that the connector knows for what the application asks are asked by
 * RequestedAuthnContext (SAML Core section 3.3.2.2.1, Comparison "exact"), and the signed assertion has to name one of
 * them. Words that the connector doesn't know are only wishes, as with OpenID Connect.
 */
import { contextsFor } from '../../../protocol/authentication-contexts.ts';
import { SsoFailure } from '../errors.ts';
import type { Wishes } from '../protocol.ts';
import type { JudgedAssertion } from './assertion.ts';
import type { Attributes } from './subject.ts';

/** The application's word, and what the provider may answer it with. */
export interface SamlStepUp {
  wanted: string;
  classes: string[];
}

export function samlStepUpOf(
  contexts: readonly string[] | undefined,
  { acrValues }: Pick<Wishes, 'acrValues'>,
): SamlStepUp | undefined {
  const known = contextsFor(contexts, acrValues);
  const [first] = known;
  return first && { wanted: first.wanted, classes: known.map(({ upstream }) => upstream) };
}

/** Without a mapping only what is the name of a class is passed on: other words belong to other protocols. */
export const classesToAsk = (stepUp: SamlStepUp | undefined, { acrValues }: Wishes): string[] =>
  stepUp?.classes ??
  (acrValues ?? '').split(' ').filter((value) => value.startsWith('urn:oasis:names:tc:SAML:2.0:ac:classes:'));

/** Entra's class is always a password's; how the person really signed in stands in an attribute of its own. */
const methodReferences = 'http://schemas.microsoft.com/claims/authnmethodsreferences';

function reachedClasses({ authnContext }: JudgedAssertion, attributes: Attributes): string[] {
  const references = Object.hasOwn(attributes, methodReferences) ? attributes[methodReferences] : undefined;
  return [authnContext ?? [], references ?? []].flat();
}

/** A provider may ignore what it was asked: only what its signed assertion says counts. */
export function checkSamlStepUp(judged: JudgedAssertion, attributes: Attributes, stepUp: SamlStepUp): void {
  const reached = reachedClasses(judged, attributes);
  if (stepUp.classes.some((one) => reached.includes(one))) return;
  const seen = reached.slice(0, 10).map((one) => one.slice(0, 200));
  throw new SsoFailure('step_up.not_reached', `AuthnContextClassRef: ${seen.join(', ') || 'absent'}`);
}

const classes = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';
const microsoft = 'http://schemas.microsoft.com/';

/** What the well-known classes are called in tokens (RFC 8176); of others nothing is said. */
const methods: Readonly<Record<string, string>> = {
  [`${classes}Password`]: 'pwd',
  [`${classes}PasswordProtectedTransport`]: 'pwd',
  [`${classes}TimeSyncToken`]: 'otp',
  [`${classes}Smartcard`]: 'sc',
  [`${classes}SmartcardPKI`]: 'sc',
  [`${classes}Kerberos`]: 'wia',
  'https://refeds.org/profile/mfa': 'mfa',
  [`${microsoft}claims/multipleauthn`]: 'mfa',
  [`${microsoft}ws/2008/06/identity/authenticationmethod/password`]: 'pwd',
  [`${microsoft}ws/2008/06/identity/authenticationmethod/windows`]: 'wia',
};

export const samlMethodsOf = (judged: JudgedAssertion, attributes: Attributes): string[] => [
  ...new Set(reachedClasses(judged, attributes).flatMap((one) => methods[one] ?? [])),
];
