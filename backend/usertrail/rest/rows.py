"""SQL that reads pages of traces, observations and scores."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.pool import Pool
from usertrail.query import loaders, traces
from usertrail.query.binding import Binding, fetch, scan
from usertrail.query.distributions import LATENCY_MS
from usertrail.query.selection import ANY_LENGTH
from usertrail.query.spans import FIRST_TOKEN_MS
from usertrail.rest.columns import TRACES
from usertrail.rest.conditions import Condition, Table, where
from usertrail.rest.parameters import Place

TRACE_COLUMNS = f"{traces.COLUMNS}, public"
OBSERVATION_COLUMNS = f"""
    trace_id, span_id, parent_span_id, is_root, type, name, started_at, ended_at,
    completion_started_at, {LATENCY_MS}::float8 AS latency_ms,
    CASE WHEN completion_started_at IS NOT NULL THEN {FIRST_TOKEN_MS}::float8 END
        AS time_to_first_token_ms,
    level, status_message, environment, version, model, model_parameters, prompt_name,
    prompt_version, usage_details, cost_details, input_tokens, output_tokens, total_tokens,
    cost_usd, metadata
"""

KEYS = ("id", "traceId", "sessionId")

Texts = Mapping[str, Mapping[str, str | None]]


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
    pool: Pool,
    project_id: str,
    table: Table,
    columns: str,
    conditions: Sequence[Condition],
    order: Order,
    limit: int,
    offset: int = 0,
    after: Place | None = None,
) -> list[Record]:
    """So many rows that meet the conditions, in an order, from an offset or behind a place."""
    bind = Binding()
    condition = where(bind, project_id, table, conditions)
    if after:
        key = [bind(after.at, "timestamptz"), *(bind(id, "text") for id in after.ids)]
        condition += f" AND ({order.clause}, {', '.join(order.ids)}) < ({', '.join(key)})"
    return await _reader(conditions)(
        pool,
        f"""
        SELECT {columns} FROM {table.source} WHERE {condition} ORDER BY {order.sql()}
        LIMIT {bind(limit, "bigint")} OFFSET {bind(offset, "bigint")}
        """,
        *bind.values,
    )


async def count_rows(
    pool: Pool, project_id: str, table: Table, conditions: Sequence[Condition]
) -> int:
    bind = Binding()
    condition = where(bind, project_id, table, conditions)
    rows = await _reader(conditions)(
        pool, f"SELECT count(*) AS count FROM {table.source} WHERE {condition}", *bind.values
    )
    count: int = rows[0]["count"]
    return count


def _reader(conditions: Sequence[Condition]) -> Callable[..., Awaitable[list[Record]]]:
    """Where no key leads to the rows, many are looked at to find them."""
    is_by_key = any(
        condition.column in KEYS and condition.operator in ("=", "any of")
        for condition in conditions
    )
    return fetch if is_by_key else scan


async def select_traces(pool: Pool, project_id: str, trace_ids: Sequence[str]) -> dict[str, Record]:
    """Those of these traces that there are, by id."""
    these = [Condition("id", "stringOptions", "any of", list(trace_ids))]
    order = Order("started_at", ("trace_id",))
    rows = await select_rows(pool, project_id, TRACES, TRACE_COLUMNS, these, order, len(trace_ids))
    return {row["trace_id"]: row for row in rows}


async def select_span_ids(pool: Pool, project_id: str, trace_ids: Sequence[str]) -> list[Record]:
    """The ids of all spans of these traces, by trace and in order of start."""
    return await fetch(
        pool,
        """
        SELECT trace_id, span_id FROM span
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        ORDER BY trace_id, started_at, span_id
        """,
        project_id,
        trace_ids,
    )


async def select_texts(pool: Pool, project_id: str, rows: Sequence[Record]) -> Texts:
    """The input and output of traces, by trace id."""
    texts: dict[str, dict[str, str | None]] = {row["trace_id"]: {} for row in rows}
    for name in ("input", "output"):
        keys = [(row["trace_id"], row[f"{name}_span_id"]) for row in rows if row[f"{name}_span_id"]]
        if keys:
            found = await loaders.trace_texts(pool, project_id, keys, name, ANY_LENGTH)
            for (trace_id, _), said in zip(keys, found, strict=True):
                texts[trace_id][name] = said.text
    return texts
