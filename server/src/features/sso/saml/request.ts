/** The AuthnRequest (SAML Core section 3.4), by redirect or by a form, signed where that is wanted. */
import { randomBytes } from 'node:crypto';
import { SAML } from '@node-saml/node-saml';
import type { SamlParty } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import type { Departure, Wishes } from '../protocol.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import type { SpKey } from './keys.ts';
import { nameIdFormats } from './subject.ts';

/** An XML ID begins with a letter or an underscore; Entra insists. */
export const newRequestId = () => `_${randomBytes(20).toString('hex')}`;

export interface RequestFacts {
  id: string;
  relayState: string;
  acsUrl: string;
  spEntityId: string;
  key: SpKey;
  /** Classes of authentication to ask for; the provider is to answer with one of them. */
  contexts: readonly string[];
}

export async function authnRequest(
  { config, rules }: SamlParty,
  metadata: IdpMetadata,
  wishes: Wishes,
  facts: RequestFacts,
): Promise<Departure> {
  const endpoint = metadata.sso.find(({ binding }) => binding === config.ssoBinding) ?? metadata.sso[0];
  if (!endpoint) throw new SsoFailure('saml.metadata_invalid', 'no SingleSignOnService');
  const signed = config.signRequests || metadata.wantAuthnRequestsSigned;
  const byForm = endpoint.binding === 'post';
  const library = new SAML({
    callbackUrl: facts.acsUrl,
    issuer: facts.spEntityId,
    entryPoint: endpoint.url,
    idpCert: metadata.certificates,
    generateUniqueId: () => facts.id,
    forceAuthn: wishes.maxAge !== undefined || wishes.prompt === 'login',
    identifierFormat: config.nameIdFormat === 'any' ? null : nameIdFormats[config.nameIdFormat],
    disableRequestedAuthnContext: facts.contexts.length === 0,
    authnContext: [...facts.contexts],
    racComparison: 'exact',
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    // Deflating belongs to the redirect binding alone (SAML Bindings section 3.4.4.1).
    skipRequestCompression: byForm,
    ...(signed && { privateKey: facts.key.privateKey, publicCert: facts.key.certificate }),
  });
  if (byForm) {
    const message = await library.getAuthorizeMessageAsync(facts.relayState);
    const fields = Object.entries(message).map(([name, value]) => [name, String(value)] as const);
    return { redirectTo: endpoint.url, form: Object.fromEntries(fields) };
  }
  const hint: Record<string, string> =
    rules.loginHint && wishes.loginHint ? { [rules.loginHint]: wishes.loginHint } : {};
  return {
    redirectTo: await library.getAuthorizeUrlAsync(facts.relayState, undefined, { additionalParams: hint }),
  };
}
