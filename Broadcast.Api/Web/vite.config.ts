import { defineConfig } from 'vitest/config';

// The backend to develop against: `LIVEFESTIVAL=http://127.0.0.1:8080 npm run dev`.
const backend = process.env['LIVEFESTIVAL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    // Phones of 2021 and later.
    target: ['chrome87', 'safari14', 'firefox90'],
    reportCompressedSize: false,
    // hls.js alone is past Vite's default; it is loaded only where a picture is.
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: { index: 'index.html', room: 'src/room/index.ts' },
      // The room's client has a name that other sites can import; a change that breaks them is another version.
      preserveEntrySignatures: 'exports-only',
      output: { entryFileNames: ({ name }) => (name === 'room' ? 'client/v1/room.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: {
    proxy: {
      '/api': backend,
      '/live': backend,
      '/rooms': backend,
      '/hubs': { target: backend, ws: true },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
