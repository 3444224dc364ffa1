/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Inclusive bounds; one left out is open. */
export type CountRange = {
  max?: number | null | undefined;
  min?: number | null | undefined;
};

/** Inclusive bounds; one left out is open. */
export type DecimalRange = {
  max?: string | null | undefined;
  min?: string | null | undefined;
};

export type FeedbackCondition = {
  average?: FloatRange | null | undefined;
  /** At least one where left out. */
  count?: CountRange | null | undefined;
  /** Only feedback of this name; all numeric and boolean feedback where left out. */
  name?: string | null | undefined;
};

export type FeedbackDataType =
  | 'BOOLEAN'
  | 'CATEGORICAL'
  | 'CORRECTION'
  | 'NUMERIC'
  | 'TEXT';

/** Inclusive bounds; one left out is open. */
export type FloatRange = {
  max?: number | null | undefined;
  min?: number | null | undefined;
};

/** UTC; weeks begin on Monday. */
export type Interval =
  | 'DAY'
  | 'HOUR'
  | 'MONTH'
  | 'WEEK';

export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** A half-open stretch of time [from, to); a bound left out is open. Where from is not before to it holds nothing. */
export type Period = {
  from?: string | null | undefined;
  to?: string | null | undefined;
};

export type SpanLevel =
  | 'DEBUG'
  | 'DEFAULT'
  | 'ERROR'
  | 'WARNING';

export type SpanType =
  | 'AGENT'
  | 'CHAIN'
  | 'EMBEDDING'
  | 'EVALUATOR'
  | 'EVENT'
  | 'GENERATION'
  | 'GUARDRAIL'
  | 'RETRIEVER'
  | 'SPAN'
  | 'TOOL';

export type UserFilter = {
  costUsd?: DecimalRange | null | undefined;
  environments?: Array<string> | null | undefined;
  errorCount?: CountRange | null | undefined;
  /** Users whose feedback in the period meets the condition. */
  feedback?: FeedbackCondition | null | undefined;
  firstSeenAt?: Period | null | undefined;
  lastSeenAt?: Period | null | undefined;
  /** Case-insensitive text in the userId, name or e-mail address. */
  search?: string | null | undefined;
  totalTokens?: CountRange | null | undefined;
  traceCount?: CountRange | null | undefined;
  userIds?: Array<string> | null | undefined;
};

/** Ties are broken by userId, so pages never overlap; rows without a value (no feedback) come last either way. */
export type UserOrder = {
  direction?: OrderDirection;
  field: UserOrderField;
};

export type UserOrderField =
  | 'COST_USD'
  | 'ERROR_COUNT'
  | 'FEEDBACK_AVERAGE'
  | 'FEEDBACK_COUNT'
  | 'FIRST_SEEN_AT'
  | 'INPUT_TOKENS'
  | 'LAST_SEEN_AT'
  | 'OUTPUT_TOKENS'
  | 'SESSION_COUNT'
  | 'SPAN_COUNT'
  | 'TOTAL_TOKENS'
  | 'TRACE_COUNT'
  | 'USER_ID';

export type SumsFragment = { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null };

export type OverviewQueryVariables = Exact<{
  period?: Period | null | undefined;
  previous?: Period | null | undefined;
  hasPrevious: boolean;
  drawn?: Period | null | undefined;
  interval: Interval;
  environments?: Array<string> | string | null | undefined;
}>;


export type OverviewQuery = { overview: { userCount: number, newUserCount: number, attributedShare: number | null, metrics: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null }, latency: { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number } | null, models: Array<{ model: string, generationCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string }>, feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, count: number, average: number | null, distribution: Array<{ label: string, count: number }> }> }, before?: { userCount: number, metrics: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null } }, drawn: { activity: Array<{ at: string, userCount: number, metrics: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null } }> }, arrived: { nodes: Array<{ traceId: string }> } };

export type ArrivalQueryVariables = Exact<{ [key: string]: never; }>;


export type ArrivalQuery = { traces: { nodes: Array<{ traceId: string }> } };

export type UserQueryVariables = Exact<{
  userId: string;
  period?: Period | null | undefined;
  previous?: Period | null | undefined;
  hasPrevious: boolean;
  drawn?: Period | null | undefined;
  interval: Interval;
}>;


export type UserQuery = { user: { id: string, userId: string, name: string | null, email: string | null, properties: unknown, firstSeenAt: string, lastSeenAt: string, environments: Array<string>, metrics: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null }, before?: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null }, activity: Array<{ at: string, metrics: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null } }>, latency: { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number } | null, models: Array<{ model: string, generationCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string }>, feedbackSummary: Array<{ name: string, dataType: FeedbackDataType, count: number, average: number | null, distribution: Array<{ label: string, count: number }> }> } | null };

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
}>;


export type UsersQuery = { users: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, userId: string, name: string | null, email: string | null, firstSeenAt: string, lastSeenAt: string, metrics: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null }, activity: Array<{ metrics: { traceCount: number } }> }> }, arrived: { nodes: Array<{ traceId: string }> } };

export type FeedbackByNameFragment = { name: string, dataType: FeedbackDataType, count: number, average: number | null, distribution: Array<{ label: string, count: number }> };

export type FeedbackRowFragment = { feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string };

export type LatencyFragment = { averageMs: number, p50Ms: number, p95Ms: number, p99Ms: number };

export type ModelFragment = { model: string, generationCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string };

export type UserCountQueryVariables = Exact<{
  period?: Period | null | undefined;
  filter?: UserFilter | null | undefined;
}>;


export type UserCountQuery = { users: { totalCount: number } };

export type SpanDetailQueryVariables = Exact<{
  id: string | number;
}>;


export type SpanDetailQuery = { node:
    | { __typename: 'Feedback' }
    | { __typename: 'Project' }
    | { __typename: 'Session' }
    | { __typename: 'Span', spanId: string, name: string, type: SpanType, level: SpanLevel, statusMessage: string | null, startedAt: string, latencyMs: number | null, timeToFirstTokenMs: number | null, model: string | null, modelParameters: unknown, usageDetails: unknown, costDetails: unknown, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, input: unknown, output: unknown, metadata: unknown, feedback: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> }
    | { __typename: 'Trace' }
    | { __typename: 'User' }
   | null };

export type SpanRowFragment = { id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, endedAt: string | null, latencyMs: number | null, level: SpanLevel, model: string | null, totalTokens: number, costUsd: string };

export type UserFeedbackQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
}>;


export type UserFeedbackQuery = { user: { feedback: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string, trace: { traceId: string, name: string | null } | null }> } } | null };

export type UserSessionsQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
}>;


export type UserSessionsQuery = { user: { sessions: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, sessionId: string, startedAt: string, endedAt: string, metrics: { traceCount: number, sessionCount: number, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, feedbackCount: number, feedbackAverage: number | null }, traces: { nodes: Array<{ traceId: string, name: string | null }> } }> } } | null };

export type UserTracesQueryVariables = Exact<{
  userId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  period?: Period | null | undefined;
}>;


export type UserTracesQuery = { user: { traces: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, traceId: string, name: string | null, environment: string, tags: Array<string>, startedAt: string, latencyMs: number | null, spanCount: number, errorCount: number, totalTokens: number, costUsd: string, feedback: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }> }> } } | null };

export type ProjectQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectQuery = { project: { environments: Array<string>, feedbackNames: Array<string> } };

export type TraceQueryVariables = Exact<{
  traceId: string;
  first: number;
}>;


export type TraceQuery = { trace: { id: string, traceId: string, name: string | null, environment: string, release: string | null, version: string | null, tags: Array<string>, metadata: unknown, input: unknown, output: unknown, startedAt: string, endedAt: string | null, latencyMs: number | null, spanCount: number, errorCount: number, inputTokens: number, outputTokens: number, totalTokens: number, costUsd: string, user: { userId: string, name: string | null } | null, session: { sessionId: string } | null, feedback: Array<{ feedbackId: string, name: string, dataType: FeedbackDataType, value: number | null, stringValue: string | null, comment: string | null, source: string, createdAt: string }>, spans: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, endedAt: string | null, latencyMs: number | null, level: SpanLevel, model: string | null, totalTokens: number, costUsd: string }> } } | null };

export type MoreSpansQueryVariables = Exact<{
  traceId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MoreSpansQuery = { trace: { spans: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, spanId: string, parentSpanId: string | null, type: SpanType, name: string, startedAt: string, endedAt: string | null, latencyMs: number | null, level: SpanLevel, model: string | null, totalTokens: number, costUsd: string }> } } | null };

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
export const SumsFragmentDoc = new TypedDocumentString(`
    fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
  feedbackAverage
}
    `, {"fragmentName":"Sums"}) as unknown as TypedDocumentString<SumsFragment, unknown>;
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
export const SpanRowFragmentDoc = new TypedDocumentString(`
    fragment SpanRow on Span {
  id
  spanId
  parentSpanId
  type
  name
  startedAt
  endedAt
  latencyMs
  level
  model
  totalTokens
  costUsd
}
    `, {"fragmentName":"SpanRow"}) as unknown as TypedDocumentString<SpanRowFragment, unknown>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview($period: Period, $previous: Period, $hasPrevious: Boolean!, $drawn: Period, $interval: Interval!, $environments: [String!]) {
  overview(period: $period, environments: $environments) {
    userCount
    newUserCount
    attributedShare
    metrics {
      ...Sums
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
  before: overview(period: $previous, environments: $environments) @include(if: $hasPrevious) {
    userCount
    metrics {
      ...Sums
    }
  }
  drawn: overview(period: $drawn, environments: $environments) {
    activity(interval: $interval) {
      at
      userCount
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
    fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
  feedbackAverage
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
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const ArrivalDocument = new TypedDocumentString(`
    query Arrival {
  traces(first: 1) {
    nodes {
      traceId
    }
  }
}
    `) as unknown as TypedDocumentString<ArrivalQuery, ArrivalQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($userId: String!, $period: Period, $previous: Period, $hasPrevious: Boolean!, $drawn: Period, $interval: Interval!) {
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
    before: metrics(period: $previous) @include(if: $hasPrevious) {
      ...Sums
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
    models(period: $period) {
      ...Model
    }
    feedbackSummary(period: $period) {
      ...FeedbackByName
    }
  }
}
    fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
  feedbackAverage
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
}`) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($first: Int, $after: String, $last: Int, $before: String, $period: Period, $drawn: Period, $interval: Interval!, $environments: [String!], $filter: UserFilter, $orderBy: UserOrder) {
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
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    nodes {
      id
      userId
      name
      email
      firstSeenAt
      lastSeenAt
      metrics(period: $period, environments: $environments) {
        ...Sums
      }
      activity(period: $drawn, interval: $interval, environments: $environments) {
        metrics {
          traceCount
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
    fragment Sums on Metrics {
  traceCount
  sessionCount
  spanCount
  errorCount
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
  feedbackAverage
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const UserCountDocument = new TypedDocumentString(`
    query UserCount($period: Period, $filter: UserFilter) {
  users(first: 1, period: $period, filter: $filter) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<UserCountQuery, UserCountQueryVariables>;
export const SpanDetailDocument = new TypedDocumentString(`
    query SpanDetail($id: ID!) {
  node(id: $id) {
    __typename
    ... on Span {
      spanId
      name
      type
      level
      statusMessage
      startedAt
      latencyMs
      timeToFirstTokenMs
      model
      modelParameters
      usageDetails
      costDetails
      inputTokens
      outputTokens
      totalTokens
      costUsd
      input
      output
      metadata
      feedback {
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
}`) as unknown as TypedDocumentString<SpanDetailQuery, SpanDetailQueryVariables>;
export const UserFeedbackDocument = new TypedDocumentString(`
    query UserFeedback($userId: String!, $first: Int, $after: String, $last: Int, $before: String, $period: Period) {
  user(userId: $userId) {
    feedback(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
    ) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
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
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      nodes {
        id
        sessionId
        startedAt
        endedAt
        metrics {
          ...Sums
        }
        traces(first: 1) {
          nodes {
            traceId
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
  inputTokens
  outputTokens
  totalTokens
  costUsd
  feedbackCount
  feedbackAverage
}`) as unknown as TypedDocumentString<UserSessionsQuery, UserSessionsQueryVariables>;
export const UserTracesDocument = new TypedDocumentString(`
    query UserTraces($userId: String!, $first: Int, $after: String, $last: Int, $before: String, $period: Period) {
  user(userId: $userId) {
    traces(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
    ) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
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
        feedback {
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
}`) as unknown as TypedDocumentString<UserTracesQuery, UserTracesQueryVariables>;
export const ProjectDocument = new TypedDocumentString(`
    query Project {
  project {
    environments
    feedbackNames
  }
}
    `) as unknown as TypedDocumentString<ProjectQuery, ProjectQueryVariables>;
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
    metadata
    input
    output
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
    session {
      sessionId
    }
    feedback {
      ...FeedbackRow
    }
    spans(first: $first) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...SpanRow
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
fragment SpanRow on Span {
  id
  spanId
  parentSpanId
  type
  name
  startedAt
  endedAt
  latencyMs
  level
  model
  totalTokens
  costUsd
}`) as unknown as TypedDocumentString<TraceQuery, TraceQueryVariables>;
export const MoreSpansDocument = new TypedDocumentString(`
    query MoreSpans($traceId: String!, $first: Int!, $after: String) {
  trace(traceId: $traceId) {
    spans(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
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
  endedAt
  latencyMs
  level
  model
  totalTokens
  costUsd
}`) as unknown as TypedDocumentString<MoreSpansQuery, MoreSpansQueryVariables>;