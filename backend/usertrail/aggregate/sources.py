"""What totals count, as the SQL that reads it from the rows of traces and feedback."""

from usertrail.counted_feedback import IS_COUNTED
from usertrail.measures import Counted, sums_of, types_by_model

# A trace and a piece of feedback as what they add. Days and hours are those of UTC.
TIME = "({0} AT TIME ZONE 'UTC')::date AS day, date_trunc('hour', {0}, 'UTC') AS hour"


def _added(*counted: Counted) -> str:
    """What each column of these sums adds up, of a row of the table that is counted."""
    return ", ".join(
        f"{of.of_row if of.counted in counted else 0} AS {of.name}" for of in sums_of()
    )


OF_TRACE = f"""
    SELECT project_id, user_id, environment, {TIME.format("started_at")}, session_id,
        {_added(Counted.TRACES, Counted.SPANS)}, started_at AS first, ended_at AS last,
        CASE WHEN user_id <> '' THEN started_at END AS seen_at
    FROM trace
"""
OF_FEEDBACK = f"""
    SELECT project_id, user_id, environment, {TIME.format("created_at")}, name, data_type,
        {_added(Counted.FEEDBACK)}, NULL::timestamptz AS seen_at
    FROM feedback WHERE {IS_COUNTED}
"""
COMMON = ", ".join(
    (
        "project_id",
        "user_id",
        "environment",
        "day",
        "hour",
        "seen_at",
        *(of.name for of in sums_of()),
    )
)
ADDED = f"""
    SELECT {COMMON} FROM ({OF_TRACE}) AS trace UNION ALL
    SELECT {COMMON} FROM ({OF_FEEDBACK}) AS feedback
"""
TRACES = f"SELECT * FROM ({OF_TRACE}) AS trace WHERE session_id <> ''"
# A trace has {model: [what it ran, in the order of the sums by model]}.
BY_MODEL = ", ".join(
    f"(model.value->>{place})::{of} AS {name}"
    for place, (name, of) in enumerate(types_by_model().items())
)
MODELS = f"""
    SELECT project_id, user_id, environment, {TIME.format("started_at")}, model.key AS model,
        {BY_MODEL}
    FROM trace, jsonb_each(models) AS model
"""
