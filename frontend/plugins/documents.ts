import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const GENERATED = resolve(import.meta.dirname, '../src/generated/graphql.ts')
const MADE = 'new TypedDocumentString('
const GENERATED_DOCUMENT = /export const (\w+) = (new TypedDocumentString\(`[^`]*`[^`]*?\)) as/g
const DOCUMENT = /\bgraphql\(`\s*(\w+) (\w+)[^`]*`\)/g
const PURE = '/* @__PURE__ */ '

/** Puts each generated document where it is sent, so that a page does not load those of all others. */
export function documents(): Plugin {
  const made = new Map<string, string>()
  return {
    name: 'documents',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      const generated = readFileSync(GENERATED, 'utf8')
      for (const [, name = '', document = ''] of generated.matchAll(GENERATED_DOCUMENT)) {
        made.set(name, document)
      }
    },
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/, code: /graphql\(`|new TypedDocumentString\(/ },
      handler(code, id) {
        if (id === GENERATED) return code.replaceAll(`= ${MADE}`, `= ${PURE}${MADE}`)
        const placed = code.replace(DOCUMENT, (_, kind: string, name: string) => {
          const document = made.get(kind === 'fragment' ? `${name}FragmentDoc` : `${name}Document`)
          if (document === undefined) this.error(`${name} is not generated: run codegen`)
          return PURE + document
        })
        return `import { TypedDocumentString } from ${JSON.stringify(GENERATED)}\n${placed}`
      },
    },
  }
}
