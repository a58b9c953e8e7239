// Issue 5: brokered step-up with a second factor of Gatehouse's own as the fall-back. Entra ID does not confirm what the
// application asks for; the person sets up an authenticator app, and from then on its code is enough.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import { expectHeading, signInAtIdp } from './person.ts';
import { authorizationUrl, openScene, type Scene, secretOf } from './scene.ts';

let scene: Scene;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene();
  browser = await launchBrowser();
  await scene.api('/sso-connectors/acme', {
    method: 'PATCH',
    body: { config: { authenticationContexts: ['mfa=c1'], stepUp: 'provider-or-local' } },
  });
  await scene.simulator.misbehave('acme.example', 'ignores-step-up');
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

/** A picture for whoever wants to look: GATEHOUSE_LOOK=folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.GATEHOUSE_LOOK;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** An authenticator app of our own (RFC 6238): what it shows now, or a step later. */
function codeOf(secret: string, { later = 0 } = {}): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const verifier = randomBytes(32).toString('base64url');

const ask = (): string =>
  authorizationUrl(scene, {
    client_id: 'stranger',
    redirect_uri: `${scene.urls.stranger}/cb`,
    scope: 'openid',
    acr_values: 'mfa',
    direct_sign_in: 'sso:acme',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });

/** What the application learns when the browser is back. */
async function claimsAt(page: Page): Promise<Record<string, unknown>> {
  await page.waitForURL(`${scene.urls.stranger}/cb?**`);
  const response = await fetch(`${scene.endpoint}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`stranger:${secretOf('stranger')}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(page.url()).searchParams.get('code') ?? '',
      redirect_uri: `${scene.urls.stranger}/cb`,
      code_verifier: verifier,
    }),
  });
  const { id_token: token } = (await response.json()) as { id_token: string };
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

async function withVisitor(colorScheme: 'light' | 'dark', walk: (page: Page) => Promise<void>) {
  // Without scripts: everything here has to work so.
  const javaScriptEnabled = colorScheme === 'light';
  const { context, page, complaints } = await newVisitor(browser, { colorScheme, javaScriptEnabled });
  try {
    await context.route(`${scene.urls.stranger}/**`, (route) => route.fulfill({ body: 'back' }));
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

async function confirm(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code of six digits').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

describe.skipIf(!hasBrowser)('an application asks for mfa, and Entra ID does not confirm it', () => {
  let secret = '';
  let spent = '';
  const reached = { acr: 'mfa', amr: ['fed', 'otp', 'mfa'] };

  it('the person signs in there once more, sets up an app and keeps the recovery codes', async () => {
    await withVisitor('light', async (page) => {
      await page.goto(ask());
      await signInAtIdp(page, scene, 'anna@acme.example');
      await page.waitForURL(/prompt=login/);
      await signInAtIdp(page, scene, 'anna@acme.example');
      await expectHeading(page, 'Set up a second factor');
      await expectAccessible(page);
      await picture(page, 'factor-enrol');
      secret = await page.locator('code.secret').innerText();
      await confirm(page, '000000');
      await page.getByText('This code is not right').first().waitFor();
      expect(await page.locator('code.secret').innerText()).toBe(secret);
      spent = codeOf(secret);
      await confirm(page, spent);
      await expectHeading(page, 'Keep your recovery codes');
      expect(await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').count()).toBe(10);
      await expectAccessible(page);
      await picture(page, 'factor-recovery-codes');
      await page.getByRole('button', { name: 'I have kept them' }).click();
      expect(await claimsAt(page)).toMatchObject(reached);
      await page.goto(`${scene.endpoint}/account`);
      await page.getByText('10 of your recovery codes are left').waitFor();
      await picture(page, 'factor-account');
    });
  });

  it('next time the code is enough, each once; without JavaScript, too', async () => {
    await withVisitor('dark', async (page) => {
      await page.goto(ask());
      await signInAtIdp(page, scene, 'anna@acme.example');
      await expectHeading(page, 'Enter your code');
      await picture(page, 'factor-code-dark');
      // What confirmed the app is spent; after a minute it is no code at all.
      await confirm(page, spent);
      await page
        .getByText(/This code (was used before|is not right)/)
        .first()
        .waitFor();
      await confirm(page, codeOf(secret, { later: 1 }));
      expect(await claimsAt(page)).toMatchObject(reached);
    });
  });
});
