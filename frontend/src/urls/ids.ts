// An id as a part of a path. Browsers take `.` and `..` there for the folder itself and the one above
// it, encoded or not, so such an id has a tilde before it; and one of a tilde has one more.

const DOTS = /^~*\.{1,2}$/
const MARKED = /^~+\.{1,2}$/

export function writeId(id: string): string {
  return DOTS.test(id) ? `~${id}` : id
}

export function readId(part: string): string {
  return MARKED.test(part) ? part.slice(1) : part
}

export const userParams = {
  parse: ({ userId }: { userId: string }) => ({ userId: readId(userId) }),
  stringify: ({ userId }: { userId: string }) => ({ userId: writeId(userId) }),
}

export const traceParams = {
  parse: ({ traceId }: { traceId: string }) => ({ traceId: readId(traceId) }),
  stringify: ({ traceId }: { traceId: string }) => ({ traceId: writeId(traceId) }),
}

export const sessionParams = {
  parse: ({ sessionId }: { sessionId: string }) => ({ sessionId: readId(sessionId) }),
  stringify: ({ sessionId }: { sessionId: string }) => ({ sessionId: writeId(sessionId) }),
}
