/** How the kinds of provider differ in SAML: entity IDs, NameIDs, attributes, what is signed, for how long. */
import { createHash } from 'node:crypto';
import { type Organization, type Person, stableGuid } from '../organization.ts';
import { authnContexts, type NameIdKind, type SignedPart } from './names.ts';
import type { ServiceProvider } from './service-provider.ts';

export interface Attribute {
  name: string;
  nameFormat?: string;
  values: string[];
}

export interface SamlProfile {
  entityId: (organization: Organization, url: string) => string;
  /** What the certificate says of itself. */
  certificate: { subject: (organization: Organization) => string; years: number };
  /** Metadata begins with a byte order mark. */
  byteOrderMark: boolean;
  /** The query that the original's addresses carry. */
  ssoQuery?: (organization: Organization) => string;
  /** How an AuthnRequest may come. */
  requestBindings: ('redirect' | 'post')[];
  singleLogout: boolean;
  /** LogoutRequests and LogoutResponses carry a signature. */
  signsLogout: boolean;
  /** When it is not the entity ID. */
  logoutResponseIssuer?: (organization: Organization) => string;
  nameIdFormats: NameIdKind[];
  /** Used when neither request nor registration says. */
  nameIdFormat: NameIdKind;
  /** A request may name no other format than the registered one. */
  nameIdFormatFixed: boolean;
  nameId: (format: NameIdKind, person: Person, sp: ServiceProvider, organization: Organization) => string;
  attributes: (person: Person, organization: Organization, url: string) => Attribute[];
  /** Attribute values say `xsi:type="xs:string"`. */
  typedValues: boolean;
  signs: SignedPart;
  /** Seconds from now. */
  lifetimes: { notBefore: number; notOnOrAfter: number; confirmation: number };
  authnContext: string;
  /** What can be reached when a request asks for it. */
  strongerContexts: string[];
  /** The class stays what it is; an attribute says how the person signed in (Entra). */
  methodsInAttribute?: string;
  sessionIndexIsAssertionId: boolean;
}

const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const microsoft = 'http://schemas.microsoft.com/identity/claims/';
const microsoftClaims = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';
const basic = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
const samlGroupLimit = 150;

const opaque = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('|')).digest('base64url');

/** One value when there is one, nothing when there is none. */
const said = (name: string, value: string | undefined, nameFormat?: string): Attribute[] =>
  value === undefined ? [] : [{ name, nameFormat, values: [value] }];

const methodReferences = 'http://schemas.microsoft.com/claims/authnmethodsreferences';

function entraAttributes(person: Person, organization: Organization, url: string): Attribute[] {
  const oid = person.oid ?? person.id;
  const groups = person.groups ?? [];
  const overage = `${url}/v1.0/users/${oid}/getMemberObjects`;
  return [
    ...said(`${microsoft}tenantid`, organization.id),
    ...said(`${microsoft}objectidentifier`, oid),
    ...said(`${microsoft}displayname`, person.name),
    ...(groups.length > samlGroupLimit
      ? said('http://schemas.microsoft.com/claims/groups.link', overage)
      : groups.length > 0
        ? [{ name: `${microsoftClaims}groups`, values: groups }]
        : []),
    ...said(`${microsoft}identityprovider`, `https://sts.windows.net/${organization.id}/`),
    ...said(
      methodReferences,
      'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password',
    ),
    ...said(`${soap}givenname`, person.givenName),
    ...said(`${soap}surname`, person.familyName),
    ...said(`${soap}emailaddress`, person.email),
    ...said(`${soap}name`, person.username),
  ];
}

function plainAttributes(person: Person): Attribute[] {
  return [
    ...said('email', person.email, basic),
    ...said('name', person.name, basic),
    ...said('givenName', person.givenName, basic),
    ...said('familyName', person.familyName, basic),
    ...(person.groups ? [{ name: 'groups', nameFormat: basic, values: person.groups }] : []),
  ];
}

const entra: SamlProfile = {
  entityId: ({ id }) => `https://sts.windows.net/${id}/`,
  certificate: { subject: () => 'Microsoft Azure Federated SSO Certificate', years: 3 },
  byteOrderMark: true,
  requestBindings: ['redirect', 'post'],
  singleLogout: true,
  signsLogout: false,
  logoutResponseIssuer: ({ id }) => `https://login.microsoftonline.com/${id}/`,
  nameIdFormats: ['emailAddress', 'persistent', 'unspecified', 'transient'],
  nameIdFormat: 'emailAddress',
  nameIdFormatFixed: false,
  nameId: (format, person, sp, { id }) =>
    format === 'emailAddress' ? person.username : opaque(id, person.id, sp.entityId),
  attributes: entraAttributes,
  typedValues: false,
  signs: 'assertion',
  lifetimes: { notBefore: -300, notOnOrAfter: 4200, confirmation: 4200 },
  authnContext: authnContexts.password,
  strongerContexts: [authnContexts.multipleAuthn],
  methodsInAttribute: methodReferences,
  sessionIndexIsAssertionId: true,
};

const google: SamlProfile = {
  entityId: ({ id }) => `https://accounts.google.com/o/saml2?idpid=${googleId(id)}`,
  certificate: { subject: () => 'Google', years: 5 },
  byteOrderMark: false,
  ssoQuery: ({ id }) => `idpid=${googleId(id)}`,
  requestBindings: ['redirect', 'post'],
  singleLogout: false,
  signsLogout: false,
  nameIdFormats: ['emailAddress', 'unspecified', 'persistent', 'transient'],
  nameIdFormat: 'emailAddress',
  nameIdFormatFixed: false,
  nameId: (_format, person) => person.email ?? person.username,
  // Nothing until an administrator maps it.
  attributes: () => [],
  typedValues: true,
  signs: 'assertion',
  lifetimes: { notBefore: -300, notOnOrAfter: 300, confirmation: 300 },
  authnContext: authnContexts.unspecified,
  strongerContexts: [],
  sessionIndexIsAssertionId: true,
};

const okta: SamlProfile = {
  entityId: ({ id }) => `http://www.okta.com/${oktaId(id)}`,
  certificate: { subject: ({ id }) => id, years: 10 },
  byteOrderMark: false,
  requestBindings: ['redirect', 'post'],
  singleLogout: true,
  signsLogout: true,
  nameIdFormats: ['unspecified', 'emailAddress', 'persistent', 'transient'],
  nameIdFormat: 'unspecified',
  nameIdFormatFixed: true,
  nameId: (_format, person) => person.username,
  attributes: () => [],
  typedValues: true,
  signs: 'both',
  lifetimes: { notBefore: -300, notOnOrAfter: 300, confirmation: 300 },
  authnContext: authnContexts.passwordProtected,
  strongerContexts: [],
  sessionIndexIsAssertionId: false,
};

const saml: SamlProfile = {
  entityId: ({ id }, url) => `${url}/saml/${id}/metadata`,
  certificate: { subject: ({ id, domain }) => domain ?? id, years: 2 },
  byteOrderMark: false,
  requestBindings: ['redirect', 'post'],
  singleLogout: true,
  signsLogout: true,
  nameIdFormats: ['persistent', 'emailAddress', 'unspecified', 'transient'],
  nameIdFormat: 'persistent',
  nameIdFormatFixed: false,
  nameId: (format, person) => (format === 'emailAddress' ? (person.email ?? person.username) : person.id),
  attributes: plainAttributes,
  typedValues: false,
  signs: 'assertion',
  lifetimes: { notBefore: -30, notOnOrAfter: 300, confirmation: 300 },
  authnContext: authnContexts.passwordProtected,
  strongerContexts: [authnContexts.refedsMfa, authnContexts.timeSyncToken],
  sessionIndexIsAssertionId: false,
};

const googleId = (id: string): string => `C0${stableGuid(id).replaceAll('-', '').slice(0, 7)}`;
export const oktaId = (id: string): string => `exk${stableGuid(id).replaceAll('-', '').slice(0, 17)}`;

/** The generic OpenID Provider speaks no SAML. */
export const profiles: Record<Organization['kind'], SamlProfile | undefined> = {
  entra,
  google,
  okta,
  saml,
  oidc: undefined,
};
