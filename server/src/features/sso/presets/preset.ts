/** What a provider preset consists of: a form, a set of rules and notes for setting it up. All of it is data. */
import { z } from 'zod';
import { normalizeIssuer } from '../../../protocol/oidc-issuer.ts';
import type { StepUpPolicy } from '../step-up.ts';
import type { SamlConfig, SamlRules } from './saml-preset.ts';

export type ClientAuthentication =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'private_key_jwt'
  /** Entra: an assertion signed by a key whose self-signed certificate was uploaded there. */
  | 'certificate'
  /** Entra: an assertion of our own issuer, which was entered there as a federated credential. */
  | 'federated_credential';

/** What a signed assertion names as its reader (RFC 7523 section 3). */
export type AssertionAudience = 'issuer' | 'token_endpoint';

/** Every preset's form ends in this shape, so that one client serves them all. */
export interface ConnectorConfig {
  issuer: string;
  clientId: string;
  /** Left out where an assertion takes its place; kept beside one, it is used when the assertion is refused. */
  clientSecret?: string;
  /** As the provider shows it, for the expiry radar. */
  clientSecretExpiresAt?: string;
  assertionAudience?: AssertionAudience;
  /** `mfa=c1`: a class of authentication as applications ask for it, and as the provider calls it. */
  authenticationContexts?: string[];
  /** Whether a second factor of Gatehouse's own may stand in; the provider's alone counts otherwise. */
  stepUp?: StepUpPolicy;
  /** Whether signing out of an application signs out at the provider as well. */
  signOutAtProvider?: 'yes' | 'no';
  /** Whether the provider reads our key set by itself. */
  keyRotation?: 'automatic' | 'manual';
  extraScopes: string[];
  /** The preset's way unless the form lets people choose. */
  clientAuthentication?: ClientAuthentication;
  /** Entra, `common` and `organizations` only: the tenants whose people may sign in. */
  allowedTenants?: string[];
  /** Google: Workspace primary domains besides the connector's own domains. */
  hostedDomains?: string[];
}

export interface ProviderRules {
  clientAuthentication: ClientAuthentication;
  assertionAudience: AssertionAudience;
  /** What names a person for ever. */
  identityKey: 'sub' | 'tid-oid';
  /**
   * When an address counts as verified (DESIGN section 7).
   * `email_verified`: the provider says so; when it says nothing, a proved domain speaks for it.
   * `xms_edov`: Entra's claim, or, with a single tenant, a proved domain.
   * `hosted-domain`: the provider says so and the account belongs to a configured Workspace.
   */
  emailVerified: 'email_verified' | 'xms_edov' | 'hosted-domain';
  /** Whether `common` and `organizations` issuers exist. */
  multiTenant: boolean;
  /** The parameter that takes people straight to their organization's sign-in page. */
  domainHint?: 'domain_hint' | 'hd';
  /** How a fresh sign-in is asked for. */
  reauthentication: 'max_age' | 'prompt-login' | 'select-account';
  /**
   * How a refresh token is asked for: by the scope offline_access, by Google's access_type, or by the scope where the
   * provider says that it knows it.
   */
  offlineAccess: 'scope' | 'access_type' | 'scope-where-known';
  /** Whether `picture` is an address that any browser may load. */
  publicPictures: boolean;
  /** Optional parameters that the provider understands. */
  forwards: readonly ('acr_values' | 'ui_locales')[];
}

export interface SetupNote {
  title: string;
  /** `{redirectUri}` stands for the connector's redirect address; SAML has `{acsUrl}`, `{entityId}`, `{metadataUrl}`, `{logoutUrl}`. */
  text: string;
}

interface PresetOf<Protocol extends string, Config, Rules> {
  id: string;
  protocol: Protocol;
  name: string;
  description: string;
  /** Titles, help and examples of the fields travel as metadata into the form's JSON Schema. */
  config: z.ZodType<Config>;
  secretFields: readonly string[];
  rules: Rules;
  setup: readonly SetupNote[];
}

export type OidcPreset = PresetOf<'oidc', ConnectorConfig, ProviderRules>;
export type SamlPreset = PresetOf<'saml', SamlConfig, SamlRules>;
export type Preset = OidcPreset | SamlPreset;

/** Shown by the console beside a field; `secret` fields are written but never read back. */
interface FieldMeta {
  title: string;
  description?: string;
  placeholder?: string;
  secret?: boolean;
}

const described = <T extends z.ZodType>(schema: T, meta: FieldMeta): T => schema.meta({ ...meta }) as T;

export const issuerField = (meta: Partial<FieldMeta>) =>
  described(
    z
      .string()
      .max(500)
      .transform((text, context) => {
        const issuer = normalizeIssuer(text);
        if (issuer) return issuer;
        context.addIssue({ code: 'custom', message: 'must be an address like https://idp.example' });
        return z.NEVER;
      }),
    { title: 'Issuer', ...meta },
  );

/** Client ids are short and printable everywhere; a pasted space at either end is nobody's intention. */
export const clientIdField = (meta: Partial<FieldMeta> = {}) =>
  described(
    z
      .string()
      .trim()
      .min(1)
      .max(400)
      .regex(/^[\x20-\x7e]+$/, 'holds a character that no client id has'),
    {
      title: 'Client ID',
      ...meta,
    },
  );

export const clientSecretField = (meta: Partial<FieldMeta> = {}) =>
  described(z.string().trim().min(1).max(2_000), { title: 'Client secret', secret: true, ...meta });

export const secretExpiryField = () =>
  described(z.iso.date('must be a date such as 2027-05-31').optional(), {
    title: 'Client secret expires on',
    description: 'As the provider shows it, so that you are warned in time.',
    placeholder: '2027-05-31',
  });

/** RFC 6749 section 3.3: scope-token. */
const scopePattern = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

export const extraScopesField = () =>
  described(z.array(z.string().max(200).regex(scopePattern, 'is not a scope')).max(50).default([]), {
    title: 'Extra scopes',
    description: 'Asked for besides openid, profile and email.',
  });

export const clientAuthenticationField = <
  const M extends readonly [ClientAuthentication, ...ClientAuthentication[]],
>(
  methods: M,
  description = 'How Gatehouse proves to the provider who it is.',
) =>
  described(z.enum(methods).default(methods[0] as z.util.NoUndefined<M[number]>), {
    title: 'Client authentication',
    description,
  });

export const assertionAudienceField = () =>
  described(z.enum(['issuer', 'token_endpoint']).optional(), {
    title: 'Audience of signed assertions',
    description: 'With private_key_jwt: what the provider wants to be named as. Most take their issuer.',
  });

export const signOutField = () =>
  described(z.enum(['no', 'yes']).optional(), {
    title: 'Sign out at the provider too',
    description:
      'When somebody signs out of an application, their session at the provider ends as well. Register the post-logout redirect URI there.',
  });

export const keyRotationField = () =>
  described(z.enum(['automatic', 'manual']).optional(), {
    title: 'Key rotation',
    description:
      'With private_key_jwt: automatic when the provider reads the address of the key set, manual when the keys were pasted there.',
  });

/** A secret is needed unless an assertion takes its place. */
export function secretWhereNeeded(
  { clientAuthentication, clientSecret }: Pick<ConnectorConfig, 'clientAuthentication' | 'clientSecret'>,
  context: z.RefinementCtx,
): void {
  if (clientSecret || !clientAuthentication?.startsWith('client_secret')) return;
  context.addIssue({
    code: 'custom',
    path: ['clientSecret'],
    message: 'is required with this client authentication',
  });
}
