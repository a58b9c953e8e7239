/** The simulator as SCIM client, shaped like Entra and like Okta, against the real server over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IdpSimulator, startIdpSimulator } from '../../testing/idp/index.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { type Directory, newDirectory } from './scim-harness.ts';

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

type Kind = 'entra' | 'okta';
const guid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

interface Scene {
  idp: IdpSimulator;
  id: string;
  directory: Directory;
}

async function scene(kind: Kind, suffix = ''): Promise<Scene> {
  const directory = await newDirectory(app);
  const id = kind === 'entra' ? guid(9) : 'okta-org';
  const person = (name: string, n: number, groups: string[]) => ({
    id: kind === 'entra' ? guid(n) : `00u${String(n).padStart(17, 'a')}`,
    username: `${name}@${directory.domain}`,
    email: `${name}@${directory.domain}`,
    name: `${name} Example`,
    groups,
  });
  const users = [
    person('ann', 1, ['Engineers']),
    person('bob', 2, ['Engineers', 'Editors']),
    person('cid', 3, []),
  ];
  const idp = await startIdpSimulator({ organizations: [{ kind, id, domain: directory.domain, users }] });
  idp.provisionTo(id, { url: `${app.endpoint}${directory.base}${suffix}`, token: directory.token });
  return { idp, id, directory };
}

const found = async ({ directory }: Scene, name: string) =>
  (await app.users.findByIdentifier(app.tenant.db, { email: `${name}@${directory.domain}` }))!;

async function groups({ directory }: Scene): Promise<Record<string, string[]>> {
  const { body } = await directory.send('GET', '/Users?sortBy=userName');
  const people = body.Resources as { id: string; userName: string; groups?: { display: string }[] }[];
  const found: Record<string, string[]> = {};
  for (const { userName, groups: listed = [] } of people) {
    for (const { display } of listed) found[display] = [...(found[display] ?? []), userName.split('@')[0]!];
  }
  return found;
}

describe.each([
  ['Entra', 'entra', ''],
  ['Entra with aadOptscim062020', 'entra', '?aadOptscim062020'],
  ['Okta', 'okta', ''],
] as const)('%s', (_name, kind, suffix) => {
  test('a full cycle, then nothing to do, then every kind of change', async () => {
    const here = await scene(kind, suffix);
    const { idp, id } = here;
    const first = await idp.provision(id);
    expect(first, JSON.stringify(first.steps)).toMatchObject({ connected: true, refused: 0 });
    expect(await found(here, 'ann')).toMatchObject({
      name: 'ann Example',
      emailVerified: true,
      suspendedAt: null,
    });
    expect(await groups(here)).toEqual({ Engineers: ['ann', 'bob'], Editors: ['bob'] });
    const idle = await idp.provision(id);
    expect(idle.steps.filter(({ method }) => method !== 'GET')).toEqual([]);

    idp.updateUser(id, `ann@${here.directory.domain}`, { name: 'Ann King', groups: ['Editors'] });
    idp.updateUser(id, `cid@${here.directory.domain}`, { disabled: true });
    expect((await idp.provision(id)).refused).toBe(0);
    expect((await found(here, 'ann')).name).toBe('Ann King');
    expect((await found(here, 'cid')).suspendedAt).not.toBeNull();
    expect(await groups(here)).toEqual({ Engineers: ['bob'], Editors: ['ann', 'bob'] });

    idp.updateUser(id, `cid@${here.directory.domain}`, { disabled: false });
    expect((await idp.provision(id)).refused).toBe(0);
    expect((await found(here, 'cid')).suspendedAt).toBeNull();
    await idp.close();
  });

  test('finds whom the server has already, and takes them over from there', async () => {
    const here = await scene(kind, suffix);
    const { idp, id, directory } = here;
    await idp.provision(id);
    const ann = await found(here, 'ann');
    // The provisioning was set up anew: it remembers nothing.
    idp.provisionTo(id, { url: `${app.endpoint}${directory.base}/`, token: directory.token });
    idp.updateUser(id, `ann@${directory.domain}`, { name: 'Ann Other', disabled: true });
    expect((await idp.provision(id)).refused).toBe(0);
    expect(await found(here, 'ann')).toMatchObject({
      id: ann.id,
      name: 'Ann Other',
      suspendedAt: expect.any(Date),
    });
    await idp.close();
  });

  test('people of other domains are refused one by one, the rest arrives', async () => {
    const here = await scene(kind, suffix);
    const { idp, id } = here;
    idp.addUser(id, { username: 'guest@partner.example', email: 'guest@partner.example' });
    const { refused, steps } = await idp.provision(id);
    expect(refused).toBe(1);
    expect(steps.find(({ status }) => status >= 400)?.detail).toContain('partner.example is not proved');
    expect(await found(here, 'ann')).toBeDefined();
    await idp.close();
  });

  test('a wrong token ends the cycle at the connection test', async () => {
    const { idp, id, directory } = await scene(kind, suffix);
    idp.provisionTo(id, { url: `${app.endpoint}${directory.base}`, token: 'scim_wrong' });
    expect(await idp.provision(id)).toMatchObject({ connected: false, steps: [{ status: 401 }] });
    await idp.close();
  });
});

test('the page and the API of the simulator: where to, provision now, and only on this machine', async () => {
  const { idp, id, directory } = await scene('entra');
  const post = (path: string, body: unknown) =>
    fetch(`${idp.url}/simulator/${id}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post('/provisioning', { url: 'https://example.com/scim', token: 'x' })).status).toBe(400);
  const target = { url: `${app.endpoint}${directory.base}`, token: directory.token };
  expect((await post('/provisioning', target)).status).toBe(200);
  expect(await (await post('/provision', {})).json()).toMatchObject({ connected: true, refused: 0 });
  const added = await post('/users', {
    username: `dan@${directory.domain}`,
    email: `dan@${directory.domain}`,
  });
  expect(added.status).toBe(201);
  const gone = await fetch(`${idp.url}/simulator/${id}/users/ann@${directory.domain}`, { method: 'DELETE' });
  expect(gone.status).toBe(204);
  await post('/provision', {});
  expect(
    (await directory.send('GET', '/Users?sortBy=userName')).body.Resources.map(
      (user: { userName: string }) => user.userName,
    ),
  ).toEqual(['bob', 'cid', 'dan'].map((name) => `${name}@${directory.domain}`));
  const page = await (await fetch(`${idp.url}/simulator`)).text();
  expect(page).toContain('Provisioning (SCIM)');
  expect(page).toContain(`POST /Users`);
  await idp.close();
});
