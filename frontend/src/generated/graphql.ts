/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A range with inclusive bounds; an omitted bound is unlimited. */
export type CountRange = {
  /** The largest value included; no upper bound if omitted. */
  max?: number | bigint | null | undefined;
  /** The smallest value included; no lower bound if omitted. */
  min?: number | bigint | null | undefined;
};

/** Details of the key pair to create. */
export type CreateApiKeyInput = {
  /** A display name, 1 to 100 characters, such as the service that uses the keys. */
  name: string;
};

/** Details of the project to create. */
export type CreateProjectInput = {
  /** The display name, 1 to 100 characters; need not be unique. */
  name: string;
};

/** A range with inclusive bounds; an omitted bound is unlimited. */
export type DecimalRange = {
  /** The largest value included; no upper bound if omitted. */
  max?: string | null | undefined;
  /** The smallest value included; no lower bound if omitted. */
  min?: string | null | undefined;
};

/** Identifies the feedback to delete. */
export type DeleteFeedbackInput = {
  /** The id sent with the feedback, or generated for it. */
  feedbackId: string;
};

/** Identifies the prices to delete. */
export type DeletePricesInput = {
  /** The start of the prices, if they have one. */
  from?: string | null | undefined;
  /** The model pattern of the prices. */
  modelPattern: string;
};

/** Identifies the session to delete. */
export type DeleteSessionInput = {
  /** The identifier sent by the application. */
  sessionId: string;
};

/** Identifies the user to delete. */
export type DeleteUserInput = {
  /** The identifier sent by the application. */
  userId: string;
};

/** Identifies the browser to sign out. */
export type EndBrowserSessionInput = {
  /** The id returned by browserSessions. */
  browserSessionId: string;
};

/** Selects the browsers to sign out. */
export type EndBrowserSessionsInput = {
  /** Whether to keep the current browser signed in; if false, all browsers are signed out. */
  keepThis: boolean;
};

/** A condition on the feedback of a user within the period of the query. */
export type FeedbackCondition = {
  /** The mean of such feedback: of its numbers, or the share of true, 0 to 1. Users without such values never match. Give a name, since other names may have other scales. */
  average?: FloatRange | null | undefined;
  /** Only categorical feedback with one of these values. Requires a name. */
  categories?: Array<string> | null | undefined;
  /** The number of such feedback entries; at least 1 if omitted. */
  count?: CountRange | null | undefined;
  /** Only feedback of this type. If omitted, the type that is most rated under that name. Requires a name. */
  dataType?: FeedbackDataType | null | undefined;
  /** Only feedback with a comment, or without one. */
  hasComment?: boolean | null | undefined;
  /** Only feedback with this name. If omitted, all numeric and boolean feedback; with hasComment, all feedback. */
  name?: string | null | undefined;
  /** Only feedback with a value in this range: the number, or 1 for true and 0 for false. Requires a name. */
  value?: FloatRange | null | undefined;
};

/** The type of a feedback value. */
export type FeedbackDataType =
  /** True or false, averaged as 1 and 0. */
  | 'BOOLEAN'
  /** One of several labels. */
  | 'CATEGORICAL'
  /** The text that should have been generated instead. */
  | 'CORRECTION'
  /** A number on any scale. */
  | 'NUMERIC'
  /** Free text, which is neither averaged nor counted by value. */
  | 'TEXT';

/** Conditions for listing feedback; all of them must hold. */
export type FeedbackFilter = {
  /** Categorical feedback with one of these values; an empty list matches nothing. */
  categories?: Array<string> | null | undefined;
  /** Feedback with one of these value types; an empty list matches nothing. */
  dataTypes?: Array<FeedbackDataType> | null | undefined;
  /** Whether the feedback has a comment. */
  hasComment?: boolean | null | undefined;
  /** Whether the feedback was given by a reviewer, and so has the source ANNOTATION. */
  isAnnotation?: boolean | null | undefined;
  /** Feedback with one of these names; an empty list matches nothing. */
  names?: Array<string> | null | undefined;
  /** Feedback on traces and sessions of this user. An empty string selects feedback that belongs to no user. */
  userId?: string | null | undefined;
  /** The numeric value, or 1 for true and 0 for false. Other feedback never matches. */
  value?: FloatRange | null | undefined;
};

/** Feedback of one name and type; the main feedback of the project if there is no name. */
export type FeedbackSelection = {
  /** The type of the feedback. If omitted, the type that is most rated under that name. Requires a name. */
  dataType?: FeedbackDataType | null | undefined;
  /** The name of the feedback. */
  name?: string | null | undefined;
};

/** A range with inclusive bounds; an omitted bound is unlimited. Decimals such as 0.1 are compared exactly. */
export type FloatRange = {
  /** The largest value included; no upper bound if omitted. */
  max?: number | null | undefined;
  /** The smallest value included; no lower bound if omitted. */
  min?: number | null | undefined;
};

/** Details of a user. Omitted fields stay unchanged; an empty string or object clears the field; properties are replaced as a whole. */
export type IdentifyUserInput = {
  /** The email address of the user. */
  email?: string | null | undefined;
  /** The display name of the user. */
  name?: string | null | undefined;
  /** A JSON object with further details, such as a plan. */
  properties?: unknown;
  /** The identifier that the application sends with traces. */
  userId: string;
};

/** The time covered by one point of a chart, in UTC, where every day has 24 hours. */
export type Interval =
  /** A day, from midnight to midnight UTC. */
  | 'DAY'
  /** From one full hour to the next. */
  | 'HOUR'
  /** A calendar month, from the first day at midnight UTC. */
  | 'MONTH'
  /** A week, from Monday at midnight UTC to the next Monday. */
  | 'WEEK';

/** A condition on the metadata of a trace. */
export type MetadataCondition = {
  /** A key at the top of the metadata, such as plan. */
  key: string;
  /** Only traces with this value under the key: a text as it is, other values as JSON such as 3 or true. Any value if omitted. */
  value?: string | null | undefined;
};

/** The direction of sorting. */
export type OrderDirection =
  /** Smallest or earliest first; strings by code point. */
  | 'ASC'
  /** Largest or latest first; strings by code point, reversed. */
  | 'DESC';

/** A half-open time range [from, to). Without from it has no beginning; without to it ends at the current time, so timestamps in the future are excluded. Without both it covers all time, including the future. If from is not before to, the range is empty. */
export type Period = {
  /** Start of the range, inclusive; no beginning if omitted. */
  from?: string | null | undefined;
  /** End of the range, exclusive, which may lie in the future; the current time if omitted. */
  to?: string | null | undefined;
};

/** A new name for a key pair. */
export type RenameApiKeyInput = {
  /** The display name, 1 to 100 characters. */
  name: string;
  /** The public key that identifies the pair. */
  publicKey: string;
};

/** A new name for the project. */
export type RenameProjectInput = {
  /** The display name, 1 to 100 characters. */
  name: string;
};

/** Whether visitor feedback requires a token. */
export type RequireFeedbackTokenInput = {
  /** Whether feedback sent with only a public key must carry a signed token. */
  isRequired: boolean;
};

/** The key pair to revoke. */
export type RevokeApiKeyInput = {
  /** The public key that identifies the pair. */
  publicKey: string;
};

/** The main feedback of the project. */
export type SetMainFeedbackInput = {
  /** The name of the feedback to show where there is room for one; the one that is rated most if omitted. */
  name?: string | null | undefined;
};

/** The attributes that name users and sessions. They replace those set before. */
export type SetNamesInput = {
  /** Attributes that hold the session id. 0 to 5 names, in order of precedence: each is a span or resource attribute such as acme.account.login, or a metadata key of a trace or span such as metadata.tenant_user. */
  sessionId: Array<string>;
  /** Attributes that hold the user id. 0 to 5 names, in order of precedence: each is a span or resource attribute such as acme.account.login, or a metadata key of a trace or span such as metadata.tenant_user. */
  userId: Array<string>;
};

/** Token prices of one or more models. They replace those set before for the same pattern and start. */
export type SetPricesInput = {
  /** The prices apply to spans that start at or after this time, until later prices take over. If omitted, they apply regardless of when a span started. */
  from?: string | null | undefined;
  /** The model name as reported in spans, case-insensitive, 1 to 200 characters. An asterisk matches any number of characters, as in gpt-4o-*. */
  modelPattern: string;
  /** The price of each kind of token, 1 to 30 entries. */
  prices: Array<TokenPriceInput>;
};

/** How a user signed in with a browser. */
export type SignInMethod =
  /** With a one-time sign-in link. */
  | 'LINK'
  /** With the password from USERTRAIL_PASSWORD. */
  | 'PASSWORD';

/** The severity of a span. */
export type SpanLevel =
  /** Information for debugging. */
  | 'DEBUG'
  /** Normal operation, without problems. */
  | 'DEFAULT'
  /** A failure; this is counted as an error. */
  | 'ERROR'
  /** Something looks wrong, but did not stop the work. */
  | 'WARNING';

/** The type of a span. */
export type SpanType =
  /** An agent that decides what to do next. */
  | 'AGENT'
  /** A sequence of steps. */
  | 'CHAIN'
  /** A call to an embedding model. */
  | 'EMBEDDING'
  /** An evaluation of another step's output. */
  | 'EVALUATOR'
  /** An event at a single point in time. */
  | 'EVENT'
  /** A call to a generative model. */
  | 'GENERATION'
  /** A check of inputs or outputs against a policy. */
  | 'GUARDRAIL'
  /** A search for relevant documents. */
  | 'RETRIEVER'
  /** A step of no specific type. */
  | 'SPAN'
  /** A call to a tool or function. */
  | 'TOOL';

/** Feedback on a trace, a span of a trace, or a session, with exactly one of value, booleanValue and category. */
export type SubmitFeedbackInput = {
  /** True or false, such as thumbs up or down; averaged as 1 and 0. */
  booleanValue?: boolean | null | undefined;
  /** One of several labels, which is counted but never averaged. */
  category?: string | null | undefined;
  /** A comment on the feedback. */
  comment?: string | null | undefined;
  /** Submitting the same id again replaces the earlier feedback. Generated if omitted. */
  feedbackId?: string | null | undefined;
  /** Additional data to store with the feedback. */
  metadata?: unknown;
  /** The name of the feedback, such as helpful. Feedback with the same name is aggregated. */
  name: string;
  /** The session to give feedback on, instead of a trace. */
  sessionId?: string | null | undefined;
  /** The span of that trace to give feedback on. */
  spanId?: string | null | undefined;
  /** The trace to give feedback on, which may not have arrived yet. */
  traceId?: string | null | undefined;
  /** A number on any scale, which counts in averages. */
  value?: number | null | undefined;
};

/** The price of one kind of token. */
export type TokenPriceInput = {
  /** The kind of token, as in the usageDetails of spans: input, output, input_cached_tokens (read from a cache), input_cache_creation (written to a cache), output_reasoning_tokens, input_audio_tokens, output_audio_tokens, or any other. The price of input applies to every kind of input without a price of its own, and the price of output likewise. */
  kind: string;
  /** US dollars per million tokens: 0 to 1,000,000,000, with at most 12 decimal places. */
  usdPerMillionTokens: string;
};

/** A condition that at least one piece of feedback on a trace or its spans meets. */
export type TraceFeedbackCondition = {
  /** Whether the feedback has a comment. */
  hasComment?: boolean | null | undefined;
  /** Only feedback with this name; any if omitted. */
  name?: string | null | undefined;
  /** The numeric value, or 1 for true and 0 for false. Other feedback never matches. */
  value?: FloatRange | null | undefined;
};

/** Conditions for listing traces; all of them must hold. */
export type TraceFilter = {
  /** The cost in US dollars. */
  costUsd?: DecimalRange | null | undefined;
  /** Only traces from these environments. All environments if omitted; none if the list is empty. */
  environments?: Array<string> | null | undefined;
  /** The number of spans with the level ERROR. */
  errorCount?: CountRange | null | undefined;
  /** Traces with feedback that meets this condition, on themselves or on one of their spans. */
  feedback?: TraceFeedbackCondition | null | undefined;
  /** Whether any of its spans has the level ERROR. */
  hasError?: boolean | null | undefined;
  /** Whether the trace or one of its spans has feedback. */
  hasFeedback?: boolean | null | undefined;
  /** The number of tokens sent to models. */
  inputTokens?: CountRange | null | undefined;
  /** Milliseconds from the start of its first span to the end of its last. */
  latencyMs?: FloatRange | null | undefined;
  /** Traces whose metadata meets all of these conditions. */
  metadata?: Array<MetadataCondition> | null | undefined;
  /** Traces that called one of these models; an empty list matches nothing. */
  models?: Array<string> | null | undefined;
  /** Traces with one of these names; an empty list matches nothing. */
  names?: Array<string> | null | undefined;
  /** The number of tokens generated by models. */
  outputTokens?: CountRange | null | undefined;
  /** Traces of one of these releases of the application; an empty list matches nothing. */
  releases?: Array<string> | null | undefined;
  /** Case-insensitive substring of the trace's name or traceId. */
  search?: string | null | undefined;
  /** Traces of this session. An empty string selects traces without a session. */
  sessionId?: string | null | undefined;
  /** The number of spans. */
  spanCount?: CountRange | null | undefined;
  /** Traces that have all of these tags. */
  tags?: Array<string> | null | undefined;
  /** Traces that have at least one of these tags; an empty list matches nothing. */
  tagsAny?: Array<string> | null | undefined;
  /** Traces that have none of these tags. */
  tagsNone?: Array<string> | null | undefined;
  /** The total number of tokens. */
  totalTokens?: CountRange | null | undefined;
  /** Traces of this user. An empty string selects traces without a user. */
  userId?: string | null | undefined;
  /** Traces with one of these versions; an empty list matches nothing. */
  versions?: Array<string> | null | undefined;
};

/** Ties are broken by traceId, so pages never overlap. */
export type TraceOrder = {
  /** The sort direction; descending by default. */
  direction?: OrderDirection;
  /** The field that traces are sorted by. */
  field: TraceOrderField;
};

/** The fields that traces can be sorted by. */
export type TraceOrderField =
  /** The cost in US dollars. */
  | 'COST_USD'
  /** The number of spans with the level ERROR. */
  | 'ERROR_COUNT'
  /** The number of tokens sent to models. */
  | 'INPUT_TOKENS'
  /** Time from the start of its first span to the end of its last. */
  | 'LATENCY'
  /** The number of tokens generated by models. */
  | 'OUTPUT_TOKENS'
  /** The number of spans. */
  | 'SPAN_COUNT'
  /** When the trace started. */
  | 'STARTED_AT'
  /** The total number of tokens. */
  | 'TOTAL_TOKENS';

/** Conditions for listing users; all of them must hold. Measures are computed over the period of the query, in the environments of this filter. */
export type UserFilter = {
  /** The cost in US dollars, over the period of the query, in the environments of this filter. */
  costUsd?: DecimalRange | null | undefined;
  /** Computes measures from these environments only, and lists only users with a trace in one of them. All environments if omitted; none if the list is empty. */
  environments?: Array<string> | null | undefined;
  /** The number of spans with the level ERROR, over the period of the query, in the environments of this filter. */
  errorCount?: CountRange | null | undefined;
  /** The share of spans with the level ERROR, 0 to 1, over the period of the query, in the environments of this filter. Users without spans never match. */
  errorRate?: FloatRange | null | undefined;
  /** Users whose feedback in the period meets this condition. */
  feedback?: FeedbackCondition | null | undefined;
  /**
   * The mean of numeric and boolean feedback, over the period of the query, in the environments of this filter. Users without such feedback never match.
   * @deprecated Use feedback, which is of one name and one scale.
   */
  feedbackAverage?: FloatRange | null | undefined;
  /** The number of feedback entries, over the period of the query, in the environments of this filter. */
  feedbackCount?: CountRange | null | undefined;
  /** When the user's first trace ever started, in any environment. */
  firstSeenAt?: Period | null | undefined;
  /** The number of tokens sent to models, over the period of the query, in the environments of this filter. */
  inputTokens?: CountRange | null | undefined;
  /** When the user's latest trace ever started, in any environment. Without to, traces that start in the future are ignored. */
  lastSeenAt?: Period | null | undefined;
  /** The mean latency of traces in milliseconds, over the period of the query, in the environments of this filter. */
  latencyAverageMs?: FloatRange | null | undefined;
  /** The median of trace latency in milliseconds, over the period of the query, in the environments of this filter. */
  latencyP50Ms?: FloatRange | null | undefined;
  /** The 95th percentile of trace latency in milliseconds, over the period of the query, in the environments of this filter. */
  latencyP95Ms?: FloatRange | null | undefined;
  /** The 99th percentile of trace latency in milliseconds, over the period of the query, in the environments of this filter. */
  latencyP99Ms?: FloatRange | null | undefined;
  /** The number of tokens generated by models, over the period of the query, in the environments of this filter. */
  outputTokens?: CountRange | null | undefined;
  /** Case-insensitive substring of the userId, name or email address. */
  search?: string | null | undefined;
  /** The number of sessions started, over the period of the query, in the environments of this filter. */
  sessionCount?: CountRange | null | undefined;
  /** The number of spans, over the period of the query, in the environments of this filter. */
  spanCount?: CountRange | null | undefined;
  /** The total number of tokens, over the period of the query, in the environments of this filter. */
  totalTokens?: CountRange | null | undefined;
  /** The number of traces, over the period of the query, in the environments of this filter. */
  traceCount?: CountRange | null | undefined;
  /** Only users with one of these identifiers; an empty list matches nobody. */
  userIds?: Array<string> | null | undefined;
};

/** Ties are broken by userId, so pages never overlap. Users without a value (no feedback, no spans) come last in both directions. */
export type UserOrder = {
  /** The sort direction; descending by default. */
  direction?: OrderDirection;
  /** With FEEDBACK_AVERAGE, sorts by the share of true or the mean of this feedback; with FEEDBACK_COUNT, by how much of it there is. Without it, feedback of all names counts, whatever the scales. */
  feedback?: FeedbackSelection | null | undefined;
  /** The field that users are sorted by. */
  field: UserOrderField;
};

/** The fields that users can be sorted by. Measures are computed over the period of the query. */
export type UserOrderField =
  /** The cost in US dollars. */
  | 'COST_USD'
  /** The number of spans with the level ERROR. */
  | 'ERROR_COUNT'
  /** The share of spans with the level ERROR, 0 to 1. Users without spans come last. */
  | 'ERROR_RATE'
  /** The mean of numeric and boolean feedback. Users without such feedback come last. */
  | 'FEEDBACK_AVERAGE'
  /** The number of feedback entries. */
  | 'FEEDBACK_COUNT'
  /** When the user's first trace ever started. */
  | 'FIRST_SEEN_AT'
  /** The number of tokens sent to models. */
  | 'INPUT_TOKENS'
  /** When the user's latest trace ever started. */
  | 'LAST_SEEN_AT'
  /** The mean latency of traces in milliseconds. */
  | 'LATENCY_AVERAGE_MS'
  /** The median of trace latency in milliseconds. */
  | 'LATENCY_P50_MS'
  /** The 95th percentile of trace latency in milliseconds. */
  | 'LATENCY_P95_MS'
  /** The 99th percentile of trace latency in milliseconds. */
  | 'LATENCY_P99_MS'
  /** The number of tokens generated by models. */
  | 'OUTPUT_TOKENS'
  /** The number of sessions started. */
  | 'SESSION_COUNT'
  /** The number of spans. */
  | 'SPAN_COUNT'
  /** The total number of tokens. */
  | 'TOTAL_TOKENS'
  /** The number of traces. */
  | 'TRACE_COUNT'
  /** The identifier sent by the application. */
  | 'USER_ID';

/** Why a user is listed. Each kind compares the period with the previous one, which ends where the period begins and is as long as its elapsed part. */
export type WorthALookKind =
  /** The cost in US dollars in the period is at least 2 times that of the previous period, and the increase is at least the average per user in the period. Only users with at least 3 traces in the previous period. */
  | 'COST_JUMPED'
  /** At least 5 spans have the level ERROR, at least 2 times as many as in the previous period, and the error rate is higher as well. Only users with at least 3 traces in the previous period. */
  | 'ERRORS_ROSE'
  /** The mean of numeric or boolean feedback with one name is at most 3/4 of its previous value, which was above 0. Requires at least 3 such feedback entries in each of the two periods. */
  | 'FEEDBACK_FELL'
  /** The user's first trace ever starts in the period, at least 3 days before its end or the current time, and no trace started more than 24 hours after that first one. Only users with at least 3 traces. */
  | 'NEVER_CAME_BACK'
  /** The number of tokens in the period is at least 2 times that of the previous period, and the increase is at least the average per user in the period. Only users with at least 3 traces in the previous period, and only if the cost did not jump as well. */
  | 'TOKENS_JUMPED';

export type KindFragment = { name: string, dataType: FeedbackDataType };

export type ProjectQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectQuery = { project: { firstTraceAt: string | null, environments: Array<string>, feedbackNames: Array<string>, feedbackKinds: Array<{ name: string, dataType: FeedbackDataType }>, mainFeedback: { name: string, dataType: FeedbackDataType } | null }, projects: Array<{ projectId: string, name: string }> };

export type LatestQueryVariables = Exact<{ [key: string]: never; }>;


export type LatestQuery = { traces: { nodes: Array<{ traceId: string }> }, users: { nodes: Array<{ userId: string }> } };

export type ChangedSubscriptionVariables = Exact<{
  userId?: string | null | undefined;
  traceId?: string | null | undefined;
}>;


export type ChangedSubscription = { traceUpdated: { traceId: string } };

export type InsightsQueryVariables = Exact<{
  period?: Period | null | undefined;
  environments?: Array<string> | string | null | undefined;
}>;


export type InsightsQuery = { overview: { insights: Array<{ kind: WorthALookKind, name: string | null, dataType: FeedbackDataType | null, before: string, after: string, user: { userId: string, name: string | null } }> } };

export type OverviewQueryVariables = Exact<{
  period?: Period | null | undefined;
  drawn?: Period | null | undefined;
  interval: Interval;
  environments?: Array<string> | string | null | undefined;
}>;


export type OverviewQuery = { overview: { userCount: number | bigint, newUserCount: number | bigint, attributedShare: number | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null }, previous: { userCount: number | bigint, newUserCount: number | bigint, attributedShare: number | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null } } | null, latency: { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number, isExact: boolean } | null, models: Array<{ model: string, generationCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string }>, feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> }>, annotationSummary: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> }> }, drawn: { activity: Array<{ at: string, userCount: number | bigint, newUserCount: number | bigint, attributedShare: number | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null } }> }, arrived: { nodes: Array<{ traceId: string }> } };

export type SessionQueryVariables = Exact<{
  sessionId: string;
  given: number;
}>;


export type SessionQuery = { session: { id: string, sessionId: string, startedAt: string, endedAt: string, user: { userId: string, name: string | null } | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null }, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } } | null };

export type TakenSessionQueryVariables = Exact<{
  sessionId: string;
  after?: string | null | undefined;
}>;


export type TakenSessionQuery = { session: { id: string, sessionId: string, startedAt: string, endedAt: string, user: { userId: string, name: string | null, email: string | null } | null, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> }, traces: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, traceId: string, name: string | null, startedAt: string, endedAt: string | null, latencyMs: number | null, spanCount: number | bigint, errorCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, inputBytes: number | bigint, outputBytes: number | bigint, userMessage: string | null, assistantMessage: string | null, user: { userId: string, name: string | null } | null, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } }> } } | null };

export type TakenTurnFragment = { id: string, traceId: string, name: string | null, startedAt: string, endedAt: string | null, latencyMs: number | null, spanCount: number | bigint, errorCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, inputBytes: number | bigint, outputBytes: number | bigint, userMessage: string | null, assistantMessage: string | null, user: { userId: string, name: string | null } | null, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } };

export type TakenFeedbackFragment = { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> };

export type RestOfFeedbackQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type RestOfFeedbackQuery = { node:
    | { feedback: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } }
    | { feedback: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } }
    | Record<PropertyKey, never>
   | null };

export type UnsaidQueryVariables = Exact<{
  id: string | number;
}>;


export type UnsaidQuery = { node:
    | { input: unknown, output: unknown }
    | Record<PropertyKey, never>
   | null };

export type DeleteSessionMutationVariables = Exact<{
  input: DeleteSessionInput;
}>;


export type DeleteSessionMutation = { deleteSession: { deletedTraceCount: number | bigint } };

export type NeighbourSessionsQueryVariables = Exact<{
  userId: string;
  at: string;
  period?: Period | null | undefined;
}>;


export type NeighbourSessionsQuery = { user: { previous: { edges: Array<{ cursor: string, node: { sessionId: string } }> }, next: { edges: Array<{ cursor: string, node: { sessionId: string } }> } } | null };

export type NeighbourSessionFragment = { cursor: string, node: { sessionId: string } };

export type SessionHeadFragment = { id: string, sessionId: string, startedAt: string, endedAt: string, user: { userId: string, name: string | null } | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null }, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } };

export type FindTurnsQueryVariables = Exact<{
  sessionId: string;
  filter?: TraceFilter | null | undefined;
  period?: Period | null | undefined;
  after?: string | null | undefined;
}>;


export type FindTurnsQuery = { session: { traces: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ traceId: string, feedback: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> }> } } | null };

export type EndsQueryVariables = Exact<{
  sessionId: string;
}>;


export type EndsQuery = { session: { first: { nodes: Array<{ traceId: string }> }, last: { nodes: Array<{ traceId: string }> } } | null };

export type ScalesQueryVariables = Exact<{ [key: string]: never; }>;


export type ScalesQuery = { overview: { feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, distribution: Array<{ label: string }> }> } };

export type TurnsQueryVariables = Exact<{
  sessionId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
  given: number;
  steps: number;
}>;


export type TurnsQuery = { session: { traces: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, traceId: string, name: string | null, startedAt: string, endedAt: string | null, latencyMs: number | null, spanCount: number | bigint, errorCount: number | bigint, totalTokens: number | bigint, costUsd: string, userMessage: string | null, assistantMessage: string | null, inputBytes: number | bigint, outputBytes: number | bigint, user: { userId: string, name: string | null } | null, feedbackConnection: { nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, span: { spanId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } }, spans: { nodes: Array<{ spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null }> } }> } } | null };

export type WhereTurnQueryVariables = Exact<{
  traceId: string;
}>;


export type WhereTurnQuery = { trace: { startedAt: string, session: { sessionId: string } | null } | null };

export type KeyFragment = { publicKey: string, name: string, createdAt: string, lastUsedAt: string | null, lastHour: { spanCount: number | bigint, eventCount: number | bigint } };

export type RenameKeyMutationVariables = Exact<{
  input: RenameApiKeyInput;
}>;


export type RenameKeyMutation = { renameApiKey: { __typename: 'RenameApiKeyPayload' } };

export type RevokeKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeKeyMutation = { revokeApiKey: { __typename: 'RevokeApiKeyPayload' } };

export type CountsFragment = { requestCount: number | bigint, refusedRequestCount: number | bigint, spanCount: number | bigint, refusedSpanCount: number | bigint, eventCount: number | bigint, refusedEventCount: number | bigint };

export type BrowserFragment = { browserSessionId: string, isThis: boolean, device: string, address: string, method: SignInMethod, createdAt: string, lastUsedAt: string };

export type EndSessionMutationVariables = Exact<{
  input: EndBrowserSessionInput;
}>;


export type EndSessionMutation = { endBrowserSession: { __typename: 'EndBrowserSessionPayload' } };

export type EndSessionsMutationVariables = Exact<{
  input: EndBrowserSessionsInput;
}>;


export type EndSessionsMutation = { endBrowserSessions: { __typename: 'EndBrowserSessionsPayload' } };

export type SetMainFeedbackMutationVariables = Exact<{
  input: SetMainFeedbackInput;
}>;


export type SetMainFeedbackMutation = { setMainFeedback: { __typename: 'SetMainFeedbackPayload' } };

export type RenameProjectMutationVariables = Exact<{
  input: RenameProjectInput;
}>;


export type RenameProjectMutation = { renameProject: { __typename: 'RenameProjectPayload' } };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject: { project: { projectId: string } } };

export type RefusedFragment = { endpoint: string, status: number, code: string, reason: string, publicKey: string | null, userAgent: string, refusedCount: number | bigint, lastAt: string };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { projects: Array<{ projectId: string, name: string }>, project: { projectId: string, name: string, requiresFeedbackToken: boolean, chosenFeedbackName: string | null, mainFeedback: { name: string, dataType: FeedbackDataType } | null, feedbackKinds: Array<{ name: string, dataType: FeedbackDataType }>, apiKeys: Array<{ publicKey: string, name: string, createdAt: string, lastUsedAt: string | null, lastHour: { spanCount: number | bigint, eventCount: number | bigint } }>, ownNames: { userId: Array<string>, sessionId: Array<string> }, namesApplication: { startedAt: string, finishedAt: string | null, isOutdated: boolean, traceCount: number | bigint, seenTraceCount: number | bigint, changedTraceCount: number | bigint } | null, prices: Array<{ modelPattern: string, from: string | null, prices: Array<{ kind: string, usdPerMillionTokens: string, usdPerThousandTokens: string }> }>, arrivals: { total: { requestCount: number | bigint, refusedRequestCount: number | bigint, spanCount: number | bigint, refusedSpanCount: number | bigint, eventCount: number | bigint, refusedEventCount: number | bigint }, minutes: Array<{ at: string, counts: { requestCount: number | bigint, refusedRequestCount: number | bigint, spanCount: number | bigint, refusedSpanCount: number | bigint, eventCount: number | bigint, refusedEventCount: number | bigint } }>, refusals: Array<{ endpoint: string, status: number, code: string, reason: string, publicKey: string | null, userAgent: string, refusedCount: number | bigint, lastAt: string }> } }, unknownKeyRefusals: Array<{ endpoint: string, status: number, code: string, reason: string, publicKey: string | null, userAgent: string, refusedCount: number | bigint, lastAt: string }>, browserSessions: Array<{ browserSessionId: string, isThis: boolean, device: string, address: string, method: SignInMethod, createdAt: string, lastUsedAt: string }> };

export type RequireFeedbackTokenMutationVariables = Exact<{
  input: RequireFeedbackTokenInput;
}>;


export type RequireFeedbackTokenMutation = { requireFeedbackToken: { __typename: 'RequireFeedbackTokenPayload' } };

export type ApplyNamesMutationVariables = Exact<{ [key: string]: never; }>;


export type ApplyNamesMutation = { applyNames: { __typename: 'ApplyNamesPayload' } };

export type SetNamesMutationVariables = Exact<{
  input: SetNamesInput;
}>;


export type SetNamesMutation = { setNames: { __typename: 'SetNamesPayload' } };

export type AttributeNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type AttributeNamesQuery = { project: { attributeNames: Array<{ name: string, seenCount: number | bigint, example: string }> } };

export type ModelNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelNamesQuery = { project: { models: Array<string> } };

export type PriceCheckQueryVariables = Exact<{
  model: string;
}>;


export type PriceCheckQuery = { project: { pricesInForce: Array<{ kind: string, usdPerThousandTokens: string, modelPattern: string | null }> } };

export type PricesFragment = { modelPattern: string, from: string | null, prices: Array<{ kind: string, usdPerMillionTokens: string, usdPerThousandTokens: string }> };

export type DeletePricesMutationVariables = Exact<{
  input: DeletePricesInput;
}>;


export type DeletePricesMutation = { deletePrices: { __typename: 'DeletePricesPayload' } };

export type SetPricesMutationVariables = Exact<{
  input: SetPricesInput;
}>;


export type SetPricesMutation = { setPrices: { __typename: 'SetPricesPayload' } };

export type ArrivalQueryVariables = Exact<{ [key: string]: never; }>;


export type ArrivalQuery = { traces: { nodes: Array<{ traceId: string }> } };

export type NeighbourTracesQueryVariables = Exact<{
  sessionId: string;
  startedAt: string;
}>;


export type NeighbourTracesQuery = { session: { before: { nodes: Array<{ traceId: string }> }, from: { nodes: Array<{ traceId: string }> } } | null };

export type SpanDetailQueryVariables = Exact<{
  id: string | number;
  most: number;
  given: number;
}>;


export type SpanDetailQuery = { node:
    | { __typename: 'Feedback' }
    | { __typename: 'Project' }
    | { __typename: 'Session' }
    | { __typename: 'Span', id: string, spanId: string, name: string, type: SpanType, level: SpanLevel, statusMessage: string | null, startedAt: string, endedAt: string | null, latencyMs: number | null, timeToFirstTokenMs: number | null, repeatsTokens: boolean, repeatsCost: boolean, model: string | null, modelParameters: unknown, promptName: string | null, promptVersion: number | null, version: string | null, environment: string, usageDetails: unknown, costDetails: unknown, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, inputBytes: number | bigint, input: unknown, outputBytes: number | bigint, output: unknown, metadata: unknown, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } }
    | { __typename: 'Trace' }
    | { __typename: 'User' }
   | null };

export type WholeTraceQueryVariables = Exact<{
  traceId: string;
  most: number;
  given: number;
}>;


export type WholeTraceQuery = { trace: { id: string, metadata: unknown, inputBytes: number | bigint, input: unknown, outputBytes: number | bigint, output: unknown, feedbackConnection: { nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, span: { spanId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type TraceQueryVariables = Exact<{
  traceId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type TraceQuery = { trace: { id: string, traceId: string, name: string | null, environment: string, release: string | null, version: string | null, tags: Array<string>, startedAt: string, endedAt: string | null, latencyMs: number | null, spanCount: number | bigint, errorCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, userIdAttribute: string | null, sessionIdAttribute: string | null, user: { userId: string, name: string | null } | null, session: { sessionId: string } | null, spans: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null, totalTokens: number | bigint, costUsd: string, repeatsTokens: boolean, repeatsCost: boolean }> } } | null };

export type SpanRowFragment = { id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null, totalTokens: number | bigint, costUsd: string, repeatsTokens: boolean, repeatsCost: boolean };

export type TracesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
  filter?: TraceFilter | null | undefined;
  orderBy?: TraceOrder | null | undefined;
}>;


export type TracesQuery = { traceTotals: { traceCount: number | bigint, averageLatencyMs: number | null, errorCount: number | bigint, totalTokens: number | bigint, costUsd: string }, traces: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, traceId: string, name: string | null, userMessage: string | null, environment: string, tags: Array<string>, startedAt: string, latencyMs: number | null, errorCount: number | bigint, totalTokens: number | bigint, costUsd: string, user: { userId: string, name: string | null } | null, feedback: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> }> } };

export type UserQueryVariables = Exact<{
  userId: string;
  period?: Period | null | undefined;
  drawn?: Period | null | undefined;
  interval: Interval;
}>;


export type UserQuery = { user: { id: string, userId: string, name: string | null, email: string | null, properties: unknown, firstSeenAt: string, lastSeenAt: string, environments: Array<string>, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null }, previous: { metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null } } | null, activity: Array<{ at: string, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null } }>, latency: { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number, isExact: boolean } | null } | null };

export type UserDaysQueryVariables = Exact<{
  userId: string;
  shown: Period;
}>;


export type UserDaysQuery = { user: { activity: Array<{ at: string, metrics: { traceCount: number | bigint } }> } | null };

export type IdentifyUserMutationVariables = Exact<{
  input: IdentifyUserInput;
}>;


export type IdentifyUserMutation = { identifyUser: { __typename: 'IdentifyUserPayload' } };

export type ToEraseQueryVariables = Exact<{
  userId: string;
}>;


export type ToEraseQuery = { user: { metrics: { traceCount: number | bigint, spanCount: number | bigint, feedbackCount: number | bigint } } | null };

export type EraseUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type EraseUserMutation = { deleteUser: { deletedTraceCount: number | bigint } };

export type NeighboursQueryVariables = Exact<{
  at: string;
  period?: Period | null | undefined;
  filter?: UserFilter | null | undefined;
  orderBy?: UserOrder | null | undefined;
}>;


export type NeighboursQuery = { previous: { edges: Array<{ cursor: string, node: { userId: string } }> }, next: { edges: Array<{ cursor: string, node: { userId: string } }> } };

export type NeighbourFragment = { cursor: string, node: { userId: string } };

export type UserByModelQueryVariables = Exact<{
  userId: string;
  drawn?: Period | null | undefined;
  interval: Interval;
}>;


export type UserByModelQuery = { user: { parts: Array<{ name: string, points: Array<{ at: string, totalTokens: number | bigint, costUsd: string }> }> } | null };

export type UserByEnvironmentQueryVariables = Exact<{
  userId: string;
  drawn?: Period | null | undefined;
  interval: Interval;
}>;


export type UserByEnvironmentQuery = { user: { parts: Array<{ name: string, points: Array<{ at: string, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null } }> }> } | null };

export type UserDetailsQueryVariables = Exact<{
  userId: string;
  period?: Period | null | undefined;
  drawn?: Period | null | undefined;
  interval: Interval;
}>;


export type UserDetailsQuery = { user: { models: Array<{ model: string, generationCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string }>, feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> }>, annotationSummary: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> }>, trends: Array<{ name: string, dataType: FeedbackDataType, activity: Array<{ at: string, count: number | bigint, average: number | null }> }>, commented: { totalCount: number | bigint, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, trace: { traceId: string } | null }> } } | null };

export type UserFeedbackQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
  filter?: FeedbackFilter | null | undefined;
}>;


export type UserFeedbackQuery = { user: { feedback: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, trace: { traceId: string, name: string | null } | null, session: { sessionId: string } | null }> } } | null };

export type UserSessionsQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
}>;


export type UserSessionsQuery = { user: { sessions: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, sessionId: string, startedAt: string, endedAt: string, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null }, traces: { nodes: Array<{ userMessage: string | null }> } } }> } } | null };

export type UserTracesQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
  filter?: TraceFilter | null | undefined;
  orderBy?: TraceOrder | null | undefined;
}>;


export type UserTracesQuery = { user: { environments: Array<string>, traces: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, traceId: string, name: string | null, environment: string, tags: Array<string>, startedAt: string, latencyMs: number | null, spanCount: number | bigint, errorCount: number | bigint, totalTokens: number | bigint, costUsd: string, feedback: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> }> } } | null };

export type UsersActivityQueryVariables = Exact<{
  period?: Period | null | undefined;
  filter?: UserFilter | null | undefined;
  interval: Interval;
  feedback?: string | null | undefined;
}>;


export type UsersActivityQuery = { usersActivity: Array<{ at: string, userCount: number | bigint, newUserCount: number | bigint, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null } }> };

export type UserCountQueryVariables = Exact<{
  period?: Period | null | undefined;
  filter?: UserFilter | null | undefined;
}>;


export type UserCountQuery = { users: { totalCount: number | bigint } };

export type UsersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
  drawn?: Period | null | undefined;
  interval: Interval;
  environments?: Array<string> | string | null | undefined;
  filter?: UserFilter | null | undefined;
  orderBy?: UserOrder | null | undefined;
  feedback?: string | null | undefined;
  showsFeedback: boolean;
  named?: Array<string> | string | null | undefined;
  showsNamed: boolean;
  latency: boolean;
  activity: boolean;
}>;


export type UsersQuery = { users: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, userId: string, name: string | null, email: string | null, firstSeenAt: string, lastSeenAt: string, environments: Array<string>, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback?: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null, feedbackByName?: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null }> }, latency?: { p95Ms: number } | null, activity?: Array<{ at: string, metrics: { traceCount: number | bigint } }> } }> }, arrived: { nodes: Array<{ traceId: string }> } };

export type ListedFragment = { id: string, userId: string, name: string | null, email: string | null, firstSeenAt: string, lastSeenAt: string, environments: Array<string>, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedback?: { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null } | null, feedbackByName?: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null }> }, latency?: { p95Ms: number } | null, activity?: Array<{ at: string, metrics: { traceCount: number | bigint } }> };

export type WholeInputQueryVariables = Exact<{
  id: string | number;
}>;


export type WholeInputQuery = { node:
    | { content: unknown }
    | { content: unknown }
    | Record<PropertyKey, never>
   | null };

export type WholeOutputQueryVariables = Exact<{
  id: string | number;
}>;


export type WholeOutputQuery = { node:
    | { content: unknown }
    | { content: unknown }
    | Record<PropertyKey, never>
   | null };

export type FeedbackPageFragment = { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> };

export type AllFeedbackQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type AllFeedbackQuery = { node:
    | { feedback: { totalCount: number | bigint, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, span: { spanId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } }
    | { feedback: { totalCount: number | bigint, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, span: { spanId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } }
    | { feedback: { totalCount: number | bigint, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, span: { spanId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null };

export type FeedbackWithSpansFragment = { totalCount: number | bigint, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, span: { spanId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } };

export type DeleteFeedbackMutationVariables = Exact<{
  input: DeleteFeedbackInput;
}>;


export type DeleteFeedbackMutation = { deleteFeedback: { __typename: 'DeleteFeedbackPayload' } };

export type FeedbackByNameFragment = { name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> };

export type FeedbackOverTimeFragment = { name: string, dataType: FeedbackDataType, activity: Array<{ at: string, count: number | bigint, average: number | null }> };

export type FeedbackRowFragment = { feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string };

export type GivenBeforeQueryVariables = Exact<{ [key: string]: never; }>;


export type GivenBeforeQuery = { overview: { feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, distribution: Array<{ label: string }> }>, annotationSummary: Array<{ name: string, dataType: FeedbackDataType, distribution: Array<{ label: string }> }> } };

export type GivenKindFragment = { name: string, dataType: FeedbackDataType, distribution: Array<{ label: string }> };

export type SubmitFeedbackMutationVariables = Exact<{
  input: SubmitFeedbackInput;
}>;


export type SubmitFeedbackMutation = { submitFeedback: { __typename: 'SubmitFeedbackPayload' } };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { endBrowserSessions: { __typename: 'EndBrowserSessionsPayload' } };

export type LatencyFragment = { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number, isExact: boolean };

export type ModelFragment = { model: string, generationCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string };

export type FeedbackFiguresFragment = { name: string, dataType: FeedbackDataType, count: number | bigint, yesCount: number | bigint | null, share: number | null, mean: number | null };

export type SumsFragment = { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint };

export type CreateKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateKeyMutation = { createApiKey: { secretKey: string, apiKey: { publicKey: string } } };

export type PageInfoFragment = { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null };

export type TurnFragment = { id: string, traceId: string, name: string | null, startedAt: string, endedAt: string | null, latencyMs: number | null, spanCount: number | bigint, errorCount: number | bigint, totalTokens: number | bigint, costUsd: string, userMessage: string | null, assistantMessage: string | null, inputBytes: number | bigint, outputBytes: number | bigint, user: { userId: string, name: string | null } | null, feedbackConnection: { nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, span: { spanId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } }, spans: { nodes: Array<{ spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null }> } };

export type StepFragment = { spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const KindFragmentDoc = new TypedDocumentString(`
    fragment Kind on FeedbackKind {
  name
  dataType
}
    `, {"fragmentName":"Kind"}) as unknown as TypedDocumentString<KindFragment, unknown>;
export const PageInfoFragmentDoc = new TypedDocumentString(`
    fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"PageInfo"}) as unknown as TypedDocumentString<PageInfoFragment, unknown>;
export const FeedbackRowFragmentDoc = new TypedDocumentString(`
    fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
    `, {"fragmentName":"FeedbackRow"}) as unknown as TypedDocumentString<FeedbackRowFragment, unknown>;
export const TakenFeedbackFragmentDoc = new TypedDocumentString(`
    fragment TakenFeedback on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
    fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"fragmentName":"TakenFeedback"}) as unknown as TypedDocumentString<TakenFeedbackFragment, unknown>;
export const TakenTurnFragmentDoc = new TypedDocumentString(`
    fragment TakenTurn on Trace {
  id
  traceId
  name
  startedAt
  endedAt
  latencyMs
  spanCount
  errorCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
  user {
    userId
    name
  }
  inputBytes
  outputBytes
  userMessage
  assistantMessage
  feedbackConnection(first: 100) {
    ...TakenFeedback
  }
}
    fragment TakenFeedback on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"fragmentName":"TakenTurn"}) as unknown as TypedDocumentString<TakenTurnFragment, unknown>;
export const NeighbourSessionFragmentDoc = new TypedDocumentString(`
    fragment NeighbourSession on SessionEdge {
  cursor
  node {
    sessionId
  }
}
    `, {"fragmentName":"NeighbourSession"}) as unknown as TypedDocumentString<NeighbourSessionFragment, unknown>;
export const SumsFragmentDoc = new TypedDocumentString(`
    fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}
    `, {"fragmentName":"Sums"}) as unknown as TypedDocumentString<SumsFragment, unknown>;
export const FeedbackFiguresFragmentDoc = new TypedDocumentString(`
    fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
    `, {"fragmentName":"FeedbackFigures"}) as unknown as TypedDocumentString<FeedbackFiguresFragment, unknown>;
export const FeedbackPageFragmentDoc = new TypedDocumentString(`
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
    fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"fragmentName":"FeedbackPage"}) as unknown as TypedDocumentString<FeedbackPageFragment, unknown>;
export const SessionHeadFragmentDoc = new TypedDocumentString(`
    fragment SessionHead on Session {
  id
  sessionId
  startedAt
  endedAt
  user {
    userId
    name
  }
  metrics {
    ...Sums
    feedback {
      ...FeedbackFigures
    }
  }
  feedbackConnection(first: $given) {
    ...FeedbackPage
  }
}
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"fragmentName":"SessionHead"}) as unknown as TypedDocumentString<SessionHeadFragment, unknown>;
export const KeyFragmentDoc = new TypedDocumentString(`
    fragment Key on ApiKey {
  publicKey
  name
  createdAt
  lastUsedAt
  lastHour {
    spanCount
    eventCount
  }
}
    `, {"fragmentName":"Key"}) as unknown as TypedDocumentString<KeyFragment, unknown>;
export const CountsFragmentDoc = new TypedDocumentString(`
    fragment Counts on ArrivalCounts {
  requestCount
  refusedRequestCount
  spanCount
  refusedSpanCount
  eventCount
  refusedEventCount
}
    `, {"fragmentName":"Counts"}) as unknown as TypedDocumentString<CountsFragment, unknown>;
export const BrowserFragmentDoc = new TypedDocumentString(`
    fragment Browser on BrowserSession {
  browserSessionId
  isThis
  device
  address
  method
  createdAt
  lastUsedAt
}
    `, {"fragmentName":"Browser"}) as unknown as TypedDocumentString<BrowserFragment, unknown>;
export const RefusedFragmentDoc = new TypedDocumentString(`
    fragment Refused on Refusal {
  endpoint
  status
  code
  reason
  publicKey
  userAgent
  refusedCount
  lastAt
}
    `, {"fragmentName":"Refused"}) as unknown as TypedDocumentString<RefusedFragment, unknown>;
export const PricesFragmentDoc = new TypedDocumentString(`
    fragment Prices on ModelPrices {
  modelPattern
  from
  prices {
    kind
    usdPerMillionTokens
    usdPerThousandTokens
  }
}
    `, {"fragmentName":"Prices"}) as unknown as TypedDocumentString<PricesFragment, unknown>;
export const SpanRowFragmentDoc = new TypedDocumentString(`
    fragment SpanRow on Span {
  id
  spanId
  parentSpanId
  type
  name
  startedAt
  latencyMs
  level
  statusMessage
  model
  totalTokens
  costUsd
  repeatsTokens
  repeatsCost
}
    `, {"fragmentName":"SpanRow"}) as unknown as TypedDocumentString<SpanRowFragment, unknown>;
export const NeighbourFragmentDoc = new TypedDocumentString(`
    fragment Neighbour on UserEdge {
  cursor
  node {
    userId
  }
}
    `, {"fragmentName":"Neighbour"}) as unknown as TypedDocumentString<NeighbourFragment, unknown>;
export const ListedFragmentDoc = new TypedDocumentString(`
    fragment Listed on User {
  id
  userId
  name
  email
  firstSeenAt
  lastSeenAt
  environments
  metrics(period: $period, environments: $environments) {
    ...Sums
    feedback(name: $feedback) @include(if: $showsFeedback) {
      ...FeedbackFigures
    }
    feedbackByName(names: $named) @include(if: $showsNamed) {
      ...FeedbackFigures
    }
  }
  latency(period: $period, environments: $environments) @include(if: $latency) {
    p95Ms
  }
  activity(period: $drawn, interval: $interval, environments: $environments) @include(if: $activity) {
    at
    metrics {
      traceCount
    }
  }
}
    fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}`, {"fragmentName":"Listed"}) as unknown as TypedDocumentString<ListedFragment, unknown>;
export const FeedbackWithSpansFragmentDoc = new TypedDocumentString(`
    fragment FeedbackWithSpans on FeedbackConnection {
  totalCount
  ...FeedbackPage
  nodes {
    span {
      spanId
      name
    }
  }
}
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"fragmentName":"FeedbackWithSpans"}) as unknown as TypedDocumentString<FeedbackWithSpansFragment, unknown>;
export const FeedbackByNameFragmentDoc = new TypedDocumentString(`
    fragment FeedbackByName on FeedbackSummary {
  name
  dataType
  count
  average
  distribution {
    label
    count
  }
}
    `, {"fragmentName":"FeedbackByName"}) as unknown as TypedDocumentString<FeedbackByNameFragment, unknown>;
export const FeedbackOverTimeFragmentDoc = new TypedDocumentString(`
    fragment FeedbackOverTime on FeedbackSummary {
  name
  dataType
  activity(interval: $interval) {
    at
    count
    average
  }
}
    `, {"fragmentName":"FeedbackOverTime"}) as unknown as TypedDocumentString<FeedbackOverTimeFragment, unknown>;
export const GivenKindFragmentDoc = new TypedDocumentString(`
    fragment GivenKind on FeedbackSummary {
  name
  dataType
  distribution {
    label
  }
}
    `, {"fragmentName":"GivenKind"}) as unknown as TypedDocumentString<GivenKindFragment, unknown>;
export const LatencyFragmentDoc = new TypedDocumentString(`
    fragment Latency on Latency {
  averageMs
  p50Ms
  p95Ms
  p99Ms
  isExact
}
    `, {"fragmentName":"Latency"}) as unknown as TypedDocumentString<LatencyFragment, unknown>;
export const ModelFragmentDoc = new TypedDocumentString(`
    fragment Model on ModelUsage {
  model
  generationCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
}
    `, {"fragmentName":"Model"}) as unknown as TypedDocumentString<ModelFragment, unknown>;
export const StepFragmentDoc = new TypedDocumentString(`
    fragment Step on Span {
  spanId
  parentSpanId
  type
  name
  startedAt
  latencyMs
  level
  statusMessage
  model
}
    `, {"fragmentName":"Step"}) as unknown as TypedDocumentString<StepFragment, unknown>;
export const TurnFragmentDoc = new TypedDocumentString(`
    fragment Turn on Trace {
  id
  traceId
  name
  startedAt
  endedAt
  latencyMs
  spanCount
  errorCount
  totalTokens
  costUsd
  user {
    userId
    name
  }
  userMessage
  assistantMessage
  inputBytes
  outputBytes
  feedbackConnection(first: $given) {
    ...FeedbackPage
    nodes {
      span {
        spanId
        name
      }
    }
  }
  spans(first: $steps) {
    nodes {
      ...Step
    }
  }
}
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment Step on Span {
  spanId
  parentSpanId
  type
  name
  startedAt
  latencyMs
  level
  statusMessage
  model
}`, {"fragmentName":"Turn"}) as unknown as TypedDocumentString<TurnFragment, unknown>;
export const ProjectDocument = new TypedDocumentString(`
    query Project {
  project {
    firstTraceAt
    environments
    feedbackNames
    feedbackKinds {
      ...Kind
    }
    mainFeedback {
      ...Kind
    }
  }
  projects {
    projectId
    name
  }
}
    fragment Kind on FeedbackKind {
  name
  dataType
}`) as unknown as TypedDocumentString<ProjectQuery, ProjectQueryVariables>;
export const LatestDocument = new TypedDocumentString(`
    query Latest {
  traces(first: 1) {
    nodes {
      traceId
    }
  }
  users(first: 1) {
    nodes {
      userId
    }
  }
}
    `) as unknown as TypedDocumentString<LatestQuery, LatestQueryVariables>;
export const ChangedDocument = new TypedDocumentString(`
    subscription Changed($userId: String, $traceId: String) {
  traceUpdated(userId: $userId, traceId: $traceId) {
    traceId
  }
}
    `) as unknown as TypedDocumentString<ChangedSubscription, ChangedSubscriptionVariables>;
export const InsightsDocument = new TypedDocumentString(`
    query Insights($period: Period, $environments: [String!]) {
  overview(period: $period, environments: $environments) {
    insights(first: 5) {
      kind
      user {
        userId
        name
      }
      name
      dataType
      before
      after
    }
  }
}
    `) as unknown as TypedDocumentString<InsightsQuery, InsightsQueryVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview($period: Period, $drawn: Period, $interval: Interval!, $environments: [String!]) {
  overview(period: $period, environments: $environments) {
    userCount
    newUserCount
    attributedShare
    metrics {
      ...Sums
      feedback {
        ...FeedbackFigures
      }
    }
    previous {
      userCount
      newUserCount
      attributedShare
      metrics {
        ...Sums
        feedback {
          ...FeedbackFigures
        }
      }
    }
    latency {
      ...Latency
    }
    models {
      ...Model
    }
    feedbackSummary {
      ...FeedbackByName
    }
    annotationSummary {
      ...FeedbackByName
    }
  }
  drawn: overview(period: $drawn, environments: $environments) {
    activity(interval: $interval) {
      at
      userCount
      newUserCount
      attributedShare
      metrics {
        ...Sums
        feedback {
          ...FeedbackFigures
        }
      }
    }
  }
  arrived: traces(first: 1) {
    nodes {
      traceId
    }
  }
}
    fragment FeedbackByName on FeedbackSummary {
  name
  dataType
  count
  average
  distribution {
    label
    count
  }
}
fragment Latency on Latency {
  averageMs
  p50Ms
  p95Ms
  p99Ms
  isExact
}
fragment Model on ModelUsage {
  model
  generationCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
}
fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session($sessionId: String!, $given: Int!) {
  session(sessionId: $sessionId) {
    ...SessionHead
  }
}
    fragment SessionHead on Session {
  id
  sessionId
  startedAt
  endedAt
  user {
    userId
    name
  }
  metrics {
    ...Sums
    feedback {
      ...FeedbackFigures
    }
  }
  feedbackConnection(first: $given) {
    ...FeedbackPage
  }
}
fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const TakenSessionDocument = new TypedDocumentString(`
    query TakenSession($sessionId: String!, $after: String) {
  session(sessionId: $sessionId) {
    id
    sessionId
    startedAt
    endedAt
    user {
      userId
      name
      email
    }
    feedbackConnection(first: 100) {
      ...TakenFeedback
    }
    traces(first: 50, after: $after, orderBy: {field: STARTED_AT, direction: ASC}) {
      pageInfo {
        ...PageInfo
      }
      nodes {
        ...TakenTurn
      }
    }
  }
}
    fragment TakenTurn on Trace {
  id
  traceId
  name
  startedAt
  endedAt
  latencyMs
  spanCount
  errorCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
  user {
    userId
    name
  }
  inputBytes
  outputBytes
  userMessage
  assistantMessage
  feedbackConnection(first: 100) {
    ...TakenFeedback
  }
}
fragment TakenFeedback on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<TakenSessionQuery, TakenSessionQueryVariables>;
export const RestOfFeedbackDocument = new TypedDocumentString(`
    query RestOfFeedback($id: ID!, $after: String) {
  node(id: $id) {
    ... on Trace {
      feedback: feedbackConnection(first: 500, after: $after) {
        ...TakenFeedback
      }
    }
    ... on Session {
      feedback: feedbackConnection(first: 500, after: $after) {
        ...TakenFeedback
      }
    }
  }
}
    fragment TakenFeedback on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<RestOfFeedbackQuery, RestOfFeedbackQueryVariables>;
export const UnsaidDocument = new TypedDocumentString(`
    query Unsaid($id: ID!) {
  node(id: $id) {
    ... on Trace {
      input
      output
    }
  }
}
    `) as unknown as TypedDocumentString<UnsaidQuery, UnsaidQueryVariables>;
export const DeleteSessionDocument = new TypedDocumentString(`
    mutation DeleteSession($input: DeleteSessionInput!) {
  deleteSession(input: $input) {
    deletedTraceCount
  }
}
    `) as unknown as TypedDocumentString<DeleteSessionMutation, DeleteSessionMutationVariables>;
export const NeighbourSessionsDocument = new TypedDocumentString(`
    query NeighbourSessions($userId: String!, $at: String!, $period: Period) {
  user(userId: $userId) {
    previous: sessions(last: 1, before: $at, period: $period) {
      edges {
        ...NeighbourSession
      }
    }
    next: sessions(first: 1, after: $at, period: $period) {
      edges {
        ...NeighbourSession
      }
    }
  }
}
    fragment NeighbourSession on SessionEdge {
  cursor
  node {
    sessionId
  }
}`) as unknown as TypedDocumentString<NeighbourSessionsQuery, NeighbourSessionsQueryVariables>;
export const FindTurnsDocument = new TypedDocumentString(`
    query FindTurns($sessionId: String!, $filter: TraceFilter, $period: Period, $after: String) {
  session(sessionId: $sessionId) {
    traces(
      first: 100
      after: $after
      period: $period
      filter: $filter
      orderBy: {field: STARTED_AT, direction: ASC}
    ) {
      pageInfo {
        ...PageInfo
      }
      nodes {
        traceId
        feedback(first: 100) {
          ...FeedbackRow
        }
      }
    }
  }
}
    fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<FindTurnsQuery, FindTurnsQueryVariables>;
export const EndsDocument = new TypedDocumentString(`
    query Ends($sessionId: String!) {
  session(sessionId: $sessionId) {
    first: traces(first: 1, orderBy: {field: STARTED_AT, direction: ASC}) {
      nodes {
        traceId
      }
    }
    last: traces(last: 1, orderBy: {field: STARTED_AT, direction: ASC}) {
      nodes {
        traceId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EndsQuery, EndsQueryVariables>;
export const ScalesDocument = new TypedDocumentString(`
    query Scales {
  overview {
    feedbackSummary {
      name
      dataType
      distribution {
        label
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ScalesQuery, ScalesQueryVariables>;
export const TurnsDocument = new TypedDocumentString(`
    query Turns($sessionId: String!, $first: Int, $after: String, $last: Int, $before: String, $period: Period, $given: Int!, $steps: Int!) {
  session(sessionId: $sessionId) {
    traces(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
      orderBy: {field: STARTED_AT, direction: ASC}
    ) {
      pageInfo {
        ...PageInfo
      }
      nodes {
        ...Turn
      }
    }
  }
}
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment Turn on Trace {
  id
  traceId
  name
  startedAt
  endedAt
  latencyMs
  spanCount
  errorCount
  totalTokens
  costUsd
  user {
    userId
    name
  }
  userMessage
  assistantMessage
  inputBytes
  outputBytes
  feedbackConnection(first: $given) {
    ...FeedbackPage
    nodes {
      span {
        spanId
        name
      }
    }
  }
  spans(first: $steps) {
    nodes {
      ...Step
    }
  }
}
fragment Step on Span {
  spanId
  parentSpanId
  type
  name
  startedAt
  latencyMs
  level
  statusMessage
  model
}`) as unknown as TypedDocumentString<TurnsQuery, TurnsQueryVariables>;
export const WhereTurnDocument = new TypedDocumentString(`
    query WhereTurn($traceId: String!) {
  trace(traceId: $traceId) {
    startedAt
    session {
      sessionId
    }
  }
}
    `) as unknown as TypedDocumentString<WhereTurnQuery, WhereTurnQueryVariables>;
export const RenameKeyDocument = new TypedDocumentString(`
    mutation RenameKey($input: RenameApiKeyInput!) {
  renameApiKey(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RenameKeyMutation, RenameKeyMutationVariables>;
export const RevokeKeyDocument = new TypedDocumentString(`
    mutation RevokeKey($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RevokeKeyMutation, RevokeKeyMutationVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($input: EndBrowserSessionInput!) {
  endBrowserSession(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const EndSessionsDocument = new TypedDocumentString(`
    mutation EndSessions($input: EndBrowserSessionsInput!) {
  endBrowserSessions(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<EndSessionsMutation, EndSessionsMutationVariables>;
export const SetMainFeedbackDocument = new TypedDocumentString(`
    mutation SetMainFeedback($input: SetMainFeedbackInput!) {
  setMainFeedback(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SetMainFeedbackMutation, SetMainFeedbackMutationVariables>;
export const RenameProjectDocument = new TypedDocumentString(`
    mutation RenameProject($input: RenameProjectInput!) {
  renameProject(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RenameProjectMutation, RenameProjectMutationVariables>;
export const CreateProjectDocument = new TypedDocumentString(`
    mutation CreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      projectId
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProjectMutation, CreateProjectMutationVariables>;
export const SettingsDocument = new TypedDocumentString(`
    query Settings {
  projects {
    projectId
    name
  }
  project {
    projectId
    name
    requiresFeedbackToken
    chosenFeedbackName
    mainFeedback {
      ...Kind
    }
    feedbackKinds {
      ...Kind
    }
    apiKeys {
      ...Key
    }
    ownNames {
      userId
      sessionId
    }
    namesApplication {
      startedAt
      finishedAt
      isOutdated
      traceCount
      seenTraceCount
      changedTraceCount
    }
    prices {
      ...Prices
    }
    arrivals {
      total {
        ...Counts
      }
      minutes {
        at
        counts {
          ...Counts
        }
      }
      refusals {
        ...Refused
      }
    }
  }
  unknownKeyRefusals {
    ...Refused
  }
  browserSessions {
    ...Browser
  }
}
    fragment Kind on FeedbackKind {
  name
  dataType
}
fragment Key on ApiKey {
  publicKey
  name
  createdAt
  lastUsedAt
  lastHour {
    spanCount
    eventCount
  }
}
fragment Counts on ArrivalCounts {
  requestCount
  refusedRequestCount
  spanCount
  refusedSpanCount
  eventCount
  refusedEventCount
}
fragment Browser on BrowserSession {
  browserSessionId
  isThis
  device
  address
  method
  createdAt
  lastUsedAt
}
fragment Refused on Refusal {
  endpoint
  status
  code
  reason
  publicKey
  userAgent
  refusedCount
  lastAt
}
fragment Prices on ModelPrices {
  modelPattern
  from
  prices {
    kind
    usdPerMillionTokens
    usdPerThousandTokens
  }
}`) as unknown as TypedDocumentString<SettingsQuery, SettingsQueryVariables>;
export const RequireFeedbackTokenDocument = new TypedDocumentString(`
    mutation RequireFeedbackToken($input: RequireFeedbackTokenInput!) {
  requireFeedbackToken(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RequireFeedbackTokenMutation, RequireFeedbackTokenMutationVariables>;
export const ApplyNamesDocument = new TypedDocumentString(`
    mutation ApplyNames {
  applyNames {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ApplyNamesMutation, ApplyNamesMutationVariables>;
export const SetNamesDocument = new TypedDocumentString(`
    mutation SetNames($input: SetNamesInput!) {
  setNames(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SetNamesMutation, SetNamesMutationVariables>;
export const AttributeNamesDocument = new TypedDocumentString(`
    query AttributeNames {
  project {
    attributeNames {
      name
      seenCount
      example
    }
  }
}
    `) as unknown as TypedDocumentString<AttributeNamesQuery, AttributeNamesQueryVariables>;
export const ModelNamesDocument = new TypedDocumentString(`
    query ModelNames {
  project {
    models
  }
}
    `) as unknown as TypedDocumentString<ModelNamesQuery, ModelNamesQueryVariables>;
export const PriceCheckDocument = new TypedDocumentString(`
    query PriceCheck($model: String!) {
  project {
    pricesInForce(model: $model) {
      kind
      usdPerThousandTokens
      modelPattern
    }
  }
}
    `) as unknown as TypedDocumentString<PriceCheckQuery, PriceCheckQueryVariables>;
export const DeletePricesDocument = new TypedDocumentString(`
    mutation DeletePrices($input: DeletePricesInput!) {
  deletePrices(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<DeletePricesMutation, DeletePricesMutationVariables>;
export const SetPricesDocument = new TypedDocumentString(`
    mutation SetPrices($input: SetPricesInput!) {
  setPrices(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SetPricesMutation, SetPricesMutationVariables>;
export const ArrivalDocument = new TypedDocumentString(`
    query Arrival {
  traces(first: 1) {
    nodes {
      traceId
    }
  }
}
    `) as unknown as TypedDocumentString<ArrivalQuery, ArrivalQueryVariables>;
export const NeighbourTracesDocument = new TypedDocumentString(`
    query NeighbourTraces($sessionId: String!, $startedAt: DateTime!) {
  session(sessionId: $sessionId) {
    before: traces(
      last: 1
      period: {to: $startedAt}
      orderBy: {field: STARTED_AT, direction: ASC}
    ) {
      nodes {
        traceId
      }
    }
    from: traces(
      first: 50
      period: {from: $startedAt}
      orderBy: {field: STARTED_AT, direction: ASC}
    ) {
      nodes {
        traceId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NeighbourTracesQuery, NeighbourTracesQueryVariables>;
export const SpanDetailDocument = new TypedDocumentString(`
    query SpanDetail($id: ID!, $most: Int!, $given: Int!) {
  node(id: $id) {
    __typename
    ... on Span {
      id
      spanId
      name
      type
      level
      statusMessage
      startedAt
      endedAt
      latencyMs
      timeToFirstTokenMs
      repeatsTokens
      repeatsCost
      model
      modelParameters
      promptName
      promptVersion
      version
      environment
      usageDetails
      costDetails
      inputTokens
      outputTokens
      totalTokens
      costUsd
      inputBytes
      input(maxBytes: $most)
      outputBytes
      output(maxBytes: $most)
      metadata
      feedbackConnection(first: $given) {
        ...FeedbackPage
      }
    }
  }
}
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<SpanDetailQuery, SpanDetailQueryVariables>;
export const WholeTraceDocument = new TypedDocumentString(`
    query WholeTrace($traceId: String!, $most: Int!, $given: Int!) {
  trace(traceId: $traceId) {
    id
    metadata
    inputBytes
    input(maxBytes: $most)
    outputBytes
    output(maxBytes: $most)
    feedbackConnection(first: $given) {
      ...FeedbackPage
      nodes {
        span {
          spanId
          name
        }
      }
    }
  }
}
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<WholeTraceQuery, WholeTraceQueryVariables>;
export const TraceDocument = new TypedDocumentString(`
    query Trace($traceId: String!, $first: Int!, $after: String) {
  trace(traceId: $traceId) {
    id
    traceId
    name
    environment
    release
    version
    tags
    startedAt
    endedAt
    latencyMs
    spanCount
    errorCount
    inputTokens
    outputTokens
    totalTokens
    costUsd
    userIdAttribute
    sessionIdAttribute
    user {
      userId
      name
    }
    session {
      sessionId
    }
    spans(first: $first, after: $after) {
      pageInfo {
        ...PageInfo
      }
      nodes {
        ...SpanRow
      }
    }
  }
}
    fragment SpanRow on Span {
  id
  spanId
  parentSpanId
  type
  name
  startedAt
  latencyMs
  level
  statusMessage
  model
  totalTokens
  costUsd
  repeatsTokens
  repeatsCost
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<TraceQuery, TraceQueryVariables>;
export const TracesDocument = new TypedDocumentString(`
    query Traces($first: Int, $after: String, $last: Int, $before: String, $period: Period, $filter: TraceFilter, $orderBy: TraceOrder) {
  traceTotals(period: $period, filter: $filter) {
    traceCount
    averageLatencyMs
    errorCount
    totalTokens
    costUsd
  }
  traces(
    first: $first
    after: $after
    last: $last
    before: $before
    period: $period
    filter: $filter
    orderBy: $orderBy
  ) {
    pageInfo {
      ...PageInfo
    }
    nodes {
      id
      traceId
      name
      userMessage
      environment
      tags
      startedAt
      latencyMs
      errorCount
      totalTokens
      costUsd
      user {
        userId
        name
      }
      feedback(first: 100) {
        ...FeedbackRow
      }
    }
  }
}
    fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<TracesQuery, TracesQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {
  user(userId: $userId) {
    id
    userId
    name
    email
    properties
    firstSeenAt
    lastSeenAt
    environments
    metrics(period: $period) {
      ...Sums
      feedback {
        ...FeedbackFigures
      }
    }
    previous(period: $period) {
      metrics {
        ...Sums
        feedback {
          ...FeedbackFigures
        }
      }
    }
    activity(period: $drawn, interval: $interval) {
      at
      metrics {
        ...Sums
        feedback {
          ...FeedbackFigures
        }
      }
    }
    latency(period: $period) {
      ...Latency
    }
  }
}
    fragment Latency on Latency {
  averageMs
  p50Ms
  p95Ms
  p99Ms
  isExact
}
fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}`) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const UserDaysDocument = new TypedDocumentString(`
    query UserDays($userId: String!, $shown: Period!) {
  user(userId: $userId) {
    activity(period: $shown, interval: DAY) {
      at
      metrics {
        traceCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UserDaysQuery, UserDaysQueryVariables>;
export const IdentifyUserDocument = new TypedDocumentString(`
    mutation IdentifyUser($input: IdentifyUserInput!) {
  identifyUser(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<IdentifyUserMutation, IdentifyUserMutationVariables>;
export const ToEraseDocument = new TypedDocumentString(`
    query ToErase($userId: String!) {
  user(userId: $userId) {
    metrics {
      traceCount
      spanCount
      feedbackCount
    }
  }
}
    `) as unknown as TypedDocumentString<ToEraseQuery, ToEraseQueryVariables>;
export const EraseUserDocument = new TypedDocumentString(`
    mutation EraseUser($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedTraceCount
  }
}
    `) as unknown as TypedDocumentString<EraseUserMutation, EraseUserMutationVariables>;
export const NeighboursDocument = new TypedDocumentString(`
    query Neighbours($at: String!, $period: Period, $filter: UserFilter, $orderBy: UserOrder) {
  previous: users(
    last: 1
    before: $at
    period: $period
    filter: $filter
    orderBy: $orderBy
  ) {
    edges {
      ...Neighbour
    }
  }
  next: users(
    first: 1
    after: $at
    period: $period
    filter: $filter
    orderBy: $orderBy
  ) {
    edges {
      ...Neighbour
    }
  }
}
    fragment Neighbour on UserEdge {
  cursor
  node {
    userId
  }
}`) as unknown as TypedDocumentString<NeighboursQuery, NeighboursQueryVariables>;
export const UserByModelDocument = new TypedDocumentString(`
    query UserByModel($userId: String!, $drawn: Period, $interval: Interval!) {
  user(userId: $userId) {
    parts: activityByModel(period: $drawn, interval: $interval) {
      name: model
      points {
        at
        totalTokens
        costUsd
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UserByModelQuery, UserByModelQueryVariables>;
export const UserByEnvironmentDocument = new TypedDocumentString(`
    query UserByEnvironment($userId: String!, $drawn: Period, $interval: Interval!) {
  user(userId: $userId) {
    parts: activityByEnvironment(period: $drawn, interval: $interval) {
      name: environment
      points {
        at
        metrics {
          ...Sums
          feedback {
            ...FeedbackFigures
          }
        }
      }
    }
  }
}
    fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}`) as unknown as TypedDocumentString<UserByEnvironmentQuery, UserByEnvironmentQueryVariables>;
export const UserDetailsDocument = new TypedDocumentString(`
    query UserDetails($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {
  user(userId: $userId) {
    models(period: $period) {
      ...Model
    }
    feedbackSummary(period: $period) {
      ...FeedbackByName
    }
    annotationSummary(period: $period) {
      ...FeedbackByName
    }
    trends: feedbackSummary(period: $drawn) {
      ...FeedbackOverTime
    }
    commented: feedback(
      first: 3
      period: $period
      filter: {hasComment: true, isAnnotation: false}
    ) {
      totalCount
      nodes {
        ...FeedbackRow
        trace {
          traceId
        }
      }
    }
  }
}
    fragment FeedbackByName on FeedbackSummary {
  name
  dataType
  count
  average
  distribution {
    label
    count
  }
}
fragment FeedbackOverTime on FeedbackSummary {
  name
  dataType
  activity(interval: $interval) {
    at
    count
    average
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment Model on ModelUsage {
  model
  generationCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
}`) as unknown as TypedDocumentString<UserDetailsQuery, UserDetailsQueryVariables>;
export const UserFeedbackDocument = new TypedDocumentString(`
    query UserFeedback($userId: String!, $first: Int, $after: String, $last: Int, $before: String, $period: Period, $filter: FeedbackFilter) {
  user(userId: $userId) {
    feedback(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
      filter: $filter
    ) {
      totalCount
      pageInfo {
        ...PageInfo
      }
      nodes {
        ...FeedbackRow
        trace {
          traceId
          name
        }
        session {
          sessionId
        }
      }
    }
  }
}
    fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<UserFeedbackQuery, UserFeedbackQueryVariables>;
export const UserSessionsDocument = new TypedDocumentString(`
    query UserSessions($userId: String!, $first: Int, $after: String, $last: Int, $before: String, $period: Period) {
  user(userId: $userId) {
    sessions(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
    ) {
      totalCount
      pageInfo {
        ...PageInfo
      }
      edges {
        cursor
        node {
          id
          sessionId
          startedAt
          endedAt
          metrics {
            ...Sums
            feedback {
              ...FeedbackFigures
            }
          }
          traces(first: 1, orderBy: {field: STARTED_AT, direction: ASC}) {
            nodes {
              userMessage
            }
          }
        }
      }
    }
  }
}
    fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<UserSessionsQuery, UserSessionsQueryVariables>;
export const UserTracesDocument = new TypedDocumentString(`
    query UserTraces($userId: String!, $first: Int, $after: String, $last: Int, $before: String, $period: Period, $filter: TraceFilter, $orderBy: TraceOrder) {
  user(userId: $userId) {
    environments
    traces(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
      filter: $filter
      orderBy: $orderBy
    ) {
      totalCount
      pageInfo {
        ...PageInfo
      }
      nodes {
        id
        traceId
        name
        environment
        tags
        startedAt
        latencyMs
        spanCount
        errorCount
        totalTokens
        costUsd
        feedback(first: 100) {
          ...FeedbackRow
        }
      }
    }
  }
}
    fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<UserTracesQuery, UserTracesQueryVariables>;
export const UsersActivityDocument = new TypedDocumentString(`
    query UsersActivity($period: Period, $filter: UserFilter, $interval: Interval!, $feedback: String) {
  usersActivity(period: $period, filter: $filter, interval: $interval) {
    at
    userCount
    newUserCount
    metrics {
      ...Sums
      feedback(name: $feedback) {
        ...FeedbackFigures
      }
    }
  }
}
    fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}`) as unknown as TypedDocumentString<UsersActivityQuery, UsersActivityQueryVariables>;
export const UserCountDocument = new TypedDocumentString(`
    query UserCount($period: Period, $filter: UserFilter) {
  users(first: 1, period: $period, filter: $filter) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<UserCountQuery, UserCountQueryVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($first: Int, $after: String, $last: Int, $before: String, $period: Period, $drawn: Period, $interval: Interval!, $environments: [String!], $filter: UserFilter, $orderBy: UserOrder, $feedback: String, $showsFeedback: Boolean!, $named: [String!], $showsNamed: Boolean!, $latency: Boolean!, $activity: Boolean!) {
  users(
    first: $first
    after: $after
    last: $last
    before: $before
    period: $period
    filter: $filter
    orderBy: $orderBy
  ) {
    totalCount
    pageInfo {
      ...PageInfo
    }
    edges {
      cursor
      node {
        ...Listed
      }
    }
  }
  arrived: traces(first: 1) {
    nodes {
      traceId
    }
  }
}
    fragment Listed on User {
  id
  userId
  name
  email
  firstSeenAt
  lastSeenAt
  environments
  metrics(period: $period, environments: $environments) {
    ...Sums
    feedback(name: $feedback) @include(if: $showsFeedback) {
      ...FeedbackFigures
    }
    feedbackByName(names: $named) @include(if: $showsNamed) {
      ...FeedbackFigures
    }
  }
  latency(period: $period, environments: $environments) @include(if: $latency) {
    p95Ms
  }
  activity(period: $drawn, interval: $interval, environments: $environments) @include(if: $activity) {
    at
    metrics {
      traceCount
    }
  }
}
fragment FeedbackFigures on FeedbackMetrics {
  name
  dataType
  count
  yesCount
  share
  mean
}
fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  errorRate
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const WholeInputDocument = new TypedDocumentString(`
    query WholeInput($id: ID!) {
  node(id: $id) {
    ... on Span {
      content: input
    }
    ... on Trace {
      content: input
    }
  }
}
    `) as unknown as TypedDocumentString<WholeInputQuery, WholeInputQueryVariables>;
export const WholeOutputDocument = new TypedDocumentString(`
    query WholeOutput($id: ID!) {
  node(id: $id) {
    ... on Span {
      content: output
    }
    ... on Trace {
      content: output
    }
  }
}
    `) as unknown as TypedDocumentString<WholeOutputQuery, WholeOutputQueryVariables>;
export const AllFeedbackDocument = new TypedDocumentString(`
    query AllFeedback($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  node(id: $id) {
    ... on Trace {
      feedback: feedbackConnection(
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        ...FeedbackWithSpans
      }
    }
    ... on Span {
      feedback: feedbackConnection(
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        ...FeedbackWithSpans
      }
    }
    ... on Session {
      feedback: feedbackConnection(
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        ...FeedbackWithSpans
      }
    }
  }
}
    fragment FeedbackPage on FeedbackConnection {
  pageInfo {
    ...PageInfo
  }
  nodes {
    ...FeedbackRow
  }
}
fragment FeedbackWithSpans on FeedbackConnection {
  totalCount
  ...FeedbackPage
  nodes {
    span {
      spanId
      name
    }
  }
}
fragment FeedbackRow on Feedback {
  feedbackId
  name
  dataType
  value
  stringValue
  comment
  source
  createdAt
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<AllFeedbackQuery, AllFeedbackQueryVariables>;
export const DeleteFeedbackDocument = new TypedDocumentString(`
    mutation DeleteFeedback($input: DeleteFeedbackInput!) {
  deleteFeedback(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<DeleteFeedbackMutation, DeleteFeedbackMutationVariables>;
export const GivenBeforeDocument = new TypedDocumentString(`
    query GivenBefore {
  overview {
    feedbackSummary {
      ...GivenKind
    }
    annotationSummary {
      ...GivenKind
    }
  }
}
    fragment GivenKind on FeedbackSummary {
  name
  dataType
  distribution {
    label
  }
}`) as unknown as TypedDocumentString<GivenBeforeQuery, GivenBeforeQueryVariables>;
export const SubmitFeedbackDocument = new TypedDocumentString(`
    mutation SubmitFeedback($input: SubmitFeedbackInput!) {
  submitFeedback(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SubmitFeedbackMutation, SubmitFeedbackMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere {
  endBrowserSessions(input: {keepThis: false}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const CreateKeyDocument = new TypedDocumentString(`
    mutation CreateKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    apiKey {
      publicKey
    }
    secretKey
  }
}
    `) as unknown as TypedDocumentString<CreateKeyMutation, CreateKeyMutationVariables>;