/** Switches that sign the ID token in ways no client may accept (RFC 7515, RFC 8725). */
import { exportJWK, exportSPKI } from 'jose';
import { rogueKey } from './keys.ts';
import { hmac, sign, unsigned } from './sign.ts';
import type { Json, Scene, Switch } from './switch.ts';

const signed = (does: string, how: (claims: Json, scene: Scene) => Promise<string> | string): Switch => ({
  where: 'signature',
  does,
  sign: how,
});

export const signatureSwitches = {
  'wrong-key': signed('signs with a key that is not published', async (claims) =>
    sign(claims, await rogueKey()),
  ),
  'same-kid-other-key': signed('signs with another key under the published kid', async (claims, { keys }) => {
    const { kid } = await keys.current();
    return sign(claims, { ...(await rogueKey()), kid });
  }),
  'missing-kid': signed(
    'signs with the right key and does not say which of the two published',
    async (claims, scene) => sign(claims, await scene.keys.current(), { kid: undefined }),
  ),
  'hostile-kid': signed('signs with another key under a kid that is a path and SQL', async (claims) =>
    sign(claims, await rogueKey(), { kid: "../../../../dev/null' OR 1=1 --" }),
  ),
  'alg-none': signed('does not sign: alg none (RFC 8725 section 2.1)', (claims) => unsigned(claims)),
  'alg-hs256': signed('signs with the client secret: HS256', (claims, { client }) =>
    hmac(claims, client?.clientSecret ?? ''),
  ),
  'alg-hs256-public-key': signed(
    'signs HS256 with the public key as secret (RFC 8725 section 2.1)',
    async (c, s) => {
      const { publicKey, kid } = await s.keys.current();
      return hmac(c, await exportSPKI(publicKey), kid);
    },
  ),
  'embedded-jwk': signed('signs with another key and brings it along in the header', async (claims) => {
    const key = await rogueKey();
    return sign(claims, key, { jwk: await exportJWK(key.publicKey) });
  }),
  'foreign-jku': signed('signs with another key and says where to fetch it', async (claims, { url }) =>
    sign(claims, await rogueKey(), { jku: `${url}/simulator/rogue-jwks` }),
  ),
  'unknown-crit': signed(
    'demands an extension that nobody knows (RFC 7515 section 4.1.11)',
    async (claims, scene) => {
      const token = await sign(claims, await scene.keys.current());
      const [, payload, signature] = token.split('.');
      const { kid } = await scene.keys.current();
      const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid, crit: ['urn:x'], 'urn:x': 1 })).toString(
        'base64url',
      );
      return `${header}.${payload}.${signature}`;
    },
  ),
  'broken-signature': signed('changes the claims after signing', async (claims, { keys }) => {
    const [header, , signature] = (await sign(claims, await keys.current())).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, name: 'Somebody Else' })).toString('base64url');
    return `${header}.${payload}.${signature}`;
  }),
  'garbage-id-token': signed('is not a JWT at all', () => 'not.a.jwt'),
} as const satisfies Record<string, Switch>;
