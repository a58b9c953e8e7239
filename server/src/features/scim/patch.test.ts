/** RFC 7644 section 3.5.2: every shape of PATCH that Entra and Okta send, on one person (docs/guides/sso/scim.md). */
import { describe, expect, test } from 'vitest';
import { applyPatch, readPatch } from '../../protocol/scim/patch.ts';
import { userShape } from '../../protocol/scim/schema.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const ada = {
  userName: 'ada@acme.example',
  active: true,
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ value: 'ada@acme.example', type: 'work', primary: true }],
  [enterprise]: { department: 'Engines' },
};

const patched = (...operations: object[]) =>
  applyPatch(userShape, ada, readPatch({ Operations: operations })).resource;
const refusal = (...operations: object[]) => {
  try {
    patched(...operations);
  } catch (error) {
    return (error as { scimType?: string }).scimType;
  }
  return 'nothing';
};

describe('Entra', () => {
  test.each([
    ['"False" as a text', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    ['an object without a path', { op: 'Replace', value: { active: 'False' } }, { active: false }],
    [
      'a dotted path',
      { op: 'Add', path: 'name.familyName', value: 'King' },
      { name: { givenName: 'Ada', familyName: 'King' } },
    ],
    [
      'a filtered path',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'a@acme.example' },
      { emails: [{ value: 'a@acme.example', type: 'work', primary: true }] },
    ],
    [
      'a filtered path to an element that is not there yet',
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 30 1' },
      { phoneNumbers: [{ type: 'mobile', value: '+49 30 1' }] },
    ],
    [
      'a path with the URN of the extension',
      { op: 'Add', path: `${enterprise}:employeeNumber`, value: 7 },
      { [enterprise]: { department: 'Engines', employeeNumber: '7' } },
    ],
    [
      'the manager as a plain text',
      { op: 'Add', path: `${enterprise}:manager`, value: 'usr_boss' },
      { [enterprise]: { department: 'Engines', manager: { value: 'usr_boss' } } },
    ],
    [
      'the manager as a list of one with $ref: null',
      { op: 'Add', path: `${enterprise}:manager`, value: [{ $ref: null, value: 'usr_boss' }] },
      { [enterprise]: { department: 'Engines', manager: { value: 'usr_boss' } } },
    ],
    [
      'aadOptscim062020: dotted and URN keys without a path',
      {
        op: 'replace',
        value: { 'name.givenName': 'Augusta', [`${enterprise}:department`]: 'Poetry', displayName: 'A' },
      },
      {
        displayName: 'A',
        name: { givenName: 'Augusta', familyName: 'Lovelace' },
        [enterprise]: { department: 'Poetry' },
      },
    ],
    ['removing a part', { op: 'Remove', path: 'name.familyName' }, { name: { givenName: 'Ada' } }],
    ['an empty text is no value', { op: 'Replace', path: 'displayName', value: '' }, {}],
    [
      'a URN of the core schema',
      { op: 'replace', path: `${core}:title`, value: 'Countess' },
      { title: 'Countess' },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(patched(operation)).toEqual({ ...ada, ...expected });
  });

  test('removing the last part of the extension removes the extension', () => {
    expect(patched({ op: 'Remove', path: `${enterprise}:department` })).not.toHaveProperty([enterprise]);
  });
});

describe('Okta and others', () => {
  test.each([
    ['active without a path', { op: 'replace', value: { active: false } }, { active: false }],
    ['the id repeated without a path', { op: 'replace', value: { id: 'usr_x', title: 'T' } }, { title: 'T' }],
    ['names in any spelling', { OP: 'REPLACE', Path: 'DISPLAYNAME', Value: 'A' }, { displayName: 'A' }],
    [
      'the whole extension without a path',
      { op: 'add', value: { [enterprise.toUpperCase()]: { costCenter: '9' } } },
      { [enterprise]: { department: 'Engines', costCenter: '9' } },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(patched(operation)).toEqual({ ...ada, ...expected });
  });

  test('a new primary address takes over; the same one again changes nothing', () => {
    const home = { value: 'ada@home.example', type: 'home', primary: true };
    const { emails } = patched({ op: 'add', path: 'emails', value: [home] }) as typeof ada;
    expect(emails).toEqual([{ value: 'ada@acme.example', type: 'work', primary: false }, home]);
    expect(patched({ op: 'add', path: 'emails', value: ada.emails }).emails).toEqual(ada.emails);
  });

  test('elements are removed by filter, by value, or all', () => {
    for (const operation of [
      { op: 'remove', path: 'emails[type eq "work"]' },
      { op: 'remove', path: 'emails', value: [{ value: 'ada@acme.example' }] },
      { op: 'remove', path: 'emails' },
    ]) {
      expect(patched(operation)).not.toHaveProperty('emails');
    }
    expect(patched({ op: 'remove', path: 'emails[type eq "home"]' }).emails).toEqual(ada.emails);
  });
});

describe('refused', () => {
  test.each([
    ['an operation that is none', { op: 'merge', path: 'title', value: 'x' }, 'invalidSyntax'],
    ['a path that is none', { op: 'add', path: 'emails[type eq', value: 'x' }, 'invalidPath'],
    ['a path into nowhere', { op: 'add', path: '../../users', value: 'x' }, 'invalidPath'],
    ['the id', { op: 'replace', path: 'id', value: 'usr_other' }, 'mutability'],
    ['the groups', { op: 'add', path: 'groups', value: [{ value: 'g' }] }, 'mutability'],
    ['meta', { op: 'replace', path: 'meta.version', value: 'x' }, 'mutability'],
    ['a removal of everything', { op: 'remove' }, 'noTarget'],
    ['a value of another type', { op: 'replace', path: 'active', value: 'perhaps' }, 'invalidValue'],
    ['an object for a text', { op: 'replace', path: 'title', value: { a: 1 } }, 'invalidValue'],
    [
      'a filter that says not what to make',
      { op: 'add', path: 'emails[value co "zz"].value', value: 'y' },
      'noTarget',
    ],
    ['control characters', { op: 'replace', path: 'displayName', value: 'a\u0007b' }, 'invalidValue'],
    ['a text without end', { op: 'replace', path: 'title', value: 'x'.repeat(2_000) }, 'invalidValue'],
  ])('%s', (_name, operation, scimType) => {
    expect(refusal(operation)).toBe(scimType);
  });

  test('prototype pollution: a path or key of the prototype is an attribute that nobody knows', () => {
    const { ignored, resource } = applyPatch(
      userShape,
      ada,
      readPatch({
        Operations: [
          { op: 'add', path: 'constructor.prototype', value: { polluted: true } },
          { op: 'add', value: JSON.parse('{"constructor.polluted":1,"toString":2}') },
          { op: 'add', path: 'name.constructor', value: 'x' },
        ],
      }),
    );
    expect(ignored).toHaveLength(4);
    expect(resource).toEqual(ada);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('PATCH bomb: as many elements and operations as one likes', () => {
    const many = Array.from({ length: 1_001 }, () => ({ op: 'add', path: 'title', value: 'x' }));
    expect(refusal(...many)).toBe('tooMany');
    const emails = (start: number) =>
      Array.from({ length: 150 }, (_, n) => ({ value: `${start + n}@x.example` }));
    expect(
      refusal(
        { op: 'add', path: 'emails', value: emails(0) },
        { op: 'add', path: 'emails', value: emails(150) },
      ),
    ).toBe('invalidValue');
  });
});
