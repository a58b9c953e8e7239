// Issue 4, applications: from a framework's card to the first sign-in, and everything about an application afterwards.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, type OpenedPage, startConsole } from './console.ts';
import { signInByPassword } from './person.ts';
import { freePort } from './processes.ts';
import { password } from './scene.ts';

let console: ConsoleScene;
let page: OpenedPage['page'];
let opened: OpenedPage;

beforeAll(async () => {
  if (!hasBrowser) return;
  console = await startConsole();
  opened = await console.open('/default/applications');
  page = opened.page;
  page.setDefaultTimeout(15_000);
  await expectPage(page, 'Applications');
});
afterAll(async () => {
  await console?.close();
});

const go = (path: string) => page.goto(`${console.scene.endpoint}/console/default${path}`);
const api: ConsoleScene['scene']['api'] = (path, init) => console.scene.api(path, init);

/** An application that takes people back and does nothing with the code. */
async function listening(): Promise<{ redirectUri: string; server: Server }> {
  const port = await freePort();
  const server = createServer((_, response) => response.end('back'));
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return { redirectUri: `http://localhost:${port}/callback`, server };
}

/** Alice signs in through the application, as its guide says. */
async function signInThrough(clientId: string, redirectUri: string): Promise<void> {
  const { page: alice, context } = await newVisitor(console.browser);
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  await alice.goto(`${console.scene.endpoint}/oidc/auth?${query}`);
  await signInByPassword(alice, 'alice@example.com', password);
  await alice.waitForURL(`${redirectUri}**`);
  await context.close();
}

/** The link of an invitation, made with the owner's own token as their browser sends it. */
async function invite(email: string, role: string): Promise<string> {
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.url().includes('/t/admin/api/') && one.method() === 'GET'),
    page.reload(),
  ]);
  const response = await fetch(`${console.scene.endpoint}/t/admin/api/administrator-invitations`, {
    method: 'POST',
    headers: {
      authorization: (await request.headerValue('authorization')) ?? '',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ email, role }),
  });
  return ((await response.json()) as { link: string }).link;
}

describe.skipIf(!hasBrowser)('creating an application', () => {
  it('goes from the card of Flask to a guide with the own values, and turns green at the first sign-in', async () => {
    const { redirectUri, server } = await listening();
    await page.getByRole('link', { name: 'Create application' }).click();
    await expectPage(page, 'Create an application');
    await page.getByLabel('Search frameworks and languages').fill('flask');
    expect(await page.getByRole('button', { name: /^React/ }).count()).toBe(0);
    await page.getByRole('button', { name: /^Flask/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create application' }).click();
    await dialog.getByText('Give it a name.').waitFor();
    await dialog.getByLabel('Name').fill('Book club');
    await dialog.getByRole('button', { name: 'Create application' }).click();
    await expectPage(page, 'Book club is ready');

    const id = new URL(page.url()).pathname.split('/').at(-2) ?? '';
    const code = page.locator('pre').filter({ hasText: 'app_secret' });
    const text = await code.innerText();
    expect(text).toContain(`endpoint="${console.scene.endpoint}"`);
    expect(text).toContain(`app_id="${id}"`);
    expect(text).toMatch(/app_secret="[A-Za-z0-9._~-]{16,}"/);

    const uri = page.getByLabel('Redirect URI', { exact: true });
    await uri.fill('not an address');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('This is not an address like https://example.com/callback.').waitFor();
    await uri.fill(redirectUri);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Redirect URIs saved.').waitFor();
    await code.filter({ hasText: new URL(redirectUri).origin }).waitFor();

    await page.getByText('Waiting for the first sign-in').waitFor();
    await signInThrough(id, redirectUri);
    await page.getByText('The first sign-in arrived').waitFor();
    await page.getByRole('link', { name: 'See its sign-ins' }).click();
    await page.getByRole('row', { name: /Signed in Alice/ }).waitFor();
    server.close();

    // Later the same guide opens again; the secret is told no more.
    await go(`/applications/${id}/guide`);
    await page.locator('pre').filter({ hasText: 'app_secret="<clientSecret>"' }).waitFor();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page
      .locator('pre')
      .filter({ hasText: /app_secret="[A-Za-z0-9._~-]{16,}"/ })
      .waitFor();
    await page.getByRole('combobox', { name: 'Framework' }).click();
    await page.getByRole('option', { name: /^Django/ }).click();
    await page.getByText('Django', { exact: true }).first().waitFor();
  });

  it('asks for the type when there is no framework; a public application has no secret', async () => {
    await go('/applications/new?framework=none');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Plain page');
    await dialog.getByLabel('Single-page app').check();
    await dialog.getByRole('button', { name: 'Create application' }).click();
    await expectPage(page, 'Plain page is ready');
    expect(await page.getByText('Client secret').count()).toBe(0);
    await page.getByRole('heading', { name: 'Which framework?' }).waitFor();
  });

  it('fills in the API that a guide protects', async () => {
    await go('/applications/operator/guide?framework=protect-api-express');
    await page.locator('pre').filter({ hasText: "audience: 'https://api.bookstore.example'" }).waitFor();
  });
});

describe.skipIf(!hasBrowser)('the list of applications', () => {
  it('is filtered by its address and searched by name', async () => {
    await go('/applications?type=native');
    await page.getByRole('link', { name: 'Television' }).waitFor();
    expect(await page.getByRole('link', { name: 'Library' }).count()).toBe(0);
    await go('/applications');
    await page.getByLabel('Search by name or id').fill('libr');
    await page.waitForURL('**search=libr**');
    await page.getByText('1 of 1').waitFor();
    await page.getByRole('link', { name: 'Library' }).click();
    await expectPage(page, 'Library');
    await page.waitForURL('**/applications/library/settings');
  });
});

describe.skipIf(!hasBrowser)('one application', () => {
  it('says at each address what is wrong with it, and saves the list', async () => {
    await go('/applications/library/settings');
    await page.getByRole('button', { name: 'Add a redirect URI' }).click();
    const last = page.getByRole('group', { name: 'Redirect URIs', exact: true }).getByRole('textbox').last();
    await last.fill('https://library.example/#fragment');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('An address with # is not possible here.').waitFor();
    await expectAccessible(page);
    await last.fill('https://library.example/callback');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved.').waitFor();
    const { redirectUris } = (await api('/applications/library')) as { redirectUris: string[] };
    expect(redirectUris.at(-1)).toBe('https://library.example/callback');
  });

  it('lost update: somebody else saved first, and the choice is the person’s', async () => {
    await go('/applications/stranger/settings');
    await page.getByLabel('Description').fill('Mine');
    await api('/applications/stranger', { method: 'PATCH', body: { description: 'Theirs' } });
    await page.getByRole('button', { name: 'Save changes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Somebody else saved first').waitFor();
    await dialog.getByRole('button', { name: 'Save mine on top' }).click();
    await page.getByText('Changes saved.').waitFor();
    expect(await api('/applications/stranger')).toMatchObject({ description: 'Mine' });
  });

  it('has several secrets, each shown once, and deletes one by its name', async () => {
    await go('/applications/library/credentials');
    await page.getByText(`${console.scene.endpoint}/oidc/token`, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'New secret' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'New secret' }).click();
    await dialog.getByText('Give it a name.').waitFor();
    await dialog.getByLabel('Name').fill('rotation');
    await dialog.getByRole('button', { name: 'New secret' }).click();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('button', { name: 'Delete secret rotation' }).click();
    const confirm = page.getByRole('dialog');
    expect(await confirm.getByRole('button', { name: 'Delete secret' }).isDisabled()).toBe(true);
    await confirm.getByLabel('Type rotation to confirm').fill('rotation');
    await confirm.getByRole('button', { name: 'Delete secret' }).click();
    await page.getByText('Secret rotation deleted.').waitFor();
  });

  it('gives a machine permissions at the tenant’s APIs and at the management API', async () => {
    const { id } = (await api('/applications', {
      method: 'POST',
      body: { name: 'Job', type: 'machine-to-machine' },
    })) as { id: string };
    await go(`/applications/${id}/permissions`);
    await page.getByLabel('books:write').check();
    await page.getByLabel('Read users').check();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved.').waitFor();
    expect(await api(`/applications/${id}`)).toMatchObject({ managementPermissions: ['users:read'] });
    expect(await api(`/applications/${id}/permissions`)).toMatchObject([{ permissions: ['books:write'] }]);
  });

  it('is deleted by typing its name', async () => {
    await go('/applications/apache/settings');
    await page.getByRole('button', { name: 'Delete application' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type Intranet to confirm').fill('Intranet');
    await dialog.getByRole('button', { name: 'Delete application' }).click();
    await page.getByText('Intranet deleted.').waitFor();
    await expectPage(page, 'Applications');
    expect(await page.getByRole('link', { name: 'Intranet' }).count()).toBe(0);
  });
});

describe.skipIf(!hasBrowser)('get started', () => {
  it('knows what is done and leads to it', async () => {
    await go('/get-started');
    await expectPage(page, 'Get started');
    const step = page.getByRole('listitem').filter({ hasText: 'Sign in for the first time' });
    await step.getByRole('img', { name: 'Done', exact: true }).waitFor();
    await step.getByRole('link', { name: 'See its sign-ins' }).click();
    await page.waitForURL('**/applications/*/activity');
  });

  it('welcomes support, who may not see figures, with what they may do; and offers no change', async () => {
    const { page: support, context } = await newVisitor(console.browser);
    await support.goto(await invite('sam@example.com', 'support'));
    await support.getByLabel(/^Name/).fill('Sam');
    await support.getByLabel('Password', { exact: true }).fill(password);
    await support.getByRole('button', { name: 'Create account' }).click();
    await support.waitForURL((url) => !url.pathname.includes('invitation'));
    await support.goto(`${console.scene.endpoint}/console/`);
    await signInByPassword(support, 'sam@example.com', password);
    await expectPage(support, 'Welcome, Sam');
    await expectAccessible(support);
    await support.getByRole('main').getByRole('link', { name: 'Applications' }).click();
    await expectPage(support, 'Applications');
    await support.getByRole('link', { name: 'Library' }).click();
    await expectPage(support, 'Library');
    expect(await support.getByLabel('Name', { exact: true }).isEditable()).toBe(false);
    expect(await support.getByRole('button', { name: /Delete|Add|Save/ }).count()).toBe(0);
    await context.close();
  });
});
