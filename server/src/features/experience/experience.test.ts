// The sign-in experience: defaults, patches, and settings that together would lock people out.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { createExperience, experienceRoutes } from './index.ts';

const experience = createExperience({ cache: createTenantCache() });
let first: TestApi;
let api: TestApi;

beforeAll(async () => {
  first = await openTestApi(experienceRoutes(experience));
});
afterAll(() => first.database.close());
beforeEach(async () => {
  api = await first.another();
});

const path = '/sign-in-experience';
const patch = (body: object, headers = {}) => api.call('PATCH', path, body, headers);

test('the defaults let people sign in and register; nobody registers as an administrator', async () => {
  const { json, headers } = await api.call('GET', path);
  expect(json).toMatchObject({ signIn: { password: true }, signUp: { enabled: true, verifyEmail: true } });
  expect(headers.get('etag')).toBe('"1"');
  await first.database.kysely
    .insertInto('tenants')
    .values({ tenant_id: 'admin', name: 'A', settings: {} })
    .execute();
  const admin = { id: 'admin', db: first.database.forTenant('admin') };
  expect((await experience.get(admin)).signUp.enabled).toBe(false);
});

test('a patch goes into the depth, null removes, and the cache follows', async () => {
  await experience.get(api.tenant);
  const first = await patch({ branding: { displayName: 'Acme', logoUrl: 'https://acme.example/l.svg' } });
  expect(first.json).toMatchObject({ version: 2, signIn: { password: true } });
  const second = await patch({
    branding: { logoUrl: null, primaryColor: '#0a0B0c' },
    signIn: { emailCode: true },
  });
  expect(second.json.branding).toEqual({ displayName: 'Acme', primaryColor: '#0a0B0c' });
  const { version: _, ...answered } = second.json;
  expect(await experience.get(api.tenant)).toEqual(answered);
  const events = await api.db.selectFrom('events').select('payload').orderBy('created_at').execute();
  expect(events[0]!.payload).toMatchObject({
    data: { before: { branding: {} }, after: { branding: { displayName: 'Acme' } } },
  });
});

test('RFC 9110 section 13.1.1: of two first edits at once one is refused', async () => {
  const edits = ['A', 'B'].map((displayName) => patch({ branding: { displayName } }, { 'if-match': '"1"' }));
  expect((await Promise.all(edits)).map((answer) => answer.status).sort()).toEqual([200, 412]);
});

describe('refused', () => {
  test.each([
    ['no way to sign in', { singleSignOnEnabled: false, signIn: { password: false } }, 'signIn'],
    [
      'codes for people without an address',
      { signIn: { identifiers: ['username'], emailCode: true } },
      'signIn.emailCode',
    ],
    ['accounts nobody could sign in to', { signIn: { identifiers: ['username'] } }, 'signUp.identifiers'],
    ['no identifier at all', { signIn: { identifiers: [] } }, 'signIn.identifiers'],
    ['the same identifier twice', { signIn: { identifiers: ['email', 'email'] } }, 'signIn.identifiers'],
    ['a colour that is CSS', { branding: { primaryColor: 'red;}' } }, 'branding.primaryColor'],
    ['a script as a link', { content: { termsUrl: 'javascript:alert(1)' } }, 'content.termsUrl'],
    ['a logo over http', { branding: { logoUrl: 'http://acme.example/l.svg' } }, 'branding.logoUrl'],
    [
      'a language that there is not',
      { content: { languages: { fallback: 'xx' } } },
      'content.languages.fallback',
    ],
    ['an unknown field', { branding: { css: 'x' } }, 'branding.css'],
  ])('%s', async (_, body, where) => {
    const { status, json } = await patch(body);
    expect(status).toBe(400);
    expect(json.data.issues.map((issue: { path: string }) => issue.path)).toContain(where);
    expect((await api.call('GET', path)).json.version).toBe(1);
  });
});
