// What the audit trail says of a change: the fields that differ and no others.
import { expect, test } from 'vitest';
import { changes, defined } from './changes.ts';

test('only what differs is told, as it was and as it is', () => {
  const before = { name: 'A', list: [1, 2], same: { x: 1 }, gone: true };
  const after = { name: 'B', list: [2, 1], same: { x: 1 }, added: null };
  expect(changes<unknown>(before, after)).toEqual({
    before: { name: 'A', list: [1, 2], gone: true },
    after: { name: 'B', list: [2, 1], added: null },
  });
});

test('undefined means "leave alone", null is a value', () => {
  expect({ a: 1, b: 2, ...defined({ a: undefined, b: null }) }).toEqual({ a: 1, b: null });
});
