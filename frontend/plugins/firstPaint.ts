import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const NAME = 'firstPaint.js'
const SOURCE = resolve(import.meta.dirname, '../src', NAME)

/**
 * Runs src/firstPaint.js before the page is painted. A file of its own, since the content security
 * policy lets no script stand in the page; with its hash in its name, so that it is loaded once.
 */
export function firstPaint(): Plugin {
  let isBuilt = false
  return {
    name: 'first-paint',
    configResolved({ command }) {
      isBuilt = command === 'build'
    },
    buildStart() {
      if (isBuilt) this.emitFile({ type: 'asset', name: NAME, source: readFileSync(SOURCE) })
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const built = Object.values(bundle ?? {}).find(
          (file) => file.type === 'asset' && file.names.includes(NAME),
        )
        const src = built ? `/${built.fileName}` : `/src/${NAME}`
        return [{ tag: 'script', attrs: { src }, injectTo: 'head-prepend' }]
      },
    },
  }
}
