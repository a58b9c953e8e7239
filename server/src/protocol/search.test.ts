// Search in short lists.
import { expect, test } from 'vitest';
import { createMatcher } from './search.ts';

test('a part of any of the texts, in any spelling; the beginning of the id', () => {
  const matches = createMatcher(' BÜCHER ');
  expect(matches('x', null, undefined, 'Alte bücher')).toBe(true);
  expect(matches('x', 'ＢÜＣＨＥＲ')).toBe(true);
  expect(matches('x', 'Buecher', '')).toBe(false);
  expect(createMatcher('Sso_1')('sso_123')).toBe(true);
  expect(createMatcher('12')('sso_123')).toBe(false);
});

test('threat: text that means something to SQL or a pattern means only itself', () => {
  for (const text of ['%', '_', '.*', '\\', "' or 1=1"]) {
    expect(createMatcher(text)('id', 'Bookstore'), text).toBe(false);
    expect(createMatcher(text)('id', `a${text}b`), text).toBe(true);
  }
});
