// What would have to be fetched or decoded to be seen: it is said what and where, and never loaded.
import { namesIn } from '../fields'
import type { Part, Piece, Reader } from '../part'
import { firstOf } from './sources'

/** How the Langfuse SDKs write what they keep elsewhere. */
const REFERENCE = /^@@@langfuseMedia:type=([^|@]+)\|[^@]*@@@$/
/** What else begins like one may as well be words. */
const DATA_URI = /^data:([\w.+-]+\/[\w.+-]+)[^,\s]*,[\w+/=%-]*$/
const BASE64 = /^[\w+/=-]+$/

const WITHIN = namesIn(`
  image_url image_file document_url file_url input_audio inlineData inline_data fileData
  file_data source file document image audio video resource s3Location data
`)
const TYPE = ['media_type', 'mediaType', 'mimeType', 'mime_type', 'contentType']
const OTHER_TYPE = ['image_mimetype', 'document_mimetype', 'format', 'modality']
const TITLE = ['title', 'filename', 'file_name', 'displayName', 'document_name', 'name']
const WHERE = namesIn(`
  url uri image_url document_url file_url audio_url video_url fileUri file_uri file_id
  fileId path
`)
const HELD = namesIn(`
  data base64 base64_image b64_json bytes file_data image audio input_audio blob content
  text
`)
/** Words of Anthropic's and others' sources that only tell which of the fields to look at. */
const SOURCE_TYPES = new Set<unknown>(['base64', 'url', 'file', 'text', 'content', 'data'])

export function media(noun: string): Reader {
  return (piece) => {
    const chain = chainOf(piece)
    const pick = (...names: string[]) => firstOf(chain, names)
    const title = pick(...TITLE)
    const { where, bytes } = placed(pick(...WHERE), pick(...HELD))
    const parts = [...bytes.map(words), ...chain.flatMap((one) => one.parts(one.take('content')))]
    const known = where ?? (parts.length === 0 ? pick('id') : undefined)
    if (title === undefined && known === undefined && parts.length === 0) return null
    const [first] = bytes
    const of = pick(...TYPE) ?? DATA_URI.exec(first ?? '')?.[1] ?? pick(...OTHER_TYPE) ?? noun
    const spoken = pick('transcript')
    return [
      { kind: 'media', of, title, where: known, size: sizeOf(first), parts },
      ...(spoken ? [words(spoken)] : []),
    ]
  }
}

/** The piece and what it holds the thing in, innermost first. */
function chainOf(piece: Piece): Piece[] {
  const inner = piece.inside(...WITHIN)
  if (!inner) return [piece]
  if (SOURCE_TYPES.has(inner.fields.type)) inner.take('type')
  return [...chainOf(inner), piece]
}

/** Some put the bytes where others have the address, and the other way round. */
function placed(address: string | undefined, held: string | undefined) {
  const bytes: string[] = []
  let where: string | undefined
  if (address !== undefined && !address.startsWith('data:')) where = address
  else if (address !== undefined) bytes.push(address)
  if (held !== undefined && where === undefined && /^https?:\/\/\S+$/.test(held)) where = held
  else if (held !== undefined) bytes.push(held)
  return { where, bytes }
}

/** A picture or the like that is written into a text. */
export function embedded(text: string): Part | null {
  const reference = REFERENCE.exec(text)?.[1]
  const of = reference ?? DATA_URI.exec(text)?.[1]
  if (of === undefined) return null
  const size = reference === undefined ? sizeOf(text) : undefined
  return { kind: 'media', of, size, parts: [words(text)] }
}

function words(text: string): Part {
  return { kind: 'text', text }
}

/** Of base64, in bytes; undefined for other texts. */
function sizeOf(bytes: string | undefined): number | undefined {
  if (bytes === undefined) return undefined
  const base64 = bytes.startsWith('data:') ? bytes.slice(bytes.indexOf(',') + 1) : bytes
  return BASE64.test(base64) ? Math.floor((base64.length * 3) / 4) : undefined
}

/** What an image generator of OpenAI made. */
export const generated: Reader = (piece) => {
  const prompt = piece.text('revised_prompt') ?? null
  const called: Part = {
    kind: 'call',
    name: 'image_generation',
    id: piece.text('id'),
    args: prompt,
  }
  const bytes = piece.text('result')
  if (bytes === undefined) return called
  const of = `image/${piece.text('output_format') ?? 'png'}`
  return [called, { kind: 'media', of, size: sizeOf(bytes), parts: [words(bytes)] }]
}
