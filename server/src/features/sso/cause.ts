/** What a cause of a failed sign-in consists of. */

/** Whose side a cause is on, and so who can do something about it. */
export const sides = ['idp', 'gatehouse-config', 'user', 'network'] as const;
export type Side = (typeof sides)[number];

/**
 * The setting to look at first, where one is ours. `connection.<field>` is a field of the connector's form; a connector
 * of the other protocol may call it differently or lack it, then its whole connection is meant.
 */
export const settings = [
  'connection',
  'connection.issuer',
  'connection.clientId',
  'connection.clientSecret',
  'connection.clientAuthentication',
  'connection.extraScopes',
  'connection.authenticationContexts',
  'connection.allowedTenants',
  'connection.hostedDomains',
  'connection.metadataUrl',
  'connection.entityId',
  'connection.certificates',
  'connection.nameIdFormat',
  'connection.keyAttribute',
  'connection.spEntityId',
  'connection.wantAssertionsEncrypted',
  'connection.idpInitiated',
  /** The keys and certificates that take the place of a secret. */
  'connection.credentials',
  /** What is entered at the provider: redirect address, ACS address, entity ID. */
  'connection.values',
  'domains',
  'mapping',
  /** Draft, enabled, enforced, switched off. */
  'life',
  'directory',
  'organizations',
  /** Of the whole tenant: single sign-on on or off. */
  'sign-in-experience',
  /** The account of the person, with its external identities. */
  'user',
] as const;
export type Setting = (typeof settings)[number];

export interface CauseFacts {
  side: Side;
  /** HTTP status of the page; never 5xx, because a failing provider is not a failing Gatehouse. */
  status: 400 | 403 | 404 | 424;
  title: string;
  fix: string;
  /** Absent when nothing here can be set right. */
  setting?: Setting;
}

export const cause = (
  side: Side,
  status: CauseFacts['status'],
  title: string,
  fix: string,
  setting?: Setting,
): CauseFacts => ({ side, status, title, fix, ...(setting && { setting }) });
