/** Issue 5: the end of a set-up link is the end of everything that its holder has begun. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInAtIdp } from '../../testing/idp/index.ts';
import { Visitor } from '../../testing/visitor.ts';
import { clientSecret, type PortalWorld, startPortal } from './portal-harness.ts';

let w: PortalWorld;

const discoveryOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});

beforeAll(async () => {
  w = await startPortal();
}, 60_000);
afterAll(() => w?.close());

describe('a link that has ended', () => {
  test('revoked and renewed, it ends for browsers that have opened it, at once', async () => {
    for (const way of ['revoke', 'renew']) {
      const link = await w.make();
      const visitor = await w.enter(link);
      expect((await visitor.open(`/sso-setup/${link.id}/provider`)).status).toBe(200);
      await w.api('POST', `/setup-links/${link.id}/${way}`, way === 'renew' ? {} : undefined);
      expect((await visitor.open(`/sso-setup/${link.id}/provider`)).status).toBe(410);
    }
  });

  test('revoked or renewed, it takes along what its holder has begun: a renewal under way is never adopted', async () => {
    for (const way of ['revoke', 'renew']) {
      const { link, visitor, connectorId } = await w.connected();
      await visitor.open(`/sso-setup/${link.id}/renew`);
      await visitor.submit({ clientSecret });
      const there = await visitor.submit({});
      const { callbackUrl } = await signInAtIdp(w.idp, there.url, { username: 'anna@acme.example' });
      const before = (await w.api('GET', `/sso-connectors/${connectorId}`)).json;
      await w.api('POST', `/setup-links/${link.id}/${way}`, way === 'renew' ? {} : undefined);
      expect((await visitor.open(callbackUrl.href)).html).not.toContain('The new values are in use');
      expect((await w.api('GET', `/sso-connectors/${connectorId}`)).json).toEqual(before);
      const [test] = (await w.api('GET', `/sso-connectors/${connectorId}/tests`)).json;
      expect(test).toMatchObject({ state: 'failed', cause: { code: 'test.unknown' } });
    }
  });

  test('revoked while its holder’s request waits for a provider, it writes nothing any more', async () => {
    const link = await w.make({ providers: ['oidc'] });
    const visitor = await w.enter(link);
    const before = (await w.api('GET', '/sso-connectors')).json;
    await visitor.open(`/sso-setup/${link.id}/connection`);
    // A provider with nothing wrong: the revocation alone is in the way.
    const slow = createServer(async (_req, res) => {
      await w.api('POST', `/setup-links/${link.id}/revoke`);
      res.setHeader('content-type', 'application/json').end(JSON.stringify(discoveryOf(issuer)));
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const issuer = `http://localhost:${(slow.address() as AddressInfo).port}`;
    expect((await visitor.submit(w.values({ issuer }) as never)).status).toBe(410);
    slow.close();
    expect((await w.api('GET', '/sso-connectors')).json).toEqual(before);
    const { json } = await w.api('GET', `/setup-links/${link.id}`);
    expect(json).toMatchObject({ state: 'revoked', connectorId: null, progress: { connected: false } });
  });

  test('dies with its connector', async () => {
    const { link, visitor, connectorId } = await w.connected();
    await w.api('DELETE', `/sso-connectors/${connectorId}`);
    expect((await visitor.open(`/sso-setup/${link.id}`)).status).toBe(410);
    expect((await new Visitor(w.app.endpoint).open(link.url)).status).toBe(410);
  });
});
