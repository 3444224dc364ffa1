"""Links that sign in to the page once: printed by `usertrail serve` and `usertrail link`."""

import secrets

from usertrail.access.browser_sessions import hash_of_token
from usertrail.database.pool import Database, Pool
from usertrail.database.writing import writing
from usertrail.settings import InvalidSetting

# The link printed at the start may stay in a terminal until the next morning.
START_SECONDS = 24 * 60 * 60
LINK_SECONDS = 60 * 60


async def create_token(db: Database, seconds: int) -> str:
    """Returns the token of a new link, valid for `seconds`."""
    token = secrets.token_urlsafe(24)
    await db.execute("DELETE FROM sign_in_link WHERE expires_at <= now()")
    statement = """
        INSERT INTO sign_in_link (token_hash, expires_at)
        VALUES ($1, now() + $2 * interval '1 second')
    """
    await db.execute(statement, hash_of_token(token), seconds)
    return token


async def redeem_token(db: Database, token: str) -> bool:
    """Use up a token; whether it was valid. Of concurrent uses only one succeeds."""
    statement = """
        DELETE FROM sign_in_link WHERE token_hash = $1 AND expires_at > now() RETURNING expires_at
    """
    row = await db.fetchrow(statement, hash_of_token(token))
    return row is not None


async def create_link(pool: Pool, url: str | None) -> str:
    """A link to the server at the URL, else to the one that was started last.

    Raises InvalidSetting if none was.
    """
    async with writing(pool) as db:
        base_url = url or await db.fetchval("SELECT base_url FROM installation")
        if base_url is None:
            raise InvalidSetting(
                "No server was started on this database yet; usertrail serve prints a link."
            )
        return link_of(base_url, await create_token(db, LINK_SECONDS))


def link_of(base_url: str, token: str) -> str:
    return f"{base_url.rstrip('/')}/sign-in?token={token}"
