"""SQL that reads traces."""

from collections.abc import Mapping, Sequence

from asyncpg import Record

from usertrail.database.long_values.text import LongText
from usertrail.database.scope import ScopedPool
from usertrail.measures import Counted, types_of
from usertrail.read.answer_size import ANY_LENGTH
from usertrail.read.breakdowns import LATENCY_MS
from usertrail.read.conditions import Column, equals
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.lists import Listing, Rows, select_by_id
from usertrail.read.paging import Kind, Sort
from usertrail.read.statement import Binding, scan

Texts = Mapping[str, Mapping[str, str | LongText | None]]
# Of a trace, all of whose spans together may give it more than anybody looks at.
MAX_TAGS = 100
# What is longer is read on its own, so that a trace can be shown whatever its spans say of it.
HAS_LONG_METADATA = "(pg_column_size(metadata) > 65536)"
TYPES = types_of(Counted.SPANS)
OF_SPANS = tuple(TYPES)
ALWAYS_SELECTED = f"""
    trace_id, user_id, session_id, name, environment, release, version, input_span_id,
    output_span_id, started_at, ended_at, {LATENCY_MS}::float8 AS latency_ms,
    {", ".join(OF_SPANS)},
    sources->'user_id'->>2 AS user_id_attribute, sources->'session_id'->>2 AS session_id_attribute
"""
SELECTED = f"""
    {ALWAYS_SELECTED},
    tags[1:{MAX_TAGS}] AS tags, cardinality(tags) AS tag_count,
    CASE WHEN {HAS_LONG_METADATA} THEN NULL ELSE nullif(metadata, '{{}}') END AS metadata,
    {HAS_LONG_METADATA} AS has_long_metadata
"""
ALWAYS = Columns(
    (
        *("trace_id", "user_id", "session_id", "input_span_id", "output_span_id"),
        *("started_at", "ended_at", "latency_ms"),
        *OF_SPANS,
        *("user_id_attribute", "session_id_attribute"),
    ),
    ("name", "environment", "release", "version"),
    (),
    ("tags",),
)
# As it is stored: with all its tags, and without metadata or with all of it.
SHORT = Rows("trace", f"{ALWAYS_SELECTED}, public, tags", ALWAYS.also("public"))
WHOLE = Rows("trace", f"{SHORT.selected}, metadata", SHORT.columns._replace(jsons=("metadata",)))
# Lists are of all traces, or of those of the user or session that is the key.
LISTED = Rows(
    "trace",
    SELECTED,
    ALWAYS.also("tag_count", "has_long_metadata")._replace(jsons=("metadata",)),
    lists={
        "project": "true",
        "user": "user_id = owner.key",
        "session": "session_id = owner.key AND session_id <> ''",
    },
)
METADATA = Rows("trace", "trace_id, metadata", Columns(("trace_id",), (), ("metadata",)))


def _sort(column: str, clause: str, kind: Kind) -> Sort:
    return Sort(f"traces.{column}", clause, kind, ("trace_id",))


# By what may be sorted by.
SORTS = {
    "started_at": _sort("started_at", "started_at", "instant"),
    "latency": _sort("latency", LATENCY_MS, "number"),
    **{name: _sort(name, name, "number") for name in OF_SPANS},
}
NEWEST_FIRST = SORTS["started_at"]


async def select_traces(
    pool: ScopedPool, trace_ids: Sequence[str], user_id: str | None = None
) -> list[Record]:
    """Those of LISTED with these ids, or those among them that are the user's."""
    theirs = [] if user_id is None else [equals(Column("id", "user_id"), user_id)]
    return await select_by_id(pool, LISTED, "trace_id", trace_ids, theirs)


async def select_traces_of(pool: ScopedPool, parts: Sequence[Record]) -> dict[str, Record]:
    """Those traces of these spans or scores that there are, by id, in the columns of SHORT."""
    trace_ids = sorted({part["trace_id"] for part in parts if part["trace_id"]})
    rows = await select_by_id(pool, SHORT, "trace_id", trace_ids)
    return {row["trace_id"]: row for row in rows}


async def select_trace_totals(pool: ScopedPool, listing: Listing) -> Record:
    """Of all traces of the list: `trace_count`, the sums of their spans, `average_latency_ms`."""
    bind = Binding()
    sums = ", ".join(f"coalesce(sum({name}), 0)::{of} AS {name}" for name, of in TYPES.items())
    statement = f"""
        SELECT count(*) AS trace_count, {sums}, avg({LATENCY_MS})::float8 AS average_latency_ms
        {listing.source(bind, pool)}
    """
    [row] = await scan(pool, statement, *bind.values)
    return row


async def select_trace_metadata(pool: ScopedPool, trace_ids: Sequence[str]) -> list[Record]:
    """`trace_id` and `metadata`, as text and however long. Raises AnswerTooLong."""
    return await select_by_id(pool, METADATA, "trace_id", trace_ids)


async def select_trace_texts(
    pool: ScopedPool, keys: Sequence[tuple[str, str]], column: str, most: int
) -> list[Record]:
    """What is said to be a trace's input or output, and by which span or event.

    A span says it in so many words, or by its own. Of more than so many bytes only how many.
    """
    bind = Binding()
    name = {"input": "input", "output": "output"}[column]
    project = bind(pool.project_id, "text")
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


async def texts_by_trace(pool: ScopedPool, rows: Sequence[Record]) -> Texts:
    """The `input` and `output` of rows of traces, by trace id; two statements."""
    texts: dict[str, dict[str, str | LongText | None]] = {row["trace_id"]: {} for row in rows}
    for name in ("input", "output"):
        keys = [(row["trace_id"], row[f"{name}_span_id"]) for row in rows if row[f"{name}_span_id"]]
        if keys:
            for found in await select_trace_texts(pool, keys, name, ANY_LENGTH):
                texts[found["trace_id"]][name] = found["text"]
    return texts
