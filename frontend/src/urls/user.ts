// What the address of a user's page holds: what is measured and how, the open tab, and its filters.
import {
  type Flat,
  type Measure,
  MEASURES,
  oneOf,
  type PageSearch,
  type PeriodSearch,
  ranged,
  readPage,
  readPeriod,
  readSort,
  type Sorted,
} from './index'

export const SPLITS = ['model', 'environment'] as const
export type Split = (typeof SPLITS)[number]
export const USER_TABS = ['traces', 'sessions', 'feedback'] as const
export type UserTab = (typeof USER_TABS)[number]
export const TRACE_SORTS = ['started', 'took', 'tokens', 'cost'] as const
export type TraceSort = (typeof TRACE_SORTS)[number]
const ANSWERS = ['yes', 'no'] as const
export type YesNo = (typeof ANSWERS)[number]

/** Which of a user's traces are listed. */
export interface TracesSearch {
  traceText?: string
  traceEnv?: string
  /** All of these, with commas between them. */
  traceTags?: string
  /** Seconds. */
  traceTook?: string
  traceTokens?: string
  traceCost?: string
  traceErrors?: YesNo
  traceFeedback?: YesNo
  traceSort?: Sorted<TraceSort>
}

/** Which of the feedback on a user's traces is listed. */
export interface FeedbackSearch {
  feedbackName?: string
  feedbackValue?: string
  feedbackAnswer?: YesNo
  feedbackCategory?: string
  feedbackComment?: YesNo
}

/** The session that is open, and the place in it. */
export interface SessionSearch {
  session?: string
  turnsAfter?: string
  turnsBefore?: string
  turnsPage?: string
}

export interface UserSearch
  extends PeriodSearch, PageSearch, TracesSearch, FeedbackSearch, SessionSearch {
  measure?: Measure
  /** By what the chart is divided. */
  split?: Split
  /** The year of the calendar; the last twelve months where left out. */
  year?: string
  tab?: UserTab
  /** The list of users that one came from, as in that page's own address. */
  list?: string
  /** The cursor of this user in it. */
  at?: string
}

export function userSearch(raw: Flat): UserSearch {
  return {
    measure: oneOf(MEASURES, raw.measure),
    split: oneOf(SPLITS, raw.split),
    year: raw.year && /^(19|20)\d\d$/.test(raw.year) ? raw.year : undefined,
    tab: oneOf(USER_TABS, raw.tab),
    list: raw.list || undefined,
    at: raw.at || undefined,
    ...tracesSearch(raw),
    ...feedbackSearch(raw),
    ...sessionSearch(raw),
    ...readPeriod(raw),
    ...readPage(raw),
  }
}

function tracesSearch(raw: Flat): TracesSearch {
  return {
    traceText: raw.traceText || undefined,
    traceEnv: raw.traceEnv || undefined,
    traceTags: raw.traceTags || undefined,
    traceTook: ranged(raw.traceTook),
    traceTokens: ranged(raw.traceTokens),
    traceCost: ranged(raw.traceCost),
    traceErrors: oneOf(ANSWERS, raw.traceErrors),
    traceFeedback: oneOf(ANSWERS, raw.traceFeedback),
    traceSort: readSort(TRACE_SORTS, raw.traceSort),
  }
}

function feedbackSearch(raw: Flat): FeedbackSearch {
  return {
    feedbackName: raw.feedbackName || undefined,
    feedbackValue: ranged(raw.feedbackValue),
    feedbackAnswer: oneOf(ANSWERS, raw.feedbackAnswer),
    feedbackCategory: raw.feedbackCategory || undefined,
    feedbackComment: oneOf(ANSWERS, raw.feedbackComment),
  }
}

function sessionSearch(raw: Flat): SessionSearch {
  const { turnsAfter: after, turnsBefore: before, turnsPage: page } = raw
  const turns = readPage({ after, before, page })
  return { session: raw.session || undefined, ...turnsAt(turns) }
}

/** The place in the open session, as any list has it. */
export function placeInSession({ turnsAfter, turnsBefore, turnsPage }: SessionSearch): PageSearch {
  return { after: turnsAfter, before: turnsBefore, page: turnsPage }
}

export function turnsAt({ after, before, page }: PageSearch): SessionSearch {
  return { turnsAfter: after, turnsBefore: before, turnsPage: page }
}

/** `a,b\,c` -> `['a', 'b,c']` */
export function readTags(text = ''): string[] {
  const written = text.match(/(?:\\.|[^,\\])+/gs) ?? []
  return written.map((tag) => tag.replace(/\\(.)/gs, '$1')).filter((tag) => tag !== '')
}

export function writeTags(tags: readonly string[]): string | undefined {
  const text = tags.map((tag) => tag.replace(/[\\,]/g, String.raw`\$&`)).join(',')
  return text || undefined
}

export function periodOf({ period, from, to, by }: PeriodSearch): PeriodSearch {
  return { period, from, to, by }
}

export function placeOf({ after, before, page }: PageSearch): PageSearch {
  return { after, before, page }
}

export function tracesOf(search: UserSearch): TracesSearch {
  const { traceText, traceEnv, traceTags, traceTook, traceTokens, traceCost } = search
  const { traceErrors, traceFeedback, traceSort } = search
  const ranges = { traceTook, traceTokens, traceCost }
  return { traceText, traceEnv, traceTags, ...ranges, traceErrors, traceFeedback, traceSort }
}

export function feedbackOf(search: UserSearch): FeedbackSearch {
  const { feedbackName, feedbackValue, feedbackAnswer, feedbackCategory, feedbackComment } = search
  return { feedbackName, feedbackValue, feedbackAnswer, feedbackCategory, feedbackComment }
}

/** Where everything of a user is downloaded from. */
export function exportUrl(userId: string): string {
  return `/export/user.json?${new URLSearchParams({ userId })}`
}
