// Issue 4, the console's pages about people: users, what happened to them, and the mails that nobody sent.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, startConsole } from './console.ts';
import { mailedCode, signInAtIdp, signInByPassword, typeIdentifier } from './person.ts';
import { authorizationUrl, password } from './scene.ts';

let console: ConsoleScene;
let alice: string;

interface Listed {
  id: string;
}

const idOf = async (search: string): Promise<string> => {
  const [user] = (await console.scene.api(`/users?search=${encodeURIComponent(search)}`)) as Listed[];
  if (!user) throw new Error(`Nobody is found by ${search}.`);
  return user.id;
};

/** A person signs in at the Bookstore, in a browser of their own; the application itself does not run. */
async function visit(walk: (page: Page) => Promise<void>): Promise<void> {
  const { page, context } = await newVisitor(console.browser);
  const arrived = page.waitForRequest(`${console.scene.urls.bookstore}/**`);
  await page.goto(authorizationUrl(console.scene));
  await walk(page);
  await arrived;
  await context.close();
}

beforeAll(async () => {
  if (!hasBrowser) return;
  console = await startConsole();
  alice = await idOf('alice@example.com');
  await visit((page) => signInByPassword(page, 'alice', password));
});
afterAll(async () => {
  await console?.close();
});

const dialog = (page: Page) => page.getByRole('dialog');
const toast = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text }).waitFor();

describe.skipIf(!hasBrowser)('users', () => {
  it('finds by identifier and name, and keeps search and filter in the address', async () => {
    const { page, context } = await console.open('/default/users');
    await expectPage(page, 'Users');
    await page.getByRole('searchbox').fill('milton@init');
    await page.getByRole('row', { name: /Milton/ }).waitFor();
    await page.getByRole('row', { name: /Alice/ }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('search')).toBe('milton@init');
    await page.reload();
    await page.getByRole('link', { name: /Milton/ }).click();
    await expectPage(page, 'Milton');
    await context.close();
  });

  it('creates one with a password that is shown once: it works; the same address again is refused at its field', async () => {
    const { page, context, complaints } = await console.open('/default/users');
    await page.getByRole('button', { name: 'New user' }).click();
    await dialog(page).getByRole('button', { name: 'Create user' }).click();
    await dialog(page).getByText('Give at least one of email, username and phone number.').waitFor();
    await dialog(page).getByLabel('Email').fill('alice@example.com');
    await dialog(page).getByLabel('Name', { exact: true }).fill('Grace Hopper');
    await dialog(page).getByLabel('Generate one').check();
    await dialog(page).getByRole('button', { name: 'Create user' }).click();
    await dialog(page).getByText('Another user has this email address.').waitFor();
    await dialog(page).getByLabel('Email').fill('grace@example.com');
    await expectAccessible(page);
    await dialog(page).getByRole('button', { name: 'Create user' }).click();
    await dialog(page).getByText('Password of Grace Hopper').waitFor();
    const secret = (await dialog(page).locator('pre').innerText()).trim();
    await dialog(page).getByRole('button', { name: 'I have copied it' }).click();
    await expectPage(page, 'Grace Hopper');
    expect(complaints).toEqual([]);
    await context.close();
    await visit((person) => signInByPassword(person, 'grace@example.com', secret));
  });

  it('changes a profile; what is wrong or taken is said at the field', async () => {
    const { page, context } = await console.open(`/default/users/${await idOf('bob@example.com')}/profile`);
    await expectPage(page, 'Bob');
    await page.getByLabel('Username', { exact: true }).fill('alice');
    await page.getByLabel('Birth date').fill('yesterday');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('This does not have the right form.').waitFor();
    await page.getByLabel('Birth date').fill('1990-12-31');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Another user has this username.').waitFor();
    await page.getByLabel('Username', { exact: true }).fill('bobby');
    // A new address is not verified because the old one was.
    await page.getByLabel('Email', { exact: true }).fill('bobby@example.com');
    expect(await page.getByLabel('This email address is verified').isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await toast(page, 'Changes saved.');
    await context.close();
    expect(await console.scene.api(`/users/${await idOf('bobby')}`)).toMatchObject({
      username: 'bobby',
      email: 'bobby@example.com',
      emailVerified: false,
      profile: { birthdate: '1990-12-31' },
    });
  });

  it('lets nobody overwrite unseen what somebody else saved meanwhile', async () => {
    const id = await idOf('lena@hooli.example');
    const { page, context } = await console.open(`/default/users/${id}/profile`);
    await expectPage(page, 'Lena');
    await page.getByLabel('Nickname').fill('Len');
    await console.scene.api(`/users/${id}`, { method: 'PATCH', body: { name: 'Helena' } });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await dialog(page).getByText('Somebody else saved first').waitFor();
    await dialog(page).getByRole('button', { name: 'Save mine on top' }).click();
    // Theirs is kept where mine says nothing.
    await expectPage(page, 'Helena');
    await context.close();
    expect(await console.scene.api(`/users/${id}`)).toMatchObject({
      name: 'Helena',
      profile: { nickname: 'Len' },
    });
  });

  it('shows sessions, access and history of a sign-in, and signs out everywhere', async () => {
    const { page, context } = await console.open(`/default/users/${alice}/history`);
    await page.getByRole('row', { name: /Signed in.*Bookstore/ }).waitFor();
    await page.getByRole('tab', { name: 'Sessions' }).click();
    await page.getByRole('row', { name: /Chrome.*Bookstore/ }).waitFor();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await dialog(page).getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Not signed in anywhere' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/default/users/${alice}/sessions`);
    await context.close();
    expect(await console.scene.api(`/users/${alice}/sessions`)).toEqual([]);
  });

  it('gives and takes API permissions', async () => {
    const { page, context } = await console.open(`/default/users/${alice}/access`);
    expect(await page.getByLabel('books:read (everyone has it)').isDisabled()).toBe(true);
    await page.getByLabel('books:write').uncheck();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await toast(page, 'Permissions saved.');
    expect(await console.scene.api(`/users/${alice}/permissions`)).toEqual([]);
    await context.close();
  });

  it('says where custom data stops being JSON, and saves what is', async () => {
    const { page, context } = await console.open(`/default/users/${alice}/custom-data`);
    const editor = page.getByLabel('JSON');
    await editor.fill('{\n  "plan": "pro",\n  "seats": 3,\n}');
    await page.getByText('This is no JSON from line 4, column 1 on.').waitFor();
    await editor.fill('[1]');
    await page.getByText('This has to be an object').waitFor();
    await editor.fill('{ "plan": "team", "seats": 3 }');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await toast(page, 'Changes saved.');
    await context.close();
    expect(await console.scene.api(`/users/${alice}`)).toMatchObject({
      customData: { plan: 'team', seats: 3 },
    });
  });

  it('removes the identity of somebody who came through their company', async () => {
    await visit(async (person) => {
      await typeIdentifier(person, 'anna@acme.example');
      await signInAtIdp(person, console.scene);
    });
    const { page, context } = await console.open(
      `/default/users/${await idOf('anna@acme.example')}/identities`,
    );
    await page.getByRole('heading', { level: 2, name: 'Acme (Entra ID)' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Remove the identity at Acme (Entra ID)' }).click();
    await dialog(page).getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'No SSO identity' }).waitFor();
    await context.close();
  });

  it('resets a password, suspends, resumes, and deletes whose name is typed', async () => {
    const { page, context } = await console.open(`/default/users/${await idOf('milton')}/profile`);
    await page.getByRole('button', { name: 'Reset password' }).click();
    await dialog(page).getByLabel('Type one').check();
    await dialog(page).getByLabel('New password').fill('short');
    await dialog(page).getByRole('button', { name: 'Reset password' }).click();
    await dialog(page).getByText('The password needs at least 8 characters.').waitFor();
    await dialog(page).getByLabel('New password').fill('a-red-stapler-of-mine');
    await dialog(page).getByRole('button', { name: 'Reset password' }).click();
    await toast(page, 'Milton has a new password.');
    await page.getByRole('button', { name: 'Suspend' }).click();
    await dialog(page).getByRole('button', { name: 'Suspend' }).click();
    await page.getByText(/^Suspended .*: this person can not sign in\.$/).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await toast(page, 'Milton can sign in again.');
    await page.getByRole('button', { name: 'Delete' }).click();
    const confirm = dialog(page).getByRole('button', { name: 'Delete user' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog(page).getByLabel('Type Milton to confirm').fill('Milton');
    await confirm.click();
    await expectPage(page, 'Users');
    await toast(page, 'Milton was deleted.');
    await context.close();
    expect(await console.scene.api('/users?search=milton')).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('audit log', () => {
  it('filters by what the address says, and leads to an event and back to the same filters', async () => {
    const { page, context } = await console.open(`/default/audit-log?type=user.signed_in&user=${alice}`);
    await expectPage(page, 'Audit log');
    await page.getByRole('row', { name: /Signed in.*Alice.*Bookstore/ }).waitFor();
    await page.getByRole('link', { name: 'Signed in' }).first().click();
    await dialog(page).getByText('"methods"').waitFor();
    await dialog(page).getByRole('link', { name: 'Alice' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/default\/audit-log\/evt_/);
    await page.reload();
    await dialog(page).getByText('"methods"').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('type')).toBe('user.signed_in');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Clear filters' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    await context.close();
  });

  it('tells which administrator changed what, and shows new events by itself', async () => {
    const { page, context } = await console.open('/default/audit-log?type=user.updated');
    await page
      .getByRole('row', { name: /User changed.*Ada Lovelace administrator/ })
      .first()
      .waitFor();
    await page.getByLabel('Live').check();
    await console.scene.api(`/users/${alice}`, { method: 'PATCH', body: { name: 'Alice Liddell' } });
    await page.getByRole('row', { name: /User changed.*Operator.*Alice/ }).waitFor();
    await page.getByRole('link', { name: 'User changed' }).first().click();
    await dialog(page)
      .getByRole('row', { name: /name.*Alice.*Alice Liddell/ })
      .waitFor();
    await context.close();
  });

  it('downloads what the filters show, a line for each event', async () => {
    const { page, context } = await console.open(`/default/audit-log?type=user.signed_in&user=${alice}`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^audit-events-default-\d{4}-\d{2}-\d{2}\.ndjson$/);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      lines.map(() =>
        expect.objectContaining({ type: 'user.signed_in', actor: { type: 'user', id: alice } }),
      ),
    );
    await context.close();
  });

  it('says what happened when an event is not there', async () => {
    const { page, context } = await console.open('/default/audit-log/evt_nothing');
    await dialog(page).getByText('There is no audit event evt_nothing.').waitFor();
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('dev mailbox', () => {
  it('teaches while it is empty; a mail appears by itself with its code', async () => {
    const { page, context } = await console.open('/default/dev-mailbox');
    await page.getByRole('heading', { name: 'No mail yet' }).waitFor();
    const { page: person, context: theirs } = await newVisitor(console.browser);
    await person.goto(authorizationUrl(console.scene, { first_screen: 'register' }));
    await person.getByLabel('Email', { exact: true }).fill('newcomer@example.com');
    await person.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByRole('row', { name: /newcomer@example\.com/ }).waitFor();
    await theirs.close();
    const code = await mailedCode(console.scene, 'newcomer@example.com');
    await page.getByRole('row', { name: new RegExp(`${code}.*newcomer@example\\.com`) }).waitFor();
    await page.getByRole('button', { name: 'Copy the code for newcomer@example.com' }).click();
    await page.getByRole('link', { name: new RegExp(code) }).click();
    await dialog(page).frameLocator('iframe').getByText(code).first().waitFor();
    await dialog(page).getByText('Text', { exact: true }).click();
    await dialog(page).getByRole('region', { name: 'Text' }).filter({ hasText: code }).waitFor();
    await expectAccessible(page);
    await context.close();
  });
});
