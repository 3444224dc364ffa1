"""What traces, observations and scores may be filtered by, and the parameters that do so."""

from typing import NamedTuple

from strawberry.utils.str_converters import to_camel_case

from usertrail.read.columns import FEEDBACK, OF_TRACE, SESSION, SPAN, TRACE
from usertrail.read.conditions import Column
from usertrail.rest.filters import Filterable


class Parameter(NamedTuple):
    """The condition that a query parameter means."""

    column: str
    type: str = "string"
    operator: str = "="
    # Commas separate values; a list without this is of repeated parameters.
    commas: bool = False


def _named(columns: Filterable, names: str, **others: str) -> dict[str, Column]:
    """Filterable by their names in camel case, and others by the names the clients know them by."""
    return {to_camel_case(name): columns[name] for name in names.split()} | {
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


def _equal(names: str) -> dict[str, Parameter]:
    """Parameters that a column of their name must be equal to."""
    return {name: Parameter(name) for name in names.split()}


def _between(column: str, start: str, end: str) -> dict[str, Parameter]:
    return {start: Parameter(column, "datetime", ">="), end: Parameter(column, "datetime", "<")}


_IN_ENVIRONMENTS = {"environment": Parameter("environment", "stringOptions", "any of")}
_BY_TIMESTAMP = _between("timestamp", "fromTimestamp", "toTimestamp")
TRACE_PARAMETERS = {
    **_equal("userId name sessionId version release"),
    **_IN_ENVIRONMENTS,
    **_BY_TIMESTAMP,
    "tags": Parameter("tags", "arrayOptions", "all of"),
}
OBSERVATION_PARAMETERS = {
    **_equal("name userId sessionId type traceId level parentObservationId version"),
    **_IN_ENVIRONMENTS,
    **_between("startTime", "fromStartTime", "toStartTime"),
    "isRootObservation": Parameter("isRootObservation", "boolean"),
}
SCORE_PARAMETERS = {
    **_equal("userId name dataType source configId queueId"),
    **_IN_ENVIRONMENTS,
    **_BY_TIMESTAMP,
    "traceTags": Parameter("traceTags", "arrayOptions", "all of"),
    "scoreIds": Parameter("id", "stringOptions", "any of", commas=True),
}
SCORE_PARAMETERS_V2 = {
    **SCORE_PARAMETERS,
    **_equal("traceId sessionId datasetRunId"),
    "observationId": Parameter("observationId", "stringOptions", "any of", commas=True),
}
_LISTED = (
    "id name source dataType environment traceId sessionId observationId configId queueId "
    "authorUserId"
)
SCORE_PARAMETERS_V3 = {
    **{name: Parameter(name, "stringOptions", "any of", commas=True) for name in _LISTED.split()},
    **_BY_TIMESTAMP,
    "experimentId": Parameter("datasetRunId", "stringOptions", "any of", commas=True),
}
SESSION_PARAMETERS = {**_IN_ENVIRONMENTS, **_between("createdAt", "fromTimestamp", "toTimestamp")}
