import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const LEAST_BYTES = 1024
/** Other fonts and images are compressed already. */
const COMPRESSIBLE = /\.(?:css|html|js|json|svg|ttf|txt)$/
/** By the ending of the form's name. */
const COMPRESS = {
  br: promisify(brotliCompress),
  gz: (content: Uint8Array) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
}

/** Leaves compressed forms beside each file of the build that they make smaller. */
export function compression(): Plugin {
  return {
    name: 'compression',
    apply: 'build',
    // Once all is written: until then other plugins go on changing what is in the bundle.
    async writeBundle({ dir = 'dist' }) {
      const names = await readdir(dir, { recursive: true })
      await Promise.all(
        names.filter((name) => COMPRESSIBLE.test(name)).map((name) => compress(join(dir, name))),
      )
    },
  }
}

async function compress(file: string) {
  const content = await readFile(file)
  if (content.length < LEAST_BYTES) return
  const forms = Object.entries(COMPRESS).map(async ([suffix, toForm]) => {
    const form = await toForm(content)
    if (form.length < content.length) await writeFile(`${file}.${suffix}`, form)
  })
  await Promise.all(forms)
}
