/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment Kind on FeedbackKind {\n    name\n    dataType\n  }\n": typeof types.KindFragmentDoc,
    "\n  query Project {\n    project {\n      firstTraceAt\n      environments\n      feedbackNames\n      feedbackKinds {\n        ...Kind\n      }\n      mainFeedback {\n        ...Kind\n      }\n    }\n    projects {\n      projectId\n      name\n    }\n  }\n": typeof types.ProjectDocument,
    "\n  query Latest {\n    traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n    users(first: 1) {\n      nodes {\n        userId\n      }\n    }\n  }\n": typeof types.LatestDocument,
    "\n  subscription Changed($userId: String, $traceId: String) {\n    traceUpdated(userId: $userId, traceId: $traceId) {\n      traceId\n    }\n  }\n": typeof types.ChangedDocument,
    "\n  query Insights($period: Period, $environments: [String!]) {\n    overview(period: $period, environments: $environments) {\n      insights(first: 5) {\n        kind\n        user {\n          userId\n          name\n        }\n        name\n        dataType\n        before\n        after\n      }\n    }\n  }\n": typeof types.InsightsDocument,
    "\n  query Overview($period: Period, $drawn: Period, $interval: Interval!, $environments: [String!]) {\n    overview(period: $period, environments: $environments) {\n      userCount\n      newUserCount\n      attributedShare\n      metrics {\n        ...Sums\n        feedback {\n          ...FeedbackFigures\n        }\n      }\n      previous {\n        userCount\n        newUserCount\n        attributedShare\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      latency {\n        ...Latency\n      }\n      models {\n        ...Model\n      }\n      feedbackSummary {\n        ...FeedbackByName\n      }\n      annotationSummary {\n        ...FeedbackByName\n      }\n    }\n    drawn: overview(period: $drawn, environments: $environments) {\n      activity(interval: $interval) {\n        at\n        userCount\n        newUserCount\n        attributedShare\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n    }\n    arrived: traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n": typeof types.OverviewDocument,
    "\n  query Session($sessionId: String!, $given: Int!) {\n    session(sessionId: $sessionId) {\n      ...SessionHead\n    }\n  }\n": typeof types.SessionDocument,
    "\n  query TakenSession($sessionId: String!, $after: String) {\n    session(sessionId: $sessionId) {\n      id\n      sessionId\n      startedAt\n      endedAt\n      user {\n        userId\n        name\n        email\n      }\n      feedbackConnection(first: 100) {\n        ...TakenFeedback\n      }\n      traces(first: 50, after: $after, orderBy: { field: STARTED_AT, direction: ASC }) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...TakenTurn\n        }\n      }\n    }\n  }\n  fragment TakenTurn on Trace {\n    id\n    traceId\n    name\n    startedAt\n    endedAt\n    latencyMs\n    spanCount\n    errorCount\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n    user {\n      userId\n      name\n    }\n    inputBytes\n    outputBytes\n    userMessage\n    assistantMessage\n    feedbackConnection(first: 100) {\n      ...TakenFeedback\n    }\n  }\n  fragment TakenFeedback on FeedbackConnection {\n    pageInfo {\n      ...PageInfo\n    }\n    nodes {\n      ...FeedbackRow\n    }\n  }\n": typeof types.TakenSessionDocument,
    "\n  query RestOfFeedback($id: ID!, $after: String) {\n    node(id: $id) {\n      ... on Trace {\n        feedback: feedbackConnection(first: 500, after: $after) {\n          ...TakenFeedback\n        }\n      }\n      ... on Session {\n        feedback: feedbackConnection(first: 500, after: $after) {\n          ...TakenFeedback\n        }\n      }\n    }\n  }\n": typeof types.RestOfFeedbackDocument,
    "\n  query Unsaid($id: ID!) {\n    node(id: $id) {\n      ... on Trace {\n        input\n        output\n      }\n    }\n  }\n": typeof types.UnsaidDocument,
    "\n  mutation DeleteSession($input: DeleteSessionInput!) {\n    deleteSession(input: $input) {\n      deletedTraceCount\n    }\n  }\n": typeof types.DeleteSessionDocument,
    "\n  query NeighbourSessions($userId: String!, $at: String!, $period: Period) {\n    user(userId: $userId) {\n      previous: sessions(last: 1, before: $at, period: $period) {\n        edges {\n          ...NeighbourSession\n        }\n      }\n      next: sessions(first: 1, after: $at, period: $period) {\n        edges {\n          ...NeighbourSession\n        }\n      }\n    }\n  }\n  fragment NeighbourSession on SessionEdge {\n    cursor\n    node {\n      sessionId\n    }\n  }\n": typeof types.NeighbourSessionsDocument,
    "\n  fragment SessionHead on Session {\n    id\n    sessionId\n    startedAt\n    endedAt\n    user {\n      userId\n      name\n    }\n    metrics {\n      ...Sums\n      feedback {\n        ...FeedbackFigures\n      }\n    }\n    feedbackConnection(first: $given) {\n      ...FeedbackPage\n    }\n  }\n": typeof types.SessionHeadFragmentDoc,
    "\n  query FindTurns($sessionId: String!, $filter: TraceFilter, $period: Period, $after: String) {\n    session(sessionId: $sessionId) {\n      traces(\n        first: 100\n        after: $after\n        period: $period\n        filter: $filter\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          traceId\n          feedback(first: 100) {\n            ...FeedbackRow\n          }\n        }\n      }\n    }\n  }\n": typeof types.FindTurnsDocument,
    "\n  query Ends($sessionId: String!) {\n    session(sessionId: $sessionId) {\n      first: traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n        nodes {\n          traceId\n        }\n      }\n      last: traces(last: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n        nodes {\n          traceId\n        }\n      }\n    }\n  }\n": typeof types.EndsDocument,
    "\n  query Scales {\n    overview {\n      feedbackSummary {\n        name\n        dataType\n        distribution {\n          label\n        }\n      }\n    }\n  }\n": typeof types.ScalesDocument,
    "\n  query Turns(\n    $sessionId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $given: Int!\n    $steps: Int!\n  ) {\n    session(sessionId: $sessionId) {\n      traces(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...Turn\n        }\n      }\n    }\n  }\n": typeof types.TurnsDocument,
    "\n  query WhereTurn($traceId: String!) {\n    trace(traceId: $traceId) {\n      startedAt\n      session {\n        sessionId\n      }\n    }\n  }\n": typeof types.WhereTurnDocument,
    "\n  fragment Key on ApiKey {\n    publicKey\n    name\n    createdAt\n    lastUsedAt\n    lastHour {\n      spanCount\n      eventCount\n    }\n  }\n": typeof types.KeyFragmentDoc,
    "\n  mutation RenameKey($input: RenameApiKeyInput!) {\n    renameApiKey(input: $input) {\n      __typename\n    }\n  }\n": typeof types.RenameKeyDocument,
    "\n  mutation RevokeKey($input: RevokeApiKeyInput!) {\n    revokeApiKey(input: $input) {\n      __typename\n    }\n  }\n": typeof types.RevokeKeyDocument,
    "\n  fragment Counts on ArrivalCounts {\n    requestCount\n    refusedRequestCount\n    spanCount\n    refusedSpanCount\n    eventCount\n    refusedEventCount\n  }\n": typeof types.CountsFragmentDoc,
    "\n  fragment Browser on BrowserSession {\n    browserSessionId\n    isThis\n    device\n    address\n    method\n    createdAt\n    lastUsedAt\n  }\n": typeof types.BrowserFragmentDoc,
    "\n  mutation EndSession($input: EndBrowserSessionInput!) {\n    endBrowserSession(input: $input) {\n      __typename\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation EndSessions($input: EndBrowserSessionsInput!) {\n    endBrowserSessions(input: $input) {\n      __typename\n    }\n  }\n": typeof types.EndSessionsDocument,
    "\n  mutation SetMainFeedback($input: SetMainFeedbackInput!) {\n    setMainFeedback(input: $input) {\n      __typename\n    }\n  }\n": typeof types.SetMainFeedbackDocument,
    "\n  mutation RenameProject($input: RenameProjectInput!) {\n    renameProject(input: $input) {\n      __typename\n    }\n  }\n": typeof types.RenameProjectDocument,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        projectId\n      }\n    }\n  }\n": typeof types.CreateProjectDocument,
    "\n  fragment Refused on Refusal {\n    endpoint\n    status\n    code\n    reason\n    publicKey\n    userAgent\n    refusedCount\n    lastAt\n  }\n": typeof types.RefusedFragmentDoc,
    "\n  query Settings {\n    projects {\n      projectId\n      name\n    }\n    project {\n      projectId\n      name\n      requiresFeedbackToken\n      chosenFeedbackName\n      mainFeedback {\n        ...Kind\n      }\n      feedbackKinds {\n        ...Kind\n      }\n      apiKeys {\n        ...Key\n      }\n      ownNames {\n        userId\n        sessionId\n      }\n      namesApplication {\n        startedAt\n        finishedAt\n        isOutdated\n        traceCount\n        seenTraceCount\n        changedTraceCount\n      }\n      prices {\n        ...Prices\n      }\n      arrivals {\n        total {\n          ...Counts\n        }\n        minutes {\n          at\n          counts {\n            ...Counts\n          }\n        }\n        refusals {\n          ...Refused\n        }\n      }\n    }\n    unknownKeyRefusals {\n      ...Refused\n    }\n    browserSessions {\n      ...Browser\n    }\n  }\n": typeof types.SettingsDocument,
    "\n  mutation RequireFeedbackToken($input: RequireFeedbackTokenInput!) {\n    requireFeedbackToken(input: $input) {\n      __typename\n    }\n  }\n": typeof types.RequireFeedbackTokenDocument,
    "\n  mutation ApplyNames {\n    applyNames {\n      __typename\n    }\n  }\n": typeof types.ApplyNamesDocument,
    "\n  mutation SetNames($input: SetNamesInput!) {\n    setNames(input: $input) {\n      __typename\n    }\n  }\n": typeof types.SetNamesDocument,
    "\n  query AttributeNames {\n    project {\n      attributeNames {\n        name\n        seenCount\n        example\n      }\n    }\n  }\n": typeof types.AttributeNamesDocument,
    "\n  query ModelNames {\n    project {\n      models\n    }\n  }\n": typeof types.ModelNamesDocument,
    "\n  query PriceCheck($model: String!) {\n    project {\n      pricesInForce(model: $model) {\n        kind\n        usdPerThousandTokens\n        modelPattern\n      }\n    }\n  }\n": typeof types.PriceCheckDocument,
    "\n  fragment Prices on ModelPrices {\n    modelPattern\n    from\n    prices {\n      kind\n      usdPerMillionTokens\n      usdPerThousandTokens\n    }\n  }\n": typeof types.PricesFragmentDoc,
    "\n  mutation DeletePrices($input: DeletePricesInput!) {\n    deletePrices(input: $input) {\n      __typename\n    }\n  }\n": typeof types.DeletePricesDocument,
    "\n  mutation SetPrices($input: SetPricesInput!) {\n    setPrices(input: $input) {\n      __typename\n    }\n  }\n": typeof types.SetPricesDocument,
    "\n  query Arrival {\n    traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n": typeof types.ArrivalDocument,
    "\n  query NeighbourTraces($sessionId: String!, $startedAt: DateTime!) {\n    session(sessionId: $sessionId) {\n      before: traces(\n        last: 1\n        period: { to: $startedAt }\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        nodes {\n          traceId\n        }\n      }\n      from: traces(\n        first: 50\n        period: { from: $startedAt }\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        nodes {\n          traceId\n        }\n      }\n    }\n  }\n": typeof types.NeighbourTracesDocument,
    "\n  query SpanDetail($id: ID!, $most: Int!, $given: Int!) {\n    node(id: $id) {\n      __typename\n      ... on Span {\n        id\n        spanId\n        name\n        type\n        level\n        statusMessage\n        startedAt\n        endedAt\n        latencyMs\n        timeToFirstTokenMs\n        repeatsTokens\n        repeatsCost\n        model\n        modelParameters\n        promptName\n        promptVersion\n        version\n        environment\n        usageDetails\n        costDetails\n        inputTokens\n        outputTokens\n        totalTokens\n        costUsd\n        inputBytes\n        input(maxBytes: $most)\n        outputBytes\n        output(maxBytes: $most)\n        metadata\n        feedbackConnection(first: $given) {\n          ...FeedbackPage\n        }\n      }\n    }\n  }\n": typeof types.SpanDetailDocument,
    "\n  query WholeTrace($traceId: String!, $most: Int!, $given: Int!) {\n    trace(traceId: $traceId) {\n      id\n      metadata\n      inputBytes\n      input(maxBytes: $most)\n      outputBytes\n      output(maxBytes: $most)\n      feedbackConnection(first: $given) {\n        ...FeedbackPage\n        nodes {\n          span {\n            spanId\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.WholeTraceDocument,
    "\n  query Trace($traceId: String!, $first: Int!, $after: String) {\n    trace(traceId: $traceId) {\n      id\n      traceId\n      name\n      environment\n      release\n      version\n      tags\n      startedAt\n      endedAt\n      latencyMs\n      spanCount\n      errorCount\n      inputTokens\n      outputTokens\n      totalTokens\n      costUsd\n      userIdAttribute\n      sessionIdAttribute\n      user {\n        userId\n        name\n      }\n      session {\n        sessionId\n      }\n      spans(first: $first, after: $after) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...SpanRow\n        }\n      }\n    }\n  }\n": typeof types.TraceDocument,
    "\n  fragment SpanRow on Span {\n    id\n    spanId\n    parentSpanId\n    type\n    name\n    startedAt\n    latencyMs\n    level\n    statusMessage\n    model\n    totalTokens\n    costUsd\n    repeatsTokens\n    repeatsCost\n  }\n": typeof types.SpanRowFragmentDoc,
    "\n  query Traces(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: TraceFilter\n    $orderBy: TraceOrder\n  ) {\n    traceTotals(period: $period, filter: $filter) {\n      traceCount\n      averageLatencyMs\n      errorCount\n      totalTokens\n      costUsd\n    }\n    traces(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      period: $period\n      filter: $filter\n      orderBy: $orderBy\n    ) {\n      pageInfo {\n        ...PageInfo\n      }\n      nodes {\n        id\n        traceId\n        name\n        userMessage\n        environment\n        tags\n        startedAt\n        latencyMs\n        errorCount\n        totalTokens\n        costUsd\n        user {\n          userId\n          name\n        }\n        feedback(first: 100) {\n          ...FeedbackRow\n        }\n      }\n    }\n  }\n": typeof types.TracesDocument,
    "\n  query User($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      id\n      userId\n      name\n      email\n      properties\n      firstSeenAt\n      lastSeenAt\n      environments\n      metrics(period: $period) {\n        ...Sums\n        feedback {\n          ...FeedbackFigures\n        }\n      }\n      previous(period: $period) {\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      activity(period: $drawn, interval: $interval) {\n        at\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      latency(period: $period) {\n        ...Latency\n      }\n    }\n  }\n": typeof types.UserDocument,
    "\n  query UserDays($userId: String!, $shown: Period!) {\n    user(userId: $userId) {\n      activity(period: $shown, interval: DAY) {\n        at\n        metrics {\n          traceCount\n        }\n      }\n    }\n  }\n": typeof types.UserDaysDocument,
    "\n  mutation IdentifyUser($input: IdentifyUserInput!) {\n    identifyUser(input: $input) {\n      __typename\n    }\n  }\n": typeof types.IdentifyUserDocument,
    "\n  query ToErase($userId: String!) {\n    user(userId: $userId) {\n      metrics {\n        traceCount\n        spanCount\n        feedbackCount\n      }\n    }\n  }\n": typeof types.ToEraseDocument,
    "\n  mutation EraseUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedTraceCount\n    }\n  }\n": typeof types.EraseUserDocument,
    "\n  query Neighbours($at: String!, $period: Period, $filter: UserFilter, $orderBy: UserOrder) {\n    previous: users(last: 1, before: $at, period: $period, filter: $filter, orderBy: $orderBy) {\n      edges {\n        ...Neighbour\n      }\n    }\n    next: users(first: 1, after: $at, period: $period, filter: $filter, orderBy: $orderBy) {\n      edges {\n        ...Neighbour\n      }\n    }\n  }\n  fragment Neighbour on UserEdge {\n    cursor\n    node {\n      userId\n    }\n  }\n": typeof types.NeighboursDocument,
    "\n  query UserByModel($userId: String!, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      parts: activityByModel(period: $drawn, interval: $interval) {\n        name: model\n        points {\n          at\n          totalTokens\n          costUsd\n        }\n      }\n    }\n  }\n": typeof types.UserByModelDocument,
    "\n  query UserByEnvironment($userId: String!, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      parts: activityByEnvironment(period: $drawn, interval: $interval) {\n        name: environment\n        points {\n          at\n          metrics {\n            ...Sums\n            feedback {\n              ...FeedbackFigures\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.UserByEnvironmentDocument,
    "\n  query UserDetails($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      models(period: $period) {\n        ...Model\n      }\n      feedbackSummary(period: $period) {\n        ...FeedbackByName\n      }\n      annotationSummary(period: $period) {\n        ...FeedbackByName\n      }\n      trends: feedbackSummary(period: $drawn) {\n        ...FeedbackOverTime\n      }\n      commented: feedback(\n        first: 3\n        period: $period\n        filter: { hasComment: true, isAnnotation: false }\n      ) {\n        totalCount\n        nodes {\n          ...FeedbackRow\n          trace {\n            traceId\n          }\n        }\n      }\n    }\n  }\n": typeof types.UserDetailsDocument,
    "\n  query UserFeedback(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: FeedbackFilter\n  ) {\n    user(userId: $userId) {\n      feedback(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        filter: $filter\n      ) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...FeedbackRow\n          trace {\n            traceId\n            name\n          }\n          session {\n            sessionId\n          }\n        }\n      }\n    }\n  }\n": typeof types.UserFeedbackDocument,
    "\n  query UserSessions(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n  ) {\n    user(userId: $userId) {\n      sessions(first: $first, after: $after, last: $last, before: $before, period: $period) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        edges {\n          cursor\n          node {\n            id\n            sessionId\n            startedAt\n            endedAt\n            metrics {\n              ...Sums\n              feedback {\n                ...FeedbackFigures\n              }\n            }\n            traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n              nodes {\n                userMessage\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.UserSessionsDocument,
    "\n  query UserTraces(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: TraceFilter\n    $orderBy: TraceOrder\n  ) {\n    user(userId: $userId) {\n      environments\n      traces(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        filter: $filter\n        orderBy: $orderBy\n      ) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          id\n          traceId\n          name\n          environment\n          tags\n          startedAt\n          latencyMs\n          spanCount\n          errorCount\n          totalTokens\n          costUsd\n          feedback(first: 100) {\n            ...FeedbackRow\n          }\n        }\n      }\n    }\n  }\n": typeof types.UserTracesDocument,
    "\n  query UsersActivity(\n    $period: Period\n    $filter: UserFilter\n    $interval: Interval!\n    $feedback: String\n  ) {\n    usersActivity(period: $period, filter: $filter, interval: $interval) {\n      at\n      userCount\n      newUserCount\n      metrics {\n        ...Sums\n        feedback(name: $feedback) {\n          ...FeedbackFigures\n        }\n      }\n    }\n  }\n": typeof types.UsersActivityDocument,
    "\n  query UserCount($period: Period, $filter: UserFilter) {\n    users(first: 1, period: $period, filter: $filter) {\n      totalCount\n    }\n  }\n": typeof types.UserCountDocument,
    "\n  query Users(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $drawn: Period\n    $interval: Interval!\n    $environments: [String!]\n    $filter: UserFilter\n    $orderBy: UserOrder\n    $feedback: String\n    $showsFeedback: Boolean!\n    $named: [String!]\n    $showsNamed: Boolean!\n    $latency: Boolean!\n    $activity: Boolean!\n  ) {\n    users(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      period: $period\n      filter: $filter\n      orderBy: $orderBy\n    ) {\n      totalCount\n      pageInfo {\n        ...PageInfo\n      }\n      edges {\n        cursor\n        node {\n          ...Listed\n        }\n      }\n    }\n    arrived: traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n": typeof types.UsersDocument,
    "\n  fragment Listed on User {\n    id\n    userId\n    name\n    email\n    firstSeenAt\n    lastSeenAt\n    environments\n    metrics(period: $period, environments: $environments) {\n      ...Sums\n      feedback(name: $feedback) @include(if: $showsFeedback) {\n        ...FeedbackFigures\n      }\n      feedbackByName(names: $named) @include(if: $showsNamed) {\n        ...FeedbackFigures\n      }\n    }\n    latency(period: $period, environments: $environments) @include(if: $latency) {\n      p95Ms\n    }\n    activity(period: $drawn, interval: $interval, environments: $environments)\n      @include(if: $activity) {\n      at\n      metrics {\n        traceCount\n      }\n    }\n  }\n": typeof types.ListedFragmentDoc,
    "\n  query WholeInput($id: ID!) {\n    node(id: $id) {\n      ... on Span {\n        content: input\n      }\n      ... on Trace {\n        content: input\n      }\n    }\n  }\n": typeof types.WholeInputDocument,
    "\n  query WholeOutput($id: ID!) {\n    node(id: $id) {\n      ... on Span {\n        content: output\n      }\n      ... on Trace {\n        content: output\n      }\n    }\n  }\n": typeof types.WholeOutputDocument,
    "\n  fragment FeedbackPage on FeedbackConnection {\n    pageInfo {\n      ...PageInfo\n    }\n    nodes {\n      ...FeedbackRow\n    }\n  }\n": typeof types.FeedbackPageFragmentDoc,
    "\n  query AllFeedback($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    node(id: $id) {\n      ... on Trace {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n      ... on Span {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n      ... on Session {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n    }\n  }\n  fragment FeedbackWithSpans on FeedbackConnection {\n    totalCount\n    ...FeedbackPage\n    nodes {\n      span {\n        spanId\n        name\n      }\n    }\n  }\n": typeof types.AllFeedbackDocument,
    "\n  mutation DeleteFeedback($input: DeleteFeedbackInput!) {\n    deleteFeedback(input: $input) {\n      __typename\n    }\n  }\n": typeof types.DeleteFeedbackDocument,
    "\n  fragment FeedbackByName on FeedbackSummary {\n    name\n    dataType\n    count\n    average\n    distribution {\n      label\n      count\n    }\n  }\n": typeof types.FeedbackByNameFragmentDoc,
    "\n  fragment FeedbackOverTime on FeedbackSummary {\n    name\n    dataType\n    activity(interval: $interval) {\n      at\n      count\n      average\n    }\n  }\n": typeof types.FeedbackOverTimeFragmentDoc,
    "\n  fragment FeedbackRow on Feedback {\n    feedbackId\n    name\n    dataType\n    value\n    stringValue\n    comment\n    source\n    createdAt\n  }\n": typeof types.FeedbackRowFragmentDoc,
    "\n  query GivenBefore {\n    overview {\n      feedbackSummary {\n        ...GivenKind\n      }\n      annotationSummary {\n        ...GivenKind\n      }\n    }\n  }\n  fragment GivenKind on FeedbackSummary {\n    name\n    dataType\n    distribution {\n      label\n    }\n  }\n": typeof types.GivenBeforeDocument,
    "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      __typename\n    }\n  }\n": typeof types.SubmitFeedbackDocument,
    "\n  mutation SignOutEverywhere {\n    endBrowserSessions(input: { keepThis: false }) {\n      __typename\n    }\n  }\n": typeof types.SignOutEverywhereDocument,
    "\n  fragment Latency on Latency {\n    averageMs\n    p50Ms\n    p95Ms\n    p99Ms\n    isExact\n  }\n": typeof types.LatencyFragmentDoc,
    "\n  fragment Model on ModelUsage {\n    model\n    generationCount\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n  }\n": typeof types.ModelFragmentDoc,
    "\n  fragment FeedbackFigures on FeedbackMetrics {\n    name\n    dataType\n    count\n    yesCount\n    share\n    mean\n  }\n": typeof types.FeedbackFiguresFragmentDoc,
    "\n  fragment Sums on Metrics {\n    traceCount\n    sessionCount\n    spanCount\n    errorCount\n    errorRate\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n    feedbackCount\n  }\n": typeof types.SumsFragmentDoc,
    "\n  mutation CreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      apiKey {\n        publicKey\n      }\n      secretKey\n    }\n  }\n": typeof types.CreateKeyDocument,
    "\n  fragment PageInfo on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": typeof types.PageInfoFragmentDoc,
    "\n  fragment Turn on Trace {\n    id\n    traceId\n    name\n    startedAt\n    endedAt\n    latencyMs\n    spanCount\n    errorCount\n    totalTokens\n    costUsd\n    user {\n      userId\n      name\n    }\n    userMessage\n    assistantMessage\n    inputBytes\n    outputBytes\n    feedbackConnection(first: $given) {\n      ...FeedbackPage\n      nodes {\n        span {\n          spanId\n          name\n        }\n      }\n    }\n    spans(first: $steps) {\n      nodes {\n        ...Step\n      }\n    }\n  }\n  fragment Step on Span {\n    spanId\n    parentSpanId\n    type\n    name\n    startedAt\n    latencyMs\n    level\n    statusMessage\n    model\n  }\n": typeof types.TurnFragmentDoc,
};
const documents: Documents = {
    "\n  fragment Kind on FeedbackKind {\n    name\n    dataType\n  }\n": types.KindFragmentDoc,
    "\n  query Project {\n    project {\n      firstTraceAt\n      environments\n      feedbackNames\n      feedbackKinds {\n        ...Kind\n      }\n      mainFeedback {\n        ...Kind\n      }\n    }\n    projects {\n      projectId\n      name\n    }\n  }\n": types.ProjectDocument,
    "\n  query Latest {\n    traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n    users(first: 1) {\n      nodes {\n        userId\n      }\n    }\n  }\n": types.LatestDocument,
    "\n  subscription Changed($userId: String, $traceId: String) {\n    traceUpdated(userId: $userId, traceId: $traceId) {\n      traceId\n    }\n  }\n": types.ChangedDocument,
    "\n  query Insights($period: Period, $environments: [String!]) {\n    overview(period: $period, environments: $environments) {\n      insights(first: 5) {\n        kind\n        user {\n          userId\n          name\n        }\n        name\n        dataType\n        before\n        after\n      }\n    }\n  }\n": types.InsightsDocument,
    "\n  query Overview($period: Period, $drawn: Period, $interval: Interval!, $environments: [String!]) {\n    overview(period: $period, environments: $environments) {\n      userCount\n      newUserCount\n      attributedShare\n      metrics {\n        ...Sums\n        feedback {\n          ...FeedbackFigures\n        }\n      }\n      previous {\n        userCount\n        newUserCount\n        attributedShare\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      latency {\n        ...Latency\n      }\n      models {\n        ...Model\n      }\n      feedbackSummary {\n        ...FeedbackByName\n      }\n      annotationSummary {\n        ...FeedbackByName\n      }\n    }\n    drawn: overview(period: $drawn, environments: $environments) {\n      activity(interval: $interval) {\n        at\n        userCount\n        newUserCount\n        attributedShare\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n    }\n    arrived: traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n": types.OverviewDocument,
    "\n  query Session($sessionId: String!, $given: Int!) {\n    session(sessionId: $sessionId) {\n      ...SessionHead\n    }\n  }\n": types.SessionDocument,
    "\n  query TakenSession($sessionId: String!, $after: String) {\n    session(sessionId: $sessionId) {\n      id\n      sessionId\n      startedAt\n      endedAt\n      user {\n        userId\n        name\n        email\n      }\n      feedbackConnection(first: 100) {\n        ...TakenFeedback\n      }\n      traces(first: 50, after: $after, orderBy: { field: STARTED_AT, direction: ASC }) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...TakenTurn\n        }\n      }\n    }\n  }\n  fragment TakenTurn on Trace {\n    id\n    traceId\n    name\n    startedAt\n    endedAt\n    latencyMs\n    spanCount\n    errorCount\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n    user {\n      userId\n      name\n    }\n    inputBytes\n    outputBytes\n    userMessage\n    assistantMessage\n    feedbackConnection(first: 100) {\n      ...TakenFeedback\n    }\n  }\n  fragment TakenFeedback on FeedbackConnection {\n    pageInfo {\n      ...PageInfo\n    }\n    nodes {\n      ...FeedbackRow\n    }\n  }\n": types.TakenSessionDocument,
    "\n  query RestOfFeedback($id: ID!, $after: String) {\n    node(id: $id) {\n      ... on Trace {\n        feedback: feedbackConnection(first: 500, after: $after) {\n          ...TakenFeedback\n        }\n      }\n      ... on Session {\n        feedback: feedbackConnection(first: 500, after: $after) {\n          ...TakenFeedback\n        }\n      }\n    }\n  }\n": types.RestOfFeedbackDocument,
    "\n  query Unsaid($id: ID!) {\n    node(id: $id) {\n      ... on Trace {\n        input\n        output\n      }\n    }\n  }\n": types.UnsaidDocument,
    "\n  mutation DeleteSession($input: DeleteSessionInput!) {\n    deleteSession(input: $input) {\n      deletedTraceCount\n    }\n  }\n": types.DeleteSessionDocument,
    "\n  query NeighbourSessions($userId: String!, $at: String!, $period: Period) {\n    user(userId: $userId) {\n      previous: sessions(last: 1, before: $at, period: $period) {\n        edges {\n          ...NeighbourSession\n        }\n      }\n      next: sessions(first: 1, after: $at, period: $period) {\n        edges {\n          ...NeighbourSession\n        }\n      }\n    }\n  }\n  fragment NeighbourSession on SessionEdge {\n    cursor\n    node {\n      sessionId\n    }\n  }\n": types.NeighbourSessionsDocument,
    "\n  fragment SessionHead on Session {\n    id\n    sessionId\n    startedAt\n    endedAt\n    user {\n      userId\n      name\n    }\n    metrics {\n      ...Sums\n      feedback {\n        ...FeedbackFigures\n      }\n    }\n    feedbackConnection(first: $given) {\n      ...FeedbackPage\n    }\n  }\n": types.SessionHeadFragmentDoc,
    "\n  query FindTurns($sessionId: String!, $filter: TraceFilter, $period: Period, $after: String) {\n    session(sessionId: $sessionId) {\n      traces(\n        first: 100\n        after: $after\n        period: $period\n        filter: $filter\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          traceId\n          feedback(first: 100) {\n            ...FeedbackRow\n          }\n        }\n      }\n    }\n  }\n": types.FindTurnsDocument,
    "\n  query Ends($sessionId: String!) {\n    session(sessionId: $sessionId) {\n      first: traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n        nodes {\n          traceId\n        }\n      }\n      last: traces(last: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n        nodes {\n          traceId\n        }\n      }\n    }\n  }\n": types.EndsDocument,
    "\n  query Scales {\n    overview {\n      feedbackSummary {\n        name\n        dataType\n        distribution {\n          label\n        }\n      }\n    }\n  }\n": types.ScalesDocument,
    "\n  query Turns(\n    $sessionId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $given: Int!\n    $steps: Int!\n  ) {\n    session(sessionId: $sessionId) {\n      traces(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...Turn\n        }\n      }\n    }\n  }\n": types.TurnsDocument,
    "\n  query WhereTurn($traceId: String!) {\n    trace(traceId: $traceId) {\n      startedAt\n      session {\n        sessionId\n      }\n    }\n  }\n": types.WhereTurnDocument,
    "\n  fragment Key on ApiKey {\n    publicKey\n    name\n    createdAt\n    lastUsedAt\n    lastHour {\n      spanCount\n      eventCount\n    }\n  }\n": types.KeyFragmentDoc,
    "\n  mutation RenameKey($input: RenameApiKeyInput!) {\n    renameApiKey(input: $input) {\n      __typename\n    }\n  }\n": types.RenameKeyDocument,
    "\n  mutation RevokeKey($input: RevokeApiKeyInput!) {\n    revokeApiKey(input: $input) {\n      __typename\n    }\n  }\n": types.RevokeKeyDocument,
    "\n  fragment Counts on ArrivalCounts {\n    requestCount\n    refusedRequestCount\n    spanCount\n    refusedSpanCount\n    eventCount\n    refusedEventCount\n  }\n": types.CountsFragmentDoc,
    "\n  fragment Browser on BrowserSession {\n    browserSessionId\n    isThis\n    device\n    address\n    method\n    createdAt\n    lastUsedAt\n  }\n": types.BrowserFragmentDoc,
    "\n  mutation EndSession($input: EndBrowserSessionInput!) {\n    endBrowserSession(input: $input) {\n      __typename\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation EndSessions($input: EndBrowserSessionsInput!) {\n    endBrowserSessions(input: $input) {\n      __typename\n    }\n  }\n": types.EndSessionsDocument,
    "\n  mutation SetMainFeedback($input: SetMainFeedbackInput!) {\n    setMainFeedback(input: $input) {\n      __typename\n    }\n  }\n": types.SetMainFeedbackDocument,
    "\n  mutation RenameProject($input: RenameProjectInput!) {\n    renameProject(input: $input) {\n      __typename\n    }\n  }\n": types.RenameProjectDocument,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        projectId\n      }\n    }\n  }\n": types.CreateProjectDocument,
    "\n  fragment Refused on Refusal {\n    endpoint\n    status\n    code\n    reason\n    publicKey\n    userAgent\n    refusedCount\n    lastAt\n  }\n": types.RefusedFragmentDoc,
    "\n  query Settings {\n    projects {\n      projectId\n      name\n    }\n    project {\n      projectId\n      name\n      requiresFeedbackToken\n      chosenFeedbackName\n      mainFeedback {\n        ...Kind\n      }\n      feedbackKinds {\n        ...Kind\n      }\n      apiKeys {\n        ...Key\n      }\n      ownNames {\n        userId\n        sessionId\n      }\n      namesApplication {\n        startedAt\n        finishedAt\n        isOutdated\n        traceCount\n        seenTraceCount\n        changedTraceCount\n      }\n      prices {\n        ...Prices\n      }\n      arrivals {\n        total {\n          ...Counts\n        }\n        minutes {\n          at\n          counts {\n            ...Counts\n          }\n        }\n        refusals {\n          ...Refused\n        }\n      }\n    }\n    unknownKeyRefusals {\n      ...Refused\n    }\n    browserSessions {\n      ...Browser\n    }\n  }\n": types.SettingsDocument,
    "\n  mutation RequireFeedbackToken($input: RequireFeedbackTokenInput!) {\n    requireFeedbackToken(input: $input) {\n      __typename\n    }\n  }\n": types.RequireFeedbackTokenDocument,
    "\n  mutation ApplyNames {\n    applyNames {\n      __typename\n    }\n  }\n": types.ApplyNamesDocument,
    "\n  mutation SetNames($input: SetNamesInput!) {\n    setNames(input: $input) {\n      __typename\n    }\n  }\n": types.SetNamesDocument,
    "\n  query AttributeNames {\n    project {\n      attributeNames {\n        name\n        seenCount\n        example\n      }\n    }\n  }\n": types.AttributeNamesDocument,
    "\n  query ModelNames {\n    project {\n      models\n    }\n  }\n": types.ModelNamesDocument,
    "\n  query PriceCheck($model: String!) {\n    project {\n      pricesInForce(model: $model) {\n        kind\n        usdPerThousandTokens\n        modelPattern\n      }\n    }\n  }\n": types.PriceCheckDocument,
    "\n  fragment Prices on ModelPrices {\n    modelPattern\n    from\n    prices {\n      kind\n      usdPerMillionTokens\n      usdPerThousandTokens\n    }\n  }\n": types.PricesFragmentDoc,
    "\n  mutation DeletePrices($input: DeletePricesInput!) {\n    deletePrices(input: $input) {\n      __typename\n    }\n  }\n": types.DeletePricesDocument,
    "\n  mutation SetPrices($input: SetPricesInput!) {\n    setPrices(input: $input) {\n      __typename\n    }\n  }\n": types.SetPricesDocument,
    "\n  query Arrival {\n    traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n": types.ArrivalDocument,
    "\n  query NeighbourTraces($sessionId: String!, $startedAt: DateTime!) {\n    session(sessionId: $sessionId) {\n      before: traces(\n        last: 1\n        period: { to: $startedAt }\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        nodes {\n          traceId\n        }\n      }\n      from: traces(\n        first: 50\n        period: { from: $startedAt }\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        nodes {\n          traceId\n        }\n      }\n    }\n  }\n": types.NeighbourTracesDocument,
    "\n  query SpanDetail($id: ID!, $most: Int!, $given: Int!) {\n    node(id: $id) {\n      __typename\n      ... on Span {\n        id\n        spanId\n        name\n        type\n        level\n        statusMessage\n        startedAt\n        endedAt\n        latencyMs\n        timeToFirstTokenMs\n        repeatsTokens\n        repeatsCost\n        model\n        modelParameters\n        promptName\n        promptVersion\n        version\n        environment\n        usageDetails\n        costDetails\n        inputTokens\n        outputTokens\n        totalTokens\n        costUsd\n        inputBytes\n        input(maxBytes: $most)\n        outputBytes\n        output(maxBytes: $most)\n        metadata\n        feedbackConnection(first: $given) {\n          ...FeedbackPage\n        }\n      }\n    }\n  }\n": types.SpanDetailDocument,
    "\n  query WholeTrace($traceId: String!, $most: Int!, $given: Int!) {\n    trace(traceId: $traceId) {\n      id\n      metadata\n      inputBytes\n      input(maxBytes: $most)\n      outputBytes\n      output(maxBytes: $most)\n      feedbackConnection(first: $given) {\n        ...FeedbackPage\n        nodes {\n          span {\n            spanId\n            name\n          }\n        }\n      }\n    }\n  }\n": types.WholeTraceDocument,
    "\n  query Trace($traceId: String!, $first: Int!, $after: String) {\n    trace(traceId: $traceId) {\n      id\n      traceId\n      name\n      environment\n      release\n      version\n      tags\n      startedAt\n      endedAt\n      latencyMs\n      spanCount\n      errorCount\n      inputTokens\n      outputTokens\n      totalTokens\n      costUsd\n      userIdAttribute\n      sessionIdAttribute\n      user {\n        userId\n        name\n      }\n      session {\n        sessionId\n      }\n      spans(first: $first, after: $after) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...SpanRow\n        }\n      }\n    }\n  }\n": types.TraceDocument,
    "\n  fragment SpanRow on Span {\n    id\n    spanId\n    parentSpanId\n    type\n    name\n    startedAt\n    latencyMs\n    level\n    statusMessage\n    model\n    totalTokens\n    costUsd\n    repeatsTokens\n    repeatsCost\n  }\n": types.SpanRowFragmentDoc,
    "\n  query Traces(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: TraceFilter\n    $orderBy: TraceOrder\n  ) {\n    traceTotals(period: $period, filter: $filter) {\n      traceCount\n      averageLatencyMs\n      errorCount\n      totalTokens\n      costUsd\n    }\n    traces(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      period: $period\n      filter: $filter\n      orderBy: $orderBy\n    ) {\n      pageInfo {\n        ...PageInfo\n      }\n      nodes {\n        id\n        traceId\n        name\n        userMessage\n        environment\n        tags\n        startedAt\n        latencyMs\n        errorCount\n        totalTokens\n        costUsd\n        user {\n          userId\n          name\n        }\n        feedback(first: 100) {\n          ...FeedbackRow\n        }\n      }\n    }\n  }\n": types.TracesDocument,
    "\n  query User($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      id\n      userId\n      name\n      email\n      properties\n      firstSeenAt\n      lastSeenAt\n      environments\n      metrics(period: $period) {\n        ...Sums\n        feedback {\n          ...FeedbackFigures\n        }\n      }\n      previous(period: $period) {\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      activity(period: $drawn, interval: $interval) {\n        at\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      latency(period: $period) {\n        ...Latency\n      }\n    }\n  }\n": types.UserDocument,
    "\n  query UserDays($userId: String!, $shown: Period!) {\n    user(userId: $userId) {\n      activity(period: $shown, interval: DAY) {\n        at\n        metrics {\n          traceCount\n        }\n      }\n    }\n  }\n": types.UserDaysDocument,
    "\n  mutation IdentifyUser($input: IdentifyUserInput!) {\n    identifyUser(input: $input) {\n      __typename\n    }\n  }\n": types.IdentifyUserDocument,
    "\n  query ToErase($userId: String!) {\n    user(userId: $userId) {\n      metrics {\n        traceCount\n        spanCount\n        feedbackCount\n      }\n    }\n  }\n": types.ToEraseDocument,
    "\n  mutation EraseUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedTraceCount\n    }\n  }\n": types.EraseUserDocument,
    "\n  query Neighbours($at: String!, $period: Period, $filter: UserFilter, $orderBy: UserOrder) {\n    previous: users(last: 1, before: $at, period: $period, filter: $filter, orderBy: $orderBy) {\n      edges {\n        ...Neighbour\n      }\n    }\n    next: users(first: 1, after: $at, period: $period, filter: $filter, orderBy: $orderBy) {\n      edges {\n        ...Neighbour\n      }\n    }\n  }\n  fragment Neighbour on UserEdge {\n    cursor\n    node {\n      userId\n    }\n  }\n": types.NeighboursDocument,
    "\n  query UserByModel($userId: String!, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      parts: activityByModel(period: $drawn, interval: $interval) {\n        name: model\n        points {\n          at\n          totalTokens\n          costUsd\n        }\n      }\n    }\n  }\n": types.UserByModelDocument,
    "\n  query UserByEnvironment($userId: String!, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      parts: activityByEnvironment(period: $drawn, interval: $interval) {\n        name: environment\n        points {\n          at\n          metrics {\n            ...Sums\n            feedback {\n              ...FeedbackFigures\n            }\n          }\n        }\n      }\n    }\n  }\n": types.UserByEnvironmentDocument,
    "\n  query UserDetails($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      models(period: $period) {\n        ...Model\n      }\n      feedbackSummary(period: $period) {\n        ...FeedbackByName\n      }\n      annotationSummary(period: $period) {\n        ...FeedbackByName\n      }\n      trends: feedbackSummary(period: $drawn) {\n        ...FeedbackOverTime\n      }\n      commented: feedback(\n        first: 3\n        period: $period\n        filter: { hasComment: true, isAnnotation: false }\n      ) {\n        totalCount\n        nodes {\n          ...FeedbackRow\n          trace {\n            traceId\n          }\n        }\n      }\n    }\n  }\n": types.UserDetailsDocument,
    "\n  query UserFeedback(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: FeedbackFilter\n  ) {\n    user(userId: $userId) {\n      feedback(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        filter: $filter\n      ) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...FeedbackRow\n          trace {\n            traceId\n            name\n          }\n          session {\n            sessionId\n          }\n        }\n      }\n    }\n  }\n": types.UserFeedbackDocument,
    "\n  query UserSessions(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n  ) {\n    user(userId: $userId) {\n      sessions(first: $first, after: $after, last: $last, before: $before, period: $period) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        edges {\n          cursor\n          node {\n            id\n            sessionId\n            startedAt\n            endedAt\n            metrics {\n              ...Sums\n              feedback {\n                ...FeedbackFigures\n              }\n            }\n            traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n              nodes {\n                userMessage\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": types.UserSessionsDocument,
    "\n  query UserTraces(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: TraceFilter\n    $orderBy: TraceOrder\n  ) {\n    user(userId: $userId) {\n      environments\n      traces(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        filter: $filter\n        orderBy: $orderBy\n      ) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          id\n          traceId\n          name\n          environment\n          tags\n          startedAt\n          latencyMs\n          spanCount\n          errorCount\n          totalTokens\n          costUsd\n          feedback(first: 100) {\n            ...FeedbackRow\n          }\n        }\n      }\n    }\n  }\n": types.UserTracesDocument,
    "\n  query UsersActivity(\n    $period: Period\n    $filter: UserFilter\n    $interval: Interval!\n    $feedback: String\n  ) {\n    usersActivity(period: $period, filter: $filter, interval: $interval) {\n      at\n      userCount\n      newUserCount\n      metrics {\n        ...Sums\n        feedback(name: $feedback) {\n          ...FeedbackFigures\n        }\n      }\n    }\n  }\n": types.UsersActivityDocument,
    "\n  query UserCount($period: Period, $filter: UserFilter) {\n    users(first: 1, period: $period, filter: $filter) {\n      totalCount\n    }\n  }\n": types.UserCountDocument,
    "\n  query Users(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $drawn: Period\n    $interval: Interval!\n    $environments: [String!]\n    $filter: UserFilter\n    $orderBy: UserOrder\n    $feedback: String\n    $showsFeedback: Boolean!\n    $named: [String!]\n    $showsNamed: Boolean!\n    $latency: Boolean!\n    $activity: Boolean!\n  ) {\n    users(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      period: $period\n      filter: $filter\n      orderBy: $orderBy\n    ) {\n      totalCount\n      pageInfo {\n        ...PageInfo\n      }\n      edges {\n        cursor\n        node {\n          ...Listed\n        }\n      }\n    }\n    arrived: traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n": types.UsersDocument,
    "\n  fragment Listed on User {\n    id\n    userId\n    name\n    email\n    firstSeenAt\n    lastSeenAt\n    environments\n    metrics(period: $period, environments: $environments) {\n      ...Sums\n      feedback(name: $feedback) @include(if: $showsFeedback) {\n        ...FeedbackFigures\n      }\n      feedbackByName(names: $named) @include(if: $showsNamed) {\n        ...FeedbackFigures\n      }\n    }\n    latency(period: $period, environments: $environments) @include(if: $latency) {\n      p95Ms\n    }\n    activity(period: $drawn, interval: $interval, environments: $environments)\n      @include(if: $activity) {\n      at\n      metrics {\n        traceCount\n      }\n    }\n  }\n": types.ListedFragmentDoc,
    "\n  query WholeInput($id: ID!) {\n    node(id: $id) {\n      ... on Span {\n        content: input\n      }\n      ... on Trace {\n        content: input\n      }\n    }\n  }\n": types.WholeInputDocument,
    "\n  query WholeOutput($id: ID!) {\n    node(id: $id) {\n      ... on Span {\n        content: output\n      }\n      ... on Trace {\n        content: output\n      }\n    }\n  }\n": types.WholeOutputDocument,
    "\n  fragment FeedbackPage on FeedbackConnection {\n    pageInfo {\n      ...PageInfo\n    }\n    nodes {\n      ...FeedbackRow\n    }\n  }\n": types.FeedbackPageFragmentDoc,
    "\n  query AllFeedback($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    node(id: $id) {\n      ... on Trace {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n      ... on Span {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n      ... on Session {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n    }\n  }\n  fragment FeedbackWithSpans on FeedbackConnection {\n    totalCount\n    ...FeedbackPage\n    nodes {\n      span {\n        spanId\n        name\n      }\n    }\n  }\n": types.AllFeedbackDocument,
    "\n  mutation DeleteFeedback($input: DeleteFeedbackInput!) {\n    deleteFeedback(input: $input) {\n      __typename\n    }\n  }\n": types.DeleteFeedbackDocument,
    "\n  fragment FeedbackByName on FeedbackSummary {\n    name\n    dataType\n    count\n    average\n    distribution {\n      label\n      count\n    }\n  }\n": types.FeedbackByNameFragmentDoc,
    "\n  fragment FeedbackOverTime on FeedbackSummary {\n    name\n    dataType\n    activity(interval: $interval) {\n      at\n      count\n      average\n    }\n  }\n": types.FeedbackOverTimeFragmentDoc,
    "\n  fragment FeedbackRow on Feedback {\n    feedbackId\n    name\n    dataType\n    value\n    stringValue\n    comment\n    source\n    createdAt\n  }\n": types.FeedbackRowFragmentDoc,
    "\n  query GivenBefore {\n    overview {\n      feedbackSummary {\n        ...GivenKind\n      }\n      annotationSummary {\n        ...GivenKind\n      }\n    }\n  }\n  fragment GivenKind on FeedbackSummary {\n    name\n    dataType\n    distribution {\n      label\n    }\n  }\n": types.GivenBeforeDocument,
    "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      __typename\n    }\n  }\n": types.SubmitFeedbackDocument,
    "\n  mutation SignOutEverywhere {\n    endBrowserSessions(input: { keepThis: false }) {\n      __typename\n    }\n  }\n": types.SignOutEverywhereDocument,
    "\n  fragment Latency on Latency {\n    averageMs\n    p50Ms\n    p95Ms\n    p99Ms\n    isExact\n  }\n": types.LatencyFragmentDoc,
    "\n  fragment Model on ModelUsage {\n    model\n    generationCount\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n  }\n": types.ModelFragmentDoc,
    "\n  fragment FeedbackFigures on FeedbackMetrics {\n    name\n    dataType\n    count\n    yesCount\n    share\n    mean\n  }\n": types.FeedbackFiguresFragmentDoc,
    "\n  fragment Sums on Metrics {\n    traceCount\n    sessionCount\n    spanCount\n    errorCount\n    errorRate\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n    feedbackCount\n  }\n": types.SumsFragmentDoc,
    "\n  mutation CreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      apiKey {\n        publicKey\n      }\n      secretKey\n    }\n  }\n": types.CreateKeyDocument,
    "\n  fragment PageInfo on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": types.PageInfoFragmentDoc,
    "\n  fragment Turn on Trace {\n    id\n    traceId\n    name\n    startedAt\n    endedAt\n    latencyMs\n    spanCount\n    errorCount\n    totalTokens\n    costUsd\n    user {\n      userId\n      name\n    }\n    userMessage\n    assistantMessage\n    inputBytes\n    outputBytes\n    feedbackConnection(first: $given) {\n      ...FeedbackPage\n      nodes {\n        span {\n          spanId\n          name\n        }\n      }\n    }\n    spans(first: $steps) {\n      nodes {\n        ...Step\n      }\n    }\n  }\n  fragment Step on Span {\n    spanId\n    parentSpanId\n    type\n    name\n    startedAt\n    latencyMs\n    level\n    statusMessage\n    model\n  }\n": types.TurnFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Kind on FeedbackKind {\n    name\n    dataType\n  }\n"): typeof import('./graphql').KindFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Project {\n    project {\n      firstTraceAt\n      environments\n      feedbackNames\n      feedbackKinds {\n        ...Kind\n      }\n      mainFeedback {\n        ...Kind\n      }\n    }\n    projects {\n      projectId\n      name\n    }\n  }\n"): typeof import('./graphql').ProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Latest {\n    traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n    users(first: 1) {\n      nodes {\n        userId\n      }\n    }\n  }\n"): typeof import('./graphql').LatestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Changed($userId: String, $traceId: String) {\n    traceUpdated(userId: $userId, traceId: $traceId) {\n      traceId\n    }\n  }\n"): typeof import('./graphql').ChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Insights($period: Period, $environments: [String!]) {\n    overview(period: $period, environments: $environments) {\n      insights(first: 5) {\n        kind\n        user {\n          userId\n          name\n        }\n        name\n        dataType\n        before\n        after\n      }\n    }\n  }\n"): typeof import('./graphql').InsightsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Overview($period: Period, $drawn: Period, $interval: Interval!, $environments: [String!]) {\n    overview(period: $period, environments: $environments) {\n      userCount\n      newUserCount\n      attributedShare\n      metrics {\n        ...Sums\n        feedback {\n          ...FeedbackFigures\n        }\n      }\n      previous {\n        userCount\n        newUserCount\n        attributedShare\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      latency {\n        ...Latency\n      }\n      models {\n        ...Model\n      }\n      feedbackSummary {\n        ...FeedbackByName\n      }\n      annotationSummary {\n        ...FeedbackByName\n      }\n    }\n    drawn: overview(period: $drawn, environments: $environments) {\n      activity(interval: $interval) {\n        at\n        userCount\n        newUserCount\n        attributedShare\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n    }\n    arrived: traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n"): typeof import('./graphql').OverviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Session($sessionId: String!, $given: Int!) {\n    session(sessionId: $sessionId) {\n      ...SessionHead\n    }\n  }\n"): typeof import('./graphql').SessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TakenSession($sessionId: String!, $after: String) {\n    session(sessionId: $sessionId) {\n      id\n      sessionId\n      startedAt\n      endedAt\n      user {\n        userId\n        name\n        email\n      }\n      feedbackConnection(first: 100) {\n        ...TakenFeedback\n      }\n      traces(first: 50, after: $after, orderBy: { field: STARTED_AT, direction: ASC }) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...TakenTurn\n        }\n      }\n    }\n  }\n  fragment TakenTurn on Trace {\n    id\n    traceId\n    name\n    startedAt\n    endedAt\n    latencyMs\n    spanCount\n    errorCount\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n    user {\n      userId\n      name\n    }\n    inputBytes\n    outputBytes\n    userMessage\n    assistantMessage\n    feedbackConnection(first: 100) {\n      ...TakenFeedback\n    }\n  }\n  fragment TakenFeedback on FeedbackConnection {\n    pageInfo {\n      ...PageInfo\n    }\n    nodes {\n      ...FeedbackRow\n    }\n  }\n"): typeof import('./graphql').TakenSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RestOfFeedback($id: ID!, $after: String) {\n    node(id: $id) {\n      ... on Trace {\n        feedback: feedbackConnection(first: 500, after: $after) {\n          ...TakenFeedback\n        }\n      }\n      ... on Session {\n        feedback: feedbackConnection(first: 500, after: $after) {\n          ...TakenFeedback\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').RestOfFeedbackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Unsaid($id: ID!) {\n    node(id: $id) {\n      ... on Trace {\n        input\n        output\n      }\n    }\n  }\n"): typeof import('./graphql').UnsaidDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteSession($input: DeleteSessionInput!) {\n    deleteSession(input: $input) {\n      deletedTraceCount\n    }\n  }\n"): typeof import('./graphql').DeleteSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NeighbourSessions($userId: String!, $at: String!, $period: Period) {\n    user(userId: $userId) {\n      previous: sessions(last: 1, before: $at, period: $period) {\n        edges {\n          ...NeighbourSession\n        }\n      }\n      next: sessions(first: 1, after: $at, period: $period) {\n        edges {\n          ...NeighbourSession\n        }\n      }\n    }\n  }\n  fragment NeighbourSession on SessionEdge {\n    cursor\n    node {\n      sessionId\n    }\n  }\n"): typeof import('./graphql').NeighbourSessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionHead on Session {\n    id\n    sessionId\n    startedAt\n    endedAt\n    user {\n      userId\n      name\n    }\n    metrics {\n      ...Sums\n      feedback {\n        ...FeedbackFigures\n      }\n    }\n    feedbackConnection(first: $given) {\n      ...FeedbackPage\n    }\n  }\n"): typeof import('./graphql').SessionHeadFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindTurns($sessionId: String!, $filter: TraceFilter, $period: Period, $after: String) {\n    session(sessionId: $sessionId) {\n      traces(\n        first: 100\n        after: $after\n        period: $period\n        filter: $filter\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          traceId\n          feedback(first: 100) {\n            ...FeedbackRow\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').FindTurnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Ends($sessionId: String!) {\n    session(sessionId: $sessionId) {\n      first: traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n        nodes {\n          traceId\n        }\n      }\n      last: traces(last: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n        nodes {\n          traceId\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').EndsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Scales {\n    overview {\n      feedbackSummary {\n        name\n        dataType\n        distribution {\n          label\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').ScalesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Turns(\n    $sessionId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $given: Int!\n    $steps: Int!\n  ) {\n    session(sessionId: $sessionId) {\n      traces(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...Turn\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').TurnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhereTurn($traceId: String!) {\n    trace(traceId: $traceId) {\n      startedAt\n      session {\n        sessionId\n      }\n    }\n  }\n"): typeof import('./graphql').WhereTurnDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Key on ApiKey {\n    publicKey\n    name\n    createdAt\n    lastUsedAt\n    lastHour {\n      spanCount\n      eventCount\n    }\n  }\n"): typeof import('./graphql').KeyFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameKey($input: RenameApiKeyInput!) {\n    renameApiKey(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').RenameKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeKey($input: RevokeApiKeyInput!) {\n    revokeApiKey(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').RevokeKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Counts on ArrivalCounts {\n    requestCount\n    refusedRequestCount\n    spanCount\n    refusedSpanCount\n    eventCount\n    refusedEventCount\n  }\n"): typeof import('./graphql').CountsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Browser on BrowserSession {\n    browserSessionId\n    isThis\n    device\n    address\n    method\n    createdAt\n    lastUsedAt\n  }\n"): typeof import('./graphql').BrowserFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($input: EndBrowserSessionInput!) {\n    endBrowserSession(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').EndSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSessions($input: EndBrowserSessionsInput!) {\n    endBrowserSessions(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').EndSessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetMainFeedback($input: SetMainFeedbackInput!) {\n    setMainFeedback(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').SetMainFeedbackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameProject($input: RenameProjectInput!) {\n    renameProject(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').RenameProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        projectId\n      }\n    }\n  }\n"): typeof import('./graphql').CreateProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Refused on Refusal {\n    endpoint\n    status\n    code\n    reason\n    publicKey\n    userAgent\n    refusedCount\n    lastAt\n  }\n"): typeof import('./graphql').RefusedFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Settings {\n    projects {\n      projectId\n      name\n    }\n    project {\n      projectId\n      name\n      requiresFeedbackToken\n      chosenFeedbackName\n      mainFeedback {\n        ...Kind\n      }\n      feedbackKinds {\n        ...Kind\n      }\n      apiKeys {\n        ...Key\n      }\n      ownNames {\n        userId\n        sessionId\n      }\n      namesApplication {\n        startedAt\n        finishedAt\n        isOutdated\n        traceCount\n        seenTraceCount\n        changedTraceCount\n      }\n      prices {\n        ...Prices\n      }\n      arrivals {\n        total {\n          ...Counts\n        }\n        minutes {\n          at\n          counts {\n            ...Counts\n          }\n        }\n        refusals {\n          ...Refused\n        }\n      }\n    }\n    unknownKeyRefusals {\n      ...Refused\n    }\n    browserSessions {\n      ...Browser\n    }\n  }\n"): typeof import('./graphql').SettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequireFeedbackToken($input: RequireFeedbackTokenInput!) {\n    requireFeedbackToken(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').RequireFeedbackTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApplyNames {\n    applyNames {\n      __typename\n    }\n  }\n"): typeof import('./graphql').ApplyNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetNames($input: SetNamesInput!) {\n    setNames(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').SetNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AttributeNames {\n    project {\n      attributeNames {\n        name\n        seenCount\n        example\n      }\n    }\n  }\n"): typeof import('./graphql').AttributeNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ModelNames {\n    project {\n      models\n    }\n  }\n"): typeof import('./graphql').ModelNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PriceCheck($model: String!) {\n    project {\n      pricesInForce(model: $model) {\n        kind\n        usdPerThousandTokens\n        modelPattern\n      }\n    }\n  }\n"): typeof import('./graphql').PriceCheckDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Prices on ModelPrices {\n    modelPattern\n    from\n    prices {\n      kind\n      usdPerMillionTokens\n      usdPerThousandTokens\n    }\n  }\n"): typeof import('./graphql').PricesFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeletePrices($input: DeletePricesInput!) {\n    deletePrices(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').DeletePricesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPrices($input: SetPricesInput!) {\n    setPrices(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').SetPricesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Arrival {\n    traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n"): typeof import('./graphql').ArrivalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NeighbourTraces($sessionId: String!, $startedAt: DateTime!) {\n    session(sessionId: $sessionId) {\n      before: traces(\n        last: 1\n        period: { to: $startedAt }\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        nodes {\n          traceId\n        }\n      }\n      from: traces(\n        first: 50\n        period: { from: $startedAt }\n        orderBy: { field: STARTED_AT, direction: ASC }\n      ) {\n        nodes {\n          traceId\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').NeighbourTracesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SpanDetail($id: ID!, $most: Int!, $given: Int!) {\n    node(id: $id) {\n      __typename\n      ... on Span {\n        id\n        spanId\n        name\n        type\n        level\n        statusMessage\n        startedAt\n        endedAt\n        latencyMs\n        timeToFirstTokenMs\n        repeatsTokens\n        repeatsCost\n        model\n        modelParameters\n        promptName\n        promptVersion\n        version\n        environment\n        usageDetails\n        costDetails\n        inputTokens\n        outputTokens\n        totalTokens\n        costUsd\n        inputBytes\n        input(maxBytes: $most)\n        outputBytes\n        output(maxBytes: $most)\n        metadata\n        feedbackConnection(first: $given) {\n          ...FeedbackPage\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').SpanDetailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WholeTrace($traceId: String!, $most: Int!, $given: Int!) {\n    trace(traceId: $traceId) {\n      id\n      metadata\n      inputBytes\n      input(maxBytes: $most)\n      outputBytes\n      output(maxBytes: $most)\n      feedbackConnection(first: $given) {\n        ...FeedbackPage\n        nodes {\n          span {\n            spanId\n            name\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').WholeTraceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Trace($traceId: String!, $first: Int!, $after: String) {\n    trace(traceId: $traceId) {\n      id\n      traceId\n      name\n      environment\n      release\n      version\n      tags\n      startedAt\n      endedAt\n      latencyMs\n      spanCount\n      errorCount\n      inputTokens\n      outputTokens\n      totalTokens\n      costUsd\n      userIdAttribute\n      sessionIdAttribute\n      user {\n        userId\n        name\n      }\n      session {\n        sessionId\n      }\n      spans(first: $first, after: $after) {\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...SpanRow\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').TraceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SpanRow on Span {\n    id\n    spanId\n    parentSpanId\n    type\n    name\n    startedAt\n    latencyMs\n    level\n    statusMessage\n    model\n    totalTokens\n    costUsd\n    repeatsTokens\n    repeatsCost\n  }\n"): typeof import('./graphql').SpanRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Traces(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: TraceFilter\n    $orderBy: TraceOrder\n  ) {\n    traceTotals(period: $period, filter: $filter) {\n      traceCount\n      averageLatencyMs\n      errorCount\n      totalTokens\n      costUsd\n    }\n    traces(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      period: $period\n      filter: $filter\n      orderBy: $orderBy\n    ) {\n      pageInfo {\n        ...PageInfo\n      }\n      nodes {\n        id\n        traceId\n        name\n        userMessage\n        environment\n        tags\n        startedAt\n        latencyMs\n        errorCount\n        totalTokens\n        costUsd\n        user {\n          userId\n          name\n        }\n        feedback(first: 100) {\n          ...FeedbackRow\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').TracesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query User($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      id\n      userId\n      name\n      email\n      properties\n      firstSeenAt\n      lastSeenAt\n      environments\n      metrics(period: $period) {\n        ...Sums\n        feedback {\n          ...FeedbackFigures\n        }\n      }\n      previous(period: $period) {\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      activity(period: $drawn, interval: $interval) {\n        at\n        metrics {\n          ...Sums\n          feedback {\n            ...FeedbackFigures\n          }\n        }\n      }\n      latency(period: $period) {\n        ...Latency\n      }\n    }\n  }\n"): typeof import('./graphql').UserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserDays($userId: String!, $shown: Period!) {\n    user(userId: $userId) {\n      activity(period: $shown, interval: DAY) {\n        at\n        metrics {\n          traceCount\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UserDaysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation IdentifyUser($input: IdentifyUserInput!) {\n    identifyUser(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').IdentifyUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ToErase($userId: String!) {\n    user(userId: $userId) {\n      metrics {\n        traceCount\n        spanCount\n        feedbackCount\n      }\n    }\n  }\n"): typeof import('./graphql').ToEraseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EraseUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedTraceCount\n    }\n  }\n"): typeof import('./graphql').EraseUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Neighbours($at: String!, $period: Period, $filter: UserFilter, $orderBy: UserOrder) {\n    previous: users(last: 1, before: $at, period: $period, filter: $filter, orderBy: $orderBy) {\n      edges {\n        ...Neighbour\n      }\n    }\n    next: users(first: 1, after: $at, period: $period, filter: $filter, orderBy: $orderBy) {\n      edges {\n        ...Neighbour\n      }\n    }\n  }\n  fragment Neighbour on UserEdge {\n    cursor\n    node {\n      userId\n    }\n  }\n"): typeof import('./graphql').NeighboursDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserByModel($userId: String!, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      parts: activityByModel(period: $drawn, interval: $interval) {\n        name: model\n        points {\n          at\n          totalTokens\n          costUsd\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UserByModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserByEnvironment($userId: String!, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      parts: activityByEnvironment(period: $drawn, interval: $interval) {\n        name: environment\n        points {\n          at\n          metrics {\n            ...Sums\n            feedback {\n              ...FeedbackFigures\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UserByEnvironmentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserDetails($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {\n    user(userId: $userId) {\n      models(period: $period) {\n        ...Model\n      }\n      feedbackSummary(period: $period) {\n        ...FeedbackByName\n      }\n      annotationSummary(period: $period) {\n        ...FeedbackByName\n      }\n      trends: feedbackSummary(period: $drawn) {\n        ...FeedbackOverTime\n      }\n      commented: feedback(\n        first: 3\n        period: $period\n        filter: { hasComment: true, isAnnotation: false }\n      ) {\n        totalCount\n        nodes {\n          ...FeedbackRow\n          trace {\n            traceId\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UserDetailsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserFeedback(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: FeedbackFilter\n  ) {\n    user(userId: $userId) {\n      feedback(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        filter: $filter\n      ) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          ...FeedbackRow\n          trace {\n            traceId\n            name\n          }\n          session {\n            sessionId\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UserFeedbackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserSessions(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n  ) {\n    user(userId: $userId) {\n      sessions(first: $first, after: $after, last: $last, before: $before, period: $period) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        edges {\n          cursor\n          node {\n            id\n            sessionId\n            startedAt\n            endedAt\n            metrics {\n              ...Sums\n              feedback {\n                ...FeedbackFigures\n              }\n            }\n            traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {\n              nodes {\n                userMessage\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UserSessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserTraces(\n    $userId: String!\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $filter: TraceFilter\n    $orderBy: TraceOrder\n  ) {\n    user(userId: $userId) {\n      environments\n      traces(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        period: $period\n        filter: $filter\n        orderBy: $orderBy\n      ) {\n        totalCount\n        pageInfo {\n          ...PageInfo\n        }\n        nodes {\n          id\n          traceId\n          name\n          environment\n          tags\n          startedAt\n          latencyMs\n          spanCount\n          errorCount\n          totalTokens\n          costUsd\n          feedback(first: 100) {\n            ...FeedbackRow\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UserTracesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsersActivity(\n    $period: Period\n    $filter: UserFilter\n    $interval: Interval!\n    $feedback: String\n  ) {\n    usersActivity(period: $period, filter: $filter, interval: $interval) {\n      at\n      userCount\n      newUserCount\n      metrics {\n        ...Sums\n        feedback(name: $feedback) {\n          ...FeedbackFigures\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').UsersActivityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserCount($period: Period, $filter: UserFilter) {\n    users(first: 1, period: $period, filter: $filter) {\n      totalCount\n    }\n  }\n"): typeof import('./graphql').UserCountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users(\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n    $period: Period\n    $drawn: Period\n    $interval: Interval!\n    $environments: [String!]\n    $filter: UserFilter\n    $orderBy: UserOrder\n    $feedback: String\n    $showsFeedback: Boolean!\n    $named: [String!]\n    $showsNamed: Boolean!\n    $latency: Boolean!\n    $activity: Boolean!\n  ) {\n    users(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      period: $period\n      filter: $filter\n      orderBy: $orderBy\n    ) {\n      totalCount\n      pageInfo {\n        ...PageInfo\n      }\n      edges {\n        cursor\n        node {\n          ...Listed\n        }\n      }\n    }\n    arrived: traces(first: 1) {\n      nodes {\n        traceId\n      }\n    }\n  }\n"): typeof import('./graphql').UsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Listed on User {\n    id\n    userId\n    name\n    email\n    firstSeenAt\n    lastSeenAt\n    environments\n    metrics(period: $period, environments: $environments) {\n      ...Sums\n      feedback(name: $feedback) @include(if: $showsFeedback) {\n        ...FeedbackFigures\n      }\n      feedbackByName(names: $named) @include(if: $showsNamed) {\n        ...FeedbackFigures\n      }\n    }\n    latency(period: $period, environments: $environments) @include(if: $latency) {\n      p95Ms\n    }\n    activity(period: $drawn, interval: $interval, environments: $environments)\n      @include(if: $activity) {\n      at\n      metrics {\n        traceCount\n      }\n    }\n  }\n"): typeof import('./graphql').ListedFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WholeInput($id: ID!) {\n    node(id: $id) {\n      ... on Span {\n        content: input\n      }\n      ... on Trace {\n        content: input\n      }\n    }\n  }\n"): typeof import('./graphql').WholeInputDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WholeOutput($id: ID!) {\n    node(id: $id) {\n      ... on Span {\n        content: output\n      }\n      ... on Trace {\n        content: output\n      }\n    }\n  }\n"): typeof import('./graphql').WholeOutputDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackPage on FeedbackConnection {\n    pageInfo {\n      ...PageInfo\n    }\n    nodes {\n      ...FeedbackRow\n    }\n  }\n"): typeof import('./graphql').FeedbackPageFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllFeedback($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    node(id: $id) {\n      ... on Trace {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n      ... on Span {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n      ... on Session {\n        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {\n          ...FeedbackWithSpans\n        }\n      }\n    }\n  }\n  fragment FeedbackWithSpans on FeedbackConnection {\n    totalCount\n    ...FeedbackPage\n    nodes {\n      span {\n        spanId\n        name\n      }\n    }\n  }\n"): typeof import('./graphql').AllFeedbackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteFeedback($input: DeleteFeedbackInput!) {\n    deleteFeedback(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').DeleteFeedbackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackByName on FeedbackSummary {\n    name\n    dataType\n    count\n    average\n    distribution {\n      label\n      count\n    }\n  }\n"): typeof import('./graphql').FeedbackByNameFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackOverTime on FeedbackSummary {\n    name\n    dataType\n    activity(interval: $interval) {\n      at\n      count\n      average\n    }\n  }\n"): typeof import('./graphql').FeedbackOverTimeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackRow on Feedback {\n    feedbackId\n    name\n    dataType\n    value\n    stringValue\n    comment\n    source\n    createdAt\n  }\n"): typeof import('./graphql').FeedbackRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GivenBefore {\n    overview {\n      feedbackSummary {\n        ...GivenKind\n      }\n      annotationSummary {\n        ...GivenKind\n      }\n    }\n  }\n  fragment GivenKind on FeedbackSummary {\n    name\n    dataType\n    distribution {\n      label\n    }\n  }\n"): typeof import('./graphql').GivenBeforeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').SubmitFeedbackDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutEverywhere {\n    endBrowserSessions(input: { keepThis: false }) {\n      __typename\n    }\n  }\n"): typeof import('./graphql').SignOutEverywhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Latency on Latency {\n    averageMs\n    p50Ms\n    p95Ms\n    p99Ms\n    isExact\n  }\n"): typeof import('./graphql').LatencyFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Model on ModelUsage {\n    model\n    generationCount\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n  }\n"): typeof import('./graphql').ModelFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackFigures on FeedbackMetrics {\n    name\n    dataType\n    count\n    yesCount\n    share\n    mean\n  }\n"): typeof import('./graphql').FeedbackFiguresFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Sums on Metrics {\n    traceCount\n    sessionCount\n    spanCount\n    errorCount\n    errorRate\n    inputTokens\n    outputTokens\n    totalTokens\n    costUsd\n    feedbackCount\n  }\n"): typeof import('./graphql').SumsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      apiKey {\n        publicKey\n      }\n      secretKey\n    }\n  }\n"): typeof import('./graphql').CreateKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PageInfo on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n"): typeof import('./graphql').PageInfoFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Turn on Trace {\n    id\n    traceId\n    name\n    startedAt\n    endedAt\n    latencyMs\n    spanCount\n    errorCount\n    totalTokens\n    costUsd\n    user {\n      userId\n      name\n    }\n    userMessage\n    assistantMessage\n    inputBytes\n    outputBytes\n    feedbackConnection(first: $given) {\n      ...FeedbackPage\n      nodes {\n        span {\n          spanId\n          name\n        }\n      }\n    }\n    spans(first: $steps) {\n      nodes {\n        ...Step\n      }\n    }\n  }\n  fragment Step on Span {\n    spanId\n    parentSpanId\n    type\n    name\n    startedAt\n    latencyMs\n    level\n    statusMessage\n    model\n  }\n"): typeof import('./graphql').TurnFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
