"""Counts everything anew: traces from their spans, totals from traces and feedback."""

from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from decimal import localcontext
from typing import Any

from asyncpg import Record

from usertrail.aggregate.everybody import SHARED_TABLES
from usertrail.aggregate.recount import Difference, compare, differences, rewrite
from usertrail.database.pool import LONG_SECONDS, Database, Pool, acquire
from usertrail.database.scope import EVERYTHING
from usertrail.ingest import EXACT
from usertrail.store import traces
from usertrail.store.fold import METADATA, OLD_METADATA, Trace
from usertrail.store.write import select_folded

__all__ = ["Difference", "verify"]

SESSION_OWNERS = """
    SELECT DISTINCT ON (project_id, session_id) project_id, session_id, user_id, environment,
        min(started_at) OVER (PARTITION BY project_id, session_id) AS started_at
    FROM trace WHERE session_id <> ''
    ORDER BY project_id, session_id, user_id = '', trace.started_at, user_id, environment
"""
# What is held against each.
OWNED = {"session": "user_id, environment, started_at", "feedback": "user_id, environment"}
MEND_SESSIONS = f"""
    DELETE FROM session;
    INSERT INTO session (project_id, session_id, user_id, environment, started_at)
    {SESSION_OWNERS}
"""
# Feedback on what is not stored counts for nobody.
FEEDBACK_OWNERS = """
    SELECT given.project_id, given.target_id, given.feedback_id,
        coalesce(trace.user_id, session.user_id, '') AS user_id,
        coalesce(trace.environment, session.environment, given.given_environment, 'default')
            AS environment
    FROM feedback AS given
    LEFT JOIN trace ON trace.project_id = given.project_id AND trace.trace_id = given.trace_id
    LEFT JOIN session
        ON session.project_id = given.project_id AND session.session_id = given.session_id
"""
MEND_FEEDBACK = f"""
    UPDATE feedback SET user_id = counted.user_id, environment = counted.environment
    FROM ({FEEDBACK_OWNERS}) AS counted
    WHERE (feedback.project_id, feedback.target_id, feedback.feedback_id)
        = (counted.project_id, counted.target_id, counted.feedback_id)
"""
TRACES_AT_ONCE = 1_000
NAMED_TRACES = " UNION ".join(
    f"""(
        SELECT DISTINCT project_id, trace_id FROM {table}
        WHERE (project_id, trace_id) > ($1, $2) ORDER BY project_id, trace_id LIMIT $3
    )"""
    for table in ("span", "trace_event", "trace")
)


async def verify(pool: Pool, repair: bool = False) -> list[Difference]:
    """Every stored row that a recount does not agree with; with `repair`, mend them.

    Reads one snapshot, so it may run beside writers; repairing makes them wait.
    """
    with localcontext(EXACT):
        return await _verify(pool, repair)


async def _verify(pool: Pool, repair: bool) -> list[Difference]:
    async with acquire(pool, LONG_SECONDS) as db:
        if not repair:
            async with db.transaction(isolation="repeatable_read", readonly=True):
                await db.execute(EVERYTHING)
                return await _check(db, repair=False)
        async with db.transaction():
            await db.execute(EVERYTHING)
            # In the order in which writers come to them.
            await db.execute(
                "LOCK TABLE trace, span, trace_event, user_session, session, feedback, user_ever, "
                "model_day, feedback_day, user_day, user_total, "
                f"{', '.join(table.name for table in SHARED_TABLES)} IN SHARE ROW EXCLUSIVE MODE"
            )
            return await _check(db, repair=True)


async def _check(db: Database, repair: bool) -> list[Difference]:
    found = [difference async for difference in _check_traces(db, repair)]
    found += await _check_owners(
        db, "session", ("project_id", "session_id"), SESSION_OWNERS, MEND_SESSIONS, repair
    )
    keys = ("project_id", "target_id", "feedback_id")
    found += await _check_owners(db, "feedback", keys, FEEDBACK_OWNERS, MEND_FEEDBACK, repair)
    totals = await differences(db)
    if repair and totals:
        await rewrite(db)
    return found + totals


async def _check_traces(db: Database, repair: bool) -> AsyncIterator[Difference]:
    """Walks spans, events and traces side by side, in the order of their keys."""
    after = ("", "")
    while rows := await _select_keys(db, *after):
        keys = [(row["project_id"], row["trace_id"]) for row in rows]
        after = keys[-1]
        for project_id in dict.fromkeys(key[0] for key in keys):
            ids = [trace_id for owner, trace_id in keys if owner == project_id]
            stored = await traces.select_traces(db, project_id, ids)
            folded = await select_folded(db, project_id, ids)
            wrong = [id for id in ids if _held(stored.get(id)) != _held(folded.get(id))]
            for trace_id in wrong:
                found = [_shown(of.get(trace_id)) for of in (stored, folded)]
                yield Difference("trace", (project_id, trace_id), *found)
            if repair and wrong:
                await traces.delete_traces(db, project_id, wrong)
                right = [folded[id] for id in wrong if id in folded]
                if right:
                    await traces.insert_or_lock(db, project_id, right)


def _held(trace: Trace | None) -> Trace | None:
    """What is held against another: who said which key of its metadata no older version tells."""
    if trace is None:
        return None
    sources = {of: said for of, said in trace.sources.items() if of not in (METADATA, OLD_METADATA)}
    return replace(trace, sources=sources)


def _shown(trace: Trace | None) -> dict[str, Any] | None:
    """Its columns by name, sums among them."""
    if trace is None:
        return None
    return asdict(replace(trace, sums={})) | trace.sums


async def _select_keys(db: Database, project_id: str, trace_id: str) -> list[Record]:
    """The next traces, as named by spans, events or table trace."""
    statement = f"{NAMED_TRACES} ORDER BY project_id, trace_id LIMIT $3"
    return await db.fetch(statement, project_id, trace_id, TRACES_AT_ONCE)


async def _check_owners(
    db: Database, table: str, keys: tuple[str, ...], owners: str, mend: str, repair: bool
) -> list[Difference]:
    stored = f"SELECT {', '.join(keys)}, {OWNED[table]} FROM {table}"
    found = await compare(db, table, keys, stored, owners)
    if repair and found:
        await db.execute(mend)
    return found
