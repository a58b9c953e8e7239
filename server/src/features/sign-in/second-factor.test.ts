/**
 * The second factor of Gatehouse's own (TOTP: RFC 6238, RFC 4226): a password person who is asked for `mfa`, and people
 * of a provider that doesn't confirm it. What the application gets, and who must not get it.
 */
import { decodeJwt } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import {
  type Browser,
  ended,
  type Page,
  password,
  redeem,
  redirectUri,
  startSignIn,
  stepOf,
  type World,
} from './sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
let browser: Browser;
let secret: string;
/** Each reading of codes is a time step later than the one before. */
let offsetMs = 0;
/** How long ago it is at the provider. */
let agoMs = 0;
const clock = { now: () => new Date(Date.now() + offsetMs) };
const entra = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
const directories = { umbrella: 'umbrella', stark: 'stark', acme: entra } as const;
type Id = keyof typeof directories;
const path = (name: string) => `${world.app.endpoint}/saml/stark/${name}`;

const organization = (kind: 'oidc' | 'saml' | 'entra', id: Id) => ({
  kind,
  id: directories[id],
  domain: `${id}.example`,
  ...(kind !== 'saml' && {
    clients: [
      {
        clientId: `${id}-app`,
        clientSecret: `${id}-secret`,
        redirectUris: [`${world.app.endpoint}/callback/${id}`],
      },
    ],
  }),
  users: ['p', 'q', 'r', 's', 't', 'u'].map((name, n) => ({
    id: `0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a0${n}`,
    username: `${name}@${id}.example`,
    email: `${name}@${id}.example`,
    name,
  })),
});

const connect = (id: Id, provider: string, config: object) =>
  world.app.sso.connectors.create(world.tenant.db, {
    id,
    name: id,
    provider,
    config: config as Record<string, unknown>,
    domains: [{ name: `${id}.example`, proved: true }],
    enabled: true,
  });
const configure = (id: Id, config: Record<string, unknown>) =>
  world.app.sso.connectors.update(world.tenant.db, id, { config });

beforeAll(async () => {
  world = await startSignIn({ clock });
  idp = await startIdpSimulator({
    now: () => Date.now() - agoMs,
    organizations: [
      organization('oidc', 'umbrella'),
      organization('saml', 'stark'),
      organization('entra', 'acme'),
    ],
  });
  idp.registerServiceProvider('stark', { entityId: path('metadata'), acs: [path('acs')] });
  await world.experience({ singleSignOnEnabled: true });
  const oidc = (id: Id) => ({
    issuer: idp.issuerOf(directories[id]),
    clientId: `${id}-app`,
    clientSecret: `${id}-secret`,
    stepUp: 'provider-or-local',
  });
  await connect('umbrella', 'oidc', {
    ...oidc('umbrella'),
    authenticationContexts: ['mfa=urn:x:2', 'phr=urn:x:3'],
  });
  await connect('acme', 'entra-oidc', { ...oidc('acme'), authenticationContexts: ['mfa=c1'] });
  await connect('stark', 'saml', {
    metadataUrl: idp.samlOf('stark').metadataUrl,
    stepUp: 'provider-or-local',
    authenticationContexts: ['mfa=urn:example:never'],
  });
  const bank = { id: 'bank', name: 'Bank', type: 'traditional', redirectUris: [redirectUri] };
  secret = String((await world.app.applications.create(world.tenant.db, bank as never, world.tenant)).secret);
});
afterAll(async () => {
  await idp.close();
  await world.close();
});
beforeEach(async () => {
  browser = world.browser();
  offsetMs += 120_000;
  await world.forgetLimits();
  for (const id of Object.values(directories)) idp.misbehave(id, null);
});

const begin = (extra: Record<string, string> = {}) =>
  browser.begin({ client_id: 'bank', scope: 'openid', prompt: '', acr_values: 'mfa', ...extra });
const at = (id: Id, extra: Record<string, string> = {}) => begin({ direct_sign_in: `sso:${id}`, ...extra });

async function byPassword(name: string, extra: Record<string, string> = {}): Promise<Page> {
  return browser.post(await browser.post(await begin(extra), { identifier: name }), { password });
}

/** What the authenticator app of somebody who typed the page's secret shows. */
function codeFor(key: string, { steps = 0 } = {}): string {
  const totp = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) });
  return totp.generate({ timestamp: clock.now().getTime() + steps * 30_000 });
}
const keyOn = (page: Page) => /<code class="secret"[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '';
const recoveryCodesOn = (page: Page) =>
  [...page.text.matchAll(/<code>([0-9A-Z-]{19})<\/code>/g)].map(([, code]) => code ?? '');

/** From the page that offers it to the application. */
async function enrol(page: Page): Promise<{ key: string; codes: string[]; back: Page }> {
  expect(stepOf(page)).toBe('enrol-second-factor');
  const key = keyOn(page);
  const shown = await browser.post(page, { code: codeFor(key) });
  expect(stepOf(shown)).toBe('recovery-codes');
  offsetMs += 60_000;
  return { key, codes: recoveryCodesOn(shown), back: await browser.post(shown, {}) };
}

/** There and back again, as the person at the provider. */
async function through(away: Page, username: string, cookies?: Map<string, string>): Promise<Page> {
  const back = await signInAtIdp(idp, away.url, { username, ...(cookies && { cookies }) });
  if (back.method === 'GET') return browser.go(back.callbackUrl.href);
  const posted = await fetch(path('acs'), { method: 'POST', body: back.parameters, redirect: 'manual' });
  const location = posted.headers.get('location');
  return location
    ? browser.go(location)
    : { url: new URL(posted.url), status: posted.status, text: await posted.text(), headers: posted.headers };
}

const claimsOf = async ({ url }: Page) =>
  decodeJwt((await redeem(world, { url }, { id: 'bank', secret })).id_token);

describe('who signs in with a password, and is asked for mfa', () => {
  it('sets up an app once, and from then on gives its code; the application gets acr and amr', async () => {
    await world.newUser('anna');
    const { key, codes, back } = await enrol(await byPassword('anna'));
    expect(codes).toHaveLength(10);
    expect(await claimsOf(back)).toMatchObject({ acr: 'mfa', amr: ['pwd', 'otp', 'mfa'] });
    browser = world.browser();
    const page = await byPassword('anna');
    expect(stepOf(page)).toBe('second-factor');
    expect(page.text).toContain('autocomplete="one-time-code"');
    const again = await browser.post(page, { code: codeFor(key) });
    expect(await claimsOf(again)).toMatchObject({ acr: 'mfa', amr: ['pwd', 'otp', 'mfa'] });
  });

  it('is asked for nothing when the application asks for nothing, or for a word that means something else', async () => {
    await world.newUser('ben');
    for (const words of ['', 'urn:x:gold']) {
      browser = world.browser();
      const page = await byPassword('ben', words === '' ? { acr_values: '' } : { acr_values: words });
      expect(ended(page)).toBe(true);
      expect((await claimsOf(page)).acr ?? null).toBeNull();
    }
  });

  it('whose session has less is asked once more; silently it is login_required', async () => {
    await world.newUser('cora');
    expect(ended(await byPassword('cora', { acr_values: '' }))).toBe(true);
    const silent = await begin({ prompt: 'none' });
    expect(silent.url.searchParams.get('error')).toBe('login_required');
    const { back } = await enrol(await byPassword('cora'));
    expect(ended(back)).toBe(true);
    expect(await claimsOf(await begin({ prompt: 'none' }))).toMatchObject({ acr: 'mfa' });
  });

  it('an essential acr (OpenID Connect Core section 5.5.1.1) is met too', async () => {
    await world.newUser('dora');
    const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['mfa'] } } });
    const { back } = await enrol(await byPassword('dora', { acr_values: '', claims }));
    expect(await claimsOf(back)).toMatchObject({ acr: 'mfa', amr: ['pwd', 'otp', 'mfa'] });
  });

  it('a recovery code stands in for the app, once', async () => {
    await world.newUser('emil');
    const { codes } = await enrol(await byPassword('emil'));
    for (const right of [true, false]) {
      browser = world.browser();
      const asked = await byPassword('emil');
      const page = await browser.go(asked.url.href.replace(/second-factor$/, 'recovery-code'));
      const typed = `${codes[3]}`.toLowerCase().replaceAll('-', ' ');
      const back = await browser.post(page, { code: typed });
      expect(ended(back)).toBe(right);
      if (!right) expect(back.text).toContain('or it was used before');
    }
    const { mail } = await world.mailTo('emil@example.com');
    expect(mail?.text).toContain('recovery code was used');
  });
});

describe('threats', () => {
  it('threat: a code is used twice, also by two browsers at once', async () => {
    await world.newUser('fred');
    const { key } = await enrol(await byPassword('fred'));
    const pages: [Browser, Page][] = [];
    for (let n = 0; n < 4; n++) {
      browser = world.browser();
      pages.push([browser, await byPassword('fred')]);
    }
    const code = codeFor(key);
    const results = await Promise.all(pages.map(([own, page]) => own.post(page, { code })));
    expect(results.filter(ended)).toHaveLength(1);
    expect(results.filter((one) => one.text.includes('used before'))).toHaveLength(3);
  });

  it('threat: the code that confirmed the enrolment is used to sign in', async () => {
    await world.newUser('gina');
    const page = await byPassword('gina');
    const code = codeFor(keyOn(page));
    await browser.post(page, { code });
    browser = world.browser();
    expect((await browser.post(await byPassword('gina'), { code })).text).toContain('used before');
  });

  it('threat: codes are guessed; after five the person’s second factor slows down, whoever guesses', async () => {
    await world.newUser('hugo');
    const { key } = await enrol(await byPassword('hugo'));
    browser = world.browser();
    let page = await byPassword('hugo');
    for (let n = 0; n < 5; n++) page = await browser.post(page, { code: '000000' });
    expect(page.text).toContain('not right');
    browser = world.browser();
    const right = await browser.post(await byPassword('hugo'), { code: codeFor(key) });
    expect(ended(right)).toBe(false);
    expect(right.text).toMatch(/Too many|seconds/);
  });

  it('threat: a code from a minute ago or from in a minute', async () => {
    await world.newUser('ida');
    const { key } = await enrol(await byPassword('ida'));
    browser = world.browser();
    const page = await byPassword('ida');
    for (const steps of [-2, 2])
      expect((await browser.post(page, { code: codeFor(key, { steps }) })).text).toContain('not right');
    expect(ended(await browser.post(page, { code: codeFor(key, { steps: 1 }) }))).toBe(true);
  });

  it('threat: who proved their own factor goes back and signs in as somebody else', async () => {
    await world.newUser('jack');
    await world.newUser('kate');
    await enrol(await byPassword('kate'));
    browser = world.browser();
    const codes = await byPassword('jack');
    const shown = await browser.post(codes, { code: codeFor(keyOn(codes)) });
    const identifier = shown.url.href.replace(/recovery-codes$/, 'identifier');
    const kate = await browser.post(await browser.post(identifier, { identifier: 'kate' }), { password });
    expect(stepOf(kate)).toBe('second-factor');
    expect(ended(await browser.post(shown.url.href, {}))).toBe(false);
  });

  it('threat: the address of the factor’s page is opened before anything was proved', async () => {
    const page = await browser.post(await begin(), { identifier: 'alice' });
    for (const step of ['second-factor', 'enrol-second-factor', 'recovery-codes', 'recovery-code']) {
      const opened = await browser.go(page.url.href.replace(/password$/, step));
      expect(stepOf(opened)).toBe('password');
      expect(stepOf(await browser.post(page.url.href.replace(/password$/, step), { code: '123456' }))).toBe(
        'password',
      );
    }
  });

  it('threat: the secret of an enrolment that was begun in another sign-in is confirmed in this one', async () => {
    await world.newUser('lena');
    const stolen = keyOn(await byPassword('lena'));
    browser = world.browser();
    const page = await byPassword('lena');
    expect(keyOn(page)).not.toBe(stolen);
    expect((await browser.post(page, { code: codeFor(stolen) })).text).toContain('not right');
  });
});

describe('a provider that does not confirm mfa, where Gatehouse’s own factor may stand in', () => {
  it('one that confirms it: nobody needs a factor here', async () => {
    const back = await through(await at('umbrella'), 'p@umbrella.example');
    expect(await claimsOf(back)).toMatchObject({ acr: 'mfa', amr: ['fed', 'pwd', 'mfa'] });
  });

  it.each(['umbrella', 'acme'] as const)(
    '%s ignores it: the person enrols, then gives the code',
    async (id) => {
      idp.misbehave(directories[id], 'ignores-step-up');
      let page = await through(await at(id), `q@${id}.example`);
      // Entra ID doesn't say when somebody signed in: it has to ask for that now.
      if (id === 'acme') {
        expect(page.url.searchParams.get('prompt')).toBe('login');
        page = await through(page, `q@${id}.example`);
      }
      const { key, back } = await enrol(page);
      expect(await claimsOf(back)).toMatchObject({
        acr: 'mfa',
        amr: expect.arrayContaining(['fed', 'otp', 'mfa']),
      });
      browser = world.browser();
      const asked = await through(await at(id), `q@${id}.example`);
      expect(stepOf(asked)).toBe('second-factor');
      const again = await browser.post(asked, { code: codeFor(key) });
      expect(await claimsOf(again)).toMatchObject({
        acr: 'mfa',
        amr: expect.arrayContaining(['fed', 'otp', 'mfa']),
      });
    },
  );

  it('a SAML provider that says NoAuthnContext is asked for less, and the factor does the rest', async () => {
    const away = await at('stark');
    const less = await through(away, 'q@stark.example');
    expect(less.url.origin).toBe(new URL(idp.url).origin);
    const { back } = await enrol(await through(less, 'q@stark.example'));
    expect(await claimsOf(back)).toMatchObject({ acr: 'mfa', amr: ['fed', 'pwd', 'otp', 'mfa'] });
  });

  it('an OpenID provider that says the same (unmet_authentication_requirements) is asked for less, too', async () => {
    idp.misbehave('umbrella', 'unmet-step-up', { times: 1 });
    const less = await through(await at('umbrella'), 't@umbrella.example');
    expect(less.url.origin).toBe(new URL(idp.url).origin);
    expect(less.url.searchParams.has('acr_values')).toBe(false);
    const { back } = await enrol(await through(less, 't@umbrella.example'));
    expect(await claimsOf(back)).toMatchObject({ acr: 'mfa' });
  });

  it('threat: a word that means more than several factors is never met here', async () => {
    idp.misbehave('umbrella', 'ignores-step-up');
    const back = await through(await at('umbrella', { acr_values: 'phr' }), 'r@umbrella.example');
    expect(back.status).toBe(403);
    expect(back.text).toContain('stronger sign-in');
  });

  it('threat: where only the provider counts, nobody’s own factor helps', async () => {
    await configure('umbrella', { stepUp: 'provider' });
    idp.misbehave('umbrella', 'ignores-step-up');
    const back = await through(await at('umbrella'), 'r@umbrella.example');
    expect(back.status).toBe(403);
    await configure('umbrella', { stepUp: 'provider-or-local' });
  });

  it('threat: a stolen session at the provider enrols a factor of its own: the person must sign in there anew', async () => {
    idp.misbehave('umbrella', 'ignores-step-up');
    const cookies = new Map<string, string>();
    agoMs = 900_000;
    await signInAtIdp(idp, (await at('umbrella')).url, { username: 's@umbrella.example', cookies });
    agoMs = 0;
    browser = world.browser();
    const back = await signInAtIdp(idp, (await at('umbrella')).url, { cookies });
    expect(back.sawPage).toBe(false);
    const again = await browser.go(back.callbackUrl.href);
    expect(again.url.searchParams.get('prompt')).toBe('login');
  });
});
