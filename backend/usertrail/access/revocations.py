"""Notifies all server processes of revoked keys and ended browser sessions."""

from usertrail.database.pool import Database

ENDED_CHANNEL = "usertrail_access_ended"


async def notify_ended(db: Database) -> None:
    """On commit, listeners check again whether their callers still have access (NOTIFY)."""
    await db.execute("SELECT pg_notify($1, '')", ENDED_CHANNEL)
