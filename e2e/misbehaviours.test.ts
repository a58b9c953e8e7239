// Issue 2 section 6, "bad cases": whatever the identity provider does wrong ends at a clear page with a reference code and
// without a session, and the code leads to a trace that says why (OpenID Connect Core 1.0 section 3.1.3.7, RFC 9700).
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import { spareConnectors } from './directories.ts';
import { hasSession, heading, referenceOn, signInAtIdp } from './person.ts';
import { authorizationUrl, openScene, type Scene } from './scene.ts';

let scene: Scene;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene({}, { spares: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

const people = {
  acme: { organization: 'acme.example', username: 'anna@acme.example' },
  globex: { organization: 'globex', username: 'gina@globex.example' },
  initech: { organization: 'initech', username: 'peter@initech.example' },
  umbrella: { organization: 'umbrella', username: 'rita@umbrella.example' },
};
type ConnectorId = keyof typeof people;

interface Trace {
  outcome: string;
  connectorId: string;
  cause: { code: string; title: string; fix: string } | null;
  steps: { verdict: string; cause?: string }[];
}

/** The page speaks plainly, the trace tells the cause, and nobody is signed in. */
async function expectRefused(page: Page, cause: string, connectorId: string): Promise<void> {
  expect(page.url().startsWith(scene.endpoint), page.url()).toBe(true);
  const title = await heading(page);
  expect(title).not.toBe('');
  expect(await page.getByText('What to do').isVisible()).toBe(true);
  const trace = (await scene.api(`/sso-attempts/${await referenceOn(page)}`)) as Trace;
  expect(trace.cause?.code, JSON.stringify(trace)).toBe(cause);
  expect(trace).toMatchObject({
    outcome: 'failed',
    connectorId,
    cause: { code: cause, title: expect.stringMatching(/\w/), fix: expect.stringMatching(/\w/) },
  });
  expect(trace.steps.some((step) => step.verdict === 'fail' && step.cause === cause)).toBe(true);
  expect(await hasSession(page, scene)).toBe(false);
}

async function withVisitor(walk: (page: Page) => Promise<void>): Promise<void> {
  const { context, page, complaints } = await newVisitor(browser, { javaScriptEnabled: false });
  try {
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

// biome-ignore format: one line per case
const table: [misbehaviour: string, cause: string, connector: ConnectorId, options?: object][] = [
  ['wrong-nonce', 'id_token.wrong_nonce', 'acme'],
  ['missing-nonce', 'id_token.claim_missing', 'globex'],
  ['wrong-iss', 'id_token.wrong_issuer', 'acme'],
  ['issuer-trailing-slash', 'id_token.wrong_issuer', 'umbrella'],
  ['missing-iss', 'id_token.claim_missing', 'umbrella'],
  ['wrong-aud', 'id_token.wrong_audience', 'acme'],
  ['missing-aud', 'id_token.claim_missing', 'initech'],
  ['multiple-aud-wrong-azp', 'id_token.wrong_party', 'globex'],
  ['wrong-azp', 'id_token.wrong_party', 'umbrella'],
  ['expired', 'id_token.expired', 'acme'],
  ['missing-exp', 'id_token.claim_missing', 'umbrella'],
  ['issued-in-future', 'id_token.not_yet_valid', 'globex'],
  ['issued-long-ago', 'id_token.expired', 'umbrella'],
  ['missing-iat', 'id_token.claim_missing', 'acme'],
  ['missing-sub', 'id_token.claim_missing', 'umbrella'],
  ['numeric-sub', 'id_token.malformed', 'globex'],
  ['empty-sub', 'identity.incomplete', 'umbrella'],
  ['wrong-at-hash', 'id_token.wrong_access_token', 'umbrella'],
  ['wrong-key', 'id_token.unknown_key', 'acme'],
  ['same-kid-other-key', 'id_token.bad_signature', 'acme'],
  ['missing-kid', 'id_token.unknown_key', 'umbrella'],
  ['hostile-kid', 'id_token.unknown_key', 'globex'],
  ['alg-none', 'id_token.algorithm', 'acme'],
  ['alg-hs256', 'id_token.algorithm', 'umbrella'],
  ['alg-hs256-public-key', 'id_token.algorithm', 'acme'],
  ['embedded-jwk', 'id_token.unknown_key', 'umbrella'],
  ['foreign-jku', 'id_token.unknown_key', 'acme'],
  ['unknown-crit', 'id_token.algorithm', 'umbrella'],
  ['broken-signature', 'id_token.bad_signature', 'globex'],
  ['garbage-id-token', 'id_token.malformed', 'acme'],
  ['missing-oid', 'identity.incomplete', 'acme'],
  ['missing-tid', 'entra.tenant_not_allowed', 'acme'],
  ['other-tid', 'entra.tenant_not_allowed', 'acme'],
  ['other-tenant', 'id_token.wrong_issuer', 'acme'],
  ['foreign-hd', 'google.hosted_domain', 'globex'],
  ['missing-hd', 'google.hosted_domain', 'globex'],
  ['foreign-email', 'email.outside_domains', 'acme'],
  ['foreign-verified-email', 'email.outside_domains', 'umbrella'],
  ['missing-email', 'email.missing', 'umbrella'],
  ['unverified-email', 'email.unverified', 'globex'],
  ['wrong-types', 'email.missing', 'umbrella'],
  ['userinfo-sub-mismatch', 'userinfo.wrong_subject', 'initech'],
  ['userinfo-missing-sub', 'userinfo.failed', 'initech'],
  ['userinfo-foreign-email', 'email.outside_domains', 'initech'],
  ['userinfo-401', 'userinfo.failed', 'initech'],
  ['userinfo-500', 'idp.unreachable', 'initech'],
  ['userinfo-html', 'idp.bad_answer', 'initech'],
  ['wrong-callback-iss', 'callback.wrong_issuer', 'umbrella'],
  ['no-callback-iss', 'callback.wrong_issuer', 'globex'],
  ['missing-code', 'callback.malformed', 'acme'],
  ['duplicate-parameters', 'callback.malformed', 'acme'],
  ['wrong-code', 'token.code_rejected', 'acme'],
  ['injected-code', 'token.code_rejected', 'umbrella'],
  ['code-and-error', 'idp.access_denied', 'acme'],
  ['token-error', 'client.secret_wrong', 'acme'],
  ['token-invalid-grant', 'token.code_rejected', 'acme'],
  ['token-500', 'idp.unreachable', 'acme'],
  ['token-html', 'idp.bad_answer', 'globex'],
  ['redirecting-token', 'idp.bad_answer', 'umbrella'],
  ['no-id-token', 'id_token.missing', 'acme'],
  ['no-access-token', 'idp.bad_answer', 'umbrella'],
  ['wrong-token-type', 'idp.bad_answer', 'umbrella'],
  ['down', 'idp.unreachable', 'acme', { at: ['token'] }],
  ['rate-limited', 'idp.unreachable', 'acme', { at: ['token'] }],
  ['huge-response', 'idp.bad_answer', 'umbrella', { at: ['token'] }],
  ['truncated-json', 'idp.bad_answer', 'globex', { at: ['token'] }],
  ['null-json', 'idp.bad_answer', 'acme', { at: ['token'] }],
];

/** Instead of its sign-in page. */
// biome-ignore format: one line per case
const refusals: [misbehaviour: string, cause: string, connector: ConnectorId][] = [
  ['access_denied', 'idp.access_denied', 'acme'],
  ['server_error', 'idp.refused', 'initech'],
  ['temporarily_unavailable', 'idp.unreachable', 'globex'],
  ['consent-required', 'idp.consent_required', 'acme'],
  ['hostile-error', 'idp.refused', 'umbrella'],
];

describe.skipIf(!hasBrowser)('an identity provider that breaks the rules', () => {
  it.each(refusals)('%s → %s', async (misbehaviour, cause, connectorId) => {
    const { organization } = people[connectorId];
    await scene.simulator.misbehave(organization, misbehaviour);
    try {
      await withVisitor(async (page) => {
        await page.goto(authorizationUrl(scene, { direct_sign_in: `sso:${connectorId}` }));
        await expectRefused(page, cause, connectorId);
        // Nothing that the provider said runs or shows as markup here.
        expect(await page.locator('img[src="x"], script:not([src])').count()).toBe(0);
      });
    } finally {
      await scene.simulator.misbehave(organization, null);
    }
  });

  it.each(table)('%s → %s', async (misbehaviour, cause, connectorId, options = {}) => {
    const { organization, username } = people[connectorId];
    await withVisitor(async (page) => {
      await page.goto(authorizationUrl(scene, { direct_sign_in: `sso:${connectorId}` }));
      // From here on: the way there was in order.
      await scene.simulator.misbehave(organization, misbehaviour, options);
      try {
        await signInAtIdp(page, scene, username);
        await expectRefused(page, cause, connectorId);
      } finally {
        await scene.simulator.misbehave(organization, null);
      }
    });
  });

  it('nobody was created by any of it', async () => {
    for (const { username } of Object.values(people)) {
      expect(await scene.api(`/users?search=${username}`), username).toEqual([]);
    }
  });

  it.each(['state-changed', 'missing-state'])(
    '%s: an answer that belongs to no attempt',
    async (misbehaviour) => {
      await withVisitor(async (page) => {
        await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:acme' }));
        await scene.simulator.misbehave('acme.example', misbehaviour);
        try {
          await signInAtIdp(page, scene, 'anna@acme.example');
          await page.waitForURL(`${scene.endpoint}/**`);
          expect(await referenceOn(page)).not.toBe('');
          expect(await hasSession(page, scene)).toBe(false);
        } finally {
          await scene.simulator.misbehave('acme.example', null);
        }
      });
    },
  );
});

// biome-ignore format: one line per case
const metadata: [misbehaviour: string, cause: string, options?: object][] = [
  ['discovery-wrong-issuer', 'discovery.issuer_mismatch'],
  ['discovery-html', 'discovery.invalid'],
  ['discovery-404', 'discovery.not_found'],
  ['discovery-500', 'idp.unreachable'],
  ['redirecting-discovery', 'idp.bad_answer'],
  ['discovery-missing-endpoints', 'discovery.invalid'],
  ['discovery-wrong-types', 'discovery.invalid'],
  ['down', 'idp.unreachable', { at: ['discovery'] }],
  ['huge-response', 'idp.bad_answer', { at: ['discovery'] }],
  ['jwks-500', 'idp.unreachable'],
  ['jwks-html', 'idp.bad_answer'],
  ['jwks-empty', 'id_token.unknown_key'],
];

describe.skipIf(!hasBrowser)('an identity provider that does not publish what it should', () => {
  const cases = metadata.map(([misbehaviour, cause, options = {}], index) => ({
    misbehaviour,
    cause,
    options,
    id: spareConnectors[index]!,
  }));
  it.each(cases)('$misbehaviour → $cause', async ({ misbehaviour, cause, options, id }) => {
    await scene.simulator.misbehave('umbrella', misbehaviour, options);
    try {
      await withVisitor(async (page) => {
        await page.goto(authorizationUrl(scene, { direct_sign_in: `sso:${id}` }));
        // Some only show once the person comes back.
        if (page.url().startsWith(scene.simulator.url))
          await signInAtIdp(page, scene, 'rita@umbrella.example');
        await expectRefused(page, cause, id);
      });
    } finally {
      await scene.simulator.misbehave('umbrella', null);
    }
  });

  it('discovery-internal-endpoints → idp.address_refused: no call into the operator’s network', async () => {
    // An issuer that nothing was remembered of before.
    await scene.simulator.misbehave('hooli', 'discovery-internal-endpoints');
    try {
      await withVisitor(async (page) => {
        await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:hooli' }));
        await signInAtIdp(page, scene, 'lena@hooli.example');
        await expectRefused(page, 'idp.address_refused', 'hooli');
      });
    } finally {
      await scene.simulator.misbehave('hooli', null);
    }
  });
});
