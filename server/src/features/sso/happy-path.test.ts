/** Enterprise SSO end to end against the IdP simulator: the four presets, and what each sign-in leaves behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorInputs, type Harness, signIn, startHarness, traceOf } from '../../testing/sso.ts';

let h: Harness;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());

describe('a person signs in through each kind of provider', () => {
  it.each([
    ['acme', 'anna@acme.example', 'anna@acme.example', 'Anna Berg'],
    ['globex', 'gina@globex.example', 'gina@globex.example', 'Gina'],
    ['initech', 'peter@initech.example', 'peter@initech.example', 'Peter'],
    ['umbrella', 'alice', 'alice@umbrella.example', 'Alice'],
  ])(
    '%s: the first time creates the user, the second time finds them',
    async (connectorId, username, email, name) => {
      const { sso, tenant } = await h.newTenant();
      await sso.connectors.create(tenant.db, connectorInputs(h.idp)[connectorId]!);
      const where = { sso, tenant, idp: h.idp };

      const first = await signIn(where, username, { connectorId, loginHint: email });
      expect(first.resolution).toMatchObject({
        outcome: 'signed-in',
        created: true,
        user: { email, emailVerified: true, name },
      });
      const second = await signIn(where, username, { connectorId });
      expect(second.resolution).toMatchObject({ outcome: 'signed-in', created: false });
      const userOf = ({ resolution }: typeof first) =>
        resolution?.outcome === 'signed-in' && resolution.user.id;
      expect(userOf(second)).toBe(userOf(first));

      const trace = await traceOf(tenant, first);
      expect(trace).toMatchObject({ outcome: 'succeeded', cause: null, userId: userOf(first), connectorId });
      expect(trace.steps.map(({ rule }) => rule)).toEqual(
        expect.arrayContaining([
          'discovery',
          'id_token.signature',
          'id_token.nonce',
          'email.domain',
          'user.link',
        ]),
      );
      expect(trace.steps.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    },
  );
});
