/**
 * The proof that the SAML service provider cannot be fooled: every lie that the simulator knows, through the real ACS
 * over HTTP. Each ends on a page that says why, in a trace with the right cause, without a session or a user, and soon.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Misbehaviour } from '../../../testing/idp/index.ts';
import { type CauseCode, causes } from '../index.ts';
import { documents, forms, refusals, signatures, statements, wrapping } from './hostile-causes-harness.ts';
import { type Hostile, hasSession, type Kind, type Outcome, startHostile } from './hostile-harness.ts';

let h: Hostile;
let people: number;
const countPeople = async () =>
  (await h.world.app.users.search(h.world.tenant.db, { limit: 1, offset: 0 })).total;
beforeAll(async () => {
  h = await startHostile();
  people = await countPeople();
});
afterAll(() => h.close());

async function expectRefused(outcome: Outcome, cause: CauseCode, connectorId: Kind): Promise<void> {
  expect(outcome.signedIn, 'signed in').toBe(false);
  expect(outcome.page.status, 'status').toBe(causes[cause].status);
  expect(outcome.page.status).toBeLessThan(500);
  expect(outcome.page.text).toContain(causes[cause].title.replaceAll("'", '&#39;'));
  expect(outcome.trace).toMatchObject({ outcome: 'failed', cause, userId: null });
  const failures = outcome.trace!.steps.filter(({ verdict }) => verdict === 'fail');
  expect(failures).toMatchObject([{ cause }]);
  if (!cause.startsWith('callback.')) expect(outcome.trace!.connectorId).toBe(connectorId);
  expect(outcome.cost, 'seconds of processor').toBeLessThan(2);
  expect(await hasSession(outcome), 'a session').toBe(false);
  expect(await countPeople(), 'people').toBe(people);
}

const topics = { wrapping, documents, signatures, statements, forms };
describe.each(Object.entries(topics))('%s', (_topic, table) => {
  it.each(Object.entries(table) as [Misbehaviour, CauseCode][])('%s → %s', async (what, cause) => {
    await expectRefused(await h.tried('saml', what), cause, 'saml');
  });
});

it('at least 90 lies are refused, each in its own way', () => {
  expect(new Set(refusals.map(([what]) => what)).size).toBeGreaterThanOrEqual(90);
});

/** What depends on how a provider signs and names people is tried with each of the three big ones. */
const everywhere: [Misbehaviour, CauseCode][] = refusals.filter(([what]) =>
  /^saml-(xsw-\d|comment-in-|cdata-in-|unsigned|wrong-(key|audience|issuer|in-response-to)$|expired$|keyinfo-attacker|name-changed|foreign-email|duplicate-ids)/.test(
    what,
  ),
);
describe.each<Kind>(['entra', 'google', 'okta'])('%s', (kind) => {
  it.each(everywhere)('%s → %s', async (what, cause) => {
    await expectRefused(await h.tried(kind, what), cause, kind);
  });
});
