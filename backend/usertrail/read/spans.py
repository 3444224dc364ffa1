"""SQL that reads spans. Their long values are read only where they are shown."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.breakdowns import LATENCY_MS
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.paging import Page, Paged, Sort, count_lists, select_pages
from usertrail.read.statement import Binding
from usertrail.schema.selected_fields import Texts

# A trace is shown with all its spans far more often than page by page.
MOST = 10_000
FIRST_TOKEN_MS = "(greatest(extract(epoch FROM completion_started_at - started_at), 0) * 1000)"
BY_START = Sort("spans.started_at", "started_at", "instant", id="span_id", descending=False)


COLUMNS = Columns(
    (
        *("trace_id", "span_id", "parent_span_id", "type", "level", "started_at", "ended_at"),
        *("latency_ms", "time_to_first_token_ms", "environment", "prompt_version"),
        *("input_tokens", "output_tokens", "total_tokens", "cost_usd"),
        *("repeats_tokens", "repeats_cost", "input_bytes", "output_bytes"),
    ),
    ("name", "status_message", "version", "model", "prompt_name", "input", "output"),
    ("model_parameters", "usage_details", "cost_details", "metadata"),
)


def _selected(bind: Binding, texts: Texts) -> str:
    metadata = "nullif(metadata, '{}')" if texts.metadata else "NULL::jsonb"
    return f"""
        trace_id, span_id, parent_span_id, type, name, started_at, ended_at,
        {LATENCY_MS}::float8 AS latency_ms,
        CASE WHEN completion_started_at IS NOT NULL THEN {FIRST_TOKEN_MS}::float8 END
            AS time_to_first_token_ms,
        level, status_message, environment, version, model,
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
    pool: ScopedPool, project_id: str, trace_ids: Sequence[str], page: Page, texts: Texts
) -> list[Paged]:
    bind = Binding()
    select = f"""
        SELECT {_selected(bind, texts)}, started_at AS sort_value FROM span
        WHERE project_id = {bind(project_id, "text")} AND trace_id = owner.key
    """
    return await select_pages(pool, bind, trace_ids, select, BY_START, page, COLUMNS)


async def count_spans(pool: ScopedPool, project_id: str, trace_ids: Sequence[str]) -> list[int]:
    bind = Binding()
    source = f"FROM span WHERE project_id = {bind(project_id, 'text')} AND trace_id = owner.key"
    return await count_lists(pool, bind, trace_ids, source)


async def select_spans(
    pool: ScopedPool, project_id: str, keys: Sequence[tuple[str, str]], texts: Texts
) -> list[Record]:
    """Spans by trace id and span id."""
    bind = Binding()
    trace_ids = bind([trace_id for trace_id, _ in keys], "text[]")
    span_ids = bind([span_id for _, span_id in keys], "text[]")
    statement = f"""
        SELECT {_selected(bind, texts)} FROM span
        WHERE project_id = {bind(project_id, "text")}
            AND (trace_id, span_id) IN (SELECT * FROM unnest({trace_ids}, {span_ids}))
    """
    return await fetch_columns(pool, bind, statement, COLUMNS)
