/** Issue 5, set-up portal: an IT admin connects their identity provider by a link, without scripts and without console. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientSecret, newSecret, type PortalWorld, startPortal } from './portal-harness.ts';

let w: PortalWorld;

beforeAll(async () => {
  w = await startPortal();
}, 60_000);
afterAll(() => w?.close());

const title = (html: string) => /<h1>([^<]*)<\/h1>/.exec(html)?.[1];

describe('a link', () => {
  test('leads from the choice of the provider to a finished, tested draft, and is audited as the link’s work', async () => {
    const link = await w.make({ domains: ['acme.example'], notify: 'vendor@example.com' });
    const visitor = await w.enter(link);
    expect(visitor.page?.url).toBe(`${w.app.endpoint}/sso-setup/${link.id}/provider`);
    expect(title(visitor.page!.html)).toBe('Which identity provider do you use?');

    await visitor.submit({ provider: 'entra-oidc' });
    expect(visitor.page?.html).toContain('role="img"');
    await w.registerAt(visitor, link);
    await visitor.open(`/sso-setup/${link.id}/connection`);
    await visitor.submit(w.values());
    expect(visitor.page?.html).toContain('The provider answers, and its configuration fits.');

    await visitor.open(`/sso-setup/${link.id}/domain`);
    await visitor.submit({ do: 'check', domain: 'acme.example' });
    expect(visitor.page).toMatchObject({ status: 400 });
    expect(visitor.page?.html).toContain('is not there yet');
    const record = /id="domain-0-name"[^>]*>([^<]+)<[\s\S]*?id="domain-0-value"[^>]*>([^<]+)</.exec(
      visitor.page!.html,
    )!;
    w.dns.set(record[1]!, record[2]!);
    await visitor.submit({ do: 'check', domain: 'acme.example' });
    expect(visitor.page?.html).toContain('>proved<');

    await visitor.open(`/sso-setup/${link.id}/test`);
    const verdict = await w.runTest(visitor);
    expect(title(verdict.html)).toBe('The test passed');
    expect(verdict.html).toContain('The signature is right');

    await visitor.open(`/sso-setup/${link.id}/finish`);
    await visitor.submit({ do: 'finish' });
    expect(title(visitor.page!.html)).toBe('Your part is done');

    const { json } = await w.api('GET', `/setup-links/${link.id}`);
    expect(json).toMatchObject({
      state: 'finished',
      progress: { provider: 'entra-oidc', connected: true, enabled: false, domains: [{ proved: true }] },
    });
    const connector = (await w.api('GET', `/sso-connectors/${json.connectorId}`)).json;
    expect(connector).toMatchObject({ name: 'Acme Corp', enabled: false, state: 'tested' });
    const events = await w.events(link.id);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(
        [
          'link_created',
          'link_opened',
          'provider_chosen',
          'connection_saved',
          'domain_proved',
          'finished',
        ].map((name) => `setup_portal.${name}`),
      ),
    );
    expect(events.find(({ type }) => type === 'setup_portal.finished')?.actor).toEqual({
      type: 'setup-link',
      id: link.id,
    });
    const audit = (await w.api('GET', `/audit-events?type=sso.connector_created&actor=${link.id}`)).json;
    expect(audit).toHaveLength(1);
    expect((await w.mails()).filter(({ to }) => to === 'vendor@example.com')).toHaveLength(1);
  });

  test('opened again goes on where the set-up was left', async () => {
    const { link } = await w.connected();
    const again = await w.enter(link);
    expect(again.page?.url).toContain('/test');
  });

  test('keeps the connector’s addresses when another provider is chosen, and forgets its values', async () => {
    const { link, visitor, connectorId } = await w.connected();
    await visitor.open(`/sso-setup/${link.id}/provider`);
    await visitor.submit({ provider: 'okta' });
    expect((await w.api('GET', `/sso-connectors/${connectorId}`)).status).toBe(404);
    expect((await w.api('GET', `/setup-links/${link.id}`)).json).toMatchObject({
      connectorId: null,
      progress: { provider: 'okta', connected: false },
    });
    expect(visitor.page?.html).toContain(`/callback/${connectorId}`);
  });

  test('tells what is wrong with a value at its field', async () => {
    const link = await w.make({ providers: ['oidc'] });
    const visitor = await w.enter(link);
    await visitor.open(`/sso-setup/${link.id}/connection`);
    const page = await visitor.submit({ issuer: 'http://', clientId: '', clientSecret: 'x' });
    expect(page.status).toBe(400);
    expect(page.html).toContain('id="error-issuer"');
    expect(page.html).toContain('id="error-clientId"');
    expect(page.html).toContain('value="http://"');
  });

  test('connects a SAML provider by its metadata, given as an address or uploaded', async () => {
    const link = await w.make({ providers: ['entra-saml'] });
    const visitor = await w.enter(link);
    const guide = await visitor.open(`/sso-setup/${link.id}/instructions`);
    const id = /saml\/(sso_[a-z0-9]+)\/acs/.exec(guide.html)![1]!;
    const metadataUrl = w.registerSaml(id);
    const form = await visitor.open(`/sso-setup/${link.id}/connection`);
    expect(form.html).toContain('type="file"');
    expect(form.html).not.toContain('idpInitiated');
    await visitor.submit({ metadataUrl });
    expect(visitor.page?.html).toContain('The provider answers, and its configuration fits.');
    await w.api('POST', `/sso-connectors/${id}/domains`, {
      name: 'acme.example',
      proved: true,
      allowChoice: true,
    });
    await visitor.open(`/sso-setup/${link.id}/test`);
    expect(title((await w.runSamlTest(visitor)).html)).toBe('The test passed');
    await visitor.open(`/sso-setup/${link.id}/connection`);
    const xml = await (await fetch(metadataUrl)).text();
    const csrf = /name="form_token" value="([^"]+)"/.exec(visitor.page!.html)![1]!;
    const body = new FormData();
    body.set('form_token', csrf);
    body.set('metadata_file', new File([xml], 'metadata.xml', { type: 'text/xml' }));
    body.set('idpInitiated', 'direct');
    const uploaded = await visitor.open(`/sso-setup/${link.id}/connection`, {
      method: 'POST',
      body,
      headers: { origin: w.app.endpoint },
    });
    expect(uploaded.status).toBe(200);
    expect(uploaded.html).not.toContain('EntityDescriptor');
    const { config } = (await w.api('GET', `/sso-connectors/${id}`)).json;
    expect(config).toMatchObject({ idpInitiated: 'off', certificates: [expect.stringContaining('BEGIN')] });
    expect(config.metadataUrl).toBeUndefined();
  });

  test('hostile metadata are refused in words, and never shown', async () => {
    const link = await w.make({ providers: ['saml'] });
    const visitor = await w.enter(link);
    await visitor.open(`/sso-setup/${link.id}/connection`);
    const metadata =
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><EntityDescriptor>&e;</EntityDescriptor>';
    const page = await visitor.submit({ metadata });
    expect(page.status).toBe(400);
    expect(page.html).toContain('id="error-metadata"');
    expect(page.html).not.toMatch(/DOCTYPE x|root:|EntityDescriptor/);
  });

  test('speaks Chinese when it was made so', async () => {
    const visitor = await w.enter(await w.make({ locale: 'zh-CN' }));
    expect(visitor.page?.html).toContain('你使用哪个身份提供商？');
    expect(visitor.page?.html).toContain('lang="zh-CN"');
  });
});

describe('after the set-up', () => {
  test('the link shows the health of the connection, and failures without anybody’s name', async () => {
    const { link, visitor, connectorId } = await w.connected();
    await visitor.open(`/sso-setup/${link.id}/test`);
    await w.runTest(visitor);
    await w.app.sso.connectors.update(w.app.tenant.db, connectorId, { enabled: true });
    const health = await visitor.open(`/sso-setup/${link.id}`);
    expect(title(health.html)).toBe('How your connection is doing');
    expect(health.html).toContain('Single sign-on is switched on.');
    expect(health.html).toContain('None in the last 30 days.');
  });

  test('failures are told with their time, cause, side and remedy, and what runs out with its end', async () => {
    const { link, visitor, connectorId } = await w.connected();
    const { db } = w.app.tenant;
    await visitor.open(`/sso-setup/${link.id}/test`);
    await w.runTest(visitor);
    await w.app.sso.connectors.update(db, connectorId, {
      enabled: true,
      config: { clientSecretExpiresAt: '2020-05-31' },
    });
    for (const [id, cause] of [
      ['ABCD-EFGH-JK', 'idp.unreachable'],
      ['WXYZ-EFGH-JK', 'of.another.release'],
    ])
      await db.query(sql`
        insert into sso_traces (tenant_id, id, connector_id, outcome, cause, email, steps, expires_at)
        values (${db.tenantId}, ${id}, ${connectorId}, 'failed', ${cause}, 'a…@acme.example', '[]', now() + interval '1 day')`);
    const { html } = await visitor.open(`/sso-setup/${link.id}/health`);
    expect(html).toContain('ABCD-EFGH-JK');
    expect(html).toContain('The identity provider does not answer.');
    expect(html).toContain('In the network between both');
    expect(html).not.toMatch(/WXYZ|acme\.example(?! \()|Anna/);
    expect(html).toContain('Client secret');
    expect(html).toContain('May 31, 2020');
  });

  test('a link for an organization makes its connector', async () => {
    await w.app.organizations.create(w.app.tenant.db, { id: 'acme-org', name: 'Acme' });
    const { connectorId } = await w.connected({ organizationId: 'acme-org' });
    expect((await w.api('GET', `/sso-connectors/${connectorId}`)).json.organizationId).toBe('acme-org');
    const unknown = await w.api('POST', '/setup-links', { customer: 'X', organizationId: 'nobody' });
    expect(unknown).toMatchObject({ status: 404, json: { code: 'organization.not_found' } });
  });

  test('a new secret takes effect when the test with it passes, and not before', async () => {
    const { link, visitor, connectorId } = await w.connected();
    await visitor.open(`/sso-setup/${link.id}/renew`);
    const failed = await w.runTest(visitor, { clientSecret: 'no-such-secret' });
    expect(title(failed.html)).toBe('The new values were not taken');
    await visitor.open(`/sso-setup/${link.id}/test`);
    expect(title((await w.runTest(visitor)).html)).toBe('The test passed');
    await visitor.open(`/sso-setup/${link.id}/renew`);
    const passed = await w.runTest(visitor, { clientSecret });
    expect(title(passed.html)).toBe('The new values are in use');
    const connector = (await w.api('GET', `/sso-connectors/${connectorId}`)).json;
    expect(connector.testedAt).not.toBeNull();
    const rows = await w.app.tenant.db.selectFrom('sso_tests').selectAll().execute();
    expect(rows.every(({ candidate }) => candidate === null)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(newSecret);
  });
});
