"""What traces, observations and scores may be filtered by, and the parameters that do so."""

from typing import NamedTuple

from usertrail.read.columns import FEEDBACK, OF_TRACE, SESSION, SPAN, TRACE
from usertrail.read.conditions import Column
from usertrail.responses.names import camel
from usertrail.rest.filters import Columns


class Parameter(NamedTuple):
    """The condition that a query parameter means."""

    column: str
    type: str = "string"
    operator: str = "="
    # Commas separate values; a list without this is of repeated parameters.
    commas: bool = False


def _named(columns: Columns, names: str, **others: str) -> dict[str, Column]:
    """Columns by their names in camel case, and others by the names the clients know them by."""
    return {camel(name): columns[name] for name in names.split()} | {
        name: columns[column] for name, column in others.items()
    }


TRACES = _named(
    TRACE,
    "user_id session_id name environment version release tags public metadata latency input_tokens "
    "output_tokens total_tokens input_cost output_cost level error_count warning_count "
    "default_count debug_count",
    id="trace_id",
    timestamp="started_at",
    tokens="total_tokens",
    totalCost="cost_usd",
    scores="feedback_average",
    scores_avg="feedback_average",
    score_categories="categories",
    score_booleans="booleans",
) | {"bookmarked": Column("flag", "false")}
OBSERVATIONS = _named(
    SPAN,
    "trace_id type name environment level status_message version latency time_to_first_token "
    "tokens_per_second input_tokens output_tokens total_tokens input_cost output_cost model "
    "prompt_name prompt_version input output metadata",
    id="span_id",
    parentObservationId="parent_span_id",
    isRootObservation="is_root",
    startTime="started_at",
    endTime="ended_at",
    tokens="total_tokens",
    totalCost="cost_usd",
    providedModelName="model",
) | _named(
    OF_TRACE,
    "user_id session_id release tags",
    traceName="name",
    traceEnvironment="environment",
    traceTags="tags",
)
# There are no score configs, annotation queues, authors of scores or dataset runs.
_NONE = Column("text", "NULL::text")
SCORES = (
    _named(
        FEEDBACK,
        "name data_type value string_value comment environment created_at trace_id session_id "
        "user_id metadata",
        id="feedback_id",
        timestamp="created_at",
        updatedAt="revised_at",
        observationId="span_id",
    )
    | _named(OF_TRACE, "tags", traceName="name", traceTags="tags")
    | {"source": Column("text", "CASE source WHEN 'VISITOR' THEN 'API' ELSE source END")}
    | dict.fromkeys(("configId", "queueId", "authorUserId", "datasetRunId"), _NONE)
)
SESSIONS = _named(SESSION, "environment", id="session_id", createdAt="started_at")

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

SESSION_PARAMETERS = {
    "environment": Parameter("environment", "stringOptions", "any of"),
    "fromTimestamp": Parameter("createdAt", "datetime", ">="),
    "toTimestamp": Parameter("createdAt", "datetime", "<"),
}
