/** Claims of upstream providers (OpenID Connect Core 1.0 section 5.1; Entra and its optional claims). */
import { describe, expect, it } from 'vitest';
import {
  emailDomainOwnerVerified,
  emailVerifiedClaim,
  entraSubject,
  groupsClaim,
  lastingClaims,
  pictureClaim,
  shortenEmail,
  subjectClaim,
  textClaim,
} from './oidc-claims.ts';

const tid = '3f0c1b1e-5d54-4b9e-9d3c-0d6a4b1f2a77';
const oid = '11111111-2222-4333-8444-555555555555';

describe('Entra says "domain owner verified" in several spellings', () => {
  it.each([[true], [1], ['1'], ['true']])('%j: yes', (xms_edov) =>
    expect(emailDomainOwnerVerified({ xms_edov })).toBe('yes'),
  );
  it.each([[false], [0], ['0'], ['false'], [''], ['yes'], [[true]], [{}], [2]])('%j: no', (xms_edov) =>
    expect(emailDomainOwnerVerified({ xms_edov })).toBe('no'),
  );
  it('is absent by default', () => expect(emailDomainOwnerVerified({})).toBe('absent'));
});

describe('email_verified', () => {
  it.each([
    [true, 'yes'],
    ['true', 'yes'],
    [false, 'no'],
    ['false', 'no'],
    [1, 'no'],
    ['1', 'no'],
    [undefined, 'absent'],
    [null, 'absent'],
  ])('%j: %s', (email_verified, verdict) => expect(emailVerifiedClaim({ email_verified })).toBe(verdict));
});

describe('the key of a person', () => {
  it('at Entra is (tid, oid), both well formed', () => {
    expect(entraSubject({ tid, oid, sub: 'pairwise' })).toBe(`${tid}/${oid}`);
    for (const claims of [{ tid }, { oid }, { tid, oid: 'x' }, { tid: `${tid}/`, oid }, { tid, oid: [oid] }])
      expect(entraSubject(claims)).toBeUndefined();
  });
  it('elsewhere is sub, exactly as sent', () => {
    expect(subjectClaim({ sub: '00uABC' })).toBe('00uABC');
    for (const sub of ['', ' x', 'x\u0000', 'ü', 'x'.repeat(256), 7, undefined, ['x']])
      expect(subjectClaim({ sub })).toBeUndefined();
  });
});

it('text claims are bounded and free of control characters', () => {
  expect(textClaim({ name: '  Al\u0000ice\n ' }, 'name')).toBe('Alice');
  expect(textClaim({ name: 'x'.repeat(257) }, 'name')).toBeUndefined();
  expect(textClaim({ name: { evil: 1 } }, 'name')).toBeUndefined();
  expect(pictureClaim({ picture: 'javascript:alert(1)' })).toBeUndefined();
  expect(pictureClaim({ picture: 'https://cdn.example/a.png' })).toBe('https://cdn.example/a.png');
});

it("Entra's group overage is told apart from having no groups", () => {
  expect(groupsClaim({})).toEqual({ kind: 'absent' });
  expect(groupsClaim({ groups: ['a', 'b'] })).toEqual({ kind: 'listed', count: 2 });
  expect(groupsClaim({ _claim_names: { groups: 'src1' } })).toEqual({ kind: 'overage' });
  expect(groupsClaim({ hasgroups: true })).toEqual({ kind: 'overage' });
});

it('keeps no values of a single token and no more than its share of the database', () => {
  const kept = lastingClaims({ sub: 'x', nonce: 'n', at_hash: 'h', name: 'Alice', junk: 'x'.repeat(9_000) });
  expect(kept).toEqual({ sub: 'x', name: 'Alice' });
});

it('keeps nothing that the database refuses or that JavaScript takes for a prototype', () => {
  const hostile = JSON.parse(
    '{"name":"a\\u0000b\\ud800","__proto__":{"admin":true},"deep":[{"\\u0000k":"v"}]}',
  );
  const kept = lastingClaims(hostile);
  expect(JSON.stringify(kept)).toBe('{"name":"ab\ufffd","deep":[{"k":"v"}]}');
  expect(kept).not.toHaveProperty('admin');
});

it('shows only the beginning of an address', () => {
  expect(shortenEmail('alice@acme.example')).toBe('al…@acme.example');
  expect(shortenEmail('a@acme.example')).toBe('…@acme.example');
  expect(shortenEmail('nobody')).toBe('no…');
});
