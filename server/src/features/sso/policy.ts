/**
 * The decisions of SSO, without any I/O: who must use it, whom an external identity may sign in as, and
 * what of a profile is taken over (DESIGN section 7).
 */
import { emailKey } from '../../protocol/identifiers.ts';
import type { IdentityKey, User } from '../users/index.ts';
import type { CauseCode } from './causes.ts';
import type { Connector, ExternalIdentity, SyncProfile } from './schema.ts';
import type { ProofReason } from './service.ts';

/** Whether an address of this domain leads to the connector: it is enabled, and the domain is proved. */
export function detects(connector: Pick<Connector, 'enabled' | 'domains'>, domain: string): boolean {
  return (
    connector.enabled && connector.domains.some(({ name, provedAt }) => name === domain && provedAt !== null)
  );
}

type Enforcing = Pick<Connector, 'enabled' | 'enforced' | 'domains'>;

/** The one rule of enforcement: people of an enforced connector's proved domain use SSO and nothing else. */
export const enforces = (connector: Enforcing, domain: string): boolean =>
  connector.enforced && detects(connector, domain);

export function enforcedDomains(connector: Enforcing): string[] {
  return connector.domains.map(({ name }) => name).filter((name) => enforces(connector, name));
}

export const connectorStates = ['draft', 'tested', 'enabled', 'enforced', 'disabled'] as const;
export type ConnectorState = (typeof connectorStates)[number];

/** Where a connector stands in its life. */
export function stateOf({
  enabled,
  enforced,
  disabledAt,
  testedAt,
}: Pick<Connector, 'enabled' | 'enforced' | 'disabledAt' | 'testedAt'>): ConnectorState {
  if (enabled) return enforced ? 'enforced' : 'enabled';
  if (disabledAt) return 'disabled';
  return testedAt ? 'tested' : 'draft';
}

export interface LinkFacts {
  identity: ExternalIdentity;
  /** To whom the identity is linked already. */
  linked: User | undefined;
  /** Who has its address here, or is its person in the directory. */
  ofEmail: User | undefined;
  /**
   * What the connector's directory knows by its own key: that this user is the identity's person, whatever the
   * address, or somebody else, whatever the address.
   */
  inDirectory?: 'same-person' | 'other-person' | undefined;
  /** That user's identities. */
  identitiesOfEmail: readonly IdentityKey[];
  /** Who has just proved their local account in the usual way. */
  provedUserId: string | undefined;
}

export type Decision =
  | { action: 'sign-in' | 'link'; user: User }
  | { action: 'create' }
  | { action: 'prove-local-account'; user: User; reason: ProofReason }
  | { action: 'refuse'; cause: CauseCode; userId?: string };

export function decide(facts: LinkFacts): Decision {
  const { identity, linked, ofEmail } = facts;
  if (linked) return unlessSuspended(linked, 'sign-in');
  const isKnown = facts.inDirectory === 'same-person';
  if (identity.email === undefined && !isKnown) return { action: 'refuse', cause: 'email.missing' };
  if (ofEmail) return decideLink(facts, ofEmail);
  return identity.emailVerified ? { action: 'create' } : { action: 'refuse', cause: 'email.unverified' };
}

function unlessSuspended(user: User, action: 'sign-in' | 'link'): Decision {
  return user.suspendedAt ? { action: 'refuse', cause: 'user.suspended', userId: user.id } : { action, user };
}

function decideLink(
  { identity, identitiesOfEmail, provedUserId, inDirectory }: LinkFacts,
  user: User,
): Decision {
  const ofConnector = identitiesOfEmail.filter(({ connectorId }) => connectorId === identity.connectorId);
  const isSame = ({ issuer, subject }: IdentityKey) =>
    issuer === identity.issuer && subject === identity.subject;
  // Linked by another request between the two look-ups.
  if (ofConnector.some(isSame)) return unlessSuspended(user, 'sign-in');
  // An address that the provider gave to somebody else: the predecessor's account is not theirs.
  if (ofConnector.length > 0 || inDirectory === 'other-person')
    return { action: 'refuse', cause: 'identity.other_person', userId: user.id };
  if (inDirectory === 'same-person') return unlessSuspended(user, 'link');
  if (provedUserId === user.id) return unlessSuspended(user, 'link');
  const reason = whyProofIsNeeded(identity, user);
  return reason ? { action: 'prove-local-account', user, reason } : unlessSuspended(user, 'link');
}

/** An unverified local account may be a stranger's who waits for the owner of the address to arrive. */
function whyProofIsNeeded(identity: ExternalIdentity, user: User): ProofReason | undefined {
  if (!identity.emailVerified) return 'email-unverified';
  if (!identity.domainProved) return 'domain-unproved';
  return user.emailVerified ? undefined : 'local-email-unverified';
}

export type EmailChange = 'none' | 'verify' | 'replace';

/** Whether the user's address follows the provider's; whether it is free is for the caller to find out. */
export function emailChange(user: User, identity: ExternalIdentity, sync: SyncProfile): EmailChange {
  if (identity.email === undefined || !identity.emailVerified) return 'none';
  if (user.email !== null && emailKey(user.email) === emailKey(identity.email)) {
    return user.emailVerified ? 'none' : 'verify';
  }
  if (user.email === null) return 'replace';
  return sync === 'every-sign-in' ? 'replace' : 'none';
}
