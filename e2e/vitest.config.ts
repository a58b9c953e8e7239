import { defineConfig } from 'vitest/config';
import { E2eReporter } from './reporter.ts';

/** They follow documents to the letter, whose ports are fixed: one at a time, and beside nothing else. */
const fixedPorts = ['guided-path', 'readme', 'examples', 'guides', 'console-guides'].map(
  (name) => `${name}.test.ts`,
);

// Real servers and browsers, which mostly wait for one another: three files at once even on a small machine.
export default defineConfig({
  test: {
    testTimeout: 90_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Browsers on a loaded machine: once more before a run of half an hour is lost. The reporter tells each of them.
    retry: 1,
    reporters: ['default', new E2eReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'side by side',
          include: ['**/*.test.ts'],
          exclude: fixedPorts,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'fixed ports',
          include: fixedPorts,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
