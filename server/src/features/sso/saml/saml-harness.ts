/** For the tests of SAML: a connector for a simulated provider, and a person who goes there and comes back. */

import { type IdpReturn, signInAtIdp } from '../../../testing/idp/index.ts';
import { type Browser, endpoint, type Harness, remember } from '../../../testing/sso.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { ConnectorInput, SsoDeps, SsoFeature, SsoResult, StartInput } from '../index.ts';

export type Place = Awaited<ReturnType<Harness['newTenant']>>;

export interface SamlCase {
  /** The directory at the simulator. */
  directory: string;
  provider: string;
  domain: string;
}

export const acsOf = (connectorId: string) => `${endpoint}/saml/${connectorId}/acs`;
export const spEntityIdOf = (connectorId: string) => `${endpoint}/saml/${connectorId}/metadata`;

export const connectorInput = (
  { idp }: Harness,
  { directory, provider, domain }: SamlCase,
  more: Partial<ConnectorInput> & { config?: Record<string, unknown> } = {},
): ConnectorInput => ({
  id: 'saml',
  name: 'saml',
  provider,
  domains: [{ name: domain, proved: true }],
  enabled: true,
  ...more,
  config: { metadataUrl: idp.samlOf(directory).metadataUrl, ...more.config },
});

export function register({ idp }: Harness, directory: string, more: object = {}, connectorId = 'saml'): void {
  idp.registerServiceProvider(directory, {
    entityId: spEntityIdOf(connectorId),
    acs: [acsOf(connectorId)],
    singleLogout: `${endpoint}/saml/${connectorId}/logout`,
    ...more,
  } as never);
}

/** Goes to the provider and comes back with its form, which is not posted yet. */
export async function travel(
  { idp }: Harness,
  { sso, tenant }: { sso: SsoFeature; tenant: Tenant },
  username: string,
  input: Partial<StartInput> = {},
): Promise<{ browser: Browser; back: IdpReturn }> {
  const browser: Browser = { cookies: {} };
  const { redirectTo, form, cookie } = await sso.start(tenant, {
    attemptId: 'att_1',
    connectorId: 'saml',
    ...input,
  });
  remember(browser, cookie);
  return { browser, back: await signInAtIdp(idp, redirectTo, { username, ...(form && { form }) }) };
}

/** As the routes do it: laid aside by the post, taken by the browser's own request. */
export async function land(
  { sso, tenant }: { sso: SsoFeature; tenant: Tenant },
  form: Record<string, string>,
  browser: Browser,
  connectorId = 'saml',
): Promise<SsoResult> {
  const key = await sso.saml.responses.keep(tenant, connectorId, form);
  const taken = key === undefined ? form : await sso.saml.responses.take(tenant, connectorId, key);
  const url = new URL(acsOf(connectorId));
  return sso.finish(tenant, { connectorId, url, form: taken ?? {}, cookies: browser.cookies });
}

export async function signIn(
  harness: Harness,
  place: { sso: SsoFeature; tenant: Tenant },
  username: string,
  input: Partial<StartInput> = {},
): Promise<{ result: SsoResult; form: Record<string, string>; browser: Browser }> {
  const { browser, back } = await travel(harness, place, username, input);
  const form = Object.fromEntries(back.parameters);
  return { result: await land(place, form, browser), form, browser };
}

export function causeOf(result: SsoResult): string | undefined {
  return result.outcome === 'failed' ? (result.error.data as { cause: string }).cause : undefined;
}

export function identityOf(result: SsoResult) {
  if (result.outcome === 'failed') throw result.error;
  return result.identity;
}

/** A tenant with one SAML connector. */
export async function newPlace(
  harness: Harness,
  given: SamlCase,
  options: { config?: Record<string, unknown>; sp?: object; deps?: Partial<SsoDeps> } = {},
): Promise<Place> {
  const place = await harness.newTenant(options.deps);
  register(harness, given.directory, options.sp);
  await place.sso.connectors.create(
    place.tenant.db,
    connectorInput(harness, given, { config: options.config ?? {} }),
  );
  return place;
}
