"""Rows of table span, and the states of them that their traces need."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import orjson
from asyncpg import Record

from usertrail.cooperative import chunks, map_in_slices
from usertrail.database.long_values.sending import MAX_LENGTH, sends_any
from usertrail.database.long_values.stored_json import fetch_with_json
from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.normalise.records import MODEL_CALLS, Span
from usertrail.store.beside import beside
from usertrail.store.contributions import (
    Contribution,
    Rank,
    SpanState,
    SpanSums,
    fields_as_json,
    fields_of_json,
)

# Trace id and span id.
SpanKey = tuple[str, str]
# By trace id and span id.
SpansByTrace = dict[str, dict[str, Span]]

SPAN = Table(
    "span",
    {"trace_id": "text", "span_id": "text"},
    {
        "parent_span_id": "text",
        "is_root": "boolean",
        "type": "text",
        "name": "text",
        "started_at": "timestamptz",
        "ended_at": "timestamptz",
        "completion_started_at": "timestamptz",
        "level": "text",
        "status_message": "text",
        "environment": "text",
        "version": "text",
        "model": "text",
        "model_parameters": "jsonb",
        "prompt_name": "text",
        "prompt_version": "integer",
        "usage_details": "jsonb",
        "cost_details": "jsonb",
        "input_tokens": "bigint",
        "output_tokens": "bigint",
        "total_tokens": "bigint",
        "cost_usd": "numeric",
        "input": "text",
        "output": "text",
        "metadata": "jsonb",
        "trace_fields": "jsonb",
    },
)
INSERT = SPAN.insert_whole()
# In a row that begins with the project.
JSON_PLACES = [place for place, of in enumerate(SPAN.types.values(), start=1) if of == "jsonb"]
_IS_SAME = " AND ".join(f"{name} IS NOT DISTINCT FROM row.{name}" for name in SPAN.values)
# One row at a time, as in `Table.these`.
SELECT_SAME = f"""
    SELECT same.* FROM unnest($2::span[]) AS row, LATERAL (
        SELECT trace_id, span_id FROM span
        WHERE (project_id, trace_id, span_id) = ($1, row.trace_id, row.span_id) AND {_IS_SAME}
        OFFSET 0
    ) AS same
"""
# To bind more would keep the event loop busy.
ROWS_AT_ONCE = 200

STATE_COLUMNS = (
    *("trace_id", "span_id", "is_root", "name", "environment", "started_at", "ended_at"),
    *("has_input", "has_output", "parent_span_id", "type", "level", "model"),
    *("input_tokens", "output_tokens", "total_tokens", "cost_usd"),
)
STATE = """
    SELECT trace_id, span_id, is_root, name, environment, started_at, ended_at,
        input <> '' AS has_input, output <> '' AS has_output,
        CASE WHEN is_root THEN metadata END AS metadata, trace_fields,
        parent_span_id, type, level, model, input_tokens, output_tokens, total_tokens, cost_usd
    FROM span
"""


async def select_known(db: Database, project_id: str, keys: Sequence[SpanKey]) -> list[SpanKey]:
    """Those of these spans of which any version is stored."""
    known: list[SpanKey] = []
    for chunk in chunks(keys):
        statement = f"SELECT trace_id, span_id FROM span WHERE {SPAN.these}"
        known += map(tuple, await db.fetch(statement, project_id, *SPAN.key_arrays(chunk)))
    return known


async def select_same(db: Database, project_id: str, spans: Sequence[Span]) -> set[SpanKey]:
    """Those of these spans that are stored as they are; one that is sent in parts is not asked."""
    same: set[SpanKey] = set()
    for rows in await beside(lambda: [list(map(_row, batch)) for batch in _batches(spans)]):
        if not sends_any(db, rows):
            found = await db.fetch(SELECT_SAME, project_id, rows)
            same.update(map(tuple, found))
    return same


async def select_states(
    db: Database, project_id: str, keys: Sequence[SpanKey]
) -> dict[SpanKey, SpanState]:
    """The stored states of these spans, by key; of those that are not stored, none."""
    states: dict[SpanKey, SpanState] = {}
    for chunk in chunks(keys):
        rows = await _fetch_states(db, SPAN.these, project_id, *SPAN.key_arrays(chunk))
        states |= {(row["trace_id"], row["span_id"]): _state(row) for row in rows}
    return states


class StoredCost(NamedTuple):
    """What a stored span costs, and what of."""

    key: SpanKey
    model: str | None
    usage: dict[str, int]
    started_at: datetime
    details: dict[str, float]
    usd: Decimal | None


async def select_costs(
    db: Database, project_id: str, keys: Sequence[SpanKey]
) -> dict[SpanKey, StoredCost]:
    """What these spans cost as they are stored, in US dollars, by key."""
    rows = await db.fetch(
        f"""
        SELECT trace_id, span_id, model, usage_details, started_at, cost_details, cost_usd
        FROM span WHERE {SPAN.these}
        """,
        project_id,
        *SPAN.key_arrays(keys),
    )
    costs = [
        StoredCost(
            (row["trace_id"], row["span_id"]),
            row["model"],
            row["usage_details"] or {},
            row["started_at"],
            row["cost_details"] or {},
            row["cost_usd"],
        )
        for row in rows
    ]
    return {cost.key: cost for cost in costs}


async def select_states_of_traces(
    db: Database, project_id: str, trace_ids: Sequence[str]
) -> dict[str, list[SpanState]]:
    """The stored states of all spans of these traces, by trace id."""
    where = "project_id = $1 AND trace_id = ANY($2::text[])"
    rows = await _fetch_states(db, where, project_id, trace_ids)
    states: dict[str, list[SpanState]] = {}
    for row, state in zip(rows, await map_in_slices(rows, _state), strict=True):
        states.setdefault(row["trace_id"], []).append(state)
    return states


async def delete_spans(db: Database, project_id: str, keys: Sequence[SpanKey]) -> None:
    """Delete these spans of locked traces."""
    await db.execute(SPAN.delete(), project_id, *SPAN.key_arrays(keys))


async def delete_spans_of_traces(db: Database, project_id: str, trace_ids: list[str]) -> None:
    await db.execute(
        "DELETE FROM span WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


async def insert_spans(db: Database, project_id: str, spans: Sequence[Span]) -> None:
    """Insert spans that are not stored. COPY would be quicker, but heeds no policy of rows."""
    for rows in await beside(lambda: [list(map(_row, batch)) for batch in _batches(spans)]):
        if sends_any(db, rows):
            _, *columns = zip(*rows, strict=True)
            await db.execute(SPAN.insert(), project_id, *columns)
        else:
            await db.execute(INSERT, project_id, rows)


def _batches(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Spans for one statement each: what is passed with one is encoded without a pause."""
    batch: list[Span] = []
    length = 0
    for span in spans:
        texts = (span.input, span.output, span.status_message)
        span_length = sum(map(len, filter(None, texts)))
        if batch and (len(batch) == ROWS_AT_ONCE or length + span_length > MAX_LENGTH):
            yield batch
            batch, length = [], 0
        batch.append(span)
        length += span_length
    if batch:
        yield batch


async def _fetch_states(db: Database, condition: str, *values: object) -> list[Record]:
    statement = f"{STATE} WHERE {condition}"
    jsons = ("metadata", "trace_fields")
    return await fetch_with_json(db, statement, *values, others=STATE_COLUMNS, jsons=jsons)


def _state(row: Record) -> SpanState:
    contribution = Contribution(
        row["span_id"],
        Rank(row["is_root"]),
        row["name"],
        row["environment"],
        row["started_at"],
        row["ended_at"],
        bool(row["has_input"]),
        bool(row["has_output"]),
        row["metadata"] or {},
        fields_of_json(row["trace_fields"]),
    )
    sums = SpanSums(
        row["parent_span_id"],
        row["type"] in MODEL_CALLS,
        row["level"],
        row["model"],
        row["input_tokens"],
        row["output_tokens"],
        row["total_tokens"],
        row["cost_usd"],
    )
    return SpanState(contribution, sums)


def _row(span: Span) -> tuple[Any, ...]:
    """As `insert_whole` takes it: JSON as bytes; what is empty is null there."""
    row: list[Any] = [None, *span]
    row[-1] = fields_as_json(span.trace_fields)
    for place in JSON_PLACES:
        value = row[place]
        row[place] = orjson.dumps(value) if value else None
    return tuple(row)
