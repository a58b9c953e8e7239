/** docs/reference/sdk-checks.md says what the tests run. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checksPage, page } from '../../scripts/checks-table.ts';

it('is fresh: node sdk/js/scripts/checks-table.ts', () => {
  expect(readFileSync(page, 'utf8')).toBe(checksPage());
});

it('the Python column: pytest runs the same file', () => {
  const path = new URL('../../../python/tests/test_conformance.py', import.meta.url);
  expect(existsSync(path)).toBe(true);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('conformance.json');
  expect(text).toContain('skip');
});
