"""Batch functions of the data loaders; each returns values in the order of its keys."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.long_values.text import LongText
from usertrail.database.scope import ScopedPool
from usertrail.read.feedback import JUDGED, select_feedback, select_feedback_on
from usertrail.read.feedback_kinds import select_kinds
from usertrail.read.measures import Scope
from usertrail.read.sessions import select_session_metrics, select_sessions
from usertrail.read.spans import Texts, select_spans
from usertrail.read.traces import select_trace_metadata, select_trace_texts, select_traces
from usertrail.read.users.profiles import select_users
from usertrail.responses.raw_json import StoredText

Select = Callable[[ScopedPool, Scope], Awaitable[list[Record]]]


def _key(row: Record, names: Sequence[str]) -> Hashable:
    key: Hashable = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
    return key


def _row_by_key(
    rows: Iterable[Record], keys: Iterable[Hashable], *names: str
) -> list[Record | None]:
    """The row for each key, which is the value of one or several columns; None if there is none."""
    found = {_key(row, names): row for row in rows}
    return [found.get(key) for key in keys]


def _rows_by_key(
    rows: Iterable[Record], keys: Iterable[Hashable], *names: str
) -> list[list[Record]]:
    """All rows for each key."""
    found = defaultdict(list)
    for row in rows:
        found[_key(row, names)].append(row)
    return [found[key] for key in keys]


def _by_id(
    name: str, select: Callable[[ScopedPool, list[str]], Awaitable[list[Record]]]
) -> Callable[[ScopedPool, list[str]], Awaitable[list[Record | None]]]:
    """A loader of rows by id."""

    async def load(pool: ScopedPool, ids: list[str]) -> list[Record | None]:
        return _row_by_key(await select(pool, ids), ids, name)

    return load


users = _by_id("user_id", select_users)
traces = _by_id("trace_id", select_traces)
sessions = _by_id("session_id", select_sessions)
sums_of_sessions = _by_id("session_id", select_session_metrics)
feedback = _by_id("feedback_id", select_feedback)


async def row_of_users(
    pool: ScopedPool, user_ids: list[str], scope: Scope, select: Select
) -> list[Record | None]:
    """The row that a statement returns for each user: their measures or their latency."""
    return _row_by_key(await select(pool, scope.of_users(user_ids)), user_ids, "user_id")


async def rows_of_users(
    pool: ScopedPool, user_ids: list[str], scope: Scope, select: Select
) -> list[list[Record]]:
    """The rows that a statement returns for each user, in its order."""
    return _rows_by_key(await select(pool, scope.of_users(user_ids)), user_ids, "user_id")


async def feedback_kinds(pool: ScopedPool, keys: list[str]) -> list[list[Record]]:
    """The kinds of the project, whatever the keys: see `select_kinds`."""
    kinds = await select_kinds(pool)
    return [kinds for _ in keys]


async def metadata_of_traces(pool: ScopedPool, trace_ids: list[str]) -> list[str | LongText | None]:
    """Of any length, as text."""
    rows = await select_trace_metadata(pool, trace_ids)
    found = _row_by_key(rows, trace_ids, "trace_id")
    return [row["metadata"] if row else None for row in found]


class TraceText(NamedTuple):
    """The input or output of a trace; what is stored is empty if it is too long or missing."""

    bytes: int
    stored: StoredText


NO_TEXT = TraceText(0, StoredText(None))


async def trace_texts(
    pool: ScopedPool, keys: list[tuple[str, str]], column: str, max_bytes: int
) -> list[TraceText]:
    """By trace id and id of the span that holds the text; texts over `max_bytes` are not read."""
    rows = await select_trace_texts(pool, keys, column, max_bytes)
    by_key = {
        (row["trace_id"], row["span_id"]): TraceText(row["bytes"], StoredText(row["text"]))
        for row in rows
    }
    return [by_key.get(key, NO_TEXT) for key in keys]


async def spans(pool: ScopedPool, keys: list[tuple[str, str]], texts: Texts) -> list[Record | None]:
    rows = await select_spans(pool, keys, texts)
    return _row_by_key(rows, keys, "trace_id", "span_id")


async def feedback_on(
    pool: ScopedPool, keys: list[tuple[str, ...]], of: str, limit: int
) -> list[list[Record]]:
    """The first `limit` entries on each trace with its spans, each span, or each session."""
    rows = await select_feedback_on(pool, keys, of, limit)
    names = JUDGED[of].split(", ")
    return _rows_by_key(rows, [key if len(names) > 1 else key[0] for key in keys], *names)
