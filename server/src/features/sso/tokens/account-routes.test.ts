/** The account endpoint stands at every address of a tenant; what belongs to the installation does not. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leadEveryHostHere } from '../../../testing/any-host.ts';
import { type Domains, startDomains } from '../../tenants/domains-harness.ts';

let d: Domains;
let putBack: () => Promise<void>;
beforeAll(async () => {
  d = await startDomains();
  putBack = leadEveryHostHere();
}, 60_000);
afterAll(async () => {
  await putBack?.();
  await d?.close();
});

it('answers at a custom domain, where the management API does not', async () => {
  await d.moveTo(await d.managing(d.app.tenant), 'id.books.example');
  const { port } = new URL(d.app.endpoint);
  const at = (path: string) => fetch(`http://id.books.example:${port}${path}`);
  const answer = await at('/api/my-account/sso-identities/acme/access-token');
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
    401,
    'auth.token_missing',
  ]);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect((await at('/api/users')).status).toBe(404);
});
