/** DESIGN section 7, issue 5: several connectors of a domain and of an organization, and the one used last. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

const names = ['east', 'west', 'north'];
const cookieName = 'gh_default_home_realm';

const organization = (id: string, endpoint: string) => ({
  kind: 'oidc' as const,
  id,
  domain: 'multi.example',
  clients: [
    { clientId: `${id}-app`, clientSecret: `${id}-secret`, redirectUris: [`${endpoint}/callback/${id}`] },
  ],
  users: [{ id: 'mia-1', username: 'mia@multi.example', email: 'mia@multi.example', name: 'Mia' }],
});

beforeAll(async () => {
  world = await startSignIn();
  const { app, tenant } = world;
  idp = await startIdpSimulator({ organizations: names.map((id) => organization(id, app.endpoint)) });
  await app.organizations.create(tenant.db, {
    id: 'multi',
    name: 'Multi',
    branding: { displayName: 'Multi Holding', logoUrl: 'https://cdn.multi.example/logo.png' },
  });
  await app.organizations.create(tenant.db, { id: 'single', name: 'Single' });
  await app.organizations.create(tenant.db, { id: 'empty', name: 'Empty' });
  for (const id of names) {
    await app.sso.connectors.create(tenant.db, {
      id,
      name: `${id.toUpperCase()} Inc`,
      provider: 'oidc',
      config: { issuer: idp.issuerOf(id), clientId: `${id}-app`, clientSecret: `${id}-secret` },
      domains: [{ name: 'multi.example', proved: true, allowChoice: true }],
      organizationId: id === 'north' ? 'single' : 'multi',
      enabled: true,
    });
  }
}, 60_000);
afterAll(async () => {
  await idp?.close();
  await world?.close();
});
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
});

const atIdp = (page: { url: URL }, id: string) => page.url.href.startsWith(idp.issuerOf(id));

async function comeBack(page: Page): Promise<Page> {
  const { callbackUrl } = await signInAtIdp(idp, page.url, { username: 'mia@multi.example' });
  return browser.go(callbackUrl.href);
}

/** Signs in through a connector, and begins again as if the session had ended. */
async function cameThrough(id: string): Promise<void> {
  expect(ended(await comeBack(await browser.begin({ direct_sign_in: `sso:${id}` })))).toBe(true);
}

const again = (parameters: Record<string, string> = {}) => browser.begin({ prompt: 'login', ...parameters });

const positionOf = (page: Page, text: string) => page.text.indexOf(text);

describe('organization_id', () => {
  test('of an organization with one connector leads straight there', async () => {
    const there = await browser.begin({ organization_id: 'single' });
    expect(atIdp(there, 'north')).toBe(true);
    expect(ended(await comeBack(there))).toBe(true);
  });

  test('of one with several connectors leads to a choice among its own, which names it', async () => {
    const choose = await browser.begin({ organization_id: 'multi' });
    expect(stepOf(choose)).toBe('sso');
    expect(choose.text).toContain('Multi Holding');
    expect(choose.text).toContain('EAST Inc');
    expect(choose.text).not.toContain('NORTH Inc');
    const smuggled = await browser.post(choose, { connector: 'north' });
    expect(stepOf(smuggled)).toBe('sso');
    const there = await browser.post(choose, { connector: 'west' });
    expect(atIdp(there, 'west')).toBe(true);
    expect(ended(await comeBack(there))).toBe(true);
  });

  test('shows its pages in the look of the organization, and of none that there is not', async () => {
    const choose = await browser.begin({ organization_id: 'multi' });
    expect(choose.text).toContain('https://cdn.multi.example/logo.png');
    expect((await browser.begin({ organization_id: 'nobody' })).text).not.toContain('cdn.multi.example');
    expect((await browser.begin()).text).not.toContain('cdn.multi.example');
  });

  test('leaves another way open', async () => {
    const choose = await browser.begin({ organization_id: 'multi' });
    const other = await browser.go(choose.url.href.replace(/sso$/, 'identifier'));
    expect(stepOf(other)).toBe('identifier');
    const secret = await browser.post(other, { identifier: 'alice' });
    expect(ended(await browser.post(secret, { password }))).toBe(true);
  });

  test.each(['empty', 'nobody', 'No%20id', '../x', 'a'.repeat(300)])(
    'of %s, which has no connector, changes nothing',
    async (id) => {
      expect(stepOf(await browser.begin({ organization_id: id }))).toBe('identifier');
    },
  );

  test('a disabled connector is not among them', async () => {
    const { app, tenant } = world;
    await app.sso.connectors.disable(tenant.db, 'east');
    expect(atIdp(await browser.begin({ organization_id: 'multi' }), 'west')).toBe(true);
    await app.sso.connectors.update(tenant.db, 'east', { enabled: true, enforced: true });
  });
});

describe('a domain of several connectors', () => {
  test('threat: whichever of them a person came through, it is the SSO that the domain demands', async () => {
    for (const id of names) {
      browser = world.browser();
      await cameThrough(id);
      // The session goes on without a question: the way it was made is one that the domain allows.
      expect(ended(await browser.begin())).toBe(true);
    }
  });

  test('threat: a password is no way in for its people, and they choose among all of them', async () => {
    const { app, tenant, passwordHash } = world;
    const mia = await app.users.findByIdentifier(tenant.db, { email: 'mia@multi.example' });
    await app.users.update(tenant.db, mia!.id, { username: 'mia' });
    await app.users.setPasswordHash(tenant.db, mia!.id, passwordHash);
    const page = await browser.post(await browser.begin(), { identifier: 'mia' });
    const choose = await browser.post(page, { password });
    expect(stepOf(choose)).toBe('sso');
    for (const id of names) expect(choose.text).toContain(`${id.toUpperCase()} Inc`);
  });

  test('threat: two who claim a domain at the same moment do not both get it', async () => {
    const { app, tenant } = world;
    const input = (id: string) => ({
      id,
      name: id,
      provider: 'oidc',
      config: { issuer: 'https://idp.example', clientId: 'x', clientSecret: 'y' },
    });
    const rivals = Array.from({ length: 6 }, (_, i) => `rival${i}`);
    for (const id of rivals) await app.sso.connectors.create(tenant.db, input(id));
    const claims = await Promise.allSettled(
      rivals.map((id) => app.sso.connectors.addDomain(tenant.db, id, { name: 'contested.example' })),
    );
    const refused = claims.filter((claim) => claim.status === 'rejected');
    expect(refused).toHaveLength(rivals.length - 1);
    expect(refused.every(({ reason }) => reason.code === 'sso.domain_taken')).toBe(true);
  });
});

describe('the scope urn:logto:scope:organizations (wire contract section 4)', () => {
  let secret: string;

  beforeAll(async () => {
    const input = { id: 'shop', name: 'Shop', type: 'traditional' as const, redirectUris: [redirectUri] };
    ({ secret } = (await world.app.applications.create(world.tenant.db, input, world.tenant)) as never);
  });

  async function tokens(scope: string) {
    await browser.begin({ direct_sign_in: 'sso:north' }).then(comeBack);
    const back = await browser.begin({ client_id: 'shop', scope });
    const { id_token: idToken, access_token: accessToken } = await redeem<Record<string, string>>(
      world,
      back,
      {
        id: 'shop',
        secret,
      },
    );
    const userinfo = await fetch(`${world.app.endpoint}/oidc/me`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    return {
      claims: JSON.parse(Buffer.from(idToken!.split('.')[1]!, 'base64url').toString()),
      userinfo: (await userinfo.json()) as Record<string, unknown>,
    };
  }

  test('names the organizations in the ID token, and in userinfo with their data', async () => {
    const { claims, userinfo } = await tokens('openid profile urn:logto:scope:organizations');
    expect(claims.organizations).toContain('single');
    expect(claims).not.toHaveProperty('organization_data');
    expect(userinfo.organizations).toEqual(claims.organizations);
    expect(userinfo.organization_data).toContainEqual({ id: 'single', name: 'Single', description: null });
  });

  test('without it nothing is said of them', async () => {
    const { claims, userinfo } = await tokens('openid profile');
    expect(claims).not.toHaveProperty('organizations');
    expect(userinfo).not.toHaveProperty('organization_data');
  });
});

describe('the connector used last', () => {
  test('comes first on the chooser, with a badge, and takes nobody anywhere by itself', async () => {
    await cameThrough('west');
    const choose = await browser.post(await again(), { identifier: 'mia@multi.example' });
    expect(stepOf(choose)).toBe('sso');
    expect(positionOf(choose, 'WEST Inc')).toBeLessThan(positionOf(choose, 'EAST Inc'));
    expect(choose.text).toContain('Last used');
    expect(choose.text.match(/Last used/g)).toHaveLength(1);
  });

  test('is a button on the first page', async () => {
    await cameThrough('east');
    const first = await again();
    expect(stepOf(first)).toBe('identifier');
    expect(first.text).toContain('Continue with EAST Inc');
    const there = await browser.post(first, { connector: 'east' });
    expect(atIdp(there, 'east')).toBe(true);
    expect(ended(await comeBack(there))).toBe(true);
  });

  test('is a button on the page that asks for the work email, too', async () => {
    await cameThrough('east');
    const ask = await again({ first_screen: 'single_sign_on' });
    expect(ask.text).toContain('Continue with EAST Inc');
    expect(atIdp(await browser.post(ask, { connector: 'east' }), 'east')).toBe(true);
  });

  test('is offered, not taken, when somebody wants another account', async () => {
    await cameThrough('east');
    const ask = await browser.begin({ login_hint: 'alice@example.com', prompt: 'login' });
    expect(stepOf(ask)).toBe('identifier');
  });

  test('is forgotten by "use another way"', async () => {
    await cameThrough('east');
    const first = await again();
    const plain = await browser.post(first, { forget: '1' });
    expect(stepOf(plain)).toBe('identifier');
    expect(plain.text).not.toContain('EAST Inc');
    expect(browser.jar.has(cookieName)).toBe(false);
    expect((await again()).text).not.toContain('EAST Inc');
  });

  test('is not shown once it is disabled', async () => {
    const { app, tenant } = world;
    await cameThrough('east');
    await app.sso.connectors.disable(tenant.db, 'east');
    const first = await again();
    expect(first.text).not.toContain('EAST Inc');
    // Nor taken when the form is posted all the same.
    expect(stepOf(await browser.post(first, { connector: 'east' }))).toBe('identifier');
    await app.sso.connectors.update(tenant.db, 'east', { enabled: true, enforced: true });
  });

  test('a password sign-in leaves no such cookie', async () => {
    const page = await browser.post(await browser.begin(), { identifier: 'alice' });
    expect(ended(await browser.post(page, { password }))).toBe(true);
    expect(browser.jar.has(cookieName)).toBe(false);
  });

  test('the cookie: HttpOnly, SameSite=Lax, 90 days, and nothing in it that can be read', async () => {
    const { callbackUrl } = await signInAtIdp(
      idp,
      (await browser.begin({ direct_sign_in: 'sso:west' })).url,
      { username: 'mia@multi.example' },
    );
    const handed = await browser.send(callbackUrl.href);
    const response = await browser.send(handed.headers.get('location') ?? '');
    const line = response.headers.getSetCookie().find((one) => one.startsWith(cookieName)) ?? '';
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).toMatch(/Max-Age=7776000/i);
    expect(line).toMatch(/Path=\/(;|$)/i);
    const value = decodeURIComponent(/=([^;]*)/.exec(line)?.[1] ?? '');
    for (const part of [value, ...value.split('.').map((one) => Buffer.from(one, 'base64url').toString())])
      expect(part).not.toMatch(/west|mia|multi/i);
  });

  test('threat: nobody writes a cookie to find out which connectors there are', async () => {
    await cameThrough('west');
    const other = await world.app.tenants.create({ id: 'realm-b', name: 'B' });
    const elsewhere = world.app.sealer.seal(
      JSON.stringify({ connectorId: 'east', at: Math.floor(Date.now() / 1000) }),
      `${other.id}:home_realm:cookie`,
    );
    const plain = await (await world.browser().begin()).text;
    for (const made of [
      'east',
      '{"connectorId":"east","at":1}',
      elsewhere,
      'v1.test.aaaa.bbbb',
      'x'.repeat(4000),
    ]) {
      const probe = world.browser();
      const first = await probe.begin();
      const page = await fetch(first.url, {
        headers: {
          accept: 'text/html',
          cookie: `${probe.jar.header(first.url.pathname)}; ${cookieName}=${encodeURIComponent(made)}`,
        },
      });
      const text = await page.text();
      expect([page.status, text.includes('EAST'), text.includes('Last used')]).toEqual([200, false, false]);
    }
    expect(plain).not.toContain('Last used');
  });

  test('threat: a connector that the cookie does not name is not taken from the first page', async () => {
    await cameThrough('west');
    const first = await again();
    expect(stepOf(await browser.post(first, { connector: 'east' }))).toBe('identifier');
  });
});
