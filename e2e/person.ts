/** What people do at the hosted pages and at their identity provider. Everything is found by label and role. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Program } from './processes.ts';
import type { Scene } from './scene.ts';

export const heading = async (page: Page): Promise<string> =>
  (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';

/** Waits for a page; a failure tells which one is there instead. */
export async function expectHeading(page: Page, text: string): Promise<void> {
  const title = page.getByRole('heading', { level: 1, name: text, exact: true });
  await title.waitFor().catch(async (error: Error) => {
    const shown = await page
      .locator('body')
      .innerText()
      .catch(() => '');
    throw new Error(`No page "${text}" but ${page.url()}:\n${shown.slice(0, 1500)}`, { cause: error });
  });
}

export async function typeIdentifier(page: Page, identifier: string): Promise<void> {
  await expectHeading(page, 'Sign in');
  await page.getByLabel('Email or username').fill(identifier);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

export async function typePassword(page: Page, password: string, remember = false): Promise<void> {
  await expectHeading(page, 'Enter your password');
  await page.getByLabel('Password', { exact: true }).fill(password);
  if (remember) await page.getByLabel('Keep me signed in').check();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signInByPassword(page: Page, identifier: string, password: string): Promise<void> {
  await typeIdentifier(page, identifier);
  await typePassword(page, password);
}

const control = (page: Page, text: string) =>
  page
    .getByRole('link', { name: text, exact: true })
    .or(page.getByRole('button', { name: text, exact: true }));

/** In a guide's first program, which has "Sign in", greets by name, and has "Sign out". */
export async function signInAndOut(
  page: Page,
  home: string,
  { username, password, name }: { username: string; password: string; name: string },
  program: Program,
): Promise<void> {
  try {
    await page.goto(home);
    await control(page, 'Sign in').click();
    await signInByPassword(page, username, password);
    await page.getByText(`Hello, ${name}`).waitFor();
    await control(page, 'Sign out').click();
    // The session at Gatehouse has ended too: the next sign-in asks.
    await control(page, 'Sign in').click();
    await expectHeading(page, 'Sign in');
  } catch (error) {
    const shown = await page.locator('body').innerText();
    throw new Error(`${page.url()}: ${shown}\n${program.output()}`, { cause: error });
  }
}

/** Where single sign-on is one way among others, the domain of the address offers it first. */
export const chooseProvider = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

export async function expectAtIdp(page: Page, { simulator }: Scene): Promise<void> {
  await page.waitForURL(`${simulator.url}/**`);
  await page.getByRole('heading', { level: 1, name: 'Sign in', exact: true }).waitFor();
}

/** At the provider's page: the name that the sign-in came with, or another. */
export async function signInAtIdp(page: Page, scene: Scene, username?: string): Promise<void> {
  await expectAtIdp(page, scene);
  if (username) await page.getByLabel('Email or username').fill(username);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const referencePattern = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{2}/;

/** The reference code of the error page that the browser shows. */
export async function referenceOn(page: Page): Promise<string> {
  const text = (await page.locator('#reference').textContent()) ?? '';
  expect(text).toMatch(referencePattern);
  return text.trim();
}

/** Whether the server knows this browser: without a session its bare sign-in address asks who is there. */
export async function hasSession(page: Page, { endpoint }: Scene): Promise<boolean> {
  const other = await page.context().newPage();
  await other.goto(`${endpoint}/sign-in`);
  const title = await heading(other);
  await other.close();
  if (title !== 'Sign in' && title !== 'You are signed in') throw new Error(`Unexpected page: ${title}`);
  return title === 'You are signed in';
}

/** The code in the newest mail to an address. */
export async function mailedCode(scene: Scene, to: string): Promise<string> {
  const mails = (await scene.api('/mail-messages')) as { to: string; code?: string; createdAt: string }[];
  const newest = mails
    .filter((mail) => mail.to === to)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  if (!newest?.code) throw new Error(`No code was mailed to ${to}: ${JSON.stringify(mails)}`);
  return newest.code;
}
