"""What traces, observations and scores may be filtered by, and the parameters that do so."""

from usertrail.measures import IS_RATING
from usertrail.read.breakdowns import LATENCY_MS
from usertrail.read.spans import FIRST_TOKEN_MS
from usertrail.rest.conditions import Column, Parameter, Table

_LEVELS = "ARRAY['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']"
_SPANS = """FROM span
    WHERE span.project_id = trace.project_id AND span.trace_id = trace.trace_id"""
_SCORES = """FROM feedback
    WHERE feedback.project_id = trace.project_id AND feedback.target_id = trace.trace_id
        AND feedback.trace_id = trace.trace_id"""
_COSTS = "jsonb_each_text(cost_details) AS part(kind, cost)"
# There are no score configs, annotation queues, authors of scores or dataset runs.
_NONE = Column("text", "NULL::text")


def _span_cost(kind: str) -> str:
    """What a span cost for tokens of the kinds that have this in their name."""
    return f"(SELECT coalesce(sum(cost::numeric), 0) FROM {_COSTS} WHERE kind LIKE '%{kind}%')"


def _trace_cost(kind: str) -> Column:
    return Column("number", f"(SELECT coalesce(sum({_span_cost(kind)}), 0) {_SPANS})")


def _level_count(level: str) -> Column:
    return Column("number", f"(SELECT count(*) {_SPANS} AND level = '{level}')")


_SCORES_AVERAGE = Column(
    "number",
    f"""(SELECT avg(value) {_SCORES} AND {IS_RATING}
        AND ({{key}} IS NULL OR name = {{key}}))""",
)

TRACES = Table(
    "trace",
    {
        "id": Column("id", "trace_id"),
        "name": Column("text", "name"),
        "timestamp": Column("instant", "started_at"),
        "userId": Column("id", "user_id"),
        "sessionId": Column("id", "session_id"),
        "environment": Column("text", "environment"),
        "version": Column("text", "version"),
        "release": Column("text", "release"),
        "tags": Column("texts", "tags"),
        "public": Column("flag", "public"),
        "bookmarked": Column("flag", "false"),
        "metadata": Column("object", "metadata"),
        "latency": Column("number", f"({LATENCY_MS} / 1000)"),
        "inputTokens": Column("number", "input_tokens"),
        "outputTokens": Column("number", "output_tokens"),
        "totalTokens": Column("number", "total_tokens"),
        "tokens": Column("number", "total_tokens"),
        "inputCost": _trace_cost("input"),
        "outputCost": _trace_cost("output"),
        "totalCost": Column("number", "cost_usd"),
        "level": Column(
            "text", f"(SELECT ({_LEVELS})[max(array_position({_LEVELS}, level))] {_SPANS})"
        ),
        "errorCount": Column("number", "error_count"),
        "warningCount": _level_count("WARNING"),
        "defaultCount": _level_count("DEFAULT"),
        "debugCount": _level_count("DEBUG"),
        "scores_avg": _SCORES_AVERAGE,
        "scores": _SCORES_AVERAGE,
        "score_categories": Column(
            "texts",
            f"""(SELECT array_agg(string_value) {_SCORES}
                AND data_type = 'CATEGORICAL' AND name = {{key}})""",
        ),
        "score_booleans": Column(
            "flags",
            f"(SELECT array_agg(value = 1) {_SCORES} AND data_type = 'BOOLEAN' AND name = {{key}})",
        ),
    },
)

TRACE_PARAMETERS = {
    "userId": Parameter("userId"),
    "name": Parameter("name"),
    "sessionId": Parameter("sessionId"),
    "tags": Parameter("tags", "arrayOptions", "all of"),
    "environment": Parameter("environment", "stringOptions", "any of"),
    "version": Parameter("version"),
    "release": Parameter("release"),
    "fromTimestamp": Parameter("timestamp", "datetime", ">="),
    "toTimestamp": Parameter("timestamp", "datetime", "<"),
}

_LATENCY = f"({LATENCY_MS} / 1000)"
_TAGS = Column("texts", "tags", of_trace=True)

OBSERVATIONS = Table(
    "span",
    {
        "id": Column("id", "span_id"),
        "traceId": Column("id", "trace_id"),
        "parentObservationId": Column("id", "parent_span_id"),
        "isRootObservation": Column("flag", "(is_root OR parent_span_id IS NULL)"),
        "type": Column("text", "type"),
        "name": Column("text", "name"),
        "startTime": Column("instant", "started_at"),
        "endTime": Column("instant", "ended_at"),
        "environment": Column("text", "environment"),
        "level": Column("text", "level"),
        "statusMessage": Column("text", "status_message"),
        "version": Column("text", "version"),
        "latency": Column("number", _LATENCY),
        "timeToFirstToken": Column("number", f"({FIRST_TOKEN_MS} / 1000)"),
        "tokensPerSecond": Column("number", f"(output_tokens / nullif({_LATENCY}, 0))"),
        "inputTokens": Column("number", "input_tokens"),
        "outputTokens": Column("number", "output_tokens"),
        "totalTokens": Column("number", "total_tokens"),
        "tokens": Column("number", "total_tokens"),
        "inputCost": Column("number", _span_cost("input")),
        "outputCost": Column("number", _span_cost("output")),
        "totalCost": Column("number", "cost_usd"),
        "model": Column("text", "model"),
        "providedModelName": Column("text", "model"),
        "promptName": Column("text", "prompt_name"),
        "promptVersion": Column("number", "prompt_version"),
        "input": Column("text", "input"),
        "output": Column("text", "output"),
        "metadata": Column("object", "metadata"),
        "userId": Column("id", "user_id", of_trace=True),
        "sessionId": Column("id", "session_id", of_trace=True),
        "traceName": Column("text", "name", of_trace=True),
        "traceEnvironment": Column("text", "environment", of_trace=True),
        "release": Column("text", "release", of_trace=True),
        "traceTags": _TAGS,
        "tags": _TAGS,
    },
)

OBSERVATION_PARAMETERS = {
    "name": Parameter("name"),
    "userId": Parameter("userId"),
    "sessionId": Parameter("sessionId"),
    "type": Parameter("type"),
    "traceId": Parameter("traceId"),
    "level": Parameter("level"),
    "parentObservationId": Parameter("parentObservationId"),
    "isRootObservation": Parameter("isRootObservation", "boolean"),
    "environment": Parameter("environment", "stringOptions", "any of"),
    "version": Parameter("version"),
    "fromStartTime": Parameter("startTime", "datetime", ">="),
    "toStartTime": Parameter("startTime", "datetime", "<"),
}

SCORES = Table(
    "feedback",
    {
        "id": Column("id", "feedback_id"),
        "name": Column("text", "name"),
        "source": Column("text", "CASE source WHEN 'VISITOR' THEN 'API' ELSE source END"),
        "dataType": Column("text", "data_type"),
        "value": Column("number", "value"),
        "stringValue": Column("text", "string_value"),
        "comment": Column("text", "comment"),
        "environment": Column("text", "environment"),
        "timestamp": Column("instant", "created_at"),
        "createdAt": Column("instant", "created_at"),
        "updatedAt": Column("instant", "revised_at"),
        "traceId": Column("id", "trace_id"),
        "observationId": Column("id", "span_id"),
        "sessionId": Column("id", "session_id"),
        "userId": Column("id", "user_id"),
        "metadata": Column("object", "metadata"),
        "traceName": Column("text", "name", of_trace=True),
        "traceTags": _TAGS,
        "tags": _TAGS,
        "configId": _NONE,
        "queueId": _NONE,
        "authorUserId": _NONE,
        "datasetRunId": _NONE,
    },
)

SCORE_PARAMETERS = {
    "userId": Parameter("userId"),
    "name": Parameter("name"),
    "dataType": Parameter("dataType"),
    "source": Parameter("source"),
    "environment": Parameter("environment", "stringOptions", "any of"),
    "traceTags": Parameter("traceTags", "arrayOptions", "all of"),
    "scoreIds": Parameter("id", "stringOptions", "any of", commas=True),
    "configId": Parameter("configId"),
    "queueId": Parameter("queueId"),
    "fromTimestamp": Parameter("timestamp", "datetime", ">="),
    "toTimestamp": Parameter("timestamp", "datetime", "<"),
}
SCORE_PARAMETERS_V2 = SCORE_PARAMETERS | {
    "traceId": Parameter("traceId"),
    "sessionId": Parameter("sessionId"),
    "observationId": Parameter("observationId", "stringOptions", "any of", commas=True),
    "datasetRunId": Parameter("datasetRunId"),
}
SCORE_PARAMETERS_V3 = {
    name: Parameter(column, "stringOptions", "any of", commas=True)
    for name, column in {
        "id": "id",
        "name": "name",
        "source": "source",
        "dataType": "dataType",
        "environment": "environment",
        "traceId": "traceId",
        "sessionId": "sessionId",
        "observationId": "observationId",
        "configId": "configId",
        "queueId": "queueId",
        "authorUserId": "authorUserId",
        "experimentId": "datasetRunId",
    }.items()
} | {
    "fromTimestamp": Parameter("timestamp", "datetime", ">="),
    "toTimestamp": Parameter("timestamp", "datetime", "<"),
}

SESSIONS = Table(
    "session",
    {
        "id": Column("id", "session_id"),
        "createdAt": Column("instant", "started_at"),
        "environment": Column("text", "environment"),
    },
    """
    SELECT project_id, session_id, min(started_at) AS started_at,
        (array_agg(environment ORDER BY started_at, environment))[1] AS environment
    FROM user_session GROUP BY project_id, session_id
    """,
)

SESSION_PARAMETERS = {
    "environment": Parameter("environment", "stringOptions", "any of"),
    "fromTimestamp": Parameter("createdAt", "datetime", ">="),
    "toTimestamp": Parameter("createdAt", "datetime", "<"),
}
