// Issue 2 section 4, DESIGN section 7: an organization's people sign in through their own identity provider, and nobody
// gets an account that is not theirs.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startExpressApp, userOf } from './applications.ts';
import { expectAccessible } from './axe.ts';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import { acmeTenant, wayneTenant } from './directories.ts';
import {
  expectAtIdp,
  expectHeading,
  hasSession,
  mailedCode,
  referenceOn,
  signInAtIdp,
  signInByPassword,
  typeIdentifier,
} from './person.ts';
import type { Program } from './processes.ts';
import { authorizationUrl, openScene, password, type Scene } from './scene.ts';

let scene: Scene;
let browser: Browser;
let program: Program;
let app: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene();
  program = await startExpressApp(scene, 'bookstore');
  browser = await launchBrowser();
  app = scene.urls.bookstore;
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  await scene?.close();
});

async function withVisitor(
  options: BrowserContextOptions,
  walk: (page: Page) => Promise<void>,
): Promise<void> {
  const { context, page, complaints } = await newVisitor(browser, options);
  try {
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

/** A picture for whoever wants to look: GATEHOUSE_LOOK=folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.GATEHOUSE_LOOK;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const atHome = (page: Page) => page.waitForURL(new RegExp(`^${app}/?$`));

interface FoundUser {
  id: string;
  email: string | null;
  username: string | null;
}
const usersWith = async (search: string) =>
  (await scene.api(`/users?search=${encodeURIComponent(search)}`)) as FoundUser[];

describe.skipIf(!hasBrowser).each([
  { scripts: 'with JavaScript', options: {} },
  { scripts: 'without JavaScript', options: { javaScriptEnabled: false } },
])('at a browser $scripts', ({ options }) => {
  it('the domain of the email leads to the organization’s Entra ID and back', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'Anna@ACME.example');
      // The name comes along as a hint.
      await signInAtIdp(page, scene);
      await atHome(page);
      expect(await userOf(page)).toMatchObject({
        isAuthenticated: true,
        claims: { email: 'anna@acme.example', email_verified: true, name: 'Anna Sample' },
        userInfo: { sso_identities: [{ issuer: expect.stringContaining(acmeTenant) }] },
      });
      // A second application, and the same one again, ask nothing.
      await page.goto(`${app}/sso/sign-in`);
      await atHome(page);
      await page.getByRole('link', { name: 'Sign out' }).click();
      await atHome(page);
      expect(await hasSession(page, scene)).toBe(false);
    });
    expect(await usersWith('anna@acme.example')).toHaveLength(1);
  });

  it('the button asks for the work email', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await page.getByRole('link', { name: 'Single sign-on' }).click();
      await expectHeading(page, 'Single sign-on');
      await page.getByLabel('Work email').fill('somebody@nowhere.example');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('No single sign-on is set up for this address').first().waitFor();
      await page.getByLabel('Work email').fill('gina@globex.example');
      await page.getByRole('button', { name: 'Continue' }).click();
      await signInAtIdp(page, scene);
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email: 'gina@globex.example' } });
    });
  });

  it('first_screen=single_sign_on begins with the work email', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/sso/sign-in`);
      await expectHeading(page, 'Single sign-on');
      await page.getByLabel('Work email').fill('peter@initech.example');
      await page.getByRole('button', { name: 'Continue' }).click();
      await signInAtIdp(page, scene);
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email: 'peter@initech.example' } });
    });
  });

  it('direct_sign_in goes straight to the provider, and back without a word when its session lives', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/direct/sign-in`);
      await signInAtIdp(page, scene, 'ben@acme.example');
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email: 'ben@acme.example' } });
      await page.getByRole('link', { name: 'Sign out' }).click();
      await atHome(page);
      await page.goto(`${app}/direct/sign-in`);
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email: 'ben@acme.example' } });
    });
  });

  it('a generic provider works as well', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'rita@umbrella.example');
      await signInAtIdp(page, scene);
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email: 'rita@umbrella.example' } });
    });
  });

  it('a person of the organization who has a password is led to single sign-on, by email and by username', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'erin@acme.example');
      await expectAtIdp(page, scene);
    });
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await signInByPassword(page, 'erin', password);
      await expectHeading(page, 'Sign in with your organization');
      expect(await hasSession(page, scene)).toBe(false);
      await page.getByRole('button', { name: 'Continue with Acme (Entra ID)' }).click();
      await signInAtIdp(page, scene, 'erin@acme.example');
      await atHome(page);
      // It is the account that was there before.
      expect(await userOf(page)).toMatchObject({ claims: { username: 'erin', email: 'erin@acme.example' } });
    });
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-up`);
      await page.getByLabel('Email', { exact: true }).fill('newcomer@acme.example');
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await expectHeading(page, 'Sign in with your organization');
    });
  });
});

describe.skipIf(!hasBrowser)('whose account it is', () => {
  it('an unverified address at the provider takes over nobody’s account', async () => {
    const [before] = await usersWith('milton@initech.example');
    await withVisitor({}, async (page) => {
      await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:initech' }));
      await signInAtIdp(page, scene, 'milton@initech.example');
      await page.waitForURL(`${scene.endpoint}/**`);
      expect(page.url()).not.toContain(scene.urls.bookstore);
      expect(await hasSession(page, scene)).toBe(false);
    });
    const identities = await scene.api(`/users/${before!.id}/identities`);
    expect(identities).toEqual([]);
    expect(await usersWith('milton@initech.example')).toHaveLength(1);
  });

  it('a domain that is not proved connects an existing account only after its password', async () => {
    await withVisitor({}, async (page) => {
      await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:hooli' }));
      await signInAtIdp(page, scene, 'lena@hooli.example');
      await expectHeading(page, 'Is this your account?');
      expect(await hasSession(page, scene)).toBe(false);
      await page.getByLabel('Password', { exact: true }).fill('not-the-password');
      await page.getByRole('button', { name: 'Connect and sign in' }).click();
      await page.getByText('That did not match an account').first().waitFor();
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Connect and sign in' }).click();
      await page.waitForURL(`${scene.urls.bookstore}/**`);
    });
  });

  it('an address of another domain is refused, with a reference that leads to the reason', async () => {
    await withVisitor({}, async (page) => {
      await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:acme' }));
      await signInAtIdp(page, scene, 'chen@partner.example');
      await expectHeading(page, 'We could not sign you in');
      const trace = await scene.api(`/sso-attempts/${await referenceOn(page)}`);
      expect(trace).toMatchObject({
        outcome: 'failed',
        connectorId: 'acme',
        cause: { code: 'email.outside_domains' },
      });
      expect(await hasSession(page, scene)).toBe(false);
    });
    expect(await usersWith('chen@partner.example')).toEqual([]);
  });

  it('people of another Entra tenant are turned away, also with an address of ours', async () => {
    for (const username of ['bruce@wayne.example', 'joker@wayne.example']) {
      await withVisitor({}, async (page) => {
        await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:multi' }));
        await signInAtIdp(page, scene, username);
        await expectHeading(page, 'We could not sign you in');
        expect(await scene.api(`/sso-attempts/${await referenceOn(page)}`)).toMatchObject({
          cause: { code: 'entra.tenant_not_allowed' },
          claims: expect.objectContaining({}),
        });
        expect(await page.content()).not.toContain(wayneTenant);
        expect(await hasSession(page, scene)).toBe(false);
      });
    }
  });

  it('a new address at the provider is the same person here, also when the provider’s keys change meanwhile', async () => {
    const signIn = async (username: string): Promise<Record<string, unknown>> => {
      let claims: Record<string, unknown> = {};
      await withVisitor({}, async (page) => {
        await page.goto(`${app}/direct/sign-in`);
        await signInAtIdp(page, scene, username);
        await atHome(page);
        claims = (await userOf(page)).claims ?? {};
      });
      return claims;
    };
    const before = await signIn('carl@acme.example');
    await scene.simulator.change('acme.example', 'carl@acme.example', { email: 'carl.married@acme.example' });
    await scene.simulator.rotateKeys('acme.example');
    const after = await signIn('carl@acme.example');
    expect(after).toMatchObject({ sub: before.sub, email: 'carl.married@acme.example' });
  });

  it('a domain of several providers lets people choose, and remembers which one they took', async () => {
    const body = { name: 'umbrella.example', proved: true, allowChoice: true };
    await scene.api('/sso-connectors/globex/domains', { method: 'POST', body });
    await withVisitor({}, async (page) => {
      const choose = async () => {
        await page.goto(`${app}/fresh/sign-in`);
        await typeIdentifier(page, 'rita@umbrella.example');
        await expectHeading(page, 'Choose where to sign in');
      };
      await choose();
      await expectAccessible(page);
      expect(await page.getByText('Last used').count()).toBe(0);
      await page.getByRole('button', { name: /^Umbrella/ }).click();
      await signInAtIdp(page, scene, 'rita@umbrella.example');
      await atHome(page);
      await choose();
      const [first] = await page.locator('ul.choices').getByRole('button').allTextContents();
      expect(first).toMatch(/^Umbrella.*Last used$/);
      await picture(page, 'chooser');
    });
    await scene.api('/sso-connectors/globex/domains/umbrella.example', { method: 'DELETE' });
  });

  it('a suspended person and a disabled connector stop at once', async () => {
    await withVisitor({}, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'gina@globex.example');
      await signInAtIdp(page, scene);
      await atHome(page);
      const [gina] = await usersWith('gina@globex.example');
      await scene.api(`/users/${gina!.id}/suspend`, { method: 'POST' });
      expect(await hasSession(page, scene)).toBe(false);
      await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:globex' }));
      await expectHeading(page, 'This account is suspended');
      await scene.api(`/users/${gina!.id}/resume`, { method: 'POST' });
    });
    await scene.api('/sso-connectors/globex/disable', { method: 'POST' });
    await withVisitor({}, async (page) => {
      await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:globex' }));
      await expectHeading(page, 'Sign in');
    });
    await scene.api('/sso-connectors/globex/enable', { method: 'POST' });
  });

  it('forgetting the password is no way around single sign-on', async () => {
    await withVisitor({}, async (page) => {
      await page.goto(authorizationUrl(scene, { first_screen: 'reset_password' }));
      await page.getByLabel('Email or username').fill('erin@acme.example');
      await page.getByRole('button', { name: 'Send code' }).click();
      await expectHeading(page, 'Sign in with your organization');
      await expect(mailedCode(scene, 'erin@acme.example')).rejects.toThrow('No code');
    });
  });

  it('a provider that is down has a page with a reference, and the same page leads on once it is up', async () => {
    await withVisitor({}, async (page) => {
      await page.goto(`${app}/direct/sign-in`);
      await expectAtIdp(page, scene);
      await scene.simulator.misbehave('acme.example', 'down', { at: ['token'] });
      await signInAtIdp(page, scene, 'ben@acme.example');
      await expectHeading(page, 'We could not sign you in');
      expect(await scene.api(`/sso-attempts/${await referenceOn(page)}`)).toMatchObject({
        cause: { code: 'idp.unreachable', side: expect.any(String), fix: expect.stringMatching(/./) },
      });
      expect(await page.getByText('does not answer at the moment').isVisible()).toBe(true);
      await scene.simulator.misbehave('acme.example', null);
      await page.getByRole('link', { name: 'Try again' }).click();
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email: 'ben@acme.example' } });
    });
  });
});
