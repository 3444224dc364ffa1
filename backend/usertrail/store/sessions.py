"""When a session began, and whose it is: the user of its first trace that has one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.pool import Database
from usertrail.database.table import Table, arrays
from usertrail.store.changes import Entailed, SessionChange, TraceChange
from usertrail.store.feedback import Owner, Target, move

SESSION = Table(
    "session",
    {"session_id": "text"},
    {"user_id": "text", "environment": "text", "started_at": "timestamptz"},
)
# A row that was there already is locked, which its xmax tells.
LOCK = SESSION.upsert(
    {"user_id": "stored.user_id"}, f"RETURNING {', '.join(SESSION.columns)}, xmax = 0 AS is_new"
)


class Begun(NamedTuple):
    """Whose a session is, and when its first trace began; None of one that has no trace."""

    owner: Owner
    started_at: datetime | None


UNKNOWN = Begun(Owner("", ""), None)
NONE: Mapping[str, Begun] = MappingProxyType({})


class Locked(NamedTuple):
    """Sessions that are locked now."""

    # Those that were inserted for their first traces.
    new: dict[str, Begun]
    # What all others were so far.
    before: dict[str, Begun]


async def lock_sessions(
    db: Database,
    project_id: str,
    session_ids: Collection[str],
    first: Mapping[str, Begun] = NONE,
) -> Locked:
    """Lock sessions, known or not, in one order everywhere; one that is new is as it is first.

    One that is neither known nor among the first is nobody's, and has no trace.
    """
    rows = [_row(id, first.get(id, UNKNOWN)) for id in sorted(session_ids)]
    locked = await db.fetch(LOCK, project_id, *arrays(rows, 4))
    sessions = Locked({}, {})
    for row in locked:
        is_new = row["is_new"] and row["session_id"] in first
        kind = sessions.new if is_new else sessions.before
        kind[row["session_id"]] = _begun(row)
    return sessions


def first_of(changes: Iterable[TraceChange]) -> dict[str, Begun]:
    """What sessions are, by id, if they have no traces but these."""
    starts: dict[str, datetime] = {}
    found: dict[str, tuple[bool, datetime, Owner]] = {}
    in_doubt: set[str] = set()
    # The last change of a trace tells how it counts now.
    for facts in {change.trace_id: change.after for change in changes}.values():
        if facts and facts.session_id:
            known = starts.get(facts.session_id, facts.started_at)
            starts[facts.session_id] = min(known, facts.started_at)
            owner = Owner(facts.user_id, facts.environment)
            told = (not facts.user_id, facts.started_at, owner)
            first = found.setdefault(facts.session_id, told)
            if told[:2] < first[:2]:
                found[facts.session_id] = told
                in_doubt.discard(facts.session_id)
            elif told[:2] == first[:2] and owner != first[2]:
                # The order of texts is the database's.
                in_doubt.add(facts.session_id)
    return {
        id: Begun(owner, starts[id]) for id, (_, _, owner) in found.items() if id not in in_doubt
    }


async def select_owners(
    db: Database, project_id: str, session_ids: Collection[str]
) -> dict[str, Owner]:
    """Whose locked sessions are now; one that has no trace left is not among them."""
    begun = await select_begun(db, project_id, session_ids)
    return {session_id: of.owner for session_id, of in begun.items()}


async def select_begun(
    db: Database, project_id: str, session_ids: Collection[str]
) -> dict[str, Begun]:
    """The same, with the start of the first trace of anybody."""
    rows = await db.fetch(
        """
        SELECT DISTINCT ON (session_id) session_id, user_id, environment,
            min(started_at) OVER (PARTITION BY session_id) AS started_at
        FROM user_session AS part
        WHERE project_id = $1 AND session_id = ANY($2::text[])
        ORDER BY session_id, user_id = '', part.started_at, user_id, environment
        """,
        project_id,
        list(session_ids),
    )
    return {row["session_id"]: _begun(row) for row in rows}


async def update_sessions(
    db: Database, project_id: str, begun_by_session: Mapping[str, Begun]
) -> None:
    """Write what these sessions, which are locked, are now."""
    rows = [_row(session_id, of) for session_id, of in begun_by_session.items()]
    await db.execute(SESSION.update(), project_id, *arrays(rows, 4))


async def delete_sessions(db: Database, project_id: str, session_ids: Sequence[str]) -> None:
    await db.execute(
        "DELETE FROM session WHERE project_id = $1 AND session_id = ANY($2::text[])",
        project_id,
        session_ids,
    )


async def reassign(
    db: Database,
    project_id: str,
    session_ids: Collection[str],
    first: Mapping[str, Begun] = NONE,
) -> list[Entailed]:
    """Lock sessions, find what they are now, and let their feedback count for their user.

    A session without traces has no row, but the deleted one keeps others waiting all the same.
    """
    if not session_ids:
        return []
    new, before = await lock_sessions(db, project_id, session_ids, first)
    now = await select_begun(db, project_id, before) if before else {}
    if changed := {id: of for id, of in now.items() if of != before[id]}:
        await update_sessions(db, project_id, changed)
    if gone := before.keys() - now.keys():
        await delete_sessions(db, project_id, sorted(gone))
    owners: dict[Target, Owner | None] = {Target(None, id): of.owner for id, of in new.items()}
    moves = [SessionChange(None, of.started_at) for of in new.values()]
    for id, was in before.items():
        of = now.get(id)
        if of is None or of.owner != was.owner:
            owners[Target(None, id)] = of and of.owner
        moves.append(SessionChange(was.started_at, of and of.started_at))
    return [*await move(db, project_id, owners), *moves]


def _row(session_id: str, of: Begun) -> tuple[object, ...]:
    return session_id, *of.owner, of.started_at


def _begun(row: Record) -> Begun:
    return Begun(Owner(row["user_id"], row["environment"]), row["started_at"])
