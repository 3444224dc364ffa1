"""SQL that reads latency, models and feedback values, of each user or of everybody at once."""

from asyncpg import Record

from usertrail.counted_feedback import IS_ANNOTATION, IS_COUNTED, IS_RATING
from usertrail.database.scope import ScopedPool
from usertrail.latency import LATENCY_US
from usertrail.measures import Timing, float_of, listed, types_by_model
from usertrail.read.measures import DAY_START, Grain, Scope, Source, divided, together, union
from usertrail.read.statement import Binding, scan

LATENCY_MS = "(greatest(extract(epoch FROM ended_at - started_at), 0) * 1000)"
TIMINGS = tuple(of for of in listed() if isinstance(of, Timing))
MODEL_SUMS = types_by_model()
# A number with more distinct values than this is shown in as many ranges of equal width.
MAX_VALUES = 10
# Of models, names of feedback and categories, which senders make up.
MAX_PARTS = 100


def owner(scope: Scope) -> str:
    """Whose a row is: the user's, or everybody's (empty) where no users are named."""
    return "''" if scope.user_ids is None else "user_id"


async def select_latencies(pool: ScopedPool, scope: Scope) -> list[Record]:
    """Mean and percentiles of the durations of traces, where there are any."""
    bind = Binding()
    where = scope.where(bind, scope.period.holds(bind, "started_at"))
    return await scan(
        pool,
        f"""
        SELECT user_id, {", ".join(f"{of.of_rows} AS {of.name}" for of in TIMINGS)},
            true AS is_exact
        FROM (
            SELECT {owner(scope)} AS user_id, {LATENCY_US} AS latency_us
            FROM trace WHERE {where}
        ) AS timed
        GROUP BY user_id
        """,
        *bind.values,
    )


async def select_model_usages(pool: ScopedPool, scope: Scope) -> list[Record]:
    """What each model did, the dearest first: of each user the first so many."""
    bind = Binding()
    order = "cost_usd DESC, total_tokens DESC, model"
    return await scan(
        pool,
        f"""
        SELECT * FROM (
            SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY {order}) AS place FROM (
                SELECT user_id, model, {model_sums()}
                FROM ({union(model_parts(bind, scope))}) AS part GROUP BY user_id, model
            ) AS used
        ) AS placed
        WHERE place <= {MAX_PARTS} ORDER BY {order}
        """,
        *bind.values,
    )


def model_sums() -> str:
    """The select list that adds up MODEL_SUMS, each as its type."""
    return ", ".join(f"sum({name})::{of} AS {name}" for name, of in MODEL_SUMS.items())


def model_parts(bind: Binding, scope: Scope, grain: Grain = Grain.PERIOD) -> list[str]:
    """Whole days from the totals of models, ragged ends from what each trace says of its own."""
    of = f"SELECT {owner(scope)} AS user_id"
    of_trace = ", ".join(
        f"(used.value->>{place})::{of_type} AS {name}"
        for place, (name, of_type) in enumerate(MODEL_SUMS.items())
    )
    sums = ", ".join(MODEL_SUMS)
    used = f"""{of}, used.key AS model, started_at AS at, {of_trace}
        FROM trace, jsonb_each(trace.models) AS used"""
    rows = Source(used, "started_at")
    if scope.is_everybody:
        totals = f"{of}, model, begin AS at, {sums} FROM everybody_model"
        return together(bind, scope, grain, totals, rows)
    days = Source(f"{of}, model, {DAY_START} AS at, {sums} FROM model_day", "day")
    return divided(bind, scope, grain, days, rows)


async def select_feedback_values(pool: ScopedPool, scope: Scope) -> list[Record]:
    """How often each value of each kind of feedback was given, the most frequent kind first.

    A row is a category, a boolean, a number, or where a number has many values a `range` of them,
    counted from 1. The columns of its kind (count, average, low, high) repeat in each of its rows.
    Of each user there are the first so many kinds, and of each kind the first so many categories.
    """
    return await _select_values(pool, scope, IS_COUNTED)


async def select_annotation_values(pool: ScopedPool, scope: Scope) -> list[Record]:
    """The same of annotations."""
    return await _select_values(pool, scope, IS_ANNOTATION)


async def _select_values(pool: ScopedPool, scope: Scope, condition: str) -> list[Record]:
    bind = Binding()
    rating_count = "sum(times) FILTER (WHERE rating IS NOT NULL)"
    where = scope.where(bind, scope.period.holds(bind, "created_at"), condition)
    return await scan(
        pool,
        f"""
        WITH given AS (
            SELECT {owner(scope)} AS user_id, name, data_type,
                CASE WHEN {IS_RATING} THEN value END AS rating,
                CASE WHEN data_type = 'CATEGORICAL' THEN string_value END AS category,
                count(*) AS times
            FROM feedback WHERE {where} GROUP BY 1, 2, 3, 4, 5
        ), kind AS (
            SELECT user_id, name, data_type, sum(times)::bigint AS count,
                {float_of("sum(rating * times)", rating_count)} AS average,
                min(rating) AS low, max(rating) AS high,
                data_type = 'NUMERIC' AND count(DISTINCT rating) > {MAX_VALUES} AS is_ranged
            FROM given GROUP BY user_id, name, data_type
        ), placed AS (
            SELECT *, row_number() OVER (
                PARTITION BY user_id ORDER BY count DESC, name, data_type
            ) AS kind_place FROM kind
        ), valued AS (
            SELECT kind.*,
                CASE WHEN NOT is_ranged THEN rating END AS number,
                category, times,
                CASE WHEN is_ranged AND rating IS NOT NULL THEN least(
                    width_bucket(rating, low, high, {MAX_VALUES}), {MAX_VALUES}
                ) END AS range
            FROM given JOIN (
                SELECT * FROM placed WHERE kind_place <= {MAX_PARTS}
            ) AS kind USING (user_id, name, data_type)
        ), counted AS (
            SELECT user_id, name, data_type, count, average, low, high, is_ranged,
                number, category, range, sum(times)::bigint AS value_count,
                row_number() OVER (
                    PARTITION BY user_id, name, data_type ORDER BY sum(times) DESC, category
                ) AS value_place
            FROM valued
            GROUP BY user_id, name, data_type, count, average, low, high, is_ranged,
                number, category, range
        )
        SELECT user_id, name, data_type, count, average, low, high, is_ranged,
            number, category, range, value_count
        FROM counted WHERE value_place <= {MAX_PARTS}
        ORDER BY count DESC, name, data_type, number, range, value_count DESC, category
        """,
        *bind.values,
    )
