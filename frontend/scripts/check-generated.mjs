// Fails when the committed types differ from what schema.graphql and the documents give now.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const generated = 'src/generated'
const committed = mkdtempSync(join(tmpdir(), 'usertrail-generated-'))
cpSync(generated, committed, { recursive: true })
try {
  const cli = 'node_modules/@graphql-codegen/cli/esm/bin.js'
  execFileSync(process.execPath, [cli, '--config', 'codegen.ts', '--silent'], { stdio: 'inherit' })
  const stale = readdirSync(generated).filter(
    (name) => readFileSync(join(generated, name), 'utf8') !== readOr(join(committed, name)),
  )
  if (stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}. Run \`npm run codegen\` and commit ${generated}.`)
    process.exitCode = 1
  }
} finally {
  cpSync(committed, generated, { recursive: true })
  rmSync(committed, { recursive: true })
}

/** The text of a file, or '' where there is none. */
function readOr(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
