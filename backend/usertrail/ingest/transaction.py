"""What all writes share: the transaction, the notification, and the rows to lock."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from decimal import Context, localcontext

import orjson

from usertrail import aggregate
from usertrail.database.pool import Database, Pool
from usertrail.database.writing import LOCK_SECONDS, writing
from usertrail.store import feedback as feedback_rows
from usertrail.store import sessions
from usertrail.store.beside import beside
from usertrail.store.changes import Entailed, TraceChange, TraceFacts
from usertrail.store.feedback import Owner, Target

TRACE_CHANNEL = "usertrail_trace"
# Postgres refuses a notification of 8,000 bytes.
NOTIFICATION_BYTES = 7_900
# Python's own 28 digits would round where Postgres does not.
EXACT = Context(prec=2_000)


@asynccontextmanager
async def transaction(
    pool: Pool,
    project_id: str,
    seconds: float | None = None,
    lock_seconds: int = LOCK_SECONDS,
) -> AsyncIterator[Database]:
    """A transaction on one project, limited to `seconds`. Raises TooBusy and TooMany.

    Projects share the connections for writes fairly (database/shares.py).
    """
    share = pool.shares.writes.slot(project_id)
    async with share, writing(pool.of(project_id), seconds, lock_seconds) as db:
        with localcontext(EXACT):
            yield db


async def announce(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    """Notify listeners of changed traces (NOTIFY), on commit."""
    messages: list[list[str]] = []
    room = 0
    for trace_id in trace_ids:
        size = len(orjson.dumps(trace_id)) + 1
        if size > room:
            messages.append([project_id])
            room = NOTIFICATION_BYTES - len(orjson.dumps(messages[-1]))
        messages[-1].append(trace_id)
        room -= size
    if messages:
        await db.execute(
            "SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message",
            TRACE_CHANNEL,
            [orjson.dumps(message).decode() for message in messages],
        )


async def lock_feedback(db: Database, project_id: str, feedback_ids: Sequence[str]) -> set[Target]:
    """Lock feedback by id; returns the targets of the stored ones."""
    if not feedback_ids:
        return set()
    await feedback_rows.lock_ids(db, project_id, feedback_ids)
    stored = await feedback_rows.select_by_ids(db, project_id, feedback_ids)
    return {item.target for item in stored.values()}


async def propagate(
    db: Database, project_id: str, traces: Sequence[TraceChange], session_ids: Iterable[str] = ()
) -> list[Entailed]:
    """Update sessions and feedback after changes of traces; returns what changed of them."""
    await aggregate.move_sessions(db, project_id, list(traces))
    new_owners, affected, first = await beside(
        lambda: (_new_owners(traces), affected_sessions(traces), sessions.first_of(traces))
    )
    changes = await feedback_rows.move(db, project_id, new_owners)
    affected_ids = {*affected, *session_ids}
    return [*changes, *await sessions.reassign(db, project_id, affected_ids, first)]


def _new_owners(changes: Iterable[TraceChange]) -> dict[Target, Owner | None]:
    """{target: new owner} of traces whose feedback counts for another user; None for nobody."""
    return {
        Target(change.trace_id, None): owner_of(change.after)
        for change in changes
        if owner_of(change.before) != owner_of(change.after)
    }


def owner_of(facts: TraceFacts | None) -> Owner | None:
    return facts and Owner(facts.user_id, facts.environment)


def affected_sessions(changes: Iterable[TraceChange]) -> list[str]:
    """The sessions that a trace joined, left, or starts in at another time."""
    return sorted(
        {
            facts.session_id
            for change in changes
            if _session_key(change.before) != _session_key(change.after)
            for facts in (change.before, change.after)
            if facts and facts.session_id
        }
    )


def _session_key(facts: TraceFacts | None) -> tuple[object, ...]:
    """Where and when it counts."""
    if facts is None:
        return ()
    return facts.user_id, facts.session_id, facts.environment, facts.started_at


def trace_ids_of(targets: Iterable[Target]) -> list[str]:
    return [target.trace_id for target in targets if target.trace_id is not None]


def session_ids_of(targets: Iterable[Target]) -> list[str]:
    return [target.session_id for target in targets if target.session_id is not None]
