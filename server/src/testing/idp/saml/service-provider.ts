/** What a simulated IdP knows of a service provider: registered by hand, or read from the SP's metadata. */
import { z } from 'zod';
import { pem } from './certificates.ts';
import { encryptions } from './encrypt.ts';
import { bindings, metadataNamespace, type NameIdKind, nameIdFormats, signatureNamespace } from './names.ts';
import { child, elements, parse } from './xml.ts';

const personFields = ['id', 'username', 'email', 'name', 'givenName', 'familyName', 'groups'] as const;
const formats = Object.keys(nameIdFormats) as [NameIdKind, ...NameIdKind[]];

const wishes = {
  /** Shown on the sign-in page and the tile. */
  name: z.string().optional(),
  /** When present, AuthnRequests must be signed by one of them; the first also encrypts. */
  certificates: z.array(z.string().min(1).transform(pem)).optional(),
  /** What the IdP signs; the original's habit when absent. */
  sign: z.enum(['assertion', 'response', 'both']).optional(),
  /** Encrypt assertions for the first certificate. */
  encrypt: z.boolean().optional(),
  /** How; as a library does it by default when absent. */
  encryption: z.enum(encryptions).optional(),
  nameIdFormat: z.enum(formats).optional(),
  /** Attribute name → field of the person; instead of the original's attributes. */
  attributes: z.record(z.string(), z.enum(personFields)).optional(),
  /** Sent along when the sign-in starts at the IdP (Google's "Start URL"). */
  relayState: z.string().optional(),
  /** How LogoutRequests and their answers reach it; by redirect when absent. */
  logoutBinding: z.enum(['redirect', 'post']).optional(),
  /** When present, only these usernames may use the service provider. */
  assignedUsers: z.array(z.string()).optional(),
};

export const serviceProviderSchema = z.union([
  z.strictObject({
    ...wishes,
    entityId: z.string().min(1).max(1024),
    /** Where responses may go; the first is the default. */
    acs: z.array(z.url()).min(1),
    /** Where LogoutRequests and LogoutResponses go. */
    singleLogout: z.url().optional(),
    metadataUrl: z.undefined().optional(),
  }),
  z.strictObject({
    ...wishes,
    /** Entity ID, addresses and certificates are read from here when a request comes. */
    metadataUrl: z.url(),
    entityId: z.undefined().optional(),
  }),
]);

export type Registration = z.output<typeof serviceProviderSchema>;
export type SamlServiceProvider = z.input<typeof serviceProviderSchema>;
/** With its addresses known. */
export type ServiceProvider = Extract<Registration, { entityId: string }>;

function certificatesIn(descriptor: Element): string[] {
  return elements(descriptor, signatureNamespace, 'X509Certificate').map((node) =>
    pem(node.textContent ?? ''),
  );
}

/** The addresses of a service in an SP's metadata, default first (saml-metadata section 2.2.3). */
function locations(descriptor: Element, name: string, binding?: string): string[] {
  return elements(descriptor, metadataNamespace, name)
    .filter((e) => binding === undefined || e.getAttribute('Binding') === binding)
    .sort(
      (a, b) =>
        Number(b.getAttribute('isDefault') === 'true') - Number(a.getAttribute('isDefault') === 'true'),
    )
    .map((e) => e.getAttribute('Location') ?? '');
}

/** saml-metadata section 2.4.4, as far as an IdP needs it. Throws when it is no SP's metadata. */
export function readSpMetadata(
  xml: string,
): Pick<ServiceProvider, 'entityId' | 'acs' | 'singleLogout' | 'certificates'> {
  const entity = parse(xml).documentElement;
  const descriptor = child(entity, 'SPSSODescriptor');
  const entityId = entity.getAttribute('entityID');
  if (!descriptor || !entityId) throw new Error('the document describes no service provider');
  const certificates = certificatesIn(descriptor);
  return {
    entityId,
    acs: locations(descriptor, 'AssertionConsumerService', bindings.post),
    singleLogout: locations(descriptor, 'SingleLogoutService')[0],
    certificates: certificates.length > 0 ? certificates : undefined,
  };
}
