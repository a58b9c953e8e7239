// Identifiers: what counts as one and the same person, and what is no identifier at all.
import { describe, expect, test } from 'vitest';
import { emailDomain, emailKey, isUsername, parseEmail, parsePhone, usernameKey } from './identifiers.ts';

describe('usernames', () => {
  test.each(['alice', 'A', '_x', '7up', 'a.b-c_d', 'x'.repeat(127)])('%s is one', (text) => {
    expect(isUsername(text)).toBe(true);
  });

  test.each(['', '.a', '-a', 'a@b', 'a b', 'ä', 'x'.repeat(128), 'a\n'])('%j is none', (text) => {
    expect(isUsername(text)).toBe(false);
  });

  test('threat: a second account by case, width or blanks', () => {
    for (const text of ['Alice', 'ALICE', ' alice ', 'ａｌｉｃｅ']) expect(usernameKey(text)).toBe('alice');
    // KELVIN SIGN, the letter that lower case alone would turn into another's name.
    expect(usernameKey('\u212aim')).toBe('kim');
  });

  test('folding what is folded changes nothing', () => {
    for (const text of ['İstanbul', 'ﬁne', 'ǅ', 'ẞ', 'Å']) {
      expect(usernameKey(usernameKey(text))).toBe(usernameKey(text));
    }
  });
});

describe('email addresses (RFC 5321, RFC 6531)', () => {
  test('all spellings of one address have one key; what is shown keeps its case', () => {
    for (const text of [
      'Alice@Example.COM',
      ' alice@example.com ',
      'ａlice@example.com',
      'ALICE@EXAMPLE.COM.',
    ]) {
      expect(emailKey(text), text).toBe('alice@example.com');
    }
    expect(parseEmail('Alice@Example.COM')?.address).toBe('Alice@example.com');
    expect(emailKey('a@bücher.example')).toBe(emailKey('A@XN--BCHER-KVA.example'));
    expect(emailDomain('a@BÜCHER.example')).toBe('xn--bcher-kva.example');
  });

  test.each([
    'a+tag@example.com',
    "o'neil@example.com",
    'müller@example.com',
    'first.last@sub.example.co.uk',
  ])('%s is one', (text) => {
    expect(parseEmail(text)).toBeDefined();
  });

  test.each([
    '',
    'alice',
    '@example.com',
    'alice@',
    'a@b@example.com',
    'a b@example.com',
    '"a b"@example.com',
    'a,b@example.com',
    'a<b>@example.com',
    'a\r\nBcc: x@example.com',
    'a\0@example.com',
    `${'x'.repeat(65)}@example.com`,
    `a@${'x'.repeat(250)}.example`,
    'a@[127.0.0.1]',
    'a@exa mple.com',
  ])('threat: %j is refused', (text) => {
    expect(parseEmail(text)).toBeUndefined();
    expect(() => emailKey(text)).not.toThrow();
  });
});

test('E.164: phone numbers lose their blanks and brackets, and need a country', () => {
  expect(parsePhone('+49 (30) 123-456')).toBe('+4930123456');
  for (const text of ['030123456', '+0123456', '+49', 'x', '+4930123456789012']) {
    expect(parsePhone(text), text).toBeUndefined();
  }
});
