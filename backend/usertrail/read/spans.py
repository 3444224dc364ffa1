"""SQL that reads spans. Their long values are read only where they are shown."""

from collections.abc import Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.breakdowns import LATENCY_MS
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.lists import Listing, Rows, select_by_id, select_list_pages
from usertrail.read.paging import Page, Paged, Sort
from usertrail.read.statement import Binding

# A trace is shown with all its spans far more often than page by page.
MAX_SPANS = 10_000
FIRST_TOKEN_MS = "(greatest(extract(epoch FROM completion_started_at - started_at), 0) * 1000)"
BY_START = Sort("spans.started_at", "started_at", "instant", ("span_id",), descending=False)

LATENCY_COLUMNS = f"""{LATENCY_MS}::float8 AS latency_ms,
    CASE WHEN completion_started_at IS NOT NULL THEN {FIRST_TOKEN_MS}::float8 END
        AS time_to_first_token_ms"""
LONG_COLUMNS = Columns(
    (
        *("trace_id", "span_id", "parent_span_id", "type", "level", "started_at", "ended_at"),
        *("latency_ms", "time_to_first_token_ms", "environment", "prompt_version"),
        *("input_tokens", "output_tokens", "total_tokens", "cost_usd"),
    ),
    ("name", "status_message", "version", "model", "prompt_name", "input", "output"),
    ("model_parameters", "usage_details", "cost_details", "metadata"),
)
COLUMNS = LONG_COLUMNS.also("repeats_tokens", "repeats_cost", "input_bytes", "output_bytes")
# As it is stored; without input and output, which are null then.
_AS_STORED = f"""
    trace_id, span_id, parent_span_id, is_root, type, name, started_at, ended_at,
    completion_started_at, {LATENCY_COLUMNS},
    level, status_message, environment, version, model, model_parameters, prompt_name,
    prompt_version, usage_details, cost_details, input_tokens, output_tokens, total_tokens,
    cost_usd, metadata
"""
_STORED_COLUMNS = LONG_COLUMNS.also("is_root", "completion_started_at")
WHOLE = Rows("span", f"{_AS_STORED}, input, output", _STORED_COLUMNS)
SHORT = Rows("span", f"{_AS_STORED}, NULL::text AS input, NULL::text AS output", _STORED_COLUMNS)
IDS = Rows("span", "trace_id, span_id", Columns(("trace_id", "span_id")))
# What is read of them depends on the texts that are shown.
OF_TRACE = Listing(
    Rows("span", "", COLUMNS, lists={"trace": "trace_id = owner.key"}), BY_START, of="trace"
)


class Texts(NamedTuple):
    """How many bytes the long values of a span may have to be read; 0 where none is shown."""

    input: int
    output: int
    metadata: bool


def _selected(bind: Binding, texts: Texts) -> str:
    metadata = "nullif(metadata, '{}')" if texts.metadata else "NULL::jsonb"
    return f"""
        trace_id, span_id, parent_span_id, type, name, started_at, ended_at,
        {LATENCY_COLUMNS}, level, status_message, environment, version, model,
        nullif(model_parameters, '{{}}') AS model_parameters, prompt_name, prompt_version,
        nullif(usage_details, '{{}}') AS usage_details,
        nullif(cost_details, '{{}}') AS cost_details,
        input_tokens, output_tokens, total_tokens, coalesce(cost_usd, 0) AS cost_usd,
        {_repeats("tokens")}, {_repeats("cost")}, {metadata} AS metadata,
        {_text(bind, "input", texts.input)}, {_text(bind, "output", texts.output)}
    """


def _repeats(usage: str) -> str:
    """Whether the span says tokens or cost that spans below it say already."""
    return f"""coalesce((
        SELECT trace.nesting->'{usage}' ? span_id FROM trace
        WHERE trace.project_id = span.project_id AND trace.trace_id = span.trace_id
    ), false) AS repeats_{usage}"""


def _text(bind: Binding, column: str, most: int) -> str:
    """A text, where it is no longer than that; and its length, for which it is not read."""
    length = f"octet_length({column})"
    text = "NULL::text"
    if most:
        text = f"CASE WHEN {length} <= {bind(most, 'integer')} THEN {column} END"
    return f"{text} AS {column}, coalesce({length}, 0) AS {column}_bytes"


async def select_span_pages(
    pool: ScopedPool, trace_ids: Sequence[str], page: Page, texts: Texts
) -> list[Paged]:
    """A page of the spans of each trace, in their order: rows of COLUMNS and `sort_value`."""
    bind = Binding()
    shown = OF_TRACE.rows._replace(selected=_selected(bind, texts))
    return await select_list_pages(pool, trace_ids, OF_TRACE._replace(rows=shown), page, bind)


async def select_spans(
    pool: ScopedPool, keys: Sequence[tuple[str, str]], texts: Texts
) -> list[Record]:
    """Spans by trace id and span id."""
    bind = Binding()
    trace_ids = bind([trace_id for trace_id, _ in keys], "text[]")
    span_ids = bind([span_id for _, span_id in keys], "text[]")
    statement = f"""
        SELECT {_selected(bind, texts)} FROM span
        WHERE project_id = {bind(pool.project_id, "text")}
            AND (trace_id, span_id) IN (SELECT * FROM unnest({trace_ids}, {span_ids}))
    """
    return await fetch_columns(pool, bind, statement, COLUMNS)


async def select_span_ids(pool: ScopedPool, trace_ids: Sequence[str]) -> list[Record]:
    """The ids of all spans of these traces, by trace and in order of start."""
    order = "ORDER BY trace_id, started_at, span_id"
    return await select_by_id(pool, IDS, "trace_id", trace_ids, order=order)
