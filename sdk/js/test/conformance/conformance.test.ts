/** Every entry of sdk/conformance.json: what a hostile or broken provider does, and how the client must answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import conformance from '../../../conformance.json' with { type: 'json' };
import { type GatehouseClient, GatehouseError, MemoryStorage } from '../../src/index.ts';
import { allMisbehaviours, Simulator } from '../core/simulator.ts';

interface Entry {
  id: string;
  flow: string;
  misbehaviours: string[];
  options?: Record<string, unknown>;
  check: string;
  spec: string;
  expect: { code: string; details?: Record<string, unknown> } | null;
  session: boolean;
}

const entries = conformance.entries as Entry[];
const twoHours = 7_200_000;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await Simulator.start();
});
afterAll(() => simulator.idp.close());

type Flow = (misbehave: () => void) => Promise<{ client: GatehouseClient; run: () => Promise<unknown> }>;

const afterSignIn =
  (act: (client: GatehouseClient) => Promise<unknown>): Flow =>
  async (misbehave) => {
    const client = simulator.client();
    await simulator.signIn(client);
    misbehave();
    return { client, run: () => act(client) };
  };

const flows: Record<string, Flow> = {
  'sign-in': async (misbehave) => {
    const client = simulator.client();
    misbehave();
    return { client, run: () => simulator.signIn(client) };
  },
  'user-info': afterSignIn((client) => client.fetchUserInfo()),
  refresh: afterSignIn((client) => client.getAccessToken(conformance.client.resource)),
  replay: async () => {
    const client = simulator.client();
    const callback = await simulator.visit(client);
    await client.handleSignInCallback(callback);
    return { client, run: () => client.handleSignInCallback(callback) };
  },
  'other-browser': async () => {
    const callback = await simulator.visit(simulator.client());
    const client = simulator.client();
    return { client, run: () => client.handleSignInCallback(callback) };
  },
  late: async () => {
    const storage = new MemoryStorage();
    const callback = await simulator.visit(simulator.client({}, { storage }));
    const client = simulator.client({}, { storage, clock: { now: () => Date.now() + twoHours } });
    return { client, run: () => client.handleSignInCallback(callback) };
  },
};

describe('conformance', () => {
  it.each(entries)('$spec: $id ($check)', async (entry) => {
    try {
      const { client, run } = await flows[entry.flow]!(() =>
        simulator.misbehave(entry.misbehaviours, entry.options),
      );
      const error = await run().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (entry.expect === null) expect(error).toBeNull();
      else {
        expect(error).toBeInstanceOf(GatehouseError);
        const { code, details, hint } = error as GatehouseError;
        expect({ code, details }).toMatchObject(entry.expect);
        expect(hint).not.toBe('');
        expect(JSON.stringify(error) + (error as Error).message).not.toContain(conformance.client.appSecret);
      }
      expect(await client.isAuthenticated()).toBe(entry.session);
    } finally {
      simulator.misbehave([]);
    }
  });

  it('runs every entry once', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    for (const { flow, misbehaviours } of entries) {
      expect(flows).toHaveProperty(flow);
      for (const name of misbehaviours) expect(allMisbehaviours).toContain(name);
    }
  });

  it('leaves out only switches that concern an identity platform, not a client', () => {
    const used = new Set(entries.flatMap(({ misbehaviours }) => misbehaviours));
    // SAML is spoken to platforms; no client of ours hears it.
    const left = allMisbehaviours.filter((name) => !used.has(name) && !name.startsWith('saml-'));
    expect(left.sort()).toEqual(Object.keys(conformance.notForClients).sort());
  });
});
