/** What a SAML preset consists of: the form of its connection, and the rules of its provider. */
import { z } from 'zod';
import { SsoFailure } from '../errors.ts';
import type { AttributeMapping } from '../mapping/attributes.ts';
import { certificateOf, readMetadata } from '../saml/idp-metadata.ts';
import type { StepUpPolicy } from '../step-up.ts';
import { samlContextsField, stepUpField } from './context-fields.ts';

export const nameIdWishes = ['persistent', 'emailAddress', 'unspecified', 'any'] as const;
export type NameIdWish = (typeof nameIdWishes)[number];

export const idpInitiatedModes = ['off', 'sp-initiated', 'direct'] as const;

/** Every SAML preset's form ends in this shape. */
export interface SamlConfig {
  /** The provider's own words about itself, refreshed; then the fields by hand are empty. */
  metadataUrl?: string;
  entityId?: string;
  ssoUrl?: string;
  ssoBinding: 'redirect' | 'post';
  sloUrl?: string;
  /** PEM. */
  certificates?: string[];
  /** Of uploaded metadata. */
  metadataValidUntil?: string;
  signRequests: boolean;
  wantAssertionsEncrypted: boolean;
  nameIdFormat: NameIdWish;
  /** The attribute that names a person for ever. */
  keyAttribute?: string;
  groupsAttribute?: string;
  /** What we call ourselves; the address of our metadata otherwise. */
  spEntityId?: string;
  signOutAtProvider?: 'yes' | 'no';
  /** `mfa=urn:…`: a class of authentication as applications ask for it, and as the provider calls it. */
  authenticationContexts?: string[];
  /** Whether a second factor of Gatehouse's own may stand in; the provider's alone counts otherwise. */
  stepUp?: StepUpPolicy;
  idpInitiated: (typeof idpInitiatedModes)[number];
  idpInitiatedApplicationId?: string;
  idpInitiatedUrl?: string;
}

export interface SamlRules {
  /** `entra-object`: the object in its tenant, where Entra sends both. */
  identityKey: 'name-id' | 'entra-object';
  /** Whether a NameID of any format may be read as the address when no attribute has one. */
  nameIdIsEmail: boolean;
  groupsAttribute: string;
  /** Defaults; the connector's own mapping comes after. */
  attributes: AttributeMapping;
  /** The parameter beside the request that names the person who is expected. */
  loginHint?: 'login_hint';
}

const address = (title: string, description: string, placeholder?: string) =>
  z
    .string()
    .trim()
    .max(2_000)
    .refine(
      (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
      'must be an address like https://idp.example/saml',
    )
    .optional()
    .meta({ title, description, ...(placeholder && { placeholder }) });

const name = (title: string, description: string) =>
  z.string().trim().min(1).max(256).optional().meta({ title, description });

const certificate = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    const pem = certificateOf(text);
    if (pem) return pem;
    context.addIssue({
      code: 'custom',
      message: 'must be a certificate (PEM or base64) with an RSA key of at least 2048 bits',
    });
    return z.NEVER;
  });

export interface SamlFormOptions {
  nameIdFormat: NameIdWish;
  metadataUrlPlaceholder: string;
  metadataUrlDescription?: string;
}

/** Who the provider is. */
const providerFields = ({ metadataUrlPlaceholder, metadataUrlDescription }: SamlFormOptions) => ({
  metadataUrl: address(
    'Metadata URL',
    metadataUrlDescription ?? 'Read again by itself, so that a new certificate needs nobody.',
    metadataUrlPlaceholder,
  ),
  metadata: z.string().max(500_000).optional().meta({
    title: 'Metadata',
    description: 'The XML itself, pasted or uploaded, when there is no address.',
    multiline: true,
  }),
  entityId: z.string().trim().min(1).max(1_024).optional().meta({
    title: 'Entity ID of the identity provider',
    description: 'Also called issuer. With metadata it may stay empty.',
  }),
  ssoUrl: address('Sign-on URL', 'Where sign-in requests go; only without metadata.'),
  ssoBinding: z.enum(['redirect', 'post']).default('redirect').meta({
    title: 'Binding of sign-in requests',
    description: 'Redirect unless the provider wants a form post.',
  }),
  sloUrl: address('Logout URL', 'Where single logout goes, if the provider has it; only without metadata.'),
  certificates: z.array(certificate).max(10).optional().meta({
    title: 'Signing certificates',
    description: 'Only without metadata. Two while the provider changes from one to the other.',
    multiline: true,
  }),
  metadataValidUntil: z.iso
    .datetime()
    .optional()
    .meta({ title: 'Uploaded metadata is valid until', hidden: true }),
});

/** What is asked of it, and what is read from its answers. */
const wishFields = ({ nameIdFormat }: SamlFormOptions) => ({
  signRequests: z.boolean().default(false).meta({
    title: 'Sign requests',
    description: 'With the certificate of this tenant, which is in our metadata.',
  }),
  wantAssertionsEncrypted: z.boolean().default(false).meta({
    title: 'Accept encrypted assertions only',
    description: 'Encrypted ones are understood in any case.',
  }),
  nameIdFormat: z.enum(nameIdWishes).default(nameIdFormat).meta({
    title: 'NameID format',
    description: 'What is asked for. “any” takes whatever the provider is set to.',
  }),
  keyAttribute: name(
    'Attribute that identifies people',
    'Only when the NameID cannot: it must never change and never be given to somebody else.',
  ),
  groupsAttribute: name('Attribute with the groups', "The preset's own when it is left empty."),
  spEntityId: name(
    'Entity ID of Gatehouse',
    'The address of our metadata unless the provider knows us by another name.',
  ),
  signOutAtProvider: z.enum(['no', 'yes']).optional().meta({
    title: 'Sign out at the provider too',
    description:
      'When somebody signs out of an application, their session at the provider ends as well (single logout).',
  }),
  authenticationContexts: samlContextsField(),
  stepUp: stepUpField(),
  idpInitiated: z.enum(idpInitiatedModes).default('off').meta({
    title: 'Sign-in that begins at the provider',
    description:
      '“sp-initiated” begins again at the application, which is safe; “direct” accepts the response as it comes.',
  }),
  idpInitiatedApplicationId: name('Application for it', 'The application that people get to.'),
  idpInitiatedUrl: address('Address of the application for it', 'Its page that begins a sign-in.'),
});

const fieldsOf = (options: SamlFormOptions) =>
  z.strictObject({ ...providerFields(options), ...wishFields(options) });

type Fields = z.output<ReturnType<typeof fieldsOf>>;

/** The document is read once and leaves what it says; an upload of another provider's is refused. */
function fromDocument({ metadata, ...fields }: Fields): SamlConfig {
  if (metadata === undefined || metadata.trim() === '') return fields;
  const said = readMetadata(new TextEncoder().encode(metadata), {
    entityId: fields.entityId,
    insecure: true,
  });
  const sso = said.sso.find(({ binding }) => binding === fields.ssoBinding) ?? said.sso[0]!;
  const slo = said.slo.find(({ binding }) => binding === 'redirect') ?? said.slo[0];
  const { metadataUrl: _url, metadataValidUntil: _valid, sloUrl: _slo, ...kept } = fields;
  return {
    ...kept,
    entityId: said.entityId,
    ssoUrl: sso.url,
    ssoBinding: sso.binding,
    certificates: said.certificates,
    signRequests: fields.signRequests || said.wantAuthnRequestsSigned,
    ...(slo && { sloUrl: slo.url }),
    ...(said.validUntil !== undefined && { metadataValidUntil: said.validUntil }),
  };
}

/** With an address nothing else says what the provider is. */
function byAddress({
  ssoUrl: _sso,
  sloUrl: _slo,
  certificates: _c,
  metadataValidUntil: _v,
  ...config
}: SamlConfig) {
  return config;
}

const wrong: Readonly<Record<string, string>> = {
  'saml.metadata_invalid': 'is no usable SAML metadata',
  'saml.metadata_entity': 'describes another identity provider than the entity ID says',
  'saml.metadata_no_certificate': 'has no usable signing certificate',
};

function missing(config: SamlConfig): [path: string, message: string] | undefined {
  if (config.idpInitiated !== 'off' && !config.idpInitiatedUrl) return ['idpInitiatedUrl', 'is required'];
  if (config.metadataUrl !== undefined) return undefined;
  if (!config.entityId) return ['metadataUrl', 'is required, or the metadata itself, or the fields by hand'];
  if (!config.ssoUrl) return ['ssoUrl', 'is required without metadata'];
  if (!config.certificates?.length) return ['certificates', 'is required without metadata'];
  return undefined;
}

export function samlConfig(options: SamlFormOptions): z.ZodType<SamlConfig> {
  return fieldsOf(options).transform((fields, context): SamlConfig => {
    const problem = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    try {
      const read = fromDocument(fields);
      const config = read.metadataUrl === undefined ? read : byAddress(read);
      const lacking = missing(config);
      return lacking ? problem(...lacking) : config;
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      return problem('metadata', `${wrong[error.causeCode]}${error.seen ? ` (${error.seen})` : ''}`);
    }
  });
}
