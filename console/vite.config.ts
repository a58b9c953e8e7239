/** Builds the console into `dist/`, which the server serves under `/console/`. */
import { defineConfig } from 'vite';
import { compressed } from './build/compress.ts';
import { guides } from './build/guides.ts';

export default defineConfig({
  base: '/console/',
  plugins: [guides(), compressed()],
  build: {
    target: 'es2023',
    // Older ones would get light-dark() taken apart into variables that Mantine's colour schemes don't set.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // One preload per lazy page is enough; data: URLs would need a wider Content Security Policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What nearly every page needs travels in two files: a hundred small ones cost more than they save.
            { name: 'icons', test: /tabler/, priority: 1 },
            { name: 'base', minShareCount: 40 },
            { name: 'small', minShareCount: 5, maxModuleSize: 4000 },
          ],
        },
      },
      // Mantine marks its modules for frameworks that render on a server.
      onwarn(warning, warn) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
