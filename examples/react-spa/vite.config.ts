// Where the bookstore runs, and which Gatehouse and which API it uses.
import { defineConfig } from 'vite';

const { PORT = '3003', GATEHOUSE_ENDPOINT, APP_ID, API_URL = 'http://localhost:3004' } = process.env;

export default defineConfig({
  server: {
    port: Number(PORT),
    strictPort: true, // another port would be another redirect URI
    // The API under this origin, so that it needs no CORS.
    proxy: { '/api': { target: API_URL, rewrite: (path) => path.replace('/api', '') } },
  },
  // The SDK is a link into this repository here, so Vite would find these late and load the page twice.
  optimizeDeps: { include: ['@gatehouse/sdk > jose', '@gatehouse/sdk > oauth4webapi'] },
  define: {
    'import.meta.env.VITE_GATEHOUSE_ENDPOINT': JSON.stringify(GATEHOUSE_ENDPOINT ?? 'http://localhost:3001'),
    'import.meta.env.VITE_APP_ID': JSON.stringify(APP_ID ?? 'bookstorespa'),
  },
});
