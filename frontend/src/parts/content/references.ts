// Addresses and character references inside text that applications sent.

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** `&lt;` -> `<`: text as it is meant to be read. It is put on the page as text all the same. */
export function plain(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,4}));/g,
    (whole, ...found) => {
      const [decimal, hex, name] = found as (string | undefined)[]
      if (name !== undefined) return NAMED[name] ?? whole
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

const OPENED = new Set(['http:', 'https:', 'mailto:'])

/** The address as a browser understands it; null where it leads to no other page. */
export function linkable(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return OPENED.has(url.protocol) ? url.href : null
}
