// Who may invite administrators, and what an invitation is worth once its inviter may not any more.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Administration, type Answer, startAdministration } from './administrators-harness.ts';
import { createInvitationService } from './service.ts';

let world: Administration;
let owner: string;
beforeAll(async () => {
  world = await startAdministration();
  owner = (await world.signIn('owner@example.com')).access_token;
}, 60_000);
afterAll(() => world?.close());

const path = '/t/admin/api/administrator-invitations';
const invite = (email: string, role = 'support', by = owner, headers = {}): Promise<Answer> =>
  world.call(by, 'POST', path, { email, role }, headers);
const form = { name: 'Ina', password: 'green teapot hums' };
const roleOfUser = async (email: string) => {
  const user = await world.app.users.findByIdentifier(world.tenant.db, { email });
  return user && (await world.roles())[user.id];
};

describe('who may invite', () => {
  test.each(['admin', 'support', 'viewer'] as const)(
    'privilege escalation: %s invites nobody, sends nothing again and revokes nothing',
    async (role) => {
      const { email } = await world.person(`inviter-${role}`, role);
      const { access_token: token } = await world.signIn(email);
      const { id } = (await invite(`kept-${role}@example.com`)).json;
      for (const answer of [
        await invite('friend@example.com', 'viewer', token),
        await world.call(token, 'POST', `${path}/${id}/resend`),
        await world.call(token, 'DELETE', `${path}/${id}`),
      ]) {
        expect([answer.status, answer.json.data.required]).toEqual([403, 'administrators:write']);
      }
    },
  );

  test('privilege escalation: a support person finds no link in the mails of the tenant admin', async () => {
    await invite('in-the-mail@example.com', 'owner');
    const { email } = await world.person('reader', 'support');
    const { access_token: token } = await world.signIn(email);
    expect((await world.call(token, 'GET', '/t/admin/api/mail-messages')).status).toBe(403);
    expect((await world.call(token, 'GET', path)).status).toBe(403);
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['demoted', (id) => world.call(owner, 'PATCH', `/t/admin/api/administrators/${id}`, { role: 'admin' })],
    ['removed', (id) => world.call(owner, 'DELETE', `/t/admin/api/administrators/${id}`)],
    ['suspended', (id) => world.call(owner, 'POST', `/t/admin/api/users/${id}/suspend`)],
    ['deleted', (id) => world.call(owner, 'DELETE', `/t/admin/api/users/${id}`)],
  ])('backdoor: an invitation of an owner who was %s opens nothing', async (how, change) => {
    const inviter = await world.person(`inviter-${how}`, 'owner');
    const { access_token: token } = await world.signIn(inviter.email);
    const guest = `guest-of-${how}@example.com`;
    const { id, link } = (await invite(guest, 'owner', token)).json;
    await change(inviter.id);
    expect((await world.browser().go(link)).status).toBe(410);
    expect((await world.browser().post(link, form)).status).toBe(410);
    expect(await roleOfUser(guest)).toBeUndefined();
    // Another owner may stand up for it.
    const again = (await world.call(owner, 'POST', `${path}/${id}/resend`)).json;
    expect((await world.browser().post(again.link, form)).status).toBe(200);
    expect(await roleOfUser(guest)).toBe('owner');
  });

  test('backdoor, race: who may invite no more while the guest is at the form has invited nobody', async () => {
    const { administrators } = world.app.management;
    const service = createInvitationService({ ...world.app, administrators });
    const inviter = await world.person('inviter-meanwhile', 'owner');
    const { access_token: token } = await world.signIn(inviter.email);
    const { link } = (await invite('meanwhile@example.com', 'owner', token)).json;
    const secret = String(link).split('/').at(-1) ?? '';
    expect(await service.find(world.tenant.db, secret)).toBeDefined();
    await world.call(owner, 'DELETE', `/t/admin/api/administrators/${inviter.id}`);
    const late = service.acceptAsNew(world.tenant.db, secret, { password: form.password });
    await expect(late).rejects.toMatchObject({ code: 'administrator_invitation.gone' });
    expect(await roleOfUser('meanwhile@example.com')).toBeUndefined();
  });

  test('an application with administrators:write invites, until it loses that', async () => {
    const { id, token } = await world.machine(['administrators:write']);
    const first = await invite('by-machine@example.com', 'owner', token);
    expect(first.json.invitedBy).toEqual({ type: 'application', id });
    expect((await world.browser().post(first.json.link, form)).status).toBe(200);
    const second = await invite('by-machine-2@example.com', 'owner', token);
    await world.app.applications.remove(world.tenant.db, id);
    expect((await world.browser().post(second.json.link, form)).status).toBe(410);
  });
});
