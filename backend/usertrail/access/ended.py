"""Tells every server process that a key was revoked or a browser signed out."""

from usertrail.database.pool import Database

ENDED_CHANNEL = "usertrail_access_ended"


async def tell_ended(db: Database) -> None:
    """Whoever listens looks again whether those it serves may be served."""
    await db.execute("SELECT pg_notify($1, '')", ENDED_CHANNEL)
