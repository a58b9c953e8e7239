/** RFC 7644 section 3.4.2.2: filters, judged on two people, and what is refused as one. */
import { describe, expect, test } from 'vitest';
import { checkFilter, matches } from '../../protocol/scim/evaluate.ts';
import { parseFilter } from '../../protocol/scim/filter.ts';
import { userShape } from '../../protocol/scim/schema.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const people = {
  ada: {
    id: 'usr_ada',
    userName: 'Ada@acme.example',
    active: true,
    name: { familyName: 'Lovelace' },
    emails: [
      { value: 'ada@acme.example', type: 'work', primary: true },
      { value: 'ada@home.example', type: 'home' },
    ],
    [enterprise]: { department: 'Engines', manager: { value: 'usr_bob' } },
    meta: { created: '2026-01-02T00:00:00.000Z', resourceType: 'User' },
  },
  bob: {
    id: 'usr_bob',
    userName: 'bob "the\\builder"',
    active: false,
    title: 'Boss',
    meta: { created: '2026-03-01T00:00:00.000Z', resourceType: 'User' },
  },
};

const found = (text: string) => {
  const filter = parseFilter(text);
  checkFilter(userShape, filter);
  return Object.entries(people)
    .filter(([, person]) => matches(userShape, filter, person))
    .map(([name]) => name);
};

describe('filters', () => {
  test.each([
    ['userName eq "ADA@ACME.example"', ['ada']],
    ['USERNAME Eq "ada@acme.example"', ['ada']],
    ['userName eq "ａｄａ@acme.example"', ['ada']],
    ['userName eq "bob \\"the\\\\builder\\""', ['bob']],
    ['id eq "usr_ada"', ['ada']],
    ['id eq "USR_ADA"', []],
    ['userName co "acme"', ['ada']],
    ['userName sw "bob"', ['bob']],
    ['userName ew "example"', ['ada']],
    ['title pr', ['bob']],
    ['not (title pr)', ['ada']],
    ['title ne "Boss"', ['ada']],
    ['title eq null', ['ada']],
    ['active eq true', ['ada']],
    ['active eq "False"', ['bob']],
    ['name.familyName eq "lovelace"', ['ada']],
    ['emails.value eq "ada@home.example"', ['ada']],
    ['emails eq "ada@home.example"', ['ada']],
    ['emails[type eq "work" and value co "@acme"]', ['ada']],
    ['emails[type eq "home" and value co "@acme"]', []],
    ['emails[type eq "work"].value eq "ada@acme.example"', ['ada']],
    ['emails[type eq "work"].value eq "ada@home.example"', []],
    [`${enterprise}:department eq "engines"`, ['ada']],
    [`${enterprise}:manager eq "usr_bob"`, ['ada']],
    ['urn:ietf:params:scim:schemas:core:2.0:User:title eq "boss"', ['bob']],
    ['meta.created gt "2026-02-01T00:00:00Z"', ['bob']],
    ['meta.created le "2026-01-02T01:00:00+01:00"', ['ada']],
    ['title pr or active eq true and userName sw "x"', ['bob']],
    ['(title pr or active eq true) and userName sw "a"', ['ada']],
    ['externalId eq "a" or (id eq "usr_bob" and not (active eq true))', ['bob']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

const bracketed = (depth: number) => `${'('.repeat(depth)}title pr${')'.repeat(depth)}`;

describe('refused as invalidFilter, and at once', () => {
  test.each([
    '',
    '   ',
    'userName',
    'userName eq',
    'userName eq bob',
    'userName is "bob"',
    'userName eq "bob',
    'userName eq "bo\\qb"',
    'userName eq "a" and',
    'userName eq "a" userName eq "b"',
    '(title pr',
    'title pr)',
    'emails[type eq "work"',
    'emails[type eq "work"].',
    'nothing eq "x"',
    'emails.nothing eq "x"',
    'name eq "x"',
    "userName eq 'bob'",
    'userName eq "x"; drop table users',
    '__proto__ eq "x"',
    'constructor.prototype eq "x"',
    '"userName" eq "x"',
    'title gt null',
    'userName[type eq "x"',
    '🦄 eq "x"',
    bracketed(50),
    bracketed(2_000),
    `${'not '.repeat(500)}(title pr)`,
    Array.from({ length: 61 }, () => 'title pr').join(' or '),
    `userName eq "${'a'.repeat(5_000)}"`,
    `emails${'['.repeat(300)}`,
  ])('%s', (text) => {
    const started = performance.now();
    expect(() => found(text)).toThrow(expect.objectContaining({ scimType: 'invalidFilter', status: 400 }));
    expect(performance.now() - started).toBeLessThan(200);
  });

  test('ReDoS: the longest texts take no time', () => {
    const started = performance.now();
    for (const part of ['(', ' ', '\\', '"', 'a', '.', '[', 'and ', '-']) {
      expect(() => found(part.repeat(4_000))).toThrow();
    }
    expect(performance.now() - started).toBeLessThan(300);
  });
});
