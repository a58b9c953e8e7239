/** A service provider for the simulator's own tests: the real node-saml, and requests by hand for what it won't send. */
import { SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { type IdpReturn, type SignInAtIdpOptions, signInAtIdp } from '../sign-in-at-idp.ts';
import type { IdpSimulator } from '../simulator.ts';
import { type Certified, certifiedKey } from './certificates.ts';

export const spEntityId = 'http://localhost:3001/saml/test/metadata';
export const acs = 'http://localhost:3001/saml/test/acs';
export const singleLogout = 'http://localhost:3001/saml/test/slo';

const day = 86_400_000;
export const spKey = (): Promise<Certified> =>
  certifiedKey('sp-under-test', { subject: 'SP', notBefore: Date.now() - day, notAfter: Date.now() + day });

export async function serviceProvider(
  idp: IdpSimulator,
  id: string,
  more: Partial<SamlConfig> = {},
): Promise<SAML> {
  const { ssoUrl, entityId, logoutUrl } = idp.samlOf(id);
  return new SAML({
    entryPoint: ssoUrl,
    idpIssuer: entityId,
    issuer: spEntityId,
    callbackUrl: acs,
    audience: spEntityId,
    idpCert: await idp.certificatesOf(id),
    logoutUrl: logoutUrl ?? ssoUrl,
    logoutCallbackUrl: singleLogout,
    identifierFormat: null,
    signatureAlgorithm: 'sha256',
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.ifPresent,
    ...more,
  });
}

export interface Carried {
  sp: SAML;
  back: IdpReturn;
  form: { SAMLResponse: string; RelayState?: string };
}

/** From the request to the form that the browser would post. */
export async function carry(
  idp: IdpSimulator,
  sp: SAML,
  who: SignInAtIdpOptions,
  relayState = 'state-1',
): Promise<Carried> {
  const url = await sp.getAuthorizeUrlAsync(relayState, undefined, {});
  const back = await signInAtIdp(idp, url, who);
  return { sp, back, form: fields(back) };
}

export function fields({ parameters }: IdpReturn): { SAMLResponse: string; RelayState?: string } {
  return {
    SAMLResponse: parameters.get('SAMLResponse') ?? '',
    RelayState: parameters.get('RelayState') ?? undefined,
  };
}

export const xmlIn = ({ SAMLResponse }: { SAMLResponse: string }): string =>
  Buffer.from(SAMLResponse, 'base64').toString('utf8');

/** The whole way with node-saml's verdict. */
export async function signIn(idp: IdpSimulator, sp: SAML, who: SignInAtIdpOptions) {
  const { form } = await carry(idp, sp, who);
  const { profile } = await sp.validatePostResponseAsync(form);
  return { profile: profile!, form };
}
