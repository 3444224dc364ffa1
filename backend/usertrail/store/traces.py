"""Rows of table trace: locked, read, written."""

from collections.abc import AsyncIterator, Iterable
from decimal import Decimal
from typing import Any, Literal

import orjson
from asyncpg import Record

from usertrail.cooperative import ROWS_PER_CHUNK, chunks
from usertrail.database.long_values.sending import for_long_values, sends_any
from usertrail.database.long_values.stored_json import fetch_with_json, may_be_long
from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.measures import Counted, Sums, types_by_model, types_of
from usertrail.store.beside import beside
from usertrail.store.changes import TraceFacts
from usertrail.store.fold import MODEL_SUMS, Trace
from usertrail.store.nesting import nesting_as_json, nesting_of_json

TRACE = Table(
    "trace",
    {"trace_id": "text"},
    {
        "user_id": "text",
        "session_id": "text",
        "name": "text",
        "environment": "text",
        "release": "text",
        "version": "text",
        "tags": "text[]",
        "metadata": "jsonb",
        "public": "boolean",
        "input_span_id": "text",
        "output_span_id": "text",
        "started_at": "timestamptz",
        "ended_at": "timestamptz",
        **types_of(Counted.SPANS),
        "models": "jsonb",
        "sources": "jsonb",
        "nesting": "jsonb",
    },
    from_json={"tags": "ARRAY(SELECT jsonb_array_elements_text(tags::jsonb))"},
)
SUMS = tuple(types_of(Counted.SPANS))
OWN = tuple(name for name in TRACE.columns if name not in SUMS)
NUMERIC = [name for name, of in types_by_model().items() if of == "numeric"]
FACTS = ("user_id", "session_id", "environment", "started_at", "ended_at", *SUMS, "models")
LARGE = ("metadata", "models", "sources", "nesting")
LOCK = TRACE.changing({"revision": "stored.revision + 1"}, "RETURNING stored.*")


def _insert_or_lock(met: str) -> str:
    """Returns those that were there before; the values of a long one are not read with it."""
    return f"""
        WITH met AS ({met}),
        judged AS (
            SELECT *, {" OR ".join(map(may_be_long, LARGE))} AS is_long FROM met WHERE revision > 1
        )
        SELECT {", ".join(name for name in TRACE.columns if name not in LARGE)}, is_long,
            {", ".join(f"CASE WHEN NOT is_long THEN {name} END AS {name}" for name in LARGE)}
        FROM judged
    """


INSERT_OR_LOCK = _insert_or_lock(TRACE.insert_whole(LOCK))
INSERT_OR_LOCK_LONG = _insert_or_lock(TRACE.insert(LOCK))


async def insert_or_lock(
    db: Database, project_id: str, traces: Iterable[Trace]
) -> tuple[set[str], dict[str, Trace]]:
    """Insert those that are new; lock and return, by id, those that are stored.

    The first set names the inserted ones. Sorted by id, so that two batches never wait for each
    other in opposite order. A trace that another transaction is inserting is waited for.
    """
    in_order = sorted(traces, key=lambda trace: trace.trace_id)
    stored: dict[str, Trace] = {}
    long: list[str] = []
    for given in await beside(lambda: [list(map(_row, chunk)) for chunk in chunks(in_order)]):
        if sends_any(db, (row.values() for row in given)):
            rows = await db.fetch(INSERT_OR_LOCK_LONG, project_id, *_columns(given))
        else:
            rows = await db.fetch(INSERT_OR_LOCK, project_id, given)
        stored |= {row["trace_id"]: trace_of(row) for row in rows if not row["is_long"]}
        long += (row["trace_id"] for row in rows if row["is_long"])
    if long:
        stored |= await select_traces(db, project_id, long)
    return {trace.trace_id for trace in in_order} - stored.keys(), stored


async def update_traces(db: Database, project_id: str, traces: Iterable[Trace]) -> None:
    """Write traces that this transaction has locked."""
    # What is stored may be long, whatever is added to it.
    db = for_long_values(db)
    for columns in await beside(lambda: [_columns(map(_row, some)) for some in chunks(traces)]):
        await db.execute(TRACE.update(), project_id, *columns)


async def select_traces(db: Database, project_id: str, trace_ids: list[str]) -> dict[str, Trace]:
    """These traces as they are stored, by id, without a lock."""
    rows = await fetch_with_json(
        db,
        f"""
        SELECT {", ".join(TRACE.columns)} FROM trace
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
        others=[name for name in TRACE.columns if name not in LARGE],
        jsons=LARGE,
    )
    return {row["trace_id"]: trace_of(row) for row in rows}


async def select_known(db: Database, project_id: str, trace_ids: list[str]) -> list[str]:
    """Those of these traces that are stored."""
    rows = await db.fetch(
        "SELECT trace_id FROM trace WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )
    return [row["trace_id"] for row in rows]


async def delete_traces(db: Database, project_id: str, trace_ids: list[str]) -> None:
    await db.execute(
        "DELETE FROM trace WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


async def lock_traces_of(
    db: Database, project_id: str, whose: Literal["user_id", "session_id"], id: str
) -> AsyncIterator[dict[str, TraceFacts]]:
    """Lock all that a user or session has now, in the order of all locks; how they count.

    In portions.
    """
    cursor = await db.cursor(
        f"""
        SELECT trace_id, {", ".join(FACTS)} FROM trace
        WHERE project_id = $1 AND {whose} = $2 AND {whose} <> ''
        ORDER BY trace_id FOR UPDATE
        """,
        project_id,
        id,
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
    """Forget that these were stale."""
    await db.execute(
        "DELETE FROM stale_trace WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


def trace_of(row: Record) -> Trace:
    """The trace of a row with all columns."""
    values: dict[str, Any] = {name: row[name] for name in OWN}
    values["sums"] = _sums_of(row)
    values["models"] = _models_of_json(row["models"])
    values["nesting"] = nesting_of_json(row["nesting"])
    return Trace(**values)


def _facts_of(row: Record) -> TraceFacts:
    values = {name: row[name] for name in FACTS if name not in SUMS}
    values["sums"] = _sums_of(row)
    values["models"] = _models_of_json(row["models"])
    return TraceFacts(**values)


def _sums_of(row: Record) -> Sums:
    return {name: row[name] for name in SUMS}


def _models_of_json(stored: dict[str, list[Any]]) -> dict[str, Sums]:
    """Of {model: what it ran, in the order of the sums by model}; of what is numeric, the text."""
    return {
        model: {
            name: Decimal(value) if isinstance(value, str) else value
            for name, value in zip(MODEL_SUMS, values, strict=True)
        }
        for model, values in stored.items()
    }


def _models_as_json(models: dict[str, Sums]) -> dict[str, list[Any]]:
    return {
        model: [str(sums[name]) if name in NUMERIC else sums[name] for name in MODEL_SUMS]
        for model, sums in models.items()
    }


def _columns(rows: Iterable[dict[str, Any]]) -> list[list[Any]]:
    """Rows by column."""
    return TRACE.arrays({**row, "tags": orjson.dumps(row["tags"]).decode()} for row in rows)


def _row(trace: Trace) -> dict[str, Any]:
    nesting = nesting_as_json(trace.nesting)
    return {
        **{name: getattr(trace, name) for name in OWN},
        **trace.sums,
        "metadata": orjson.dumps(trace.metadata),
        "models": orjson.dumps(_models_as_json(trace.models)),
        "sources": orjson.dumps(trace.sources),
        "nesting": orjson.dumps(nesting) if nesting else None,
    }
