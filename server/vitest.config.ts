import { defineConfig } from 'vitest/config';

/** They touch no table: once, on the embedded database, is enough. */
const withoutDatabase = [
  'src/protocol/**',
  'src/testing/idp/**',
  'src/testing/*-in-browser.test.ts',
  'src/kernel/html/**',
];

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    exclude: process.env.DATABASE_URL ? withoutDatabase : [],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // A worker loads the server's modules once, not once for each of its files: a third less processor time.
    isolate: false,
  },
});
