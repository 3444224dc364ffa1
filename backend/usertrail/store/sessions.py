"""Whose a session is: the user and environment of its first trace that has a user."""

from collections.abc import Collection, Mapping, Sequence

from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.store.changes import FeedbackChange
from usertrail.store.feedback import Owner, Target, move

SESSION = Table("session", {"session_id": "text"}, {"user_id": "text", "environment": "text"})


async def lock_sessions(
    db: Database, project_id: str, session_ids: Collection[str]
) -> dict[str, Owner]:
    """Lock sessions, known or not, in one order everywhere; return whose they were so far."""
    of_nobody = {"user_id": "", "environment": ""}
    rows = [{"session_id": session_id, **of_nobody} for session_id in sorted(session_ids)]
    known = await db.fetch(
        SESSION.upsert({"user_id": "stored.user_id"}, f"RETURNING {', '.join(SESSION.columns)}"),
        project_id,
        *SESSION.arrays(rows),
    )
    return {row["session_id"]: Owner(row["user_id"], row["environment"]) for row in known}


async def select_owners(
    db: Database, project_id: str, session_ids: Collection[str]
) -> dict[str, Owner]:
    """Whose locked sessions are now; one that has no trace left is not among them."""
    rows = await db.fetch(
        """
        SELECT DISTINCT ON (session_id) session_id, user_id, environment FROM user_session
        WHERE project_id = $1 AND session_id = ANY($2::text[])
        ORDER BY session_id, user_id = '', started_at, user_id, environment
        """,
        project_id,
        list(session_ids),
    )
    return {row["session_id"]: Owner(row["user_id"], row["environment"]) for row in rows}


async def update_owners(
    db: Database, project_id: str, owner_by_session: Mapping[str, Owner]
) -> None:
    """Write whose these sessions, which are locked, are now."""
    rows = [{"session_id": id, **of._asdict()} for id, of in owner_by_session.items()]
    await db.execute(SESSION.update(), project_id, *SESSION.arrays(rows))


async def delete_sessions(db: Database, project_id: str, session_ids: Sequence[str]) -> None:
    await db.execute(
        "DELETE FROM session WHERE project_id = $1 AND session_id = ANY($2::text[])",
        project_id,
        session_ids,
    )


async def reassign(
    db: Database, project_id: str, session_ids: Collection[str]
) -> list[FeedbackChange]:
    """Lock sessions, find whose they are now, and let their feedback count for that user.

    A session without traces has no row, but the deleted one keeps others waiting all the same.
    """
    if not session_ids:
        return []
    before = await lock_sessions(db, project_id, session_ids)
    now = await select_owners(db, project_id, session_ids)
    changed = {id: now.get(id) for id, owner in before.items() if now.get(id) != owner}
    if owners := {id: owner for id, owner in changed.items() if owner}:
        await update_owners(db, project_id, owners)
    if gone := before.keys() - now.keys():
        await delete_sessions(db, project_id, sorted(gone))
    return await move(db, project_id, {Target(None, id): owner for id, owner in changed.items()})
