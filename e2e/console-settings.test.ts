// Issue 4, Settings and Security: addresses, administrators, the mail server and its test, custom domains, limits.
import { createServer, type Server } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type ConsoleScene, expectPage, owner, startConsole } from './console.ts';

let console: ConsoleScene;

beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(async () => {
  await console?.close();
});

const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const save = (page: Page) => button(page, 'Save changes').click();
const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** Replaces what a number field has, as a person does: fields that format what is typed need the keys. */
async function enter(page: Page, name: string, count: string): Promise<void> {
  await field(page, name).fill(count);
  await page.keyboard.press('Tab');
}

/** A mail server that takes everything: enough of RFC 5321 for one mail. */
async function startMailServer(): Promise<{ server: Server; port: number; received(): string }> {
  let received = '';
  const server = createServer((socket) => {
    let inData = false;
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (chunk) => {
      const text = String(chunk);
      if (inData) received += text;
      const ends = inData && received.endsWith('\r\n.\r\n');
      if (inData && !ends) return;
      inData = /^DATA/i.test(text);
      if (/^QUIT/i.test(text)) return socket.end('221 bye\r\n');
      socket.write(inData ? '354 go on\r\n' : '250 fine\r\n');
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port, received: () => received };
}

describe.skipIf(!hasBrowser)('the general settings', () => {
  it('show the addresses that the discovery document has', async () => {
    const { page, context, complaints } = await console.open('/default/settings');
    await expectPage(page, 'Settings');
    expect(new URL(page.url()).pathname).toBe('/console/default/settings/general');
    await button(page, 'All endpoints').click();
    const discovery = `${console.scene.endpoint}/oidc/.well-known/openid-configuration`;
    const document = (await (await fetch(discovery)).json()) as Record<string, unknown>;
    const published = Object.entries(document)
      .filter(([name]) => name === 'issuer' || /(_endpoint|_uri)$/.test(name))
      .filter(([name]) => !/^(registration|claims|op_|service)/.test(name));
    const shown = await page.locator('main pre').allInnerTexts();
    for (const [name, url] of published) expect(shown, name).toContain(url);
    expect(shown).toContain(discovery);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('tell who saves second that somebody else was first', async () => {
    const mine = await console.open('/default/settings/general');
    const theirs = await console.open('/default/settings/general');
    await field(mine.page, 'Name').fill('Mine');
    await field(theirs.page, 'Name').fill('Theirs');
    await save(theirs.page);
    await said(theirs.page, 'Changes saved.');
    await button(theirs.page, /^Theirs/).waitFor();
    await save(mine.page);
    await said(mine.page, 'Somebody else saved first');
    await button(mine.page, 'Save mine on top').click();
    await said(mine.page, 'Changes saved.');
    await mine.context.close();
    await theirs.page.reload();
    await button(theirs.page, /^Mine/).waitFor();
    await theirs.context.close();
  });

  it('delete a tenant once its name is typed', async () => {
    const { page, context } = await console.open('/default/settings/general');
    await button(page, /switch to another tenant/).click();
    await page.getByRole('menuitem', { name: 'New tenant' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Short lived');
    await page.getByRole('dialog').getByRole('button', { name: 'Create tenant' }).click();
    await button(page, /^Short lived/).waitFor();
    await page.goto(`${console.scene.endpoint}/console/short-lived/settings`);
    await button(page, 'Delete tenant').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Delete tenant' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Type Short lived to confirm').fill('Short lived');
    await dialog.getByRole('button', { name: 'Delete tenant' }).click();
    await page.waitForURL('**/console/default/get-started');
    await said(page, 'Tenant Short lived is deleted.');
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('administrators', () => {
  it('keep their last owner, and the dialog says why', async () => {
    const { page, context, complaints } = await console.open('/default/settings/administrators');
    await button(page, `Actions for ${owner.name}`).click();
    await page.getByRole('menuitem', { name: 'Change role' }).click();
    await page.getByRole('radio', { name: 'Viewer' }).click();
    await button(page, 'Save role').click();
    await page.getByRole('alert').filter({ hasText: 'The last owner has to stay' }).waitFor();
    await button(page, 'Cancel').last().click();
    await page.getByRole('row').filter({ hasText: owner.email }).getByText('Owner').waitFor();
    expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
    await context.close();
  });

  it('are invited by a link that is shown once, which is sent again and revoked', async () => {
    const { page, context } = await console.open('/default/settings/administrators');
    const invite = async (email: string) => {
      await button(page, 'Invite administrator').click();
      await field(page, 'Email').fill(email);
      await page.getByRole('radio', { name: 'Support' }).click();
      await button(page, 'Send invitation').click();
    };
    const shownLink = async () => {
      const dialog = page.getByRole('dialog', { name: 'Invitation for ina@example.com' });
      const link = (await dialog.locator('pre').innerText()).trim();
      await dialog.getByRole('button', { name: 'I have copied it' }).click();
      return link;
    };
    await invite('not an address');
    await said(page, 'This is not an email address.');
    await button(page, 'Cancel').last().click();
    await invite('ina@example.com');
    const first = await shownLink();
    await invite('ina@example.com');
    await said(page, /This address is invited already/);
    await button(page, 'Cancel').last().click();
    await button(page, 'Send again').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    const second = await shownLink();
    expect(second).not.toBe(first);
    const invited = await console.open('/', { storageState: undefined });
    await invited.page.goto(second);
    await said(invited.page, 'ina@example.com');
    await button(page, 'Revoke').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await said(page, 'Nobody is invited at the moment');
    await invited.page.goto(second);
    await said(invited.page, 'This invitation no longer works');
    await invited.context.close();
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('the mail server', () => {
  it('is tried out before anybody waits for a code: what is wrong is said in plain words', async () => {
    const mail = await startMailServer();
    const { page, context, complaints } = await console.open('/default/settings/mail');
    await said(page, 'There is no mail server: mail stays in the dev mailbox');
    await field(page, 'Host').fill('localhost');
    await enter(page, 'Port', '1');
    await save(page);
    await said(page, 'This is needed.');
    await field(page, 'Sender’s address').fill('no-reply@example.com');
    await save(page);
    await said(page, 'Mail goes through this tenant’s own mail server');
    await button(page, 'Send test mail').click();
    await said(page, 'The mail was not sent');
    await said(page, /Nothing answers at localhost:1|does not offer|did not answer/);

    await page.getByRole('combobox', { name: 'Encryption' }).click();
    await page.getByRole('option', { name: /^None/ }).click();
    await enter(page, 'Port', String(mail.port));
    expect(await button(page, 'Send test mail').isDisabled()).toBe(true);
    await save(page);
    await said(page, 'The mail server is saved.');
    await button(page, 'Send test mail').click();
    await said(page, 'The mail server has taken the mail');
    expect(mail.received()).toContain('no-reply@example.com');

    await button(page, 'Stop using this mail server').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop using this mail server' }).click();
    await said(page, 'There is no mail server: mail stays in the dev mailbox');
    expect(complaints).toEqual([]);
    mail.server.close();
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('custom domains', () => {
  it('are added, proved, activated with their issuer, and given up', async () => {
    const { page, context } = await console.open('/default/settings/domains');
    await field(page, 'Host name').fill('https://x');
    await button(page, 'Add domain').click();
    await said(page, /Write it like login\.example\.com/);
    // Names below localhost need no DNS on a developer's machine.
    await field(page, 'Host name').fill('acme.localhost');
    await button(page, 'Add domain').click();
    const card = page.getByRole('region', { name: 'acme.localhost' });
    await card.getByText('_gatehouse.acme.localhost').waitFor();
    await card.getByRole('button', { name: 'Verify' }).click();
    await card.getByText('Proved', { exact: true }).waitFor();
    await card.getByRole('button', { name: 'Activate' }).click();
    const issuer = `${console.scene.endpoint.replace('localhost', 'acme.localhost')}/oidc`;
    await page.getByRole('dialog').getByText(issuer).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
    await card.getByText('First address').waitFor();
    await page.getByRole('tab', { name: 'General' }).click();
    await said(page, issuer);
    await page.getByRole('tab', { name: 'Custom domains' }).click();
    await card.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('dialog').getByLabel('Type acme.localhost to confirm').fill('acme.localhost');
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await card.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await said(page, 'No custom domain');
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('security', () => {
  it('takes durations in the units that people think in, within safe bounds', async () => {
    const { page, context, complaints } = await console.open('/default/security');
    await expectPage(page, 'Security');
    expect(await field(page, 'Longest wait').first().inputValue()).toBe('5');
    await field(page, 'Longest wait').first().fill('2');
    await page.getByRole('combobox', { name: 'Unit of: Longest wait' }).first().selectOption('days');
    await said(page, 'At most 1 day.');
    await page.getByRole('combobox', { name: 'Unit of: Longest wait' }).first().selectOption('hours');
    await save(page);
    await said(page, /Not shorter than the longest wait/);
    await field(page, 'Forgotten after').first().fill('3');
    await field(page, 'Ends without use after').fill('30');
    await page.getByRole('combobox', { name: 'Unit of: Ends without use after' }).selectOption('minutes');
    await save(page);
    await said(page, 'Saved. It counts from the next attempt on.');
    await page.reload();
    await expectPage(page, 'Security');
    expect(await field(page, 'Ends without use after').inputValue()).toBe('30');
    expect(await field(page, 'Longest wait').first().inputValue()).toBe('2');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
