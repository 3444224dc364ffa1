"""SQL that finds users who moved more than others do, and new ones who never came back.

The rules are the same for every project: what is much depends on what users do there on average,
and who did too little to judge by is left out.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.measures import Scope, measured, ratings, union
from usertrail.read.period import Period
from usertrail.read.statement import Binding, scan

# Of who did less before, nothing is said.
MIN_TRACES = 3
MIN_ERRORS = 5
MIN_RATINGS = 3
JUMP = 2
# A mean fell that is at most so much of what it was.
FALLEN = (3, 4)
FIRST_VISIT = timedelta(days=1)
MIN_ABSENCE = timedelta(days=3)

COMPARED = ("trace_count", "span_count", "error_count", "total_tokens", "cost_usd")


async def select_risen(pool: ScopedPool, scope: Scope, before: Period, most: int) -> list[Record]:
    """At most so many whose cost, tokens or errors rose, of each `kind`, the greatest rise first.

    Name and data type are always null.
    """
    bind = Binding()
    earlier = replace(scope, period=before)
    return await scan(
        pool,
        f"""
        WITH compared AS MATERIALIZED (
            {_compared("user_id", COMPARED, _sums(bind, earlier), _sums(bind, scope))}
        ), everybody AS (
            SELECT count(*) AS user_count, sum(cost_usd_after) AS cost_usd,
                sum(total_tokens_after) AS total_tokens
            FROM compared WHERE trace_count_after > 0
        ), known AS (
            SELECT *, {_jumped("cost_usd")} AS cost_jumped, {_jumped("total_tokens")}
                AS tokens_jumped, error_count_after >= {MIN_ERRORS}
                AND error_count_after >= {JUMP} * error_count_before
                AND error_count_after * span_count_before
                    > error_count_before * span_count_after AS errors_rose
            FROM compared, everybody WHERE trace_count_before >= {MIN_TRACES}
        ), found AS (
            SELECT 'COST_JUMPED' AS kind, user_id, cost_usd_before AS before,
                cost_usd_after AS after FROM known WHERE cost_jumped
            UNION ALL
            SELECT 'TOKENS_JUMPED', user_id, total_tokens_before, total_tokens_after
            FROM known WHERE tokens_jumped AND NOT cost_jumped
            UNION ALL
            SELECT 'ERRORS_ROSE', user_id, error_count_before, error_count_after
            FROM known WHERE errors_rose
        )
        SELECT kind, user_id, NULL AS name, NULL AS data_type, before::numeric, after::numeric
        FROM (
            SELECT *, row_number() OVER (
                PARTITION BY kind ORDER BY after - before DESC, user_id
            ) AS place FROM found
        ) AS placed
        WHERE place <= {bind(most, "int")} ORDER BY kind, place
        """,
        *bind.values,
    )


def _compared(keys: str, names: Iterable[str], earlier: str, later: str) -> str:
    """The statement for the sums of two, by these keys, as `..._before` and `..._after`."""
    sums = ", ".join(
        f"coalesce(sum({name}) FILTER (WHERE is_before), 0) AS {name}_before, "
        f"coalesce(sum({name}) FILTER (WHERE NOT is_before), 0) AS {name}_after"
        for name in names
    )
    return f"""
        SELECT {keys}, {sums} FROM (
            SELECT true AS is_before, * FROM ({earlier}) AS part
            UNION ALL
            SELECT false, * FROM ({later}) AS part
        ) AS both_periods
        WHERE user_id <> '' GROUP BY {keys}
    """


def _sums(bind: Binding, scope: Scope) -> str:
    return f"SELECT user_id, {', '.join(COMPARED)} FROM ({union(measured(bind, scope))}) AS part"


def _jumped(sum: str) -> str:
    """At least doubled, and rose by at least what a user has on average."""
    rise = f"({sum}_after - {sum}_before)"
    return (
        f"({rise} > 0 AND {sum}_after >= {JUMP} * {sum}_before "
        f"AND {rise} * everybody.user_count >= everybody.{sum})"
    )


async def select_fallen(pool: ScopedPool, scope: Scope, before: Period, most: int) -> list[Record]:
    """At most so many whose mean of some name of feedback fell, by share the furthest first."""
    bind = Binding()
    share, whole = FALLEN
    earlier, later = (
        union(ratings(bind, within, "name", "data_type"))
        for within in (replace(scope, period=before), scope)
    )
    return await scan(
        pool,
        f"""
        SELECT 'FEEDBACK_FELL' AS kind, user_id, name, data_type,
            rating_sum_before / rating_count_before AS before,
            rating_sum_after / rating_count_after AS after
        FROM (
            {_compared("user_id, name, data_type", ("rating_count", "rating_sum"), earlier, later)}
        ) AS compared
        WHERE rating_count_before >= {MIN_RATINGS} AND rating_count_after >= {MIN_RATINGS}
            AND rating_sum_before > 0
            AND {whole} * rating_sum_after * rating_count_before
                <= {share} * rating_sum_before * rating_count_after
        ORDER BY rating_sum_after * rating_count_before / (rating_sum_before * rating_count_after),
            user_id, name, data_type
        LIMIT {bind(most, "int")}
        """,
        *bind.values,
    )


async def select_gone(pool: ScopedPool, scope: Scope, now: datetime, most: int) -> list[Record]:
    """At most so many new users who were only there at first, with most traces first."""
    bind = Binding()
    over = bind(min(scope.period.end or now, now), "timestamptz")
    return await scan(
        pool,
        f"""
        SELECT 'NEVER_CAME_BACK' AS kind, user_id, NULL AS name, NULL AS data_type,
            trace_count AS before, 0::numeric AS after
        FROM (
            SELECT user_id, sum(trace_count) AS trace_count, min(first_seen_at) AS first_seen_at,
                max(last_seen_at) AS last_seen_at
            FROM {scope.ever} WHERE {scope.where(bind, "user_id <> ''")} GROUP BY user_id
        ) AS known
        WHERE {scope.period.holds(bind, "first_seen_at")}
            AND first_seen_at + {bind(MIN_ABSENCE, "interval")} <= {over}
            AND last_seen_at < first_seen_at + {bind(FIRST_VISIT, "interval")}
            AND trace_count >= {MIN_TRACES}
        ORDER BY trace_count DESC, user_id LIMIT {bind(most, "int")}
        """,
        *bind.values,
    )
