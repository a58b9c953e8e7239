/**
 * What is known of a SAML provider stays right by itself: read again in the background, taken over while people sign
 * in, kept when what is published turns bad, and never looked for at a forbidden address.
 */
import { createServer } from 'node:http';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTenantCache } from '../../../kernel/cache/index.ts';
import { systemClock } from '../../../kernel/clock/index.ts';
import type { JobContext } from '../../../kernel/jobs/index.ts';
import { silentLog } from '../../../kernel/log/index.ts';
import { createOutbound } from '../../../kernel/outbound/index.ts';
import type { SamlMisbehaviour } from '../../../testing/idp/index.ts';
import { type Harness, startHarness } from '../../../testing/sso.ts';
import { allExpiryFacts } from '../expiry.ts';
import type { SsoDeps, SsoFeature } from '../index.ts';
import {
  causeOf,
  connectorInput,
  identityOf,
  newPlace,
  type Place,
  register,
  type SamlCase,
  signIn,
} from './saml-harness.ts';
import { findMetadata } from './store.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
afterEach(() => harness.idp.misbehave('stark', null));

const stark: SamlCase = { directory: 'stark', provider: 'saml', domain: 'stark.example' };
const hour = 3_600;

const tonySignsIn = async (place: Place) =>
  identityOf((await signIn(harness, place, 'tony')).result).email === 'tony@stark.example';

/** As the job does it when the time has come, on whichever node. */
async function refresh({ tenant }: Pick<Place, 'tenant'>, sso: SsoFeature): Promise<void> {
  await tenant.db.query(sql`update sso_saml_metadata set refresh_at = now() - interval '1 second',
    tried_at = now() where tenant_id = ${tenant.id}`);
  await runJob(sso);
}
const runJob = (sso: SsoFeature) =>
  sso.saml.refreshJob.run(
    { system: harness.database, clock: systemClock, log: silentLog() } as unknown as JobContext,
    {},
  );

const stored = ({ tenant }: Pick<Place, 'tenant'>, id = 'saml') => findMetadata(tenant.db, id);
const events = ({ tenant }: Pick<Place, 'tenant'>, type: string) =>
  tenant.db.query<{ data: Record<string, unknown> }>(sql<{ data: Record<string, unknown> }>`
    select payload -> 'data' as data from events where tenant_id = ${tenant.id} and type = ${type} order by id`);

describe('certificates roll over', () => {
  it('in the background: both are trusted while both are published, nobody notices, and it is written down', async () => {
    const place = await newPlace(harness, stark);
    expect(await tonySignsIn(place)).toBe(true);
    await harness.idp.publishNextCertificate('stark');
    await refresh(place, place.sso);
    expect((await stored(place))?.document.certificates).toHaveLength(2);
    await harness.idp.useNextCertificate('stark', { publishNewOnly: true });
    harness.idp.clearRequests();
    expect(await tonySignsIn(place)).toBe(true);
    const asked = harness.idp.requests('stark').map(({ endpoint }) => endpoint);
    expect(asked, 'no sign-in waited for metadata').not.toContain('saml-metadata');
    await refresh(place, place.sso);
    expect((await stored(place))?.document.certificates).toEqual(await harness.idp.certificatesOf('stark'));
    expect(await tonySignsIn(place)).toBe(true);
    const told = await events(place, 'sso.saml_certificates_changed');
    expect(told.map(({ data }) => data)).toEqual([
      { added: [expect.stringMatching(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)], removed: [] },
      { added: [], removed: [expect.stringMatching(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)] },
    ]);
  });

  it('entered by hand with both certificates', async () => {
    const { entityId, ssoUrl } = harness.idp.samlOf('stark');
    await harness.idp.publishNextCertificate('stark');
    const certificates = await harness.idp.certificatesOf('stark');
    expect(certificates).toHaveLength(2);
    const place = await newPlace(harness, stark, {
      config: { metadataUrl: undefined, entityId, ssoUrl, certificates },
    });
    expect(await tonySignsIn(place)).toBe(true);
    await harness.idp.useNextCertificate('stark', { publishNewOnly: true });
    expect(await tonySignsIn(place)).toBe(true);
    const [newer] = await harness.idp.certificatesOf('stark');
    await place.sso.connectors.update(place.tenant.db, 'saml', { config: { certificates: [newer] } });
    expect(await tonySignsIn(place)).toBe(true);
  });

  it('threat: entered by hand, nothing else than what was entered is trusted', async () => {
    const { entityId, ssoUrl } = harness.idp.samlOf('stark');
    const certificates = await harness.idp.certificatesOf('stark');
    const place = await newPlace(harness, stark, {
      config: { metadataUrl: undefined, entityId, ssoUrl, certificates },
    });
    await harness.idp.useNextCertificate('stark', { publishNewOnly: true });
    expect(causeOf((await signIn(harness, place, 'tony')).result)).toBe('saml.unknown_certificate');
  });

  it('uploaded: the document is taken apart, and certificates follow at the next upload', async () => {
    const document = async () => (await fetch(harness.idp.samlOf('stark').metadataUrl)).text();
    const place = await newPlace(harness, stark, {
      config: { metadataUrl: undefined, metadata: await document() },
    });
    expect(await tonySignsIn(place)).toBe(true);
    await harness.idp.useNextCertificate('stark', { publishNewOnly: true });
    expect(causeOf((await signIn(harness, place, 'tony')).result)).toBe('saml.unknown_certificate');
    await place.sso.connectors.update(place.tenant.db, 'saml', { config: { metadata: await document() } });
    expect(await tonySignsIn(place)).toBe(true);
  });
});

describe('how long a document is used', () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * hour * 1_000).toISOString();
  it.each<[string, () => string, number]>([
    ['six hours when it says nothing', () => '', 6],
    ['as long as cacheDuration says', () => 'cacheDuration="PT2H"', 2],
    ['an hour at least', () => 'cacheDuration="PT10S"', 1],
    ['a day at most', () => 'cacheDuration="P30D"', 24],
    ['half of the time until validUntil', () => `validUntil="${inHours(4)}"`, 2],
    ['the shorter of both', () => `cacheDuration="PT3H" validUntil="${inHours(100)}"`, 3],
  ])('%s', async (_what, attributes, hours) => {
    const outbound = harness.outboundThat((url, text) =>
      url.endsWith('metadata') ? text.replace(' entityID=', ` ${attributes()} entityID=`) : text,
    );
    const place = await newPlace(harness, stark, { deps: { outbound } });
    await place.sso.start(place.tenant, { attemptId: 'a', connectorId: 'saml' });
    const { fetchedAt, refreshAt } = (await stored(place))!;
    expect((refreshAt.getTime() - fetchedAt.getTime()) / 1_000 / hour).toBeCloseTo(hours, 1);
  });

  it('is read by the job when its time has come, and not before', async () => {
    const place = await newPlace(harness, stark);
    expect(await tonySignsIn(place)).toBe(true);
    const before = (await stored(place))!.fetchedAt;
    await runJob(place.sso);
    expect((await stored(place))!.fetchedAt).toEqual(before);
    await refresh(place, place.sso);
    expect((await stored(place))!.fetchedAt.getTime()).toBeGreaterThan(before.getTime());
  });

  it('ends at validUntil: what nobody vouches for any more signs nobody in', async () => {
    const place = await newPlace(harness, stark);
    expect(await tonySignsIn(place)).toBe(true);
    await place.tenant.db.query(sql`update sso_saml_metadata
      set document = document || ${JSON.stringify({ validUntil: inHours(-1) })}::jsonb, tried_at = now() - interval '1 hour'
      where tenant_id = ${place.tenant.id}`);
    harness.idp.misbehave('stark', 'saml-metadata-down');
    const begun = place.sso.start(place.tenant, { attemptId: 'a', connectorId: 'saml' });
    await expect(begun).rejects.toMatchObject({ data: { cause: 'idp.unreachable' } });
    await place.tenant.db.query(sql`update sso_saml_metadata set tried_at = now() - interval '1 hour'
      where tenant_id = ${place.tenant.id}`);
    harness.idp.misbehave('stark', null);
    expect(await tonySignsIn(place)).toBe(true);
  });
});

describe('a document that turns bad', () => {
  it.each<[SamlMisbehaviour, string]>([
    ['saml-metadata-down', 'idp.unreachable'],
    ['saml-metadata-500', 'idp.unreachable'],
    ['saml-metadata-404', 'saml.metadata_invalid'],
    ['saml-metadata-xxe', 'saml.metadata_invalid'],
    ['saml-metadata-billion-laughs', 'saml.metadata_invalid'],
    ['saml-metadata-huge', 'idp.bad_answer'],
    ['saml-metadata-redirects', 'idp.bad_answer'],
    ['saml-metadata-wrong-entity', 'saml.metadata_entity'],
    ['saml-metadata-no-certificates', 'saml.metadata_no_certificate'],
    ['saml-metadata-expired', 'saml.metadata_expired'],
  ])('%s keeps the one before, and is told once', async (misbehaviour, cause) => {
    const place = await newPlace(harness, stark);
    expect(await tonySignsIn(place)).toBe(true);
    const before = await stored(place);
    harness.idp.misbehave('stark', misbehaviour);
    await refresh(place, place.sso);
    await refresh(place, place.sso);
    expect(await stored(place)).toMatchObject({ document: before?.document, problem: cause });
    expect(await tonySignsIn(place)).toBe(true);
    expect((await events(place, 'sso.saml_metadata_failed')).map(({ data }) => data)).toEqual([{ cause }]);
    harness.idp.misbehave('stark', null);
    await refresh(place, place.sso);
    expect((await stored(place))?.problem).toBeNull();
  });

  it('threat: one tenant’s broken connector keeps everybody else’s metadata old', async () => {
    const broken = await newPlace(harness, stark);
    const place = await newPlace(harness, stark);
    for (const one of [broken, place]) expect(await tonySignsIn(one)).toBe(true);
    await broken.tenant.db.query(sql`update sso_connectors set config = '{"metadataUrl": 7}'::jsonb
      where tenant_id = ${broken.tenant.id}`);
    await broken.tenant.db.query(sql`update sso_saml_metadata set refresh_at = now() - interval '1 day'
      where tenant_id = ${broken.tenant.id}`);
    const before = (await stored(place))!.fetchedAt;
    await refresh(place, place.sso);
    expect((await stored(place))!.fetchedAt.getTime()).toBeGreaterThan(before.getTime());
  });

  it('is warned of by the expiry radar, unless the provider is known by hand meanwhile', async () => {
    const validUntil = new Date(Date.now() + 90 * 24 * hour * 1_000).toISOString();
    const outbound = harness.outboundThat((url, text) =>
      url.endsWith('metadata') ? text.replace(' entityID=', ` validUntil="${validUntil}" entityID=`) : text,
    );
    const place = await newPlace(harness, stark, { deps: { outbound } });
    await place.sso.start(place.tenant, { attemptId: 'a', connectorId: 'saml' });
    harness.idp.misbehave('stark', 'saml-metadata-down');
    await refresh(place, place.sso);
    const kinds = async () =>
      (await allExpiryFacts(place.sso.connectors, place.tenant.db)).map(({ kind }) => kind);
    expect(await kinds()).toContain('saml-metadata');
    const { entityId, ssoUrl } = harness.idp.samlOf('stark');
    const certificates = await harness.idp.certificatesOf('stark');
    const config = { metadataUrl: null, entityId, ssoUrl, certificates };
    await place.sso.connectors.update(place.tenant.db, 'saml', { config });
    expect(await kinds()).not.toContain('saml-metadata');
  });
});

describe('threat: the refresh is sent to an inner address (SSRF)', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '169.254.169.254', '10.0.0.1'])('%s', async (host) => {
    let reached = 0;
    const inner = createServer((_request, response) => {
      reached += 1;
      response.end();
    });
    await new Promise<void>((listening) => inner.listen(0, () => listening()));
    const { port } = inner.address() as { port: number };
    // As on a server: loopback is an inner network like any other.
    const outbound = createOutbound({ allow: [], endpointIsLoopback: false });
    const place = await newPlace(harness, stark);
    expect(await tonySignsIn(place)).toBe(true);
    const url = `http://${host}:${port}/metadata`;
    await place.tenant.db.query(sql`update sso_connectors set config = config || ${JSON.stringify({ metadataUrl: url })}::jsonb
      where tenant_id = ${place.tenant.id}`);
    const onServer = place.node({ outbound: outbound as SsoDeps['outbound'], cache: createTenantCache() });
    await refresh(place, onServer);
    expect([reached, (await stored(place))?.problem]).toEqual([
      0,
      expect.stringMatching(/^idp\.|^discovery\./),
    ]);
    inner.close();
    await outbound.close();
  });
});

it('threat: a connector that is gone is not read again', async () => {
  const place = await newPlace(harness, stark);
  expect(await tonySignsIn(place)).toBe(true);
  await place.sso.connectors.remove(place.tenant.db, 'saml');
  expect(await stored(place)).toBeUndefined();
  register(harness, 'stark', {}, 'second');
  await place.sso.connectors.create(place.tenant.db, connectorInput(harness, stark));
  expect(await tonySignsIn(place)).toBe(true);
});
