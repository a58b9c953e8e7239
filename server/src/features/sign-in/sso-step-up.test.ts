/** Brokered step-up: the application's acr_values, the provider's own words for them, and what its token has to say. */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { type Browser, redeem, redirectUri, startSignIn, type World } from './sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
let browser: Browser;
let secret: string;
const tenantId = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';

beforeAll(async () => {
  world = await startSignIn();
  const { app, tenant } = world;
  const organization = (kind: 'oidc' | 'okta' | 'entra', id: string, name: string) => ({
    kind,
    id,
    domain: `${name}.example`,
    clients: [
      {
        clientId: `${name}-app`,
        clientSecret: `${name}-secret`,
        redirectUris: [`${app.endpoint}/callback/${name}`],
      },
    ],
    users: [{ id: 'p-1', username: `p@${name}.example`, email: `p@${name}.example`, name: 'P' }],
  });
  idp = await startIdpSimulator({
    organizations: [
      organization('oidc', 'umbrella', 'umbrella'),
      organization('okta', 'initech', 'initech'),
      organization('entra', tenantId, 'acme'),
    ],
  });
  const presets = { umbrella: 'oidc', initech: 'okta', acme: 'entra-oidc' };
  for (const [id, provider] of Object.entries(presets)) {
    await app.sso.connectors.create(tenant.db, {
      id,
      name: id,
      provider,
      config: {
        issuer: idp.issuerOf(id === 'acme' ? tenantId : id),
        clientId: `${id}-app`,
        clientSecret: `${id}-secret`,
        authenticationContexts: id === 'acme' ? ['mfa=c1', 'phr=c2'] : ['mfa=urn:okta:loa:2fa:any'],
      },
      domains: [{ name: `${id}.example`, proved: true }],
      enabled: true,
    });
  }
  const made = await app.applications.create(
    tenant.db,
    { id: 'bank', name: 'Bank', type: 'traditional', redirectUris: [redirectUri] } as never,
    tenant,
  );
  secret = String(made.secret);
});
afterAll(async () => {
  await idp.close();
  await world.close();
});
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
  for (const id of ['umbrella', 'initech', tenantId]) idp.misbehave(id, null);
});

const begin = (id: string, extra: Record<string, string> = {}) =>
  browser.begin({ client_id: 'bank', scope: 'openid', prompt: '', direct_sign_in: `sso:${id}`, ...extra });

const claimsOf = async (url: URL) =>
  decodeJwt((await redeem(world, { url }, { id: 'bank', secret })).id_token);

/** As far as the application, or the page that says why not. */
async function signIn(id: string, extra: Record<string, string> = {}) {
  const away = await begin(id, extra);
  const { callbackUrl } = await signInAtIdp(idp, away.url, { username: `p@${id}.example` });
  return { asked: away.url.searchParams, back: await browser.go(callbackUrl.href) };
}

describe.each(['umbrella', 'initech', 'acme'])('%s', (id) => {
  it('asks for the provider’s own class, checks it, and tells the application in its words', async () => {
    const { asked, back } = await signIn(id, { acr_values: 'unknown mfa' });
    if (id === 'acme')
      expect(JSON.parse(asked.get('claims') ?? '')).toEqual({
        id_token: { acrs: { essential: true, value: 'c1' } },
      });
    else expect(asked.get('acr_values')).toBe('urn:okta:loa:2fa:any');
    expect(await claimsOf(back.url)).toMatchObject({ acr: 'mfa' });
  });

  it.each(['ignores-step-up', 'reaches-less', 'unmet-step-up'] as const)(
    'threat: a provider that %s lets nobody in, and the cause says so',
    async (what) => {
      idp.misbehave(id === 'acme' ? tenantId : id, what);
      const { back } = await signIn(id, { acr_values: 'mfa' });
      expect(back.status).toBe(403);
      expect(back.text).toContain('stronger sign-in');
      expect(back.url.origin).toBe(world.app.endpoint);
    },
  );

  it('a session that reached less is asked once more, and one that reached it goes on', async () => {
    await signIn(id);
    const away = await begin(id, { acr_values: 'mfa' });
    expect(away.url.origin).toBe(idp.url);
    const { callbackUrl } = await signInAtIdp(idp, away.url, { username: `p@${id}.example` });
    expect(await claimsOf((await browser.go(callbackUrl.href)).url)).toMatchObject({ acr: 'mfa' });
    const again = await begin(id, { acr_values: 'mfa' });
    expect(await claimsOf(again.url)).toMatchObject({ acr: 'mfa' });
  });

  it('a word that the connector does not know is a wish, and nobody is asked again for it', async () => {
    await signIn(id, { acr_values: 'urn:x:gold' });
    const again = await begin(id, { acr_values: 'urn:x:gold' });
    expect(again.url.searchParams.has('code')).toBe(true);
    expect((await claimsOf(again.url)).acr ?? null).toBeNull();
  });
});

it('silently it can’t be had: the application learns that somebody has to sign in', async () => {
  await signIn('umbrella');
  const { url } = await begin('umbrella', { acr_values: 'mfa', prompt: 'none' });
  expect(url.searchParams.get('error')).toBe('login_required');
});

it('contexts that are none are refused when the connector is saved', async () => {
  const { app, tenant } = world;
  for (const context of ['mfa', '=c1', 'mfa=', 'm fa=c1']) {
    const saved = app.sso.connectors.update(tenant.db, 'acme', {
      config: { authenticationContexts: [context] },
    });
    await expect(saved).rejects.toMatchObject({ status: 400 });
  }
});
