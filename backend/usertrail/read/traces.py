"""SQL that reads traces and their spans."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.normalise.identifiers import storable_id
from usertrail.read.breakdowns import LATENCY_MS
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.paging import Page, Paged, Sort, count_lists, select_pages
from usertrail.read.period import Period
from usertrail.read.statement import Binding
from usertrail.schema.inputs import (
    OrderDirection,
    TraceFilter,
    TraceOrder,
    TraceOrderField,
    contains,
    environments_of,
    lies_in,
)

# Of a trace, all of whose spans together may give it more than anybody looks at.
MOST_TAGS = 100
# What is longer is read on its own, so that a trace can be shown whatever its spans say of it.
HAS_LONG_METADATA = "(pg_column_size(metadata) > 65536)"
ALWAYS_SELECTED = f"""
    trace_id, user_id, session_id, name, environment, release, version, input_span_id,
    output_span_id, started_at, ended_at, {LATENCY_MS}::float8 AS latency_ms, span_count,
    error_count, input_tokens, output_tokens, total_tokens, cost_usd,
    sources->'user_id'->>2 AS user_id_attribute, sources->'session_id'->>2 AS session_id_attribute
"""
SELECTED = f"""
    {ALWAYS_SELECTED},
    tags[1:{MOST_TAGS}] AS tags, cardinality(tags) AS tag_count,
    CASE WHEN {HAS_LONG_METADATA} THEN NULL ELSE nullif(metadata, '{{}}') END AS metadata,
    {HAS_LONG_METADATA} AS has_long_metadata
"""
ALWAYS = Columns(
    (
        *("trace_id", "user_id", "session_id", "input_span_id", "output_span_id"),
        *("started_at", "ended_at", "latency_ms", "span_count", "error_count"),
        *("input_tokens", "output_tokens", "total_tokens", "cost_usd"),
        *("user_id_attribute", "session_id_attribute"),
    ),
    ("name", "environment", "release", "version"),
    (),
    ("tags",),
)
COLUMNS = ALWAYS.also("tag_count", "has_long_metadata")._replace(jsons=("metadata",))
# Which traces a list is of: all, or those of the user or session that is its key.
OF = {
    "project": "true",
    "user": "user_id = owner.key",
    "session": "session_id = owner.key AND session_id <> ''",
}
CLAUSES = {
    TraceOrderField.STARTED_AT: "started_at",
    TraceOrderField.LATENCY: LATENCY_MS,
    TraceOrderField.TOTAL_TOKENS: "total_tokens",
    TraceOrderField.COST_USD: "cost_usd",
}
HAS_FEEDBACK = """EXISTS (
    SELECT FROM feedback
    WHERE feedback.project_id = trace.project_id AND feedback.target_id = trace.trace_id
        AND feedback.trace_id = trace.trace_id
)"""
NEWEST_FIRST = TraceOrder(field=TraceOrderField.STARTED_AT)


def sort_of(order: TraceOrder | None) -> Sort:
    order = order or NEWEST_FIRST
    return Sort(
        f"traces.{order.field.value}",
        CLAUSES[order.field],
        "instant" if order.field is TraceOrderField.STARTED_AT else "number",
        id="trace_id",
        descending=order.direction is OrderDirection.DESC,
    )


async def select_trace_pages(
    pool: ScopedPool,
    project_id: str,
    keys: Sequence[str],
    of: str,
    page: Page,
    period: Period,
    filter: TraceFilter | None,
    order: TraceOrder | None,
) -> list[Paged]:
    bind = Binding()
    sort = sort_of(order)
    select = f"""
        SELECT {SELECTED}, {sort.clause} AS sort_value FROM trace
        WHERE {_where(bind, project_id, of, period, filter)}
    """
    return await select_pages(
        pool, bind, keys, select, sort, page, COLUMNS, is_filtered=filter is not None
    )


async def count_traces(
    pool: ScopedPool,
    project_id: str,
    keys: Sequence[str],
    of: str,
    period: Period,
    filter: TraceFilter | None,
) -> list[int]:
    bind = Binding()
    source = f"FROM trace WHERE {_where(bind, project_id, of, period, filter)}"
    return await count_lists(pool, bind, keys, source)


def _where(
    bind: Binding, project_id: str, of: str, period: Period, filter: TraceFilter | None
) -> str:
    conditions = [
        f"project_id = {bind(project_id, 'text')}",
        OF[of],
        period.holds(bind, "started_at"),
    ]
    if filter:
        conditions += _conditions(bind, filter)
    return " AND ".join(conditions)


def _conditions(bind: Binding, filter: TraceFilter) -> list[str]:
    conditions = [
        *lies_in(bind, "total_tokens", filter.total_tokens),
        *lies_in(bind, "cost_usd", filter.cost_usd),
        *lies_in(bind, LATENCY_MS, filter.latency_ms),
    ]
    if filter.search:
        conditions.append(contains(bind, filter.search, "name", "trace_id"))
    if filter.user_id is not None:
        conditions.append(f"user_id = {bind(storable_id(filter.user_id), 'text')}")
    if filter.session_id is not None:
        conditions.append(f"session_id = {bind(storable_id(filter.session_id), 'text')}")
    if (environments := environments_of(filter.environments)) is not None:
        conditions.append(f"environment = ANY({bind(environments, 'text[]')})")
    if filter.tags:
        conditions.append(f"tags @> {bind(filter.tags, 'text[]')}")
    if filter.has_error is not None:
        conditions.append(f"(error_count > 0) = {bind(filter.has_error, 'boolean')}")
    if filter.has_feedback is not None:
        conditions.append(HAS_FEEDBACK if filter.has_feedback else f"NOT {HAS_FEEDBACK}")
    return conditions


async def select_traces(
    pool: ScopedPool, project_id: str, trace_ids: Sequence[str], user_id: str | None = None
) -> list[Record]:
    """These traces, or those among them that are the user's."""
    bind = Binding()
    conditions = [
        f"project_id = {bind(project_id, 'text')}",
        f"trace_id = ANY({bind(trace_ids, 'text[]')})",
    ]
    if user_id is not None:
        conditions.append(f"user_id = {bind(user_id, 'text')}")
    statement = f"SELECT {SELECTED} FROM trace WHERE {' AND '.join(conditions)}"
    return await fetch_columns(pool, bind, statement, COLUMNS)


async def select_trace_metadata(
    pool: ScopedPool, project_id: str, trace_ids: Sequence[str]
) -> list[Record]:
    bind = Binding()
    statement = f"""
        SELECT trace_id, metadata FROM trace
        WHERE project_id = {bind(project_id, "text")}
            AND trace_id = ANY({bind(trace_ids, "text[]")})
    """
    return await fetch_columns(pool, bind, statement, Columns(("trace_id",), (), ("metadata",)))


async def select_trace_texts(
    pool: ScopedPool, project_id: str, keys: Sequence[tuple[str, str]], column: str, most: int
) -> list[Record]:
    """What is said to be a trace's input or output, and by which span or event.

    A span says it in so many words, or by its own. Of more than so many bytes only how many.
    """
    bind = Binding()
    name = {"input": "input", "output": "output"}[column]
    project = bind(project_id, "text")
    trace_ids = bind([trace_id for trace_id, _ in keys], "text[]")
    span_ids = bind([span_id for _, span_id in keys], "text[]")
    these = f"(SELECT * FROM unnest({trace_ids}, {span_ids}))"
    said = f"coalesce(nullif(fields->>'{name}', ''), own)"
    statement = f"""
        SELECT *, coalesce(octet_length({said}), 0) AS bytes FROM (
            SELECT trace_id, span_id, trace_fields AS fields, {name} AS own FROM span
            WHERE project_id = {project} AND (trace_id, span_id) IN {these}
            UNION ALL
            SELECT trace_id, event_id, fields, NULL FROM trace_event
            WHERE project_id = {project} AND (trace_id, event_id) IN {these}
        ) AS here
    """
    text = f"CASE WHEN bytes <= {bind(most, 'integer')} THEN {said} END"
    columns = Columns(("trace_id", "span_id", "bytes"), ("text",), made={"text": text})
    return await fetch_columns(pool, bind, statement, columns)
