"""The totals of everybody counted anew from traces and feedback."""

from usertrail.aggregate.everybody import (
    DISTINCT_COUNT,
    EVERYBODY_FEEDBACK,
    EVERYBODY_LATENCY,
    EVERYBODY_MODEL,
    EVERYBODY_TOTAL,
    UNITS,
    SharedTable,
)
from usertrail.aggregate.sources import ADDED, MODELS, OF_FEEDBACK, OF_TRACE, TIME
from usertrail.aggregate.users_there import ANY_ENVIRONMENT
from usertrail.aggregate.users_there import UNITS as STAYS
from usertrail.latency import LATENCY_US, sketched

# Of which day, week or month a user's traces are, in one environment and in any.
USERS_THERE = " UNION ".join(
    f"""
    SELECT project_id, '{unit}' AS unit, date_trunc('{unit}', day::timestamp)::date AS begin,
        {environment} AS environment, user_id, 1 AS user_count, 0 AS session_count
    FROM ({OF_TRACE}) AS trace WHERE user_id <> ''
    """
    for unit in STAYS
    for environment in ("environment", f"'{ANY_ENVIRONMENT}'")
)
SESSIONS_BEGUN = f"""
    SELECT project_id, 'day' AS unit, (min(started_at) AT TIME ZONE 'UTC')::date AS begin,
        '{ANY_ENVIRONMENT}' AS environment, session_id, 0 AS user_count, 1 AS session_count
    FROM trace WHERE session_id <> '' GROUP BY project_id, session_id
"""
DISTINCT = f"SELECT * FROM ({USERS_THERE}) AS there UNION ALL {SESSIONS_BEGUN}"
ATTRIBUTED = f"""
    SELECT *, CASE WHEN user_id <> '' THEN trace_count ELSE 0 END AS attributed_count
    FROM ({ADDED}) AS added
"""
LATENCIES = sketched(
    "project_id, hour, environment",
    f"""
    SELECT project_id, environment, {TIME.format("started_at")}, {LATENCY_US} AS latency_us
    FROM trace
    """,
)


def _begun(table: SharedTable, source: str) -> str:
    """The SELECT of what the table counts by hour, by each of its units."""
    others = table.shared_keys[2:]
    hourly = ", ".join(("project_id", "hour", *others))
    sums = ", ".join(f"sum({name}) AS {name}" for name in table.values)
    units = ", ".join(f"('{unit}')" for unit in UNITS)
    return f"""
        SELECT *, date_trunc(unit, hour, 'UTC') AS begin
        FROM (SELECT {hourly}, {sums} FROM ({source}) AS added GROUP BY {hourly}) AS hourly,
            (VALUES {units}) AS units (unit)
    """


# What each table counts.
SHARED = (
    *(
        (table, _begun(table, source))
        for table, source in (
            (EVERYBODY_TOTAL, ATTRIBUTED),
            (EVERYBODY_MODEL, MODELS),
            (EVERYBODY_FEEDBACK, OF_FEEDBACK),
            (EVERYBODY_LATENCY, LATENCIES),
        )
    ),
    (DISTINCT_COUNT, DISTINCT),
)


def added_up(table: SharedTable, source: str) -> str:
    keys = ", ".join(("project_id", *table.shared_keys))
    sums = ", ".join(f"sum({name}) AS {name}" for name in table.values)
    return (
        f"SELECT {keys}, {sums} FROM {source} AS added GROUP BY {keys} "
        f"HAVING {table.counts_something}"
    )
