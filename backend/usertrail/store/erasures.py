"""Rows of table erasure: hashes of what was erased, kept for a while, so that no retry counts.

Whoever stores shares a lock of the project; whoever erases a user takes it alone for a moment. So
an erasure that is noted is known to all who store from then on, and what others stored is seen.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from usertrail.database.pool import Database

KEPT_DAYS = 30
KEPT = f"interval '{KEPT_DAYS} days'"
# While the lock is waited for, others who store wait, too.
LOCK_SECONDS = 3

HASH = "substring(sha256(erasure_salt || convert_to(kind || ' ' || id, 'UTF8')) FOR 16)"
GATE = "hashtextextended('erasing ' || $1, 0)"


class Name(NamedTuple):
    """What may be erased. A span is named where its events need not name their trace."""

    kind: Literal["user", "session", "trace", "span", "feedback"]
    id: str


async def share_lock(db: Database, project_id: str) -> None:
    """Keep whoever erases waiting until the transaction ends."""
    await db.execute(f"SELECT pg_advisory_xact_lock_shared({GATE})", project_id)


async def take_lock(db: Database, project_id: str) -> None:
    """Wait for all who store, and keep others from it until the transaction ends."""
    await db.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
    await db.execute(f"SELECT pg_advisory_xact_lock({GATE})", project_id)


async def insert_erasures(db: Database, project_id: str, names: Collection[Name]) -> None:
    """Note that these are erased as of now, again if they were already."""
    await db.execute(
        f"""
        INSERT INTO erasure (project_id, hash, erased_at)
        SELECT DISTINCT project_id, {HASH} AS hash, clock_timestamp()
        FROM project, unnest($2::text[], $3::text[]) AS name (kind, id)
        WHERE project_id = $1 ORDER BY hash
        ON CONFLICT (project_id, hash) DO UPDATE SET erased_at = excluded.erased_at
        """,
        project_id,
        [name.kind for name in names],
        [name.id for name in names],
    )


async def insert_spans_of_traces(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    """Remember the spans of locked traces that came in parts: a part may come without its trace."""
    await db.execute(
        f"""
        INSERT INTO erasure (project_id, hash, erased_at)
        SELECT project_id, {HASH} AS hash, clock_timestamp()
        FROM project, (
            SELECT DISTINCT 'span' AS kind, span_id AS id FROM span_event
            WHERE span_event.project_id = $1 AND trace_id = ANY($2::text[])
        ) AS name
        WHERE project_id = $1 ORDER BY hash
        ON CONFLICT (project_id, hash) DO UPDATE SET erased_at = excluded.erased_at
        """,
        project_id,
        trace_ids,
    )


async def has_erasures(db: Database, project_id: str) -> bool:
    found: bool = await db.fetchval(
        "SELECT EXISTS (SELECT FROM erasure WHERE project_id = $1)", project_id
    )
    return found


async def select_erased(
    db: Database, project_id: str, names: Collection[Name]
) -> dict[Name, datetime]:
    """When these were erased, those that were."""
    # Looked up one by one, since a plan that knows nothing of a table just filled would read it.
    rows = await db.fetch(
        f"""
        SELECT * FROM (
            SELECT kind, id, (
                SELECT erased_at FROM erasure
                WHERE erasure.project_id = $1 AND hash = {HASH} AND erased_at > now() - {KEPT}
            ) AS erased_at
            FROM project, unnest($2::text[], $3::text[]) AS name (kind, id) WHERE project_id = $1
        ) AS name WHERE erased_at IS NOT NULL
        """,
        project_id,
        [name.kind for name in names],
        [name.id for name in names],
    )
    return {Name(row["kind"], row["id"]): row["erased_at"] for row in rows}


async def delete_expired(db: Database) -> None:
    """Of all projects. What somebody is noting anew stays."""
    await db.execute(
        f"""
        DELETE FROM erasure WHERE (project_id, hash) IN (
            SELECT project_id, hash FROM erasure WHERE erased_at <= now() - {KEPT}
            FOR UPDATE SKIP LOCKED
        )
        """
    )
