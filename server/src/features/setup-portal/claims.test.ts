/** Issue 5: one customer of the service and the domains of another. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PortalWorld, startPortal } from './portal-harness.ts';

let w: PortalWorld;

beforeAll(async () => {
  w = await startPortal();
}, 60_000);
afterAll(() => w?.close());

type Domain = { name: string; proved: boolean };
const domainsOf = async (link: { id: string }): Promise<Domain[]> =>
  (await w.api('GET', `/setup-links/${link.id}`)).json.progress.domains;

test('threat: a customer claims the domain of another, who is expected to prove it: a claim alone keeps nobody out', async () => {
  const squatter = await w.connected();
  await squatter.visitor.open(`/sso-setup/${squatter.link.id}/domain`);
  await squatter.visitor.submit({ domain: 'victim.example' });
  expect(await domainsOf(squatter.link)).toContainEqual({ name: 'victim.example', proved: false });

  const victim = await w.connected({ domains: ['victim.example'] });
  const { json: domains } = await w.api('GET', `/sso-connectors/${victim.connectorId}/domains`);
  const { record } = domains.find(({ name }: { name: string }) => name === 'victim.example');
  w.dns.set(record.name, record.value);
  const path = `/sso-connectors/${victim.connectorId}/domains/victim.example/verify`;
  expect((await w.api('POST', path)).status).toBe(200);
  expect(await domainsOf(victim.link)).toContainEqual({ name: 'victim.example', proved: true });

  const stolen = `/sso-connectors/${squatter.connectorId}/domains/victim.example/verify`;
  expect((await w.api('POST', stolen)).status).toBe(409);
  expect(await domainsOf(squatter.link)).toContainEqual({ name: 'victim.example', proved: false });
});

test('a domain that somebody has proved stays theirs, also for a link that names it', async () => {
  await w.api('POST', '/sso-connectors', {
    id: 'owner',
    name: 'Owner',
    provider: 'oidc',
    config: { issuer: 'https://idp.owner.example', clientId: 'a', clientSecret: 'b' },
    domains: [{ name: 'owner.example', proved: true }],
  });
  const { connectorId } = await w.connected({ domains: ['owner.example'] });
  const { json: domains } = await w.api('GET', `/sso-connectors/${connectorId}/domains`);
  expect(domains.map(({ name }: { name: string }) => name)).not.toContain('owner.example');
});
