import { defineConfig } from 'vite'
import { compression } from './plugins/compression.ts'
import { documents } from './plugins/documents.ts'
import { firstPaint } from './plugins/firstPaint.ts'

const backend = process.env.USERTRAIL_URL ?? 'http://127.0.0.1:3000'
/** What the backend owns; every other path is the page's. */
const owned = ['/graphql', '/export', '^/session(\\?|$)', '/api', '/v1', '/health', '/ready']

export default defineConfig({
  experimental: {
    // Below whatever path it is served; only the pages name the root, which the server puts there.
    renderBuiltUrl: (_, { hostType }) => (hostType === 'html' ? undefined : { relative: true }),
  },
  build: {
    target: 'es2023',
    // A data: URI would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // GraphiQL's editor alone is larger than the limit; it is loaded on its own page only.
    chunkSizeWarningLimit: 4500,
    rolldownOptions: {
      input: ['index.html', 'graphiql.html'],
      output: {
        // What most pages share comes in one file: on a slow line each further one costs a wait.
        codeSplitting: { groups: [{ name: 'shared', test: /src\/parts\//, minShareCount: 4 }] },
      },
    },
  },
  plugins: [documents(), firstPaint(), compression()],
  worker: { format: 'es' },
  // The dev server leaves the explorer to the backend, and could not prepare its workers.
  optimizeDeps: { entries: ['index.html'] },
  server: {
    proxy: Object.fromEntries(owned.map((path) => [path, { target: backend, ws: true }])),
  },
})
