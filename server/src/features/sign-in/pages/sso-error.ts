/**
 * What the error page says about a failed SSO sign-in, in the reader's language. The trace keeps the exact cause for
 * those who can fix it; a person at the door needs one of a few sentences and the reference code.
 */
import type { ErrorModel, ErrorSide } from '../../../kernel/html/error-page.tsx';
import type { MessageKey, T } from '../../../kernel/i18n/index.ts';
import type { CauseCode } from '../../sso/index.ts';

export interface SsoErrorFacts {
  /** A cause of features/sso, such as `idp.access_denied`. Those without a sentence here mean: the answer was refused. */
  cause: string;
  /** The connector's name, if it is known. */
  connectorName?: string;
  reference: string;
  /** The cause in English, for those who can fix it; folded away. */
  explanation?: string;
  /** Who to turn to about a suspended account. */
  tenantName: string;
}

type Sentence =
  | 'again'
  | 'cancelled'
  | 'email'
  | 'noAccess'
  | 'otherAccount'
  | 'refused'
  | 'settings'
  | 'unavailable'
  | 'unreachable';

// biome-ignore format: one line per sentence
const sentences: Record<Sentence, { side?: ErrorSide; what: MessageKey; todo: MessageKey }> = {
  again:        { what: 'error.ssoAgain', todo: 'error.ssoAgainTodo' },
  cancelled:    { side: 'person', what: 'error.ssoCancelled', todo: 'error.ssoCancelledTodo' },
  email:        { side: 'organization', what: 'error.ssoEmail', todo: 'error.ssoTodo' },
  noAccess:     { side: 'organization', what: 'error.ssoNoAccess', todo: 'error.ssoNoAccessTodo' },
  otherAccount: { side: 'person', what: 'error.ssoOtherAccount', todo: 'error.ssoOtherAccountTodo' },
  refused:      { side: 'identityProvider', what: 'error.ssoRefused', todo: 'error.ssoTodo' },
  settings:     { side: 'organization', what: 'error.ssoSettings', todo: 'error.ssoSettingsTodo' },
  unavailable:  { side: 'organization', what: 'error.ssoUnavailable', todo: 'error.ssoUnavailableTodo' },
  unreachable:  { side: 'identityProvider', what: 'error.ssoUnreachable', todo: 'error.ssoUnreachableTodo' },
};

const sentenceOfCause: Partial<Record<CauseCode, Sentence>> = {
  'connector.unknown': 'unavailable',
  'connector.disabled': 'unavailable',
  'connector.switched_off': 'unavailable',
  'idp.unreachable': 'unreachable',
  'idp.address_refused': 'settings',
  'discovery.not_found': 'settings',
  'discovery.invalid': 'settings',
  'discovery.issuer_mismatch': 'settings',
  'discovery.insecure': 'settings',
  'callback.malformed': 'again',
  'callback.unknown': 'again',
  'callback.expired': 'again',
  'token.code_rejected': 'again',
  'idp.interaction_required': 'again',
  'id_token.stale_sign_in': 'again',
  'user.conflict': 'again',
  'idp.access_denied': 'cancelled',
  'idp.user_not_assigned': 'noAccess',
  'idp.consent_required': 'noAccess',
  'idp.policy': 'noAccess',
  'client.secret_wrong': 'settings',
  'client.secret_expired': 'settings',
  'client.unknown': 'settings',
  'client.not_multi_tenant': 'settings',
  'client.redirect_uri': 'settings',
  'entra.tenant_not_allowed': 'otherAccount',
  'google.hosted_domain': 'otherAccount',
  'email.outside_domains': 'otherAccount',
  'email.missing': 'email',
  'email.unverified': 'email',
  'identity.incomplete': 'email',
  'identity.other_person': 'email',
  'callback.wrong_connector': 'settings',
  'client.assertion_rejected': 'settings',
  'client.assertion_time': 'settings',
  'client.assertion_algorithm': 'settings',
  'client.federation_mismatch': 'settings',
  'client.federation_key': 'settings',
  'roles.groups_missing': 'settings',
  'roles.groups_too_many': 'settings',
  'saml.metadata_invalid': 'settings',
  'saml.metadata_entity': 'settings',
  'saml.metadata_no_certificate': 'settings',
  'saml.metadata_expired': 'settings',
  'saml.nameid_policy': 'settings',
  'saml.nameid_transient': 'settings',
  'saml.key_attribute': 'settings',
  'saml.not_encrypted': 'settings',
  'saml.unknown_certificate': 'settings',
  'saml.email_ambiguous': 'email',
  'saml.wrong_request': 'again',
  'saml.replayed': 'again',
  'saml.stale_sign_in': 'again',
  'saml.unsolicited': 'again',
  'test.connector_changed': 'settings',
};

/** Add `retry`, `restartUrl` and `applicationUrl` as the attempt allows. */
export function ssoErrorModel(t: T, facts: SsoErrorFacts): ErrorModel {
  const { cause, reference, explanation, connectorName } = facts;
  const details = [{ label: 'cause', value: cause }];
  if (explanation) details.push({ label: 'explanation', value: explanation });
  const base = { title: t('error.ssoTitle'), connectorName, reference, details };
  return { ...base, ...(ownWords(t, facts) ?? sentenceWords(t, cause, connectorName)) };
}

/** Causes that have a page of their own say the same here. */
function ownWords(t: T, { cause, tenantName }: SsoErrorFacts): Omit<ErrorModel, 'reference'> | undefined {
  if (cause === 'user.suspended') {
    const whatToDo = t('error.suspendedTodo', { tenant: tenantName });
    return { title: t('error.suspendedTitle'), whatHappened: t('error.suspended'), whatToDo };
  }
  if (cause === 'callback.replayed') {
    const whatToDo = t('finished.next');
    return { title: t('finished.title'), whatHappened: t('finished.lead'), whatToDo, harmless: true };
  }
  if (cause === 'callback.other_browser') {
    // Nothing is known here of the attempt: there is no button that could begin it again.
    const whatToDo = t('error.ssoOtherBrowserTodo');
    return { title: t('wrongBrowser.title'), whatHappened: t('wrongBrowser.lead'), whatToDo, harmless: true };
  }
  return undefined;
}

/** A cause in a sentence for people. */
export function sentenceWords(t: T, cause: string, connectorName: string | undefined) {
  const known = Object.hasOwn(sentenceOfCause, cause) ? sentenceOfCause[cause as CauseCode] : undefined;
  const { side, what, todo } = sentences[known ?? 'refused'];
  const say = (key: MessageKey) => {
    const text = t.raw(key).replaceAll('{connector}', () => connectorName ?? t('sso.someProvider'));
    // A name keeps its spelling; the words that stand in for one may begin a sentence.
    return connectorName ? text : text.charAt(0).toUpperCase() + text.slice(1);
  };
  return { side, whatHappened: say(what), whatToDo: say(todo) };
}
