// Issue 5, token storage: switched on in the console; the program of the guide calls the provider's API in a person's
// name; the token is seen, and deleted, in the console.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, startConsole } from './console.ts';
import { folderFor, readGuides, write } from './guides.ts';
import { signInAtIdp, typeIdentifier } from './person.ts';
import { answering, freePort, type Program, run } from './processes.ts';

let console: ConsoleScene;
let program: Program | undefined;
beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(async () => {
  await program?.stop();
  await console?.close();
});

const anna = 'anna@acme.example';
const secret = 'my-app-secret-for-the-tests-0123';

/** The program of the guide, at other addresses: the simulated provider's API is its userinfo. */
async function startApplication(): Promise<string> {
  const { endpoint, simulator, api } = console.scene;
  const home = `http://localhost:${await freePort()}`;
  const application = {
    id: 'myapp',
    name: 'My app',
    type: 'traditional',
    secret,
    redirectUris: [`${home}/callback`],
  };
  await api('/applications', { method: 'POST', body: application });
  const [block] = (await readGuides()).find(({ name }) => name === 'provider-tokens')!.blocks;
  const text = block!.text
    .replace('http://localhost:3001', endpoint)
    .replace('http://localhost:3000', home)
    .replace('listen(3000)', `listen(${new URL(home).port})`)
    .replace('https://graph.microsoft.com/v1.0/me/events', `${simulator.url}/oidc/userinfo`);
  const file = await write(await folderFor('provider-tokens', 'run'), { ...block!, text });
  const env = { APP_SECRET: secret, COOKIE_SECRET: 'for trying out: use 32 random characters' };
  program = run(process.execPath, [file], env);
  await answering(program, `${home}/sign-in`);
  return home;
}

describe.skipIf(!hasBrowser)('the provider’s tokens', () => {
  it('switch on, call the provider’s API, see who has a token, delete it', { timeout: 120_000 }, async () => {
    const home = await startApplication();
    const { page, context, complaints } = await console.open('/default/enterprise-sso/acme/provider-tokens');
    await page.getByLabel('Store the provider’s tokens').check({ force: true });
    const scopes = page.getByRole('combobox', { name: 'Scopes for the API' });
    await scopes.fill('https://graph.microsoft.com/Calendars.Read');
    await scopes.press('Enter');
    await page.getByRole('combobox', { name: 'Applications that may have the tokens' }).click();
    await page.getByRole('option', { name: 'My app' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved.').waitFor();

    const visitor = await newVisitor(console.browser);
    await visitor.page.goto(`${home}/calendar`);
    await typeIdentifier(visitor.page, anna);
    await signInAtIdp(visitor.page, console.scene, anna);
    await visitor.page.waitForURL(`${home}/calendar`);
    expect(await visitor.page.textContent('body')).toContain(`"email":"${anna}"`);
    await visitor.context.close();

    await page.reload();
    await page.getByRole('button', { name: 'Delete all' }).waitFor();
    await expectAccessible(page);
    const [user] = (await console.scene.api(`/users?email=${anna}`)) as { id: string }[];
    await page.goto(`${console.scene.endpoint}/console/default/users/${user?.id}/identities`);
    await page.getByText('Stored, renewed when needed').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Delete the token of Acme (Entra ID)' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the token' }).click();
    await page.getByText('The token is deleted.').waitFor();
    expect(await page.getByText('Stored, renewed when needed').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
