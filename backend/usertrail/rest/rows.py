"""SQL that reads pages of traces, observations and scores."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.long_text import LongText
from usertrail.database.scope import ScopedPool
from usertrail.read import feedback, traces
from usertrail.read.breakdowns import LATENCY_MS
from usertrail.read.counted import Columns, fetch_columns, fetch_fitting
from usertrail.read.spans import FIRST_TOKEN_MS
from usertrail.read.statement import Binding, fetch, scan
from usertrail.rest.columns import TRACES
from usertrail.rest.conditions import Condition, Table, where
from usertrail.rest.parameters import Place
from usertrail.schema import loaders
from usertrail.schema.selected_fields import ANY_LENGTH


class Selected(NamedTuple):
    """What is read of each row."""

    sql: str
    columns: Columns


SHORT_TRACE = Selected(f"{traces.ALWAYS_SELECTED}, public, tags", traces.ALWAYS.also("public"))
TRACE = Selected(f"{SHORT_TRACE.sql}, metadata", SHORT_TRACE.columns._replace(jsons=("metadata",)))
SCORE = Selected(feedback.SELECTED, feedback.COLUMNS)
_OBSERVATION = f"""
    trace_id, span_id, parent_span_id, is_root, type, name, started_at, ended_at,
    completion_started_at, {LATENCY_MS}::float8 AS latency_ms,
    CASE WHEN completion_started_at IS NOT NULL THEN {FIRST_TOKEN_MS}::float8 END
        AS time_to_first_token_ms,
    level, status_message, environment, version, model, model_parameters, prompt_name,
    prompt_version, usage_details, cost_details, input_tokens, output_tokens, total_tokens,
    cost_usd, metadata
"""
_OBSERVATION_COLUMNS = Columns(
    (
        *("trace_id", "span_id", "parent_span_id", "is_root", "type", "started_at", "ended_at"),
        *("completion_started_at", "latency_ms", "time_to_first_token_ms", "level"),
        *("environment", "prompt_version", "input_tokens", "output_tokens", "total_tokens"),
        "cost_usd",
    ),
    ("name", "status_message", "version", "model", "prompt_name", "input", "output"),
    ("model_parameters", "usage_details", "cost_details", "metadata"),
)
OBSERVATION = Selected(f"{_OBSERVATION}, input, output", _OBSERVATION_COLUMNS)
SHORT_OBSERVATION = Selected(
    f"{_OBSERVATION}, NULL::text AS input, NULL::text AS output", _OBSERVATION_COLUMNS
)

KEYS = ("id", "traceId", "sessionId")

Texts = Mapping[str, Mapping[str, str | LongText | None]]


class Order(NamedTuple):
    """By a known clause, then by the ids that tell rows apart."""

    clause: str
    ids: tuple[str, ...]
    descending: bool = True
    # Rows without a value come last either way; an index does not serve this.
    nullable: bool = False

    def sql(self) -> str:
        direction = "DESC" if self.descending else "ASC"
        nulls = " NULLS LAST" if self.nullable else ""
        ids = "".join(f", {id} {direction}" for id in self.ids)
        return f"{self.clause} {direction}{nulls}{ids}"


async def select_rows(
    pool: ScopedPool,
    project_id: str,
    table: Table,
    selected: Selected,
    conditions: Sequence[Condition],
    order: Order,
    limit: int,
    offset: int = 0,
) -> list[Record]:
    """So many rows that meet the conditions, in an order, from an offset on."""
    bind = Binding()
    condition = where(bind, project_id, table, conditions)
    statement = f"""
        SELECT {selected.sql} FROM {table.source} WHERE {condition} ORDER BY {order.sql()}
        LIMIT {bind(limit, "bigint")} OFFSET {bind(offset, "bigint")}
    """
    is_scan = _is_scan(conditions)
    return await fetch_columns(pool, bind, statement, selected.columns, is_scan=is_scan)


async def select_rows_after(
    pool: ScopedPool,
    project_id: str,
    table: Table,
    selected: Selected,
    conditions: Sequence[Condition],
    order: Order,
    limit: int,
    after: Place | None,
) -> tuple[list[Record], bool]:
    """At most so many rows behind a place, fewer where they are long; and whether more follow."""
    bind = Binding()
    condition = where(bind, project_id, table, conditions)
    if after:
        key = [bind(after.at, "timestamptz"), *(bind(id, "text") for id in after.ids)]
        condition += f" AND ({order.clause}, {', '.join(order.ids)}) < ({', '.join(key)})"
    statement = f"""
        SELECT {selected.sql} FROM {table.source} WHERE {condition} ORDER BY {order.sql()}
        LIMIT {bind(limit + 1, "bigint")}
    """
    is_scan = _is_scan(conditions)
    rows, count = await fetch_fitting(pool, bind, statement, selected.columns, is_scan=is_scan)
    shown = rows[:limit]
    return shown, count > len(shown)


async def count_rows(
    pool: ScopedPool, project_id: str, table: Table, conditions: Sequence[Condition]
) -> int:
    bind = Binding()
    condition = where(bind, project_id, table, conditions)
    read = scan if _is_scan(conditions) else fetch
    rows = await read(
        pool, f"SELECT count(*) AS count FROM {table.source} WHERE {condition}", *bind.values
    )
    count: int = rows[0]["count"]
    return count


def _is_scan(conditions: Sequence[Condition]) -> bool:
    """Where no key leads to the rows, many are looked at to find them."""
    return not any(
        condition.column in KEYS and condition.operator in ("=", "any of")
        for condition in conditions
    )


async def select_traces(
    pool: ScopedPool, project_id: str, trace_ids: Sequence[str]
) -> dict[str, Record]:
    """Those of these traces that there are, by id."""
    these = [Condition("id", "stringOptions", "any of", list(trace_ids))]
    order = Order("started_at", ("trace_id",))
    rows = await select_rows(pool, project_id, TRACES, SHORT_TRACE, these, order, len(trace_ids))
    return {row["trace_id"]: row for row in rows}


async def select_span_ids(
    pool: ScopedPool, project_id: str, trace_ids: Sequence[str]
) -> list[Record]:
    """The ids of all spans of these traces, by trace and in order of start."""
    bind = Binding()
    statement = f"""
        SELECT trace_id, span_id FROM span
        WHERE project_id = {bind(project_id, "text")}
            AND trace_id = ANY({bind(trace_ids, "text[]")})
        ORDER BY trace_id, started_at, span_id
    """
    return await fetch_columns(pool, bind, statement, Columns(("trace_id", "span_id")))


async def select_score_ids(
    pool: ScopedPool, project_id: str, trace_ids: Sequence[str]
) -> list[Record]:
    """The ids of all scores of these traces and their spans, the oldest first."""
    bind = Binding()
    statement = f"""
        SELECT trace_id, feedback_id FROM feedback
        WHERE project_id = {bind(project_id, "text")}
            AND target_id = ANY({bind(trace_ids, "text[]")}) AND trace_id IS NOT NULL
        ORDER BY created_at, feedback_id
    """
    return await fetch_columns(pool, bind, statement, Columns(("trace_id", "feedback_id")))


async def select_texts(pool: ScopedPool, project_id: str, rows: Sequence[Record]) -> Texts:
    """The input and output of traces, by trace id."""
    texts: dict[str, dict[str, str | LongText | None]] = {row["trace_id"]: {} for row in rows}
    for name in ("input", "output"):
        keys = [(row["trace_id"], row[f"{name}_span_id"]) for row in rows if row[f"{name}_span_id"]]
        if keys:
            found = await loaders.trace_texts(pool, project_id, keys, name, ANY_LENGTH)
            for (trace_id, _), said in zip(keys, found, strict=True):
                texts[trace_id][name] = said.text
    return texts
