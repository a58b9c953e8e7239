/** What a provider answers instead of an assertion (SAML Core section 3.2.2), in the words of our causes. */
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import { entraCauses } from '../oidc/upstream-errors.ts';
import type { XmlElement } from './dom.ts';
import { attribute, children, ns, textOf } from './xml.ts';

const prefix = 'urn:oasis:names:tc:SAML:2.0:status:';

const nested: Readonly<Record<string, CauseCode>> = {
  AuthnFailed: 'idp.access_denied',
  RequestDenied: 'idp.access_denied',
  UnknownPrincipal: 'idp.user_not_assigned',
  NoPassive: 'idp.interaction_required',
  NoAuthnContext: 'saml.authn_context',
  InvalidNameIDPolicy: 'saml.nameid_policy',
};

const codeIn = (parent: XmlElement): XmlElement | undefined => children(parent, ns.protocol, 'StatusCode')[0];
const statusOf = (code: XmlElement | undefined) => (code && attribute(code, 'Value')) ?? '';

/** An unsigned error is still an error: it can only end the sign-in. */
export function checkStatus(root: XmlElement): void {
  const [status, ...more] = children(root, ns.protocol, 'Status');
  const code = status && codeIn(status);
  if (!status || more.length > 0 || !code) throw new SsoFailure('saml.status', 'no Status');
  if (statusOf(code) === `${prefix}Success`) return;
  const second = statusOf(codeIn(code)).replace(prefix, '');
  const [message] = children(status, ns.protocol, 'StatusMessage');
  const said = (message && textOf(message)) ?? '';
  const entra = /AADSTS(\d+)/.exec(said)?.[1];
  const cause = (entra && entraCauses[entra]) || nested[second] || 'saml.status';
  const seen = [statusOf(code).replace(prefix, ''), second, said.slice(0, 120)].filter(Boolean).join(': ');
  throw new SsoFailure(cause, seen);
}
