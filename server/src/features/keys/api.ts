/** Routes for signing keys. Private keys never leave the server. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../kernel/http/route.ts';
import { signingAlgorithms, type Tenant, type Tenants } from '../tenants/index.ts';
import type { KeySet, Keys } from './service.ts';

const keyOut = z
  .object({
    id: z.string().describe('The `kid` in tokens and in the key set.'),
    status: z.enum(['next', 'current', 'previous', 'retired']),
    algorithm: z.string(),
    publicJwk: z.record(z.string(), z.unknown()),
    createdAt: timestamp,
    activatedAt: timestamp.nullable(),
    retiredAt: timestamp.nullable().describe('When a previous key leaves the key set.'),
  })
  .meta({ id: 'SigningKey' });

const keysOut = z.object({ algorithm: z.string(), keys: z.array(keyOut) }).meta({ id: 'SigningKeys' });

const toOut = ({ algorithm, signing }: KeySet) => ({
  algorithm,
  keys: signing.map((key) => ({ ...key, publicJwk: { ...key.publicJwk } })),
});

export function keyRoutes(keys: Keys, tenants: Tenants): Route[] {
  const full = async (tenant: { id: string }) => (await tenants.byId(tenant.id)) as Tenant;
  return [
    defineRoute({
      method: 'get',
      path: '/signing-keys',
      summary: 'List the signing keys',
      permission: 'signing-keys:read',
      errors: [],
      response: keysOut,
      handler: async ({ tenant }) => toOut(await keys.keySet(await full(tenant))),
    }),
    defineRoute({
      method: 'post',
      path: '/signing-keys/rotate',
      summary: 'Rotate the signing keys',
      description:
        'The next key starts to sign, the current one stays published for 30 days, and a new next key is published. Refused until clients have had time to see the next key; `force` skips that, after a leak.',
      permission: 'signing-keys:write',
      errors: ['keys.too_soon', 'keys.rotated_meanwhile'],
      body: z.strictObject({ force: z.boolean().default(false) }),
      response: keysOut,
      handler: async ({ tenant, body }) => toOut(await keys.rotate(await full(tenant), body)),
    }),
    defineRoute({
      method: 'put',
      path: '/signing-keys/algorithm',
      summary: 'Choose the algorithm of the next key',
      description: 'Publishes a next key of this algorithm; it signs after the next rotation.',
      permission: 'signing-keys:write',
      errors: [],
      body: z.strictObject({ algorithm: z.enum(signingAlgorithms) }),
      response: keysOut,
      async handler({ tenant, body }) {
        const { db } = tenant;
        const own = await full(tenant);
        await tenants.update(own, { settings: { signingAlgorithm: body.algorithm } });
        await keys.changeAlgorithm({ ...own, db }, body.algorithm);
        return toOut(await keys.keySet(own));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/signing-keys/rotate-cookie-key',
      summary: 'Rotate the key that signs cookies',
      permission: 'signing-keys:write',
      errors: [],
      response: null,
      handler: async ({ tenant }) => keys.rotateCookieKey(await full(tenant)),
    }),
  ];
}
