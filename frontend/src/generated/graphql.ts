/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Inclusive bounds; one left out is open. */
export type CountRange = {
  /** The greatest value that lies within; any where left out. */
  max?: number | bigint | null | undefined;
  /** The least value that lies within; any where left out. */
  min?: number | bigint | null | undefined;
};

/** What a new pair of keys is to be like. */
export type CreateApiKeyInput = {
  /** What people call it, such as who uses it, in 1 to 100 characters. */
  name: string;
};

/** What a new project is to be like. */
export type CreateProjectInput = {
  /** What people call it, in 1 to 100 characters; projects may share one. */
  name: string;
};

/** Inclusive bounds; one left out is open. */
export type DecimalRange = {
  /** The greatest value that lies within; any where left out. */
  max?: string | null | undefined;
  /** The least value that lies within; any where left out. */
  min?: string | null | undefined;
};

/** Which feedback is to be deleted. */
export type DeleteFeedbackInput = {
  /** The id it was sent with, or was given. */
  feedbackId: string;
};

/** Which prices are to hold no more. */
export type DeletePricesInput = {
  /** From when they were set to hold, where they were. */
  from?: string | null | undefined;
  /** The pattern that they were set for. */
  modelPattern: string;
};

/** Which user is to be erased. */
export type DeleteUserInput = {
  /** The identifier as the application sent it. */
  userId: string;
};

/** Which browser is to be signed out. */
export type EndBrowserSessionInput = {
  /** The id that the list gives. */
  browserSessionId: string;
};

/** Which browsers are to be signed out. */
export type EndBrowserSessionsInput = {
  /** Whether the one that asks stays signed in; if not, all are out. */
  keepThis: boolean;
};

/** What the feedback of a user must be like, counted over the period that is asked for. */
export type FeedbackCondition = {
  /** The mean of its numeric and boolean values, true as 1 and false as 0. Who has no such value lies in no range. */
  average?: FloatRange | null | undefined;
  /** How often such feedback was given. At least once where left out. */
  count?: CountRange | null | undefined;
  /** Only feedback of this name; all numeric and boolean feedback where left out. */
  name?: string | null | undefined;
};

/** Which kind of value feedback holds. */
export type FeedbackDataType =
  /** Yes or no, counted as 1 and 0. */
  | 'BOOLEAN'
  /** One word of several. */
  | 'CATEGORICAL'
  /** The text that would have been right. */
  | 'CORRECTION'
  /** A number on whatever scale. */
  | 'NUMERIC'
  /** Free text, which is neither averaged nor counted by value. */
  | 'TEXT';

/** What feedback must be like to be listed; all that is given must hold. */
export type FeedbackFilter = {
  /** Of one of these categories; none where empty. Other feedback has none. */
  categories?: Array<string> | null | undefined;
  /** Of one of these kinds of value; none where empty. */
  dataTypes?: Array<FeedbackDataType> | null | undefined;
  /** Whether somebody wrote a text along with it. */
  hasComment?: boolean | null | undefined;
  /** Given under one of these names; none where empty. */
  names?: Array<string> | null | undefined;
  /** On what is this user's; an empty text asks for what is nobody's. */
  userId?: string | null | undefined;
  /** Its number, or 1 for true and 0 for false. Other feedback lies in no range. */
  value?: FloatRange | null | undefined;
};

/** Inclusive bounds; one left out is open. A decimal such as 0.1 is meant exactly. */
export type FloatRange = {
  /** The greatest value that lies within; any where left out. */
  max?: number | null | undefined;
  /** The least value that lies within; any where left out. */
  min?: number | null | undefined;
};

/** Who a user is. What is left out stays as it was, an empty text or object takes it away; properties are replaced whole. */
export type IdentifyUserInput = {
  /** Where mail reaches the user. */
  email?: string | null | undefined;
  /** What people call the user. */
  name?: string | null | undefined;
  /** A JSON object of whatever else is known, such as a plan. */
  properties?: unknown;
  /** The identifier as the application sends it with traces. */
  userId: string;
};

/** How much time a point of a chart stands for, in UTC, where every day has 24 hours. */
export type Interval =
  /** From midnight to midnight, UTC. */
  | 'DAY'
  /** From one full hour to the next. */
  | 'HOUR'
  /** From the first of a month to the next. */
  | 'MONTH'
  /** From Monday, midnight UTC, to the next one. */
  | 'WEEK';

/** Which end of the values comes first. */
export type OrderDirection =
  /** The smallest or earliest, and texts by their characters. */
  | 'ASC'
  /** The greatest or latest, and texts from the end of the alphabet. */
  | 'DESC';

/** A half-open stretch of time [from, to). Without from it holds all that is earlier; without to it ends now, and what a sender's clock put ahead of now is not in it. Without either it is all time, what lies ahead included. Where from is not before to it holds nothing. */
export type Period = {
  /** The first instant within; any where left out. */
  from?: string | null | undefined;
  /** The first instant after it, which may lie ahead; now where left out. */
  to?: string | null | undefined;
};

/** How a pair of keys is to be called. */
export type RenameApiKeyInput = {
  /** What people call it, in 1 to 100 characters. */
  name: string;
  /** The public half of the pair that is meant. */
  publicKey: string;
};

/** How the project is to be called. */
export type RenameProjectInput = {
  /** What people call it, in 1 to 100 characters. */
  name: string;
};

/** Whether visitors need a token. */
export type RequireFeedbackTokenInput = {
  /** Whether a public key alone gives feedback only with a signed token. */
  isRequired: boolean;
};

/** Which pair of keys is to work no more. */
export type RevokeApiKeyInput = {
  /** The public half of the pair that is meant. */
  publicKey: string;
};

/** Where users and sessions are named, instead of what was said before. */
export type SetNamesInput = {
  /** For the session: 0 to 5 names, the first that says something counts: of attributes of spans or of their resource, such as acme.account.login, or of keys of the metadata of traces or spans, such as metadata.tenant_user. */
  sessionId: Array<string>;
  /** For the user: 0 to 5 names, the first that says something counts: of attributes of spans or of their resource, such as acme.account.login, or of keys of the metadata of traces or spans, such as metadata.tenant_user. */
  userId: Array<string>;
};

/** What tokens of some models cost, instead of what was said before. */
export type SetPricesInput = {
  /** Holds for spans that start then or later, as far as no later price does; for all that arrive, whenever they started, where left out. */
  from?: string | null | undefined;
  /** The model as spans name it, where * stands for any characters, or none, such as gpt-4o-*; upper and lower case are alike. 1 to 200 characters. */
  modelPattern: string;
  /** One for each kind of token that has a price, 1 to 30. */
  prices: Array<TokenPriceInput>;
};

/** How somebody signed in to the page. */
export type SignInMethod =
  /** By a link that worked once. */
  | 'LINK'
  /** With what USERTRAIL_PASSWORD says. */
  | 'PASSWORD';

/** How serious what a span says is. */
export type SpanLevel =
  /** Of interest to who looks for a fault. */
  | 'DEBUG'
  /** All went as it should. */
  | 'DEFAULT'
  /** It failed; this is counted as an error. */
  | 'ERROR'
  /** Something looks wrong, but went on. */
  | 'WARNING';

/** What a step of a trace does. */
export type SpanType =
  /** Work that decides by itself what to do next. */
  | 'AGENT'
  /** Steps that follow each other. */
  | 'CHAIN'
  /** A call of a model that turns text into numbers. */
  | 'EMBEDDING'
  /** A judgement of what another step did. */
  | 'EVALUATOR'
  /** Something that happened at one instant. */
  | 'EVENT'
  /** A call of a model that writes something. */
  | 'GENERATION'
  /** A check of what may go in or out. */
  | 'GUARDRAIL'
  /** A search for documents to answer from. */
  | 'RETRIEVER'
  /** Any step that says no more of itself. */
  | 'SPAN'
  /** A call of a tool or function. */
  | 'TOOL';

/** Exactly one of value, booleanValue and category; a trace, a span of a trace, or a session. */
export type SubmitFeedbackInput = {
  /** Yes or no, such as a thumb up or down; averages take 1 and 0. */
  booleanValue?: boolean | null | undefined;
  /** One word of several, counted but never averaged. */
  category?: string | null | undefined;
  /** What somebody wrote along with it. */
  comment?: string | null | undefined;
  /** Sending the same id again replaces what it said. One is made where left out. */
  feedbackId?: string | null | undefined;
  /** Whatever else is to be kept with it. */
  metadata?: unknown;
  /** What is judged, such as helpful: feedback of one name is summed up together. */
  name: string;
  /** The session it is given to, instead of a trace. */
  sessionId?: string | null | undefined;
  /** The span of that trace, where it is given to a span. */
  spanId?: string | null | undefined;
  /** The trace it is given to, which may still be on its way. */
  traceId?: string | null | undefined;
  /** A number, on whatever scale; averages are of these. */
  value?: number | null | undefined;
};

/** What tokens of one kind cost. */
export type TokenPriceInput = {
  /** The kind as usageDetails of spans name it: input, output, input_cached_tokens (read from a cache), input_cache_creation (written to one), output_reasoning_tokens, input_audio_tokens, output_audio_tokens, or any other. The price of input holds for all kinds of input that have none of their own, and so does that of output. */
  kind: string;
  /** US dollars for a million tokens: 0 to 1,000,000,000, with at most 12 digits after the point. */
  usdPerMillionTokens: string;
};

/** What a trace must be like to be listed; all that is given must hold. */
export type TraceFilter = {
  /** What the trace cost, in US dollars. */
  costUsd?: DecimalRange | null | undefined;
  /** Those of these environments: of all where left out, of none where empty. */
  environments?: Array<string> | null | undefined;
  /** Whether any of its spans has the level ERROR. */
  hasError?: boolean | null | undefined;
  /** Whether feedback was given to the trace or one of its spans. */
  hasFeedback?: boolean | null | undefined;
  /** Milliseconds from its first start to its last end. */
  latencyMs?: FloatRange | null | undefined;
  /** Case-insensitive text in the trace's name or id. */
  search?: string | null | undefined;
  /** Traces of this session; an empty text asks for those of no session. */
  sessionId?: string | null | undefined;
  /** Traces that carry every one of these tags. */
  tags?: Array<string> | null | undefined;
  /** The sum of tokens of the trace's spans, of whatever kind. */
  totalTokens?: CountRange | null | undefined;
  /** Traces of this user; an empty text asks for those of nobody. */
  userId?: string | null | undefined;
};

/** Ties are broken by traceId, so pages never overlap. */
export type TraceOrder = {
  /** Which end of the values comes first; the greatest where left out. */
  direction?: OrderDirection;
  /** What the traces are sorted by. */
  field: TraceOrderField;
};

/** What traces can be sorted by. */
export type TraceOrderField =
  /** What it cost, in US dollars. */
  | 'COST_USD'
  /** How long it took, from its first start to its last end. */
  | 'LATENCY'
  /** When the trace begins. */
  | 'STARTED_AT'
  /** How many tokens it used, of whatever kind. */
  | 'TOTAL_TOKENS';

/** What a user must be like to be listed; all that is given must hold. Measures are counted over the period that is asked for, in the environments of this filter. */
export type UserFilter = {
  /** The cost in US dollars, counted over the period that is asked for, in the environments of this filter. */
  costUsd?: DecimalRange | null | undefined;
  /** Only what happened in these environments is counted, and only users with a trace in one of them are listed. All where left out, none where empty. */
  environments?: Array<string> | null | undefined;
  /** The number of spans with the level ERROR, counted over the period that is asked for, in the environments of this filter. */
  errorCount?: CountRange | null | undefined;
  /** The share of spans with the level ERROR, 0 to 1, counted over the period that is asked for, in the environments of this filter. */
  errorRate?: FloatRange | null | undefined;
  /** Users whose feedback in the period meets the condition. */
  feedback?: FeedbackCondition | null | undefined;
  /** The mean of numeric and boolean feedback, counted over the period that is asked for, in the environments of this filter. */
  feedbackAverage?: FloatRange | null | undefined;
  /** The number of pieces of feedback, counted over the period that is asked for, in the environments of this filter. */
  feedbackCount?: CountRange | null | undefined;
  /** When their first trace ever starts, in the environments of this filter or another. */
  firstSeenAt?: Period | null | undefined;
  /** The number of tokens sent to models, counted over the period that is asked for, in the environments of this filter. */
  inputTokens?: CountRange | null | undefined;
  /** When their latest trace ever starts, in the environments of this filter or another. Without to, traces that start ahead of now do not count. */
  lastSeenAt?: Period | null | undefined;
  /** The mean latency of traces in milliseconds, counted over the period that is asked for, in the environments of this filter. */
  latencyAverageMs?: FloatRange | null | undefined;
  /** The latency in milliseconds that half of the traces did not exceed, counted over the period that is asked for, in the environments of this filter. */
  latencyP50Ms?: FloatRange | null | undefined;
  /** The latency in milliseconds that 95 % of the traces did not exceed, counted over the period that is asked for, in the environments of this filter. */
  latencyP95Ms?: FloatRange | null | undefined;
  /** The latency in milliseconds that 99 % of the traces did not exceed, counted over the period that is asked for, in the environments of this filter. */
  latencyP99Ms?: FloatRange | null | undefined;
  /** The number of tokens that models answered with, counted over the period that is asked for, in the environments of this filter. */
  outputTokens?: CountRange | null | undefined;
  /** Case-insensitive text in the userId, name or e-mail address. */
  search?: string | null | undefined;
  /** The number of sessions that begin, counted over the period that is asked for, in the environments of this filter. */
  sessionCount?: CountRange | null | undefined;
  /** The number of spans, counted over the period that is asked for, in the environments of this filter. */
  spanCount?: CountRange | null | undefined;
  /** The number of all tokens, counted over the period that is asked for, in the environments of this filter. */
  totalTokens?: CountRange | null | undefined;
  /** The number of traces, counted over the period that is asked for, in the environments of this filter. */
  traceCount?: CountRange | null | undefined;
  /** Only users that the application calls so; nobody where empty. */
  userIds?: Array<string> | null | undefined;
};

/** Ties are broken by userId, so pages never overlap; rows without a value (no feedback, no spans) come last either way. */
export type UserOrder = {
  /** Which end of the values comes first; the greatest where left out. */
  direction?: OrderDirection;
  /** What the users are sorted by. */
  field: UserOrderField;
};

/** What users can be sorted by. Measures are those of the period. */
export type UserOrderField =
  /** The cost in US dollars. */
  | 'COST_USD'
  /** The number of spans with the level ERROR. */
  | 'ERROR_COUNT'
  /** The share of spans with the level ERROR, 0 to 1. Who has no spans comes last. */
  | 'ERROR_RATE'
  /** The mean of numeric and boolean feedback. Who has none comes last. */
  | 'FEEDBACK_AVERAGE'
  /** The number of pieces of feedback. */
  | 'FEEDBACK_COUNT'
  /** When their first trace ever starts. */
  | 'FIRST_SEEN_AT'
  /** The number of tokens sent to models. */
  | 'INPUT_TOKENS'
  /** When their latest trace ever starts. */
  | 'LAST_SEEN_AT'
  /** The mean latency of traces in milliseconds. */
  | 'LATENCY_AVERAGE_MS'
  /** The latency in milliseconds that half of the traces did not exceed. */
  | 'LATENCY_P50_MS'
  /** The latency in milliseconds that 95 % of the traces did not exceed. */
  | 'LATENCY_P95_MS'
  /** The latency in milliseconds that 99 % of the traces did not exceed. */
  | 'LATENCY_P99_MS'
  /** The number of tokens that models answered with. */
  | 'OUTPUT_TOKENS'
  /** The number of sessions that begin. */
  | 'SESSION_COUNT'
  /** The number of spans. */
  | 'SPAN_COUNT'
  /** The number of all tokens. */
  | 'TOTAL_TOKENS'
  /** The number of traces. */
  | 'TRACE_COUNT'
  /** The identifier as the application sent it. */
  | 'USER_ID';

/** Why a user is worth a look. Each compares the period with the one before, which ends where it begins and is as long as what is over of it. */
export type WorthALookKind =
  /** The costs in US dollars are at least 2 times those of the period before, and the rise is at least what a user has on average in the period. Only of users with at least 3 traces in the period before. */
  | 'COST_JUMPED'
  /** At least 5 spans have the level ERROR, at least 2 times as many as in the period before, and their share of all spans is greater. Only of users with at least 3 traces in the period before. */
  | 'ERRORS_ROSE'
  /** The mean of the numeric or boolean feedback of one name is at most 3/4 of what it was, which was more than 0. Only where it was given at least 3 times in each of the two periods. */
  | 'FEEDBACK_FELL'
  /** Their first trace ever starts in the period, at least 3 days before its end or now, and none has started since later than 24 hours after it. Only of users with at least 3 traces. */
  | 'NEVER_CAME_BACK'
  /** The tokens are at least 2 times those of the period before, and the rise is at least what a user has on average in the period. Only of users with at least 3 traces in the period before, and only where the cost did not jump as well. */
  | 'TOKENS_JUMPED';

export type ProjectQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectQuery = { project: { firstTraceAt: string | null, environments: Array<string>, feedbackNames: Array<string> }, projects: Array<{ projectId: string, name: string }> };

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


export type InsightsQuery = { overview: { worthALook: Array<{ kind: WorthALookKind, name: string | null, before: string, after: string, user: { userId: string, name: string | null } }> } };

export type OverviewQueryVariables = Exact<{
  period?: Period | null | undefined;
  drawn?: Period | null | undefined;
  interval: Interval;
  environments?: Array<string> | string | null | undefined;
}>;


export type OverviewQuery = { overview: { userCount: number | bigint, newUserCount: number | bigint, attributedShare: number | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null }, previous: { userCount: number | bigint, newUserCount: number | bigint, attributedShare: number | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null } } | null, latency: { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number } | null, models: Array<{ model: string, generationCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string }>, feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> }> }, drawn: { activity: Array<{ at: string, userCount: number | bigint, newUserCount: number | bigint, attributedShare: number | null, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null } }> }, arrived: { nodes: Array<{ traceId: string }> } };

export type KeyFragment = { publicKey: string, name: string, createdAt: string, lastUsedAt: string | null, lastHour: { spanCount: number | bigint, eventCount: number | bigint } };

export type CountsFragment = { requestCount: number | bigint, refusedRequestCount: number | bigint, spanCount: number | bigint, refusedSpanCount: number | bigint, eventCount: number | bigint, refusedEventCount: number | bigint };

export type BrowserFragment = { browserSessionId: string, isThis: boolean, device: string, address: string, method: SignInMethod, createdAt: string, lastUsedAt: string };

export type EndSessionMutationVariables = Exact<{
  input: EndBrowserSessionInput;
}>;


export type EndSessionMutation = { endBrowserSession: { endedBrowserSessionId: string } };

export type EndSessionsMutationVariables = Exact<{
  input: EndBrowserSessionsInput;
}>;


export type EndSessionsMutation = { endBrowserSessions: { endedCount: number | bigint } };

export type RenameProjectMutationVariables = Exact<{
  input: RenameProjectInput;
}>;


export type RenameProjectMutation = { renameProject: { project: { name: string } } };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject: { project: { projectId: string } } };

export type RefusedFragment = { endpoint: string, status: number, code: string, reason: string, publicKey: string | null, userAgent: string, refusedCount: number | bigint, firstAt: string, lastAt: string };

export type RenameKeyMutationVariables = Exact<{
  input: RenameApiKeyInput;
}>;


export type RenameKeyMutation = { renameApiKey: { apiKey: { name: string } } };

export type RevokeKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeKeyMutation = { revokeApiKey: { revokedPublicKey: string } };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { projects: Array<{ projectId: string, name: string }>, project: { projectId: string, name: string, requiresFeedbackToken: boolean, apiKeys: Array<{ publicKey: string, name: string, createdAt: string, lastUsedAt: string | null, lastHour: { spanCount: number | bigint, eventCount: number | bigint } }>, ownNames: { userId: Array<string>, sessionId: Array<string> }, namesApplication: { startedAt: string, finishedAt: string | null, isOutdated: boolean, traceCount: number | bigint, seenTraceCount: number | bigint, changedTraceCount: number | bigint } | null, prices: Array<{ modelPattern: string, from: string | null, prices: Array<{ kind: string, usdPerMillionTokens: string, usdPerThousandTokens: string }> }>, arrivals: { total: { requestCount: number | bigint, refusedRequestCount: number | bigint, spanCount: number | bigint, refusedSpanCount: number | bigint, eventCount: number | bigint, refusedEventCount: number | bigint }, minutes: Array<{ at: string, counts: { requestCount: number | bigint, refusedRequestCount: number | bigint, spanCount: number | bigint, refusedSpanCount: number | bigint, eventCount: number | bigint, refusedEventCount: number | bigint } }>, refusals: Array<{ endpoint: string, status: number, code: string, reason: string, publicKey: string | null, userAgent: string, refusedCount: number | bigint, firstAt: string, lastAt: string }> } }, unknownKeyRefusals: Array<{ endpoint: string, status: number, code: string, reason: string, publicKey: string | null, userAgent: string, refusedCount: number | bigint, firstAt: string, lastAt: string }>, browserSessions: Array<{ browserSessionId: string, isThis: boolean, device: string, address: string, method: SignInMethod, createdAt: string, lastUsedAt: string }> };

export type RequireFeedbackTokenMutationVariables = Exact<{
  input: RequireFeedbackTokenInput;
}>;


export type RequireFeedbackTokenMutation = { requireFeedbackToken: { project: { requiresFeedbackToken: boolean } } };

export type ApplyNamesMutationVariables = Exact<{ [key: string]: never; }>;


export type ApplyNamesMutation = { applyNames: { namesApplication: { startedAt: string } } };

export type SetNamesMutationVariables = Exact<{
  input: SetNamesInput;
}>;


export type SetNamesMutation = { setNames: { ownNames: { userId: Array<string>, sessionId: Array<string> } } };

export type AttributeNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type AttributeNamesQuery = { project: { attributeNames: Array<{ name: string, seenCount: number | bigint, example: string }> } };

export type DeletePricesMutationVariables = Exact<{
  input: DeletePricesInput;
}>;


export type DeletePricesMutation = { deletePrices: { deletedModelPattern: string } };

export type ModelNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelNamesQuery = { project: { models: Array<string> } };

export type PriceCheckQueryVariables = Exact<{
  model: string;
}>;


export type PriceCheckQuery = { project: { pricesInForce: Array<{ kind: string, usdPerThousandTokens: string, modelPattern: string | null }> } };

export type PricesFragment = { modelPattern: string, from: string | null, prices: Array<{ kind: string, usdPerMillionTokens: string, usdPerThousandTokens: string }> };

export type SetPricesMutationVariables = Exact<{
  input: SetPricesInput;
}>;


export type SetPricesMutation = { setPrices: { prices: { modelPattern: string } } };

export type ArrivalQueryVariables = Exact<{ [key: string]: never; }>;


export type ArrivalQuery = { traces: { nodes: Array<{ traceId: string }> } };

export type DeleteFeedbackMutationVariables = Exact<{
  input: DeleteFeedbackInput;
}>;


export type DeleteFeedbackMutation = { deleteFeedback: { deletedFeedbackId: string } };

export type GivenBeforeQueryVariables = Exact<{ [key: string]: never; }>;


export type GivenBeforeQuery = { project: { feedbackNames: Array<string> }, overview: { feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, distribution: Array<{ label: string }> }> } };

export type SubmitFeedbackMutationVariables = Exact<{
  input: SubmitFeedbackInput;
}>;


export type SubmitFeedbackMutation = { submitFeedback: { feedback: { feedbackId: string } } };

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
}>;


export type TraceQuery = { trace: { id: string, traceId: string, name: string | null, environment: string, release: string | null, version: string | null, tags: Array<string>, startedAt: string, endedAt: string | null, latencyMs: number | null, spanCount: number | bigint, errorCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, userIdAttribute: string | null, sessionIdAttribute: string | null, user: { userId: string, name: string | null } | null, session: { sessionId: string } | null, spans: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null, totalTokens: number | bigint, costUsd: string, repeatsTokens: boolean, repeatsCost: boolean }> } } | null };

export type MoreSpansQueryVariables = Exact<{
  traceId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MoreSpansQuery = { trace: { spans: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null, totalTokens: number | bigint, costUsd: string, repeatsTokens: boolean, repeatsCost: boolean }> } } | null };

export type SpanRowFragment = { id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, latencyMs: number | null, level: SpanLevel, statusMessage: string | null, model: string | null, totalTokens: number | bigint, costUsd: string, repeatsTokens: boolean, repeatsCost: boolean };

export type UserQueryVariables = Exact<{
  userId: string;
  period?: Period | null | undefined;
  drawn?: Period | null | undefined;
  interval: Interval;
}>;


export type UserQuery = { user: { id: string, userId: string, name: string | null, email: string | null, properties: unknown, firstSeenAt: string, lastSeenAt: string, environments: Array<string>, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null }, previous: { metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null } } | null, activity: Array<{ at: string, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null } }>, latency: { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number } | null } | null };

export type UserDaysQueryVariables = Exact<{
  userId: string;
  shown: Period;
}>;


export type UserDaysQuery = { user: { activity: Array<{ at: string, metrics: { traceCount: number | bigint } }> } | null };

export type IdentifyUserMutationVariables = Exact<{
  input: IdentifyUserInput;
}>;


export type IdentifyUserMutation = { identifyUser: { user: { id: string } | null } };

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


export type UserByEnvironmentQuery = { user: { parts: Array<{ name: string, points: Array<{ at: string, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null } }> }> } | null };

export type UserDetailsQueryVariables = Exact<{
  userId: string;
  period?: Period | null | undefined;
  drawn?: Period | null | undefined;
  interval: Interval;
}>;


export type UserDetailsQuery = { user: { models: Array<{ model: string, generationCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string }>, feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> }>, trends: Array<{ name: string, dataType: FeedbackDataType, activity: Array<{ at: string, count: number | bigint, average: number | null }> }>, commented: { totalCount: number | bigint, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, trace: { traceId: string } | null }> } } | null };

export type SessionTurnsQueryVariables = Exact<{
  sessionId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  most: number;
  given: number;
}>;


export type SessionTurnsQuery = { session: { id: string, sessionId: string, startedAt: string, endedAt: string, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null }, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> }, traces: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, traceId: string, name: string | null, startedAt: string, latencyMs: number | null, errorCount: number | bigint, totalTokens: number | bigint, costUsd: string, inputBytes: number | bigint, outputBytes: number | bigint, input: unknown, output: unknown, user: { userId: string } | null, feedbackConnection: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> } }> } } | null };

export type UserFeedbackQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
  filter?: FeedbackFilter | null | undefined;
}>;


export type UserFeedbackQuery = { user: { feedback: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, trace: { traceId: string, name: string | null } | null }> } } | null };

export type UserFeedbackCountQueryVariables = Exact<{
  userId: string;
  period?: Period | null | undefined;
  filter?: FeedbackFilter | null | undefined;
}>;


export type UserFeedbackCountQuery = { user: { feedback: { totalCount: number | bigint } } | null };

export type UserSessionsQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
}>;


export type UserSessionsQuery = { user: { sessions: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, sessionId: string, startedAt: string, endedAt: string, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null }, traces: { nodes: Array<{ name: string | null }> } }> } } | null };

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

export type UserTraceCountQueryVariables = Exact<{
  userId: string;
  period?: Period | null | undefined;
  filter?: TraceFilter | null | undefined;
}>;


export type UserTraceCountQuery = { user: { traces: { totalCount: number | bigint } } | null };

export type UsersActivityQueryVariables = Exact<{
  period?: Period | null | undefined;
  filter?: UserFilter | null | undefined;
  interval: Interval;
}>;


export type UsersActivityQuery = { usersActivity: Array<{ at: string, userCount: number | bigint, newUserCount: number | bigint, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null } }> };

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
  latency: boolean;
  activity: boolean;
}>;


export type UsersQuery = { users: { totalCount: number | bigint, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, userId: string, name: string | null, email: string | null, firstSeenAt: string, lastSeenAt: string, environments: Array<string>, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null }, latency?: { p95Ms: number } | null, activity?: Array<{ at: string, metrics: { traceCount: number | bigint } }> } }> }, arrived: { nodes: Array<{ traceId: string }> } };

export type ListedFragment = { id: string, userId: string, name: string | null, email: string | null, firstSeenAt: string, lastSeenAt: string, environments: Array<string>, metrics: { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null }, latency?: { p95Ms: number } | null, activity?: Array<{ at: string, metrics: { traceCount: number | bigint } }> };

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

export type FeedbackByNameFragment = { name: string, dataType: FeedbackDataType, count: number | bigint, average: number | null, distribution: Array<{ label: string, count: number | bigint }> };

export type FeedbackOverTimeFragment = { name: string, dataType: FeedbackDataType, activity: Array<{ at: string, count: number | bigint, average: number | null }> };

export type FeedbackRowFragment = { feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { endBrowserSessions: { endedCount: number | bigint } };

export type LatencyFragment = { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number };

export type ModelFragment = { model: string, generationCount: number | bigint, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string };

export type SumsFragment = { traceCount: number | bigint, sessionCount: number | bigint, spanCount: number | bigint, errorCount: number | bigint, errorRate: number | null, inputTokens: number | bigint, outputTokens: number | bigint, totalTokens: number | bigint, costUsd: string, feedbackCount: number | bigint, feedbackAverage: number | null };

export type CreateKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateKeyMutation = { createApiKey: { secretKey: string, apiKey: { publicKey: string } } };

export type PageInfoFragment = { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null };

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
  firstAt
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
  feedbackAverage
}
    `, {"fragmentName":"Sums"}) as unknown as TypedDocumentString<SumsFragment, unknown>;
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
  feedbackAverage
}`, {"fragmentName":"Listed"}) as unknown as TypedDocumentString<ListedFragment, unknown>;
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
export const LatencyFragmentDoc = new TypedDocumentString(`
    fragment Latency on Latency {
  averageMs
  p50Ms
  p95Ms
  p99Ms
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
export const ProjectDocument = new TypedDocumentString(`
    query Project {
  project {
    firstTraceAt
    environments
    feedbackNames
  }
  projects {
    projectId
    name
  }
}
    `) as unknown as TypedDocumentString<ProjectQuery, ProjectQueryVariables>;
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
    worthALook(first: 5) {
      kind
      user {
        userId
        name
      }
      name
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
    }
    previous {
      userCount
      newUserCount
      attributedShare
      metrics {
        ...Sums
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
  }
  drawn: overview(period: $drawn, environments: $environments) {
    activity(interval: $interval) {
      at
      userCount
      newUserCount
      attributedShare
      metrics {
        ...Sums
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
}
fragment Model on ModelUsage {
  model
  generationCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
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
  feedbackAverage
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($input: EndBrowserSessionInput!) {
  endBrowserSession(input: $input) {
    endedBrowserSessionId
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const EndSessionsDocument = new TypedDocumentString(`
    mutation EndSessions($input: EndBrowserSessionsInput!) {
  endBrowserSessions(input: $input) {
    endedCount
  }
}
    `) as unknown as TypedDocumentString<EndSessionsMutation, EndSessionsMutationVariables>;
export const RenameProjectDocument = new TypedDocumentString(`
    mutation RenameProject($input: RenameProjectInput!) {
  renameProject(input: $input) {
    project {
      name
    }
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
export const RenameKeyDocument = new TypedDocumentString(`
    mutation RenameKey($input: RenameApiKeyInput!) {
  renameApiKey(input: $input) {
    apiKey {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<RenameKeyMutation, RenameKeyMutationVariables>;
export const RevokeKeyDocument = new TypedDocumentString(`
    mutation RevokeKey($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) {
    revokedPublicKey
  }
}
    `) as unknown as TypedDocumentString<RevokeKeyMutation, RevokeKeyMutationVariables>;
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
  firstAt
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
    project {
      requiresFeedbackToken
    }
  }
}
    `) as unknown as TypedDocumentString<RequireFeedbackTokenMutation, RequireFeedbackTokenMutationVariables>;
export const ApplyNamesDocument = new TypedDocumentString(`
    mutation ApplyNames {
  applyNames {
    namesApplication {
      startedAt
    }
  }
}
    `) as unknown as TypedDocumentString<ApplyNamesMutation, ApplyNamesMutationVariables>;
export const SetNamesDocument = new TypedDocumentString(`
    mutation SetNames($input: SetNamesInput!) {
  setNames(input: $input) {
    ownNames {
      userId
      sessionId
    }
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
export const DeletePricesDocument = new TypedDocumentString(`
    mutation DeletePrices($input: DeletePricesInput!) {
  deletePrices(input: $input) {
    deletedModelPattern
  }
}
    `) as unknown as TypedDocumentString<DeletePricesMutation, DeletePricesMutationVariables>;
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
export const SetPricesDocument = new TypedDocumentString(`
    mutation SetPrices($input: SetPricesInput!) {
  setPrices(input: $input) {
    prices {
      modelPattern
    }
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
export const DeleteFeedbackDocument = new TypedDocumentString(`
    mutation DeleteFeedback($input: DeleteFeedbackInput!) {
  deleteFeedback(input: $input) {
    deletedFeedbackId
  }
}
    `) as unknown as TypedDocumentString<DeleteFeedbackMutation, DeleteFeedbackMutationVariables>;
export const GivenBeforeDocument = new TypedDocumentString(`
    query GivenBefore {
  project {
    feedbackNames
  }
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
    `) as unknown as TypedDocumentString<GivenBeforeQuery, GivenBeforeQueryVariables>;
export const SubmitFeedbackDocument = new TypedDocumentString(`
    mutation SubmitFeedback($input: SubmitFeedbackInput!) {
  submitFeedback(input: $input) {
    feedback {
      feedbackId
    }
  }
}
    `) as unknown as TypedDocumentString<SubmitFeedbackMutation, SubmitFeedbackMutationVariables>;
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
    query Trace($traceId: String!, $first: Int!) {
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
    spans(first: $first) {
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
export const MoreSpansDocument = new TypedDocumentString(`
    query MoreSpans($traceId: String!, $first: Int!, $after: String) {
  trace(traceId: $traceId) {
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
}`) as unknown as TypedDocumentString<MoreSpansQuery, MoreSpansQueryVariables>;
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
    }
    previous(period: $period) {
      metrics {
        ...Sums
      }
    }
    activity(period: $drawn, interval: $interval) {
      at
      metrics {
        ...Sums
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
  feedbackAverage
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
    user {
      id
    }
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
        }
      }
    }
  }
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
  feedbackAverage
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
    trends: feedbackSummary(period: $drawn) {
      ...FeedbackOverTime
    }
    commented: feedback(first: 3, period: $period, filter: {hasComment: true}) {
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
export const SessionTurnsDocument = new TypedDocumentString(`
    query SessionTurns($sessionId: String!, $first: Int, $after: String, $last: Int, $before: String, $most: Int!, $given: Int!) {
  session(sessionId: $sessionId) {
    id
    sessionId
    startedAt
    endedAt
    metrics {
      ...Sums
    }
    feedbackConnection(first: $given) {
      ...FeedbackPage
    }
    traces(
      first: $first
      after: $after
      last: $last
      before: $before
      orderBy: {field: STARTED_AT, direction: ASC}
    ) {
      totalCount
      pageInfo {
        ...PageInfo
      }
      nodes {
        id
        traceId
        name
        startedAt
        latencyMs
        errorCount
        totalTokens
        costUsd
        user {
          userId
        }
        inputBytes
        outputBytes
        input(maxBytes: $most)
        output(maxBytes: $most)
        feedbackConnection(first: $given) {
          ...FeedbackPage
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
  feedbackAverage
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<SessionTurnsQuery, SessionTurnsQueryVariables>;
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
export const UserFeedbackCountDocument = new TypedDocumentString(`
    query UserFeedbackCount($userId: String!, $period: Period, $filter: FeedbackFilter) {
  user(userId: $userId) {
    feedback(first: 1, period: $period, filter: $filter) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<UserFeedbackCountQuery, UserFeedbackCountQueryVariables>;
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
      nodes {
        id
        sessionId
        startedAt
        endedAt
        metrics {
          ...Sums
        }
        traces(first: 1, orderBy: {field: STARTED_AT, direction: ASC}) {
          nodes {
            name
          }
        }
      }
    }
  }
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
  feedbackAverage
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
export const UserTraceCountDocument = new TypedDocumentString(`
    query UserTraceCount($userId: String!, $period: Period, $filter: TraceFilter) {
  user(userId: $userId) {
    traces(first: 1, period: $period, filter: $filter) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<UserTraceCountQuery, UserTraceCountQueryVariables>;
export const UsersActivityDocument = new TypedDocumentString(`
    query UsersActivity($period: Period, $filter: UserFilter, $interval: Interval!) {
  usersActivity(period: $period, filter: $filter, interval: $interval) {
    at
    userCount
    newUserCount
    metrics {
      ...Sums
    }
  }
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
  feedbackAverage
}`) as unknown as TypedDocumentString<UsersActivityQuery, UsersActivityQueryVariables>;
export const UserCountDocument = new TypedDocumentString(`
    query UserCount($period: Period, $filter: UserFilter) {
  users(first: 1, period: $period, filter: $filter) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<UserCountQuery, UserCountQueryVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($first: Int, $after: String, $last: Int, $before: String, $period: Period, $drawn: Period, $interval: Interval!, $environments: [String!], $filter: UserFilter, $orderBy: UserOrder, $latency: Boolean!, $activity: Boolean!) {
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
  feedbackAverage
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
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere {
  endBrowserSessions(input: {keepThis: false}) {
    endedCount
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