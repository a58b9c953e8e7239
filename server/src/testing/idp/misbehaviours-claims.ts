/** Switches that change what the ID token or userinfo says (OIDC Core 1.0 sections 2, 3.1.3.7 and 5.3.2). */
import { randomUUID } from 'node:crypto';
import type { Json, Scene, Switch } from './switch.ts';

const idToken = (does: string, claims: (claims: Json, scene: Scene) => void): Switch => ({
  where: 'ID token',
  does,
  claims,
});
/** Says the same wrong thing in the ID token and in userinfo, as a hostile directory would. */
const everywhere = (does: string, change: (claims: Json, scene: Scene) => void): Switch => ({
  where: 'ID token and userinfo',
  does,
  claims: change,
  userinfo: change,
});
const userinfo = (does: string, change: (claims: Json, scene: Scene) => void): Switch => ({
  where: 'userinfo',
  does,
  userinfo: change,
});
const without =
  (...names: string[]) =>
  (claims: Json): void => {
    for (const name of names) delete claims[name];
  };
const foreignEmail = 'ceo@victim.example';

export const claimSwitches = {
  'wrong-nonce': idToken('carries a nonce that nobody sent', (c) => {
    c.nonce = randomUUID();
  }),
  'missing-nonce': idToken('leaves the nonce out', without('nonce')),
  'wrong-iss': idToken('names another issuer', (c) => {
    c.iss = 'https://evil.example/v2.0';
  }),
  'issuer-trailing-slash': idToken('names the issuer with a slash too many', (c) => {
    c.iss = `${c.iss}/`;
  }),
  'wrong-aud': idToken('is meant for another client', (c) => {
    c.aud = 'another-client';
  }),
  'multiple-aud-wrong-azp': idToken('is meant for several clients and was asked for by another', (c) => {
    c.aud = [c.aud, 'another-client'];
    c.azp = 'another-client';
  }),
  'wrong-azp': idToken('was asked for by another client', (c) => {
    c.azp = 'another-client';
  }),
  expired: idToken('expired an hour ago', (c, { now }) => {
    Object.assign(c, { iat: now - 7200, nbf: now - 7200, exp: now - 3600 });
  }),
  'issued-in-future': idToken('is issued and valid only in an hour', (c, { now }) => {
    Object.assign(c, { iat: now + 3600, nbf: now + 3600, exp: now + 7200 });
  }),
  'issued-long-ago': idToken('was issued a month ago and is still valid', (c, { now }) => {
    Object.assign(c, { iat: now - 30 * 86_400, nbf: now - 30 * 86_400, exp: now + 3600 });
  }),
  'missing-exp': idToken('never expires', without('exp')),
  'missing-iat': idToken('does not say when it was issued', without('iat')),
  'missing-iss': idToken('does not say who issued it', without('iss')),
  'missing-aud': idToken('does not say who it is for', without('aud')),
  'missing-sub': idToken('does not say who signed in', without('sub')),
  'numeric-sub': idToken('names the person by a number', (c) => {
    c.sub = 1234567890;
  }),
  'empty-sub': idToken('names the person by an empty string', (c) => {
    c.sub = '';
  }),
  'missing-oid': idToken("Entra: leaves out the person's object id", without('oid')),
  'missing-tid': idToken('Entra: leaves out the tenant id', without('tid')),
  'other-tenant': idToken(
    'Entra: names another tenant (option value) in tid and, for it, in iss',
    otherTenant,
  ),
  'other-tid': idToken('Entra: names another tenant (option value) in tid only', (c, { options }) => {
    c.tid = options.value ?? '99999999-9999-4999-8999-999999999999';
  }),
  'wrong-at-hash': idToken('carries the hash of another access token', (c) => {
    c.at_hash = 'AAAAAAAAAAAAAAAAAAAAAA';
  }),
  'foreign-hd': everywhere('Google: names another organization in hd', (c) => {
    c.hd = 'victim.example';
  }),
  'missing-hd': everywhere('Google: leaves hd out, as for a private account', without('hd')),
  'foreign-email': everywhere(
    "claims an email outside the organization's domain (option value)",
    (c, { options }) => {
      c.email = options.value ?? foreignEmail;
    },
  ),
  'foreign-verified-email': everywhere(
    'claims a foreign email and swears that it is verified',
    (c, { options }) => {
      Object.assign(c, { email: options.value ?? foreignEmail, email_verified: true, xms_edov: true });
    },
  ),
  'missing-email': everywhere('sends no email', without('email', 'email_verified')),
  'unverified-email': everywhere('says that the email is not verified', (c) => {
    Object.assign(c, { email_verified: false, xms_edov: false });
  }),
  'stringly-claims': everywhere('sends Booleans as strings', (c) => {
    c.email_verified = 'true';
  }),
  'wrong-types': everywhere('sends objects, arrays and numbers where strings belong', (c) => {
    Object.assign(c, {
      email: ['a@b.example', 'c@d.example'],
      name: { first: 'A' },
      preferred_username: 7,
      groups: 'x',
    });
  }),
  'hostile-profile': everywhere(
    'puts HTML, NUL, a lone surrogate, bidi overrides and __proto__ into the profile',
    hostile,
  ),
  'huge-claims': everywhere('sends a name of 100 kB', (c) => {
    c.name = 'A'.repeat(100_000);
  }),
  'userinfo-sub-mismatch': userinfo('tells of another person than the ID token', (c) => {
    c.sub = 'somebody-else';
  }),
  'userinfo-missing-sub': userinfo('does not say whom it tells of', without('sub')),
  'userinfo-foreign-email': userinfo('claims another email than the ID token', (c, { options }) => {
    c.email = options.value ?? foreignEmail;
  }),
} as const satisfies Record<string, Switch>;

function otherTenant(claims: Json, { url, kind, options }: Scene): void {
  const tenant = options.value ?? '99999999-9999-4999-8999-999999999999';
  claims.tid = tenant;
  if (kind === 'entra') claims.iss = `${url}/${tenant}/v2.0`;
}

function hostile(claims: Json): void {
  claims.name = `<script>alert(1)</script>"'>\u0000\ud800\u202Egro.live\r\nX-Injected: 1`;
  claims.given_name = '{{constructor.constructor("return 1")()}}';
  claims.picture = 'javascript:alert(1)';
  Object.defineProperty(claims, '__proto__', {
    value: { admin: true },
    enumerable: true,
    configurable: true,
  });
}
