/**
 * saml-metadata: whatever a provider publishes about itself, nobody is sent or signed in by it; the sign-in ends on a
 * page with the right cause, and the next one works once the document is good again.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SamlMisbehaviour, signInAtIdp } from '../../../testing/idp/index.ts';
import { type CauseCode, causes } from '../index.ts';
import * as attempts from '../store-attempts.ts';
import { type Hostile, startHostile } from './hostile-harness.ts';

let h: Hostile;
beforeAll(async () => {
  h = await startHostile();
});
afterAll(() => h.close());
afterEach(() => h.idp.misbehave('stark', null));

type OfMetadata = Extract<SamlMisbehaviour, `saml-metadata-${string}`>;
/** All but the one that hangs: it takes the ten seconds that a request may take. */
const table: Record<Exclude<OfMetadata, 'saml-metadata-hangs'>, CauseCode> = {
  'saml-metadata-doctype': 'saml.metadata_invalid',
  'saml-metadata-xxe': 'saml.metadata_invalid',
  'saml-metadata-billion-laughs': 'saml.metadata_invalid',
  'saml-metadata-wrong-entity': 'saml.metadata_entity',
  'saml-metadata-no-certificates': 'saml.metadata_no_certificate',
  'saml-metadata-broken-certificate': 'saml.metadata_no_certificate',
  'saml-metadata-encryption-only': 'saml.metadata_no_certificate',
  'saml-metadata-expired': 'saml.metadata_expired',
  'saml-metadata-sp-only': 'saml.metadata_invalid',
  'saml-metadata-no-sign-on': 'saml.metadata_invalid',
  'saml-metadata-script-address': 'saml.metadata_invalid',
  'saml-metadata-html': 'saml.metadata_invalid',
  'saml-metadata-404': 'saml.metadata_invalid',
  'saml-metadata-500': 'idp.unreachable',
  'saml-metadata-redirects': 'idp.bad_answer',
  'saml-metadata-huge': 'idp.bad_answer',
  'saml-metadata-down': 'idp.unreachable',
};

let made = 0;
async function connector(): Promise<string> {
  made += 1;
  const id = `fresh-${made}`;
  const { metadataUrl, entityId } = h.idp.samlOf('stark');
  await h.world.app.sso.connectors.create(h.world.tenant.db, {
    id,
    name: id,
    provider: 'saml',
    config: { metadataUrl, entityId, signRequests: true },
    domains: [],
    enabled: true,
  });
  return id;
}

describe('a provider that publishes nonsense about itself', () => {
  it.each(Object.entries(table) as [OfMetadata, CauseCode][])('%s → %s', async (what, cause) => {
    const id = await connector();
    h.idp.misbehave('stark', what);
    const before = process.cpuUsage();
    const page = await h.world.browser().begin({ direct_sign_in: `sso:${id}` });
    const { user, system } = process.cpuUsage(before);
    expect(page.url.origin).toBe(h.world.app.endpoint);
    expect(page.status).toBe(causes[cause].status);
    expect(page.status).toBeLessThan(500);
    expect((user + system) / 1e6, 'seconds of processor').toBeLessThan(2);
    const [reference = ''] = /\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}\b/.exec(page.text) ?? [];
    const trace = await attempts.findTrace(h.world.tenant.db, reference);
    expect(trace).toMatchObject({ outcome: 'failed', cause, connectorId: id });

    h.idp.misbehave('stark', null);
    const better = await h.world.browser().begin({ direct_sign_in: `sso:${id}` });
    expect(better.url.href).toMatch(h.idp.samlOf('stark').ssoUrl);
  });
});

describe('a provider whose metadata turn bad after they were read', () => {
  it.each(Object.keys(table) as OfMetadata[])('%s: people keep signing in by what is known', async (what) => {
    expect((await h.signIn('saml')).signedIn).toBe(true);
    h.idp.misbehave('stark', what);
    const outcome = await h.signIn('saml');
    expect(outcome.signedIn).toBe(true);
  });

  it('threat: a stranger’s certificate in other metadata does not make a response good', async () => {
    expect((await h.signIn('saml')).signedIn).toBe(true);
    h.idp.misbehave('stark', ['saml-metadata-wrong-entity', 'saml-keyinfo-attacker']);
    const browser = h.world.browser();
    const there = await browser.begin({ direct_sign_in: 'sso:saml' });
    const back = await signInAtIdp(h.idp, there.url, { username: 'tony' });
    const outcome = await h.deliver('saml', back.parameters, browser);
    expect(outcome.signedIn).toBe(false);
    expect(outcome.trace?.cause).toBe('saml.unknown_certificate');
  });
});
