"""Rows of table trace: locked, read, written."""

from collections.abc import AsyncIterator, Iterable
from decimal import Decimal
from typing import Any

import orjson
from asyncpg import Record

from usertrail.cooperative import ROWS_PER_CHUNK
from usertrail.database.ahead import sent_ahead
from usertrail.database.long_json import fetch_with_json, may_be_long
from usertrail.database.pool import Database
from usertrail.store.changes import TraceFacts, sums_of
from usertrail.store.fold import ModelSums, Trace
from usertrail.store.nesting import nesting_as_json, nesting_of_json

COLUMNS = (
    "trace_id",
    "user_id",
    "session_id",
    "name",
    "environment",
    "release",
    "version",
    "tags",
    "metadata",
    "public",
    "input_span_id",
    "output_span_id",
    "started_at",
    "ended_at",
    "span_count",
    "error_count",
    "input_tokens",
    "output_tokens",
    "total_tokens",
    "cost_usd",
    "models",
    "sources",
    "nesting",
)
LARGE = ("metadata", "models", "sources", "nesting")
# Of a trace that was there before: its values are not read with it.
IS_LONG = f"(trace.revision > 1 AND ({' OR '.join(map(may_be_long, LARGE))}))"
# An array of lists would be taken for one of two dimensions, so tags travel as text of JSON.
UNNESTED = """
    SELECT trace_id, user_id, session_id, name, environment, release, version,
        ARRAY(SELECT jsonb_array_elements_text(tags::jsonb)) AS tags,
        metadata, public, input_span_id, output_span_id, started_at, ended_at,
        span_count, error_count, input_tokens, output_tokens, total_tokens, cost_usd,
        models, sources, nesting
    FROM unnest(
        $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::jsonb[], $11::boolean[], $12::text[], $13::text[],
        $14::timestamptz[], $15::timestamptz[], $16::bigint[], $17::bigint[], $18::bigint[],
        $19::bigint[], $20::bigint[], $21::numeric[], $22::jsonb[], $23::jsonb[],
        $24::jsonb[]
    ) AS row(
        trace_id, user_id, session_id, name, environment, release, version, tags, metadata,
        public, input_span_id, output_span_id, started_at, ended_at, span_count, error_count,
        input_tokens, output_tokens, total_tokens, cost_usd, models, sources,
        nesting
    )
"""


async def insert_or_lock(
    db: Database, project_id: str, traces: Iterable[Trace]
) -> tuple[set[str], dict[str, Trace]]:
    """Insert those that are new; lock and return, by id, those that are stored.

    The first set names the inserted ones. Sorted by id, so that two batches never wait for each
    other in opposite order. A trace that another transaction is inserting is waited for.
    """
    statement = f"""
        INSERT INTO trace (project_id, {", ".join(COLUMNS)})
        SELECT $1, row.* FROM ({UNNESTED}) AS row
        ON CONFLICT (project_id, trace_id) DO UPDATE SET revision = trace.revision + 1
        RETURNING {", ".join(map(_if_stored, COLUMNS))}, revision, {IS_LONG} AS is_long
    """
    columns = _arrays(sorted(traces, key=lambda trace: trace.trace_id))
    rows = await db.fetch(*await sent_ahead(db, statement, project_id, *columns))
    inserted = {row["trace_id"] for row in rows if row["revision"] == 1}
    stored = {
        row["trace_id"]: trace_of(row)
        for row in rows
        if row["trace_id"] not in inserted and not row["is_long"]
    }
    if long := [row["trace_id"] for row in rows if row["is_long"]]:
        stored |= await select_traces(db, project_id, long)
    return inserted, stored


def _if_stored(name: str) -> str:
    """What is large of a trace is read back only where it was there before, and not too long."""
    if name not in LARGE:
        return name
    return f"CASE WHEN trace.revision > 1 AND NOT {IS_LONG} THEN {name} END AS {name}"


async def update_traces(db: Database, project_id: str, traces: Iterable[Trace]) -> None:
    """Write traces that this transaction has locked."""
    assignments = ", ".join(f"{name} = row.{name}" for name in COLUMNS[1:])
    statement = f"""
        UPDATE trace SET {assignments} FROM ({UNNESTED}) AS row
        WHERE trace.project_id = $1 AND trace.trace_id = row.trace_id
    """
    await db.execute(*await sent_ahead(db, statement, project_id, *_arrays(traces)))


async def select_traces(db: Database, project_id: str, trace_ids: list[str]) -> dict[str, Trace]:
    rows = await fetch_with_json(
        db,
        f"""
        SELECT {", ".join(COLUMNS)} FROM trace
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
        others=[name for name in COLUMNS if name not in LARGE],
        jsons=LARGE,
    )
    return {row["trace_id"]: trace_of(row) for row in rows}


async def delete_traces(db: Database, project_id: str, trace_ids: list[str]) -> None:
    await db.execute(
        "DELETE FROM trace WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


async def lock_traces_of_user(
    db: Database, project_id: str, user_id: str
) -> AsyncIterator[dict[str, TraceFacts]]:
    """Lock all that a user has now, in the order of all locks; how they count, in portions."""
    cursor = await db.cursor(
        f"""
        SELECT trace_id, {", ".join(TraceFacts._fields)} FROM trace
        WHERE project_id = $1 AND user_id = $2 ORDER BY trace_id FOR UPDATE
        """,
        project_id,
        user_id,
    )
    while rows := await cursor.fetch(ROWS_PER_CHUNK):
        yield {row["trace_id"]: _facts_of(row) for row in rows}


async def select_stale(db: Database, most: int) -> list[tuple[str, str]]:
    """Traces whose sums were made by an older rule: project id and trace id.

    A migration names them, and they are of any project.
    """
    rows = await db.fetch(
        "SELECT project_id, trace_id FROM stale_trace ORDER BY project_id, trace_id LIMIT $1", most
    )
    return [(row["project_id"], row["trace_id"]) for row in rows]


async def delete_stale(db: Database, project_id: str, trace_ids: list[str]) -> None:
    await db.execute(
        "DELETE FROM stale_trace WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


def trace_of(row: Record) -> Trace:
    values: dict[str, Any] = {name: row[name] for name in COLUMNS}
    values["models"] = {name: _model_sums(*sums) for name, sums in row["models"].items()}
    values["nesting"] = nesting_of_json(row["nesting"])
    return Trace(**values)


def _facts_of(row: Record) -> TraceFacts:
    values = {name: row[name] for name in TraceFacts._fields}
    values["models"] = {name: sums_of(_model_sums(*sums)) for name, sums in row["models"].items()}
    return TraceFacts(**values)


def _model_sums(
    generations: int, input_tokens: int, output_tokens: int, total_tokens: int, cost_usd: str
) -> ModelSums:
    return ModelSums(generations, input_tokens, output_tokens, total_tokens, Decimal(cost_usd))


def _arrays(traces: Iterable[Trace]) -> list[tuple[Any, ...]]:
    rows = [_row(trace) for trace in traces]
    return list(zip(*rows, strict=True))


def _row(trace: Trace) -> tuple[Any, ...]:
    values = [getattr(trace, name) for name in COLUMNS]
    values[COLUMNS.index("tags")] = orjson.dumps(trace.tags).decode()
    values[COLUMNS.index("models")] = {
        name: [
            sums.generation_count,
            sums.input_tokens,
            sums.output_tokens,
            sums.total_tokens,
            str(sums.cost_usd),
        ]
        for name, sums in trace.models.items()
    }
    values[COLUMNS.index("nesting")] = nesting_as_json(trace.nesting)
    return tuple(values)
