import { defineConfig } from 'tsdown';

// The worker of the embedded database runs in a thread of its own, so it is an entry of its own.
export default defineConfig({
  entry: { cli: 'src/cli/index.ts', 'embedded-worker': 'src/kernel/db/embedded-worker.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node24',
  outDir: 'dist',
  clean: true,
  dts: false,
  fixedExtension: true,
});
