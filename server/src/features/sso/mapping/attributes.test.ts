// Attribute mapping: which claim fills which field, and that no claim can do harm on its way there.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../kernel/db/index.ts';
import { attributeMappingSchema, mappedProfile, mergedMapping, oidcAttributes } from './attributes.ts';

const claims = (given: Record<string, Json>) => given;

describe('mapped profile', () => {
  test('OpenID Connect Core 1.0 section 5.1: the standard claims fill the standard fields', () => {
    const given = claims({
      email: 'Alice@ACME.example',
      name: 'Alice Baker',
      given_name: 'Alice',
      family_name: 'Baker',
      picture: 'https://acme.example/alice.png',
    });
    expect(mappedProfile(given, oidcAttributes)).toEqual({
      email: 'Alice@acme.example',
      name: 'Alice Baker',
      givenName: 'Alice',
      familyName: 'Baker',
      picture: 'https://acme.example/alice.png',
      from: {
        email: 'email',
        name: 'name',
        givenName: 'given_name',
        familyName: 'family_name',
        picture: 'picture',
      },
    });
  });

  test('the first claim that has a usable value wins, and the profile says which it was', () => {
    const given = claims({ email: '', mail: 'not an address', upn: 'alice@acme.example' });
    const { email, from } = mappedProfile(given, { email: ['email', 'mail', 'upn'] });
    expect([email, from.email]).toEqual(['alice@acme.example', 'upn']);
  });

  test('SAML attributes come by whole names, as text or lists', () => {
    const uri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname';
    expect(mappedProfile({ [uri]: ['', 'Alice'] }, { givenName: [uri] }).givenName).toBe('Alice');
  });

  test("the connector's own mapping replaces the preset's field by field", () => {
    const merged = mergedMapping(oidcAttributes, { name: ['displayName'], email: undefined });
    expect(merged.name).toEqual(['displayName']);
    expect(merged.email).toEqual(['email']);
    expect(
      mappedProfile({ name: 'A', displayName: 'B' }, oidcAttributes, { name: ['displayName'] }).name,
    ).toBe('B');
  });

  test('custom data keeps numbers, flags and lists; objects are left out', () => {
    const given = claims({
      n: 7,
      yes: true,
      list: ['a', 1, { b: 1 }],
      object: { a: 1 },
      department: ' Sales ',
    });
    const customData = {
      number: ['n'],
      flag: ['yes'],
      list: ['list'],
      object: ['object'],
      department: ['missing', 'department'],
    };
    expect(mappedProfile(given, { customData }).customData).toEqual({
      number: 7,
      flag: true,
      list: ['a', 1],
      department: 'Sales',
    });
  });

  test('a username that could not be one here, and a locale that is no tag, count as absent', () => {
    const mapping = { username: ['u'], locale: ['l'] };
    expect(mappedProfile({ u: 'alice@acme.example', l: '<b>' }, mapping)).toEqual({ from: {} });
    expect(mappedProfile({ u: 'alice', l: 'de_AT' }, mapping)).toMatchObject({
      username: 'alice',
      locale: 'de-AT',
    });
  });
});

describe('threat: a hostile provider', () => {
  test.each([
    ['a number', 7],
    ['an object', { toString: 'x' }],
    ['a list of lists', [['Alice']]],
    ['null', null],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['nothing but control characters', '\0\u202e\u0007'],
    ['blanks', '   '],
  ])('sends %s for a name: it counts as absent', (_, value) => {
    expect(mappedProfile({ name: value }, oidcAttributes)).toEqual({ from: {} });
  });

  test.each([
    ['a zero-width space', 'vic\u200btim@acme.example'],
    ['a soft hyphen', 'vic\u00adtim@acme.example'],
    ['a NUL at its end', 'victim@acme.example\0'],
    ['full-width letters', '\uff56ictim@acme.example'],
    ['a ligature', '\ufb01ona@acme.example'],
  ])(
    'writes a colleague’s address with %s: it is no address, so nobody’s account is taken over',
    (_, email) => {
      expect(mappedProfile({ email }, oidcAttributes).email).toBeUndefined();
    },
  );

  test('sends control characters and half characters inside a name: they are taken out', () => {
    expect(mappedProfile({ name: 'Ali\0ce\u202e\ud800' }, oidcAttributes).name).toBe('Alice\ufffd');
  });

  test('sends a picture that is a script, a local file or plain http', () => {
    for (const picture of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'http://acme.example/a.png',
      'data:,x',
    ]) {
      expect(mappedProfile({ picture }, oidcAttributes).picture).toBeUndefined();
    }
  });

  test('names its claims like the insides of JavaScript: own claims only, and nothing is polluted', () => {
    const given = JSON.parse('{"__proto__": {"name": "Eve"}, "constructor": "x"}') as Record<string, Json>;
    expect(mappedProfile(given, { name: ['toString', 'hasOwnProperty', 'name'] })).toEqual({ from: {} });
    const { customData } = mappedProfile(given, { customData: { c: ['constructor'], p: ['__proto__'] } });
    expect(customData).toEqual({ c: 'x' });
    expect(({} as { name?: string }).name).toBeUndefined();
  });

  test('fills the database: what it gives of custom data has a bound', () => {
    const given = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [
        `c${i}`,
        Array.from({ length: 10_000 }, () => 'x'.repeat(1_000)),
      ]),
    );
    const customData = Object.fromEntries(Object.keys(given).map((name) => [name, [name]]));
    const mapped = mappedProfile(given, { customData });
    expect(JSON.stringify(mapped.customData ?? {}).length).toBeLessThan(10_000);
  });

  test.each([
    ['__proto__', JSON.parse('{"customData": {"__proto__": ["a"]}}')],
    ['constructor', { customData: { constructor: ['a'] } }],
    ['a control character', { name: ['a\u0000b'] }],
    ['no claim at all', { name: [] }],
    ['a field that is none', { isAdmin: ['a'] }],
  ])('a mapping that names %s is refused or means nothing', (_, mapping) => {
    const parsed = attributeMappingSchema.safeParse(mapping);
    expect(parsed.success ? mappedProfile({ a: 'x' }, parsed.data) : { from: {} }).toEqual({ from: {} });
  });
});
