/** Builds the console into `dist/`, which the server serves under `/console/`. */
import { defineConfig } from 'vite';
import { guides } from './build/guides.ts';

export default defineConfig({
  base: '/console/',
  plugins: [guides()],
  build: {
    target: 'es2023',
    // Older ones would get light-dark() taken apart into variables that Mantine's colour schemes don't set.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // One preload per lazy page is enough; data: URLs would need a wider Content Security Policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      // Mantine marks its modules for frameworks that render on a server.
      onwarn(warning, warn) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
