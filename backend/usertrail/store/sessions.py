"""When a session began, and whose it is: the user of its first trace that has one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.store.changes import Entailed, SessionChange
from usertrail.store.feedback import Owner, Target, move

SESSION = Table(
    "session",
    {"session_id": "text"},
    {"user_id": "text", "environment": "text", "started_at": "timestamptz"},
)


class Begun(NamedTuple):
    """Whose a session is, and when its first trace began: None only while it is being stored."""

    owner: Owner
    started_at: datetime | None


UNKNOWN = Begun(Owner("", ""), None)


async def lock_sessions(
    db: Database, project_id: str, session_ids: Collection[str]
) -> dict[str, Begun]:
    """Lock sessions, known or not, in one order everywhere; return what they were so far."""
    rows = [_row(session_id, UNKNOWN) for session_id in sorted(session_ids)]
    known = await db.fetch(
        SESSION.upsert({"user_id": "stored.user_id"}, f"RETURNING {', '.join(SESSION.columns)}"),
        project_id,
        *SESSION.arrays(rows),
    )
    return {row["session_id"]: _begun(row) for row in known}


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
    await db.execute(SESSION.update(), project_id, *SESSION.arrays(rows))


async def delete_sessions(db: Database, project_id: str, session_ids: Sequence[str]) -> None:
    await db.execute(
        "DELETE FROM session WHERE project_id = $1 AND session_id = ANY($2::text[])",
        project_id,
        session_ids,
    )


async def reassign(db: Database, project_id: str, session_ids: Collection[str]) -> list[Entailed]:
    """Lock sessions, find what they are now, and let their feedback count for their user.

    A session without traces has no row, but the deleted one keeps others waiting all the same.
    """
    if not session_ids:
        return []
    before = await lock_sessions(db, project_id, session_ids)
    now = await select_begun(db, project_id, session_ids)
    if begun := {id: of for id, of in now.items() if of != before[id]}:
        await update_sessions(db, project_id, begun)
    if gone := before.keys() - now.keys():
        await delete_sessions(db, project_id, sorted(gone))
    owners = {id: now[id].owner if id in now else None for id in before}
    changed = {Target(None, id): of for id, of in owners.items() if of != before[id].owner}
    moves = [
        SessionChange(was.started_at, now.get(id, UNKNOWN).started_at) for id, was in before.items()
    ]
    return [*await move(db, project_id, changed), *moves]


def _row(session_id: str, of: Begun) -> dict[str, object]:
    return {"session_id": session_id, **of.owner._asdict(), "started_at": of.started_at}


def _begun(row: Record) -> Begun:
    return Begun(Owner(row["user_id"], row["environment"]), row["started_at"])
