"""Rows of table span, and the batch's own versions of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.database.ahead import MOST_LENGTH, sent_ahead
from usertrail.database.long_json import fetch_with_json
from usertrail.database.pool import Database
from usertrail.normalise.records import MODEL_CALLS, Span
from usertrail.store.contributions import (
    NO_FIELDS,
    Rank,
    Share,
    Version,
    Word,
    fields_as_json,
    fields_of_json,
)

# Trace id and span id.
SpanKey = tuple[str, str]

# The columns but the project's, $2 and on, in the order of the fields of a span.
UNNESTED = """
    $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::timestamptz[],
    $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[], $13::text[], $14::text[],
    $15::text[], $16::jsonb[], $17::text[], $18::integer[], $19::jsonb[], $20::jsonb[],
    $21::bigint[], $22::bigint[], $23::bigint[], $24::numeric[], $25::text[], $26::text[],
    $27::jsonb[], $28::jsonb[]
"""
# To bind more would keep the event loop busy.
ROWS_AT_ONCE = 200

VERSION_COLUMNS = (
    *("trace_id", "span_id", "is_root", "name", "environment", "started_at", "ended_at"),
    *("has_input", "has_output", "parent_span_id", "type", "level", "model"),
    *("input_tokens", "output_tokens", "total_tokens", "cost_usd"),
)
VERSION = """
    SELECT trace_id, span_id, is_root, name, environment, started_at, ended_at,
        input <> '' AS has_input, output <> '' AS has_output,
        CASE WHEN is_root THEN metadata END AS metadata, trace_fields,
        parent_span_id, type, level, model, input_tokens, output_tokens, total_tokens, cost_usd
    FROM span
"""


async def select_versions(
    db: Database, project_id: str, keys: Sequence[SpanKey]
) -> dict[SpanKey, Version]:
    """The stored versions of these spans."""
    rows = await _fetch_versions(
        db,
        "(trace_id, span_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))",
        project_id,
        [trace_id for trace_id, _ in keys],
        [span_id for _, span_id in keys],
    )
    return {(row["trace_id"], row["span_id"]): _version(row) for row in rows}


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
    rows = await db.fetch(
        """
        SELECT trace_id, span_id, model, usage_details, started_at, cost_details, cost_usd
        FROM span
        WHERE project_id = $1
            AND (trace_id, span_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
        """,
        project_id,
        [trace_id for trace_id, _ in keys],
        [span_id for _, span_id in keys],
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


async def select_versions_of_traces(
    db: Database, project_id: str, trace_ids: Sequence[str]
) -> dict[str, list[Version]]:
    """The stored versions of all spans of these traces, by trace id."""
    rows = await _fetch_versions(db, "trace_id = ANY($2::text[])", project_id, trace_ids)
    versions: dict[str, list[Version]] = {}
    for row, version in zip(rows, await map_in_slices(rows, _version), strict=True):
        versions.setdefault(row["trace_id"], []).append(version)
    return versions


async def delete_spans(db: Database, project_id: str, keys: Sequence[SpanKey]) -> None:
    await db.execute(
        """
        DELETE FROM span
        WHERE project_id = $1
            AND (trace_id, span_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
        """,
        project_id,
        [trace_id for trace_id, _ in keys],
        [span_id for _, span_id in keys],
    )


async def delete_spans_of_traces(db: Database, project_id: str, trace_ids: list[str]) -> None:
    await db.execute(
        "DELETE FROM span WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


async def insert_spans(db: Database, project_id: str, spans: Sequence[Span]) -> None:
    """Insert spans that are not stored. COPY would be quicker, but heeds no policy of rows."""
    for rows in _batches(map(_row, spans)):
        statement = f"""
            INSERT INTO span (project_id, {", ".join(Span._fields)})
            SELECT $1, row.* FROM unnest({UNNESTED}) AS row
        """
        columns = map(list, zip(*rows, strict=True))
        await db.execute(*await sent_ahead(db, statement, project_id, *columns))


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows for one statement each: what is passed with one is encoded without a pause."""
    batch: list[tuple[Any, ...]] = []
    length = 0
    for row in rows:
        row_length = sum(len(value) for value in row if isinstance(value, str))
        if batch and (len(batch) == ROWS_AT_ONCE or length + row_length > MOST_LENGTH):
            yield batch
            batch, length = [], 0
        batch.append(row)
        length += row_length
    if batch:
        yield batch


async def _fetch_versions(db: Database, condition: str, *values: object) -> list[Record]:
    statement = f"{VERSION} WHERE project_id = $1 AND {condition}"
    jsons = ("metadata", "trace_fields")
    return await fetch_with_json(db, statement, *values, others=VERSION_COLUMNS, jsons=jsons)


def _version(row: Record) -> Version:
    word = Word(
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
    share = Share(
        row["parent_span_id"],
        row["type"] in MODEL_CALLS,
        row["level"],
        row["model"],
        row["input_tokens"],
        row["output_tokens"],
        row["total_tokens"],
        row["cost_usd"],
    )
    return Version(word, share)


def _row(span: Span) -> tuple[Any, ...]:
    """The span as its row; what is empty is null there."""
    return (
        *span[:14],
        span.model_parameters or None,
        span.prompt_name,
        span.prompt_version,
        span.usage_details or None,
        span.cost_details or None,
        *span[19:25],
        span.metadata or None,
        None if span.trace_fields == NO_FIELDS else fields_as_json(span.trace_fields),
    )
