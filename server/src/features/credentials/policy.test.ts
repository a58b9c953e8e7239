/** NIST SP 800-63B section 3.1.1.2: length, a blocklist of what is guessed first, nothing else. */
import { describe, expect, test } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';
import { checkPassword, passwordError } from './policy.ts';

describe('passwords that are guessed first are refused', () => {
  test.each([
    'password',
    'Password1',
    'P@ssw0rd!',
    'password2024!',
    '12345678',
    '1234567890',
    '87654321',
    'qwertyuiop',
    'qwerty12345678',
    '1qaz2wsx',
    'zaq12wsx',
    'asdfasdf',
    'aaaaaaaa',
    '12121212',
    'abcabcabc',
    'iloveyou1',
    'Summer2025!',
    'letmein123',
    'welcome1',
    'administrator',
    '19901231',
    '31121990',
    'football99',
    'trustno1!',
    'correct horse battery staple',
  ])('%s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });
});

describe('passwords nobody would try first are accepted', () => {
  test.each([
    'correct-horse-battery',
    'tr0ub4dor&3 lamp',
    'ghp_R7xk2LqT0v',
    'мой-любимый-кот-барсик',
    '我最喜欢的茶是龙井茶',
    'blue kettle sings',
    'x7#kQ!p2vLm9',
    '4d9c61f27ab0',
  ])('%s', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});

test('length counts characters as people see them, not UTF-16 units', () => {
  expect(checkPassword('🐢🐇🦊🐙🦉🐝🦋', 8)).toEqual({ code: 'credential.password_too_short', minLength: 8 });
  expect(checkPassword('🐢🐇🦊🐙🦉🐝🦋🐌', 8)).toBeUndefined();
});

test('a password of more than 256 characters is refused before it costs a hash', () => {
  expect(checkPassword('ab9 '.repeat(65), 8)?.code).toBe('credential.password_too_long');
});

test('the identifier is no password, in any spelling, nor is the name before its @', () => {
  const names = ['Alice.Liddell@Example.com', 'rabbit-hole'];
  expect(checkPassword('alice.liddell@example.COM', 8, names)?.code).toBe(
    'credential.password_is_identifier',
  );
  expect(checkPassword('ALICE.LIDDELL', 8, names)?.code).toBe('credential.password_is_identifier');
  expect(checkPassword('Rabbit-Hole', 8, names)?.code).toBe('credential.password_is_identifier');
  expect(checkPassword('rabbit-hole-7', 8, names)).toBeUndefined();
});

test('a problem becomes an API error that says what to do', () => {
  const error = passwordError({ code: 'credential.password_too_short', minLength: 12 });
  expect(error.status).toBe(400);
  expect(error.message).toContain('at least 12 characters');
});
