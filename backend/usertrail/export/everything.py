"""All that is stored of one user, as one JSON object, read in one snapshot and never held whole."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from functools import partial
from typing import NamedTuple

import orjson
from strawberry.utils.str_converters import to_camel_case

from usertrail.database.pool import Database
from usertrail.database.scope import ScopedPool
from usertrail.errors import NotFound
from usertrail.export.snapshot import snapshot
from usertrail.measures import Counted, types_by_model, types_of

# Of rows that may hold megabytes, one is read at a time.
ROWS_AT_ONCE = 500
PIECE_BYTES = 64 * 1024
WHOLE = "row_to_json(item)::text"
# Without its last brace: more follows.
OPEN = f"left({WHOLE}, -1)"

OF_SPANS = " ".join(types_of(Counted.SPANS))
SUMS = " ".join(types_of(Counted.TRACES, Counted.SPANS))
GIVEN = " ".join(types_of(Counted.FEEDBACK))
BY_MODEL = " ".join(types_by_model())
SEEN = "first_seen_at last_seen_at"


class Part(NamedTuple):
    """An array of the object: the rows of a table in the project, $1, that are of the owner, $2."""

    name: str
    table: str
    columns: str
    order: str
    owner: str = "user_id"
    at_once: int = ROWS_AT_ONCE

    def statement(self, json: str = WHOLE, beside: str = "NULL") -> str:
        """Its rows as JSON, each made only when it is read, in pieces that are read at once."""
        selected = ", ".join(
            f'{_exact(name)} AS "{to_camel_case(name)}"' for name in self.columns.split()
        )
        return f"""
            SELECT number, beside,
                substring(json FROM number * {PIECE_BYTES} + 1 FOR {PIECE_BYTES}) AS piece
            FROM (
                SELECT convert_to({json}, 'UTF8') AS json, {beside} AS beside FROM (
                    SELECT {selected} FROM {self.table}
                    WHERE project_id = $1 AND {self.owner} = $2 ORDER BY {self.order}
                ) AS item
                OFFSET 0
            ) AS item, generate_series(0, (length(json) - 1) / {PIECE_BYTES}) AS number
        """


FEEDBACK_COLUMNS = (
    "feedback_id trace_id span_id session_id name data_type value string_value comment source "
    "metadata created_at revised_at given_environment environment"
)
TRACE_COLUMNS = (
    "trace_id session_id name environment release version tags metadata public input_span_id "
    f"output_span_id started_at ended_at {OF_SPANS} models"
)
SPAN_COLUMNS = (
    "span_id parent_span_id is_root type name started_at ended_at completion_started_at level "
    "status_message environment version model model_parameters prompt_name prompt_version "
    "usage_details cost_details input_tokens output_tokens total_tokens cost_usd input output "
    "metadata trace_fields"
)
SESSION_COLUMNS = f"session_id environment started_at ended_at {SUMS}"
RATED = "day environment name data_type"
SPAN_EVENT_COLUMNS = "span_id event_id names_trace is_update said_at fields"
USER = Part("user", "user_profile", "user_id name email properties", "user_id")
TOTALS = Part("totals", "user_ever", f"{SEEN} {SUMS} {GIVEN}", "user_id")
PARTS = (
    Part("environments", "user_total", f"environment {SEEN} {SUMS} {GIVEN}", "environment"),
    Part("days", "user_day", f"day environment {SUMS} {GIVEN}", "day, environment"),
    Part("models", "model_day", f"day environment model {BY_MODEL}", "day, environment, model"),
    Part("ratings", "feedback_day", f"{RATED} {GIVEN}", RATED.replace(" ", ", ")),
    Part("sessions", "user_session", SESSION_COLUMNS, "started_at, session_id, environment"),
    Part("ownSessions", "session", "session_id environment started_at", "session_id"),
    Part("feedback", "feedback", FEEDBACK_COLUMNS, "created_at, feedback_id", at_once=1),
)
TRACES = Part("traces", "trace", TRACE_COLUMNS, "started_at, trace_id", at_once=1)
_of_a_trace = partial(Part, owner="trace_id", at_once=1)
OF_TRACE = (
    _of_a_trace("spans", "span", SPAN_COLUMNS, "started_at, span_id"),
    # What these and the trace were made of, where it came in parts.
    _of_a_trace(
        "traceEvents", "trace_event", "event_id said_at environment fields", "said_at, event_id"
    ),
    _of_a_trace("spanEvents", "span_event", SPAN_EVENT_COLUMNS, "said_at, span_id, event_id"),
)


async def read_everything(pool: ScopedPool, user_id: str) -> AsyncGenerator[bytes]:
    """The object in pieces of some size. Holds a connection until it is closed.

    Raises NotFound for a user of whom nothing is stored, and TooBusy.
    """
    waiting = bytearray()
    async with snapshot(pool) as db:
        arrays = (_array(db, part, pool.project_id, user_id) for part in PARTS)
        texts = (
            _head(db, pool.project_id, user_id),
            *arrays,
            _traces(db, pool.project_id, user_id),
        )
        async with aclosing(_one_by_one(texts)) as all_texts:
            async for text in all_texts:
                waiting += text
                if len(waiting) >= PIECE_BYTES:
                    yield bytes(waiting)
                    waiting.clear()
    yield bytes(waiting) + b"}\n"


async def _head(db: Database, project_id: str, user_id: str) -> AsyncGenerator[bytes]:
    said = await _only_row(db, USER, project_id, user_id)
    totals = await _only_row(db, TOTALS, project_id, user_id)
    if not said and not totals:
        raise NotFound(f"There is no data about a user {user_id[:100]!r}.")
    exported_at: str = await db.fetchval("SELECT to_json(now())::text")
    yield b'{"exportedAt":' + exported_at.encode()
    yield b',"projectId":' + orjson.dumps(project_id)
    yield b',"user":'
    for piece in said or [orjson.dumps({"userId": user_id})]:
        yield piece
    yield b',"totals":'
    for piece in totals or [b"null"]:
        yield piece


async def _only_row(db: Database, part: Part, project_id: str, user_id: str) -> list[bytes]:
    """Its pieces; none where there is no row."""
    return [row["piece"] for row in await db.fetch(part.statement(), project_id, user_id)]


async def _traces(db: Database, project_id: str, user_id: str) -> AsyncGenerator[bytes]:
    statement = TRACES.statement(OPEN, 'item."traceId"')
    yield f',"{TRACES.name}":['.encode()
    trace_id = None
    async for row in db.cursor(statement, project_id, user_id, prefetch=TRACES.at_once):
        if row["number"] == 0 and trace_id is not None:
            async for piece in _of_trace(db, project_id, trace_id):
                yield piece
            yield b","
        yield row["piece"]
        trace_id = row["beside"]
    if trace_id is not None:
        async for piece in _of_trace(db, project_id, trace_id):
            yield piece
    yield b"]"


async def _of_trace(db: Database, project_id: str, trace_id: str) -> AsyncGenerator[bytes]:
    """What belongs to a trace, and the brace that closes it."""
    arrays = tuple(_array(db, part, project_id, trace_id) for part in OF_TRACE)
    async with aclosing(_one_by_one(arrays)) as pieces:
        async for piece in pieces:
            yield piece
    yield b"}"


async def _array(db: Database, part: Part, project_id: str, owner: str) -> AsyncGenerator[bytes]:
    separator = f',"{part.name}":['.encode()
    async for row in db.cursor(part.statement(), project_id, owner, prefetch=part.at_once):
        if row["number"] == 0:
            yield separator
            separator = b","
        yield row["piece"]
    yield b"]" if separator == b"," else separator + b"]"


async def _one_by_one(many: Iterable[AsyncGenerator[bytes]]) -> AsyncGenerator[bytes]:
    for one in many:
        async with aclosing(one) as texts:
            async for text in texts:
                yield text


def _exact(name: str) -> str:
    """US dollars as a text, since readers of JSON may round."""
    return "cost_usd::text" if name == "cost_usd" else name
