"""The names that identifiers arrived under of late, read from the latest spans when asked for."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from usertrail.database.scope import ScopedPool
from usertrail.normalise.records import JsonObject
from usertrail.normalise.text import text_of
from usertrail.read.statement import fetch

METADATA = "metadata."

MAX_TRACES, MAX_SPANS = 100, 300
# Longer ones are texts, and name nobody.
MAX_VALUE, MAX_NAME = 200, 200
MAX_BYTES = 16_384
MAX_NAMES = 300


class AttributeNameRow(NamedTuple):
    """In how many of the latest spans and traces' words a name says something, and one of these."""

    name: str
    seen_count: int
    example: str


async def select_attribute_names(pool: ScopedPool) -> list[AttributeNameRow]:
    """In order of the names."""
    statement = """
        WITH latest AS (
            SELECT trace_id FROM trace
            WHERE project_id = $1 AND started_at <= now()
            ORDER BY started_at DESC, trace_id DESC LIMIT $2
        ), said AS (
            SELECT metadata, trace_fields -> 'metadata' AS trace_metadata FROM span
            WHERE project_id = $1 AND trace_id IN (SELECT trace_id FROM latest)
            UNION ALL
            SELECT NULL, fields -> 'metadata' FROM trace_event
            WHERE project_id = $1 AND trace_id IN (SELECT trace_id FROM latest)
        )
        SELECT metadata, trace_metadata FROM said
        WHERE coalesce(pg_column_size(metadata), 0) <= $4
            AND coalesce(pg_column_size(trace_metadata), 0) <= $4
        LIMIT $3
    """
    rows = await fetch(pool, statement, pool.project_id, MAX_TRACES, MAX_SPANS, MAX_BYTES)
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for row in rows:
        found = dict(_names(row["metadata"] or {}, row["trace_metadata"] or {}))
        counts.update(found.keys())
        for name, example in found.items():
            examples.setdefault(name, example)
    return [AttributeNameRow(*of, examples[of[0]]) for of in sorted(counts.most_common(MAX_NAMES))]


def _names(metadata: JsonObject, trace_metadata: JsonObject) -> Iterator[tuple[str, str]]:
    """Names and values."""
    own = dict(metadata)
    for kept in ("attributes", "resourceAttributes"):
        yield from _texts("", own.pop(kept, None))
    own.pop("scope", None)
    yield from _texts(METADATA, own)
    yield from _texts(METADATA, trace_metadata)


def _texts(before: str, values: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in values.items() if isinstance(values, dict) else ():
        name = f"{before}{key}"
        if isinstance(value, dict) and depth < 2:
            yield from _texts(f"{name}.", value, depth + 1)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            text = text_of(value)
            if 0 < len(text) <= MAX_VALUE and len(name) <= MAX_NAME and name.isprintable():
                yield name, text
