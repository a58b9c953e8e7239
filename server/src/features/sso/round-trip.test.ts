/** RFC 9700 sections 4.5 and 4.7: the round trip belongs to one browser, one connector, one moment, and counts once. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutbound } from '../../kernel/outbound/index.ts';
import {
  acmeTenant,
  causeOf,
  connectorInputs,
  type Harness,
  land,
  remember,
  signIn,
  startHarness,
  traceOf,
  travel,
} from '../../testing/sso.ts';
import type { SsoResult } from './index.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
beforeAll(async () => {
  h = await startHarness();
  place = await h.newTenant();
  for (const input of Object.values(connectorInputs(h.idp)))
    await place.sso.connectors.create(place.tenant.db, input);
});
afterAll(() => h.close());

const here = () => ({ sso: place.sso, tenant: place.tenant, idp: h.idp });
const depart = (connectorId = 'umbrella', username = 'alice') => travel(here(), username, { connectorId });
const cause = (result: SsoResult) => causeOf({ result });

describe('the callback', () => {
  it('counts once, however many arrive at the same moment', async () => {
    const trip = await depart();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => land(place.sso, place.tenant, 'umbrella', trip)),
    );
    expect(results.filter(({ outcome }) => outcome === 'identified')).toHaveLength(1);
    expect(new Set(results.filter(({ outcome }) => outcome === 'failed').map(cause))).toEqual(
      new Set(['callback.replayed']),
    );
  });

  it('replayed in the same browser still knows the attempt, and leaves the finished trace alone', async () => {
    const trip = await depart();
    const first = await land(place.sso, place.tenant, 'umbrella', trip);
    if (first.outcome !== 'identified') throw new Error('not identified');
    const resolve = () => place.sso.resolveUser(place.tenant.db, place.tenant, first.identity, first.trace);
    const resolved = await resolve();
    if (resolved.outcome !== 'signed-in') throw new Error('not signed in');
    await place.users.suspend(place.tenant.db, resolved.user.id);
    expect((await resolve()).outcome).toBe('refused');
    await place.users.resume(place.tenant.db, resolved.user.id);
    const replay = await land(place.sso, place.tenant, 'umbrella', trip);
    expect(replay).toMatchObject({ outcome: 'failed', attemptId: 'att_1', reference: first.trace.reference });
    expect(cause(replay)).toBe('callback.replayed');
    expect(await traceOf(place.tenant, { result: first })).toMatchObject({
      outcome: 'succeeded',
      cause: null,
    });
  });

  it('in another browser is refused without a word about the attempt, and does not use it up', async () => {
    const trip = await depart();
    const stolen = await land(place.sso, place.tenant, 'umbrella', { ...trip, browser: { cookies: {} } });
    expect(cause(stolen)).toBe('callback.other_browser');
    expect(stolen).not.toHaveProperty('attemptId');
    const { cookie } = await place.sso.start(place.tenant, { connectorId: 'umbrella', attemptId: 'att_2' });
    const attacker = { cookies: {} };
    remember(attacker, cookie);
    expect(cause(await land(place.sso, place.tenant, 'umbrella', { ...trip, browser: attacker }))).toBe(
      'callback.other_browser',
    );
    expect((await land(place.sso, place.tenant, 'umbrella', trip)).outcome).toBe('identified');
  });

  it('at another connector is refused (mix-up)', async () => {
    const trip = await depart();
    expect(cause(await land(place.sso, place.tenant, 'initech', trip))).toBe('callback.wrong_connector');
  });

  it('in another tenant is not known', async () => {
    const trip = await depart();
    const other = await h.newTenant();
    await other.sso.connectors.create(other.tenant.db, connectorInputs(h.idp).umbrella!);
    expect(cause(await land(other.sso, other.tenant, 'umbrella', trip))).toBe('callback.unknown');
  });

  it('after ten minutes has expired', async () => {
    const trip = await depart();
    await place.tenant.db
      .updateTable('sso_requests')
      .set({ expires_at: sql<Date>`now() - interval '1 second'` })
      .where('consumed_at', 'is', null)
      .execute();
    const result = await land(place.sso, place.tenant, 'umbrella', trip);
    expect(cause(result)).toBe('callback.expired');
    expect(result).toMatchObject({ attemptId: 'att_1' });
    expect(await traceOf(place.tenant, { result })).toMatchObject({
      outcome: 'failed',
      cause: 'callback.expired',
    });
  });

  it('works on another node and after a restart', async () => {
    const trip = await depart();
    expect((await land(place.node(), place.tenant, 'umbrella', trip)).outcome).toBe('identified');
  });

  it.each([
    '',
    '?code=x',
    '?state=',
    `?state=${'x'.repeat(5_000)}&code=x`,
    '?state=%00&code=x',
    '?error=access_denied',
  ])('of rubbish (%s) is refused with a reference that leads to a trace', async (search) => {
    const url = new URL(`http://localhost:3001/callback/umbrella${search.slice(0, 6_000)}`);
    const result = await place.sso.finish(place.tenant, { connectorId: 'umbrella', url, cookies: {} });
    expect(result.outcome).toBe('failed');
    expect(await traceOf(place.tenant, { result })).toMatchObject({ outcome: 'failed' });
  });
});

describe('keys that rotate at the provider', () => {
  it('between start and callback, and with the old ones gone, disturb nobody', async () => {
    expect(causeOf(await signIn(here(), 'alice', { connectorId: 'umbrella' }))).toBeUndefined();
    const trip = await depart();
    await h.idp.rotateKeys('umbrella', { publishNewOnly: true });
    expect((await land(place.sso, place.tenant, 'umbrella', trip)).outcome).toBe('identified');
    await h.idp.rotateKeys('umbrella');
    expect(causeOf(await signIn(here(), 'alice', { connectorId: 'umbrella' }))).toBeUndefined();
  });

  it('the code is redeemed once, and keys are fetched only when needed', async () => {
    await signIn(here(), 'alice', { connectorId: 'umbrella' });
    const asked = async (run: () => Promise<unknown>) => {
      h.idp.clearRequests();
      await run();
      const paths = h.idp.requests('umbrella').map(({ endpoint }) => endpoint);
      return {
        token: paths.filter((p) => p === 'token').length,
        jwks: paths.filter((p) => p === 'jwks').length,
      };
    };
    expect(await asked(() => signIn(here(), 'alice', { connectorId: 'umbrella' }))).toEqual({
      token: 1,
      jwks: 0,
    });
    await h.idp.rotateKeys('umbrella', { publishNewOnly: true });
    expect(await asked(() => signIn(here(), 'alice', { connectorId: 'umbrella' }))).toEqual({
      token: 1,
      jwks: 1,
    });
  });
});

describe('a way that is closed', () => {
  it('a connector disabled while the person is at the provider signs nobody in', async () => {
    const { sso, tenant } = await h.newTenant();
    await sso.connectors.create(tenant.db, connectorInputs(h.idp).umbrella!);
    const trip = await travel({ sso, tenant, idp: h.idp }, 'alice', { connectorId: 'umbrella' });
    await sso.connectors.disable(tenant.db, 'umbrella');
    expect(cause(await land(sso, tenant, 'umbrella', trip))).toBe('connector.disabled');
    const error = await sso.start(tenant, { connectorId: 'umbrella', attemptId: 'a' }).catch((e) => e);
    expect(error.data).toMatchObject({ cause: 'connector.disabled', side: 'gatehouse-config' });
  });

  it('SSO switched off in the sign-in experience closes every connector', async () => {
    const { sso, tenant, experience } = await h.newTenant();
    await sso.connectors.create(tenant.db, connectorInputs(h.idp).umbrella!);
    await experience.update(tenant.db, { singleSignOnEnabled: false });
    const error = await sso.start(tenant, { connectorId: 'umbrella', attemptId: 'a' }).catch((e) => e);
    expect(error.data).toMatchObject({ cause: 'connector.switched_off' });
    expect(await sso.connectorsForEmail(tenant, 'alice@umbrella.example')).toEqual([]);
    expect(await sso.connectorsForButton(tenant)).toEqual([]);
  });

  it('an unknown connector is a typed error', async () => {
    await expect(
      place.sso.start(place.tenant, { connectorId: 'nobody', attemptId: 'a' }),
    ).rejects.toMatchObject({
      code: 'sso.connector_not_found',
    });
  });

  it('an issuer at a private address is not called when Gatehouse is public (SSRF)', async () => {
    const outbound = createOutbound({ allow: [], endpointIsLoopback: false });
    const error = await place
      .node({ outbound })
      .start(place.tenant, { connectorId: 'umbrella', attemptId: 'a' })
      .catch((e) => e);
    expect(error.data).toMatchObject({ cause: 'idp.address_refused' });
    await outbound.close();
  });

  it('an http issuer is refused when Gatehouse is reached by https', async () => {
    const sso = place.node({ allowInsecureIssuers: false });
    const error = await sso.start(place.tenant, { connectorId: 'umbrella', attemptId: 'a' }).catch((e) => e);
    expect(error.data).toMatchObject({ cause: 'discovery.insecure' });
  });
});

describe('what is asked of the provider', () => {
  const asked = async (connectorId: string, input: object = {}) => {
    const { redirectTo, cookie } = await place.sso.start(place.tenant, {
      connectorId,
      attemptId: 'a',
      ...input,
    });
    return { parameters: Object.fromEntries(new URL(redirectTo).searchParams), cookie };
  };

  it('code, PKCE S256, state and nonce, always; the cookie is good for this callback only', async () => {
    const { parameters, cookie } = await asked('acme');
    expect(parameters).toMatchObject({
      response_type: 'code',
      client_id: 'acme-app',
      scope: 'openid profile email',
      redirect_uri: 'http://localhost:3001/callback/acme',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(parameters[name]).toMatch(/^[\w-]{43}$/);
    expect(cookie).toMatchObject({ path: '/callback/acme', maxAge: 600 });
    expect(cookie.name).toMatch(new RegExp(`^gh_${place.tenant.id}_sso_[\\w-]{16}$`));
    expect(JSON.stringify(parameters)).not.toContain(cookie.value);
  });

  it('hints in the words of the provider', async () => {
    const hint = (loginHint: string) => ({ loginHint });
    expect((await asked('acme', hint('anna@acme.example'))).parameters).toMatchObject({
      login_hint: 'anna@acme.example',
      domain_hint: 'acme.example',
    });
    expect((await asked('globex', hint('gina@globex.example'))).parameters).toMatchObject({
      login_hint: 'gina@globex.example',
      hd: 'globex.example',
    });
    const { parameters } = await asked('acme', { ...hint('anna@acme.example'), prompt: 'select_account' });
    expect(parameters).toMatchObject({ prompt: 'select_account' });
    expect(parameters).not.toHaveProperty('login_hint');
  });

  it('a fresh sign-in in the words of the provider', async () => {
    expect((await asked('acme', { maxAge: 60 })).parameters).toMatchObject({ prompt: 'login' });
    expect((await asked('globex', { prompt: 'login' })).parameters).toMatchObject({
      prompt: 'select_account',
    });
    expect((await asked('initech', { maxAge: 60 })).parameters).toMatchObject({ max_age: '60' });
    expect(
      (await asked('umbrella', { maxAge: 0, prompt: 'login', acrValues: 'mfa', uiLocales: 'zh-CN' }))
        .parameters,
    ).toMatchObject({
      max_age: '0',
      prompt: 'login',
      acr_values: 'mfa',
      ui_locales: 'zh-CN',
    });
  });

  it('max_age is checked against auth_time: an older sign-in at the provider is not enough', async () => {
    const peter = (extraClaims: Record<string, unknown>) =>
      h.idp.updateUser('initech', 'peter@initech.example', { extraClaims });
    const recent = async () =>
      causeOf(await signIn(here(), 'peter@initech.example', { connectorId: 'initech', maxAge: 60 }));
    expect(await recent()).toBeUndefined();
    peter({ auth_time: Math.floor(Date.now() / 1000) - 3_600 });
    expect(await recent()).toBe('id_token.stale_sign_in');
    peter({ auth_time: undefined });
    expect(await recent()).toBe('id_token.claim_missing');
    peter({});
  });

  it('nothing of the round trip lies readable in the database', async () => {
    const { parameters, cookie } = await asked('acme');
    const rows = JSON.stringify(await place.tenant.db.selectFrom('sso_requests').selectAll().execute());
    for (const secret of [parameters.state, parameters.nonce, cookie.value])
      expect(rows).not.toContain(secret);
  });
});

it('a sign-in of a known person writes its trace twice and stays under ten statements', async () => {
  await signIn(here(), 'anna@acme.example', { connectorId: 'acme' });
  h.idp.misbehave(acmeTenant, null);
  // The first sign-in told that the connection works: it is read anew once.
  await here().sso.connector(here().tenant, 'acme');
  await here().sso.settings.of(here().tenant);
  const { statements } = h.database;
  const before = statements.total;
  await signIn(here(), 'anna@acme.example', { connectorId: 'acme' });
  expect(statements.total - before).toBeLessThanOrEqual(10);
});
