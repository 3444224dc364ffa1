"""Whose a session is: the user and environment of its first trace that has a user."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.database.table import Table, arrays
from usertrail.store.changes import FeedbackChange, TraceChange
from usertrail.store.feedback import Owner, Target, move

SESSION = Table("session", {"session_id": "text"}, {"user_id": "text", "environment": "text"})
# A row that was there already is locked, which its xmax tells.
LOCK = SESSION.upsert(
    {"user_id": "stored.user_id"}, f"RETURNING {', '.join(SESSION.columns)}, xmax = 0 AS is_new"
)
OF_NOBODY = Owner("", "")
NO_OWNERS: Mapping[str, Owner] = MappingProxyType({})


class Locked(NamedTuple):
    """Sessions that are locked now."""

    # Those that were inserted for their first traces.
    new: dict[str, Owner]
    # Whose all others were so far.
    before: dict[str, Owner]


async def lock_sessions(
    db: Database,
    project_id: str,
    session_ids: Collection[str],
    first_owners: Mapping[str, Owner] = NO_OWNERS,
) -> Locked:
    """Lock sessions, known or not, in one order everywhere; one that is new is of its first owner.

    One that is not known and has no first owner is nobody's, and has no trace.
    """
    rows = [(id, *first_owners.get(id, OF_NOBODY)) for id in sorted(session_ids)]
    locked = await db.fetch(LOCK, project_id, *arrays(rows, 3))
    sessions = Locked({}, {})
    for row in locked:
        is_new = row["is_new"] and row["session_id"] in first_owners
        kind = sessions.new if is_new else sessions.before
        kind[row["session_id"]] = Owner(row["user_id"], row["environment"])
    return sessions


def first_owners_of(changes: Iterable[TraceChange]) -> dict[str, Owner]:
    """Whose sessions are, by id, if they have no traces but these."""
    found: dict[str, tuple[bool, datetime, Owner]] = {}
    in_doubt: set[str] = set()
    # The last change of a trace tells how it counts now.
    for facts in {change.trace_id: change.after for change in changes}.values():
        if facts and facts.session_id:
            owner = Owner(facts.user_id, facts.environment)
            told = (not facts.user_id, facts.started_at, owner)
            first = found.setdefault(facts.session_id, told)
            if told[:2] < first[:2]:
                found[facts.session_id] = told
                in_doubt.discard(facts.session_id)
            elif told[:2] == first[:2] and owner != first[2]:
                # The order of texts is the database's.
                in_doubt.add(facts.session_id)
    return {id: owner for id, (_, _, owner) in found.items() if id not in in_doubt}


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
    db: Database,
    project_id: str,
    session_ids: Collection[str],
    first_owners: Mapping[str, Owner] = NO_OWNERS,
) -> list[FeedbackChange]:
    """Lock sessions, find whose they are now, and let their feedback count for that user.

    A session without traces has no row, but the deleted one keeps others waiting all the same.
    """
    if not session_ids:
        return []
    new, before = await lock_sessions(db, project_id, session_ids, first_owners)
    now = await select_owners(db, project_id, before) if before else {}
    changed = {id: now.get(id) for id, owner in before.items() if now.get(id) != owner}
    if owners := {id: owner for id, owner in changed.items() if owner}:
        await update_owners(db, project_id, owners)
    if gone := before.keys() - now.keys():
        await delete_sessions(db, project_id, sorted(gone))
    owners_now = changed | new
    return await move(db, project_id, {Target(None, id): of for id, of in owners_now.items()})
