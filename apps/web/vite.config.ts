/** Builds the web app into dist/, and serves it in development with the API behind a proxy. */
import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = `http://localhost:${process.env['PORT'] ?? '3000'}`;

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      '@holdfast/contract': fileURLToPath(new URL('../../libs/contract/src/index.ts', import.meta.url)),
    },
  },
  build: { outDir: 'dist', chunkSizeWarningLimit: 1700 },
  server: { proxy: { '/api': SERVER, '/health': SERVER } },
});
