"""The database that the settings name, running and open."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

from usertrail.database.migrate import UnusableDatabase, migrate
from usertrail.database.pool import Pool, create_pool
from usertrail.settings import Settings, WrongSetting

CLOSING_SECONDS = 10


@contextmanager
def running_database(settings: Settings) -> Iterator[str]:
    """The URL of the database; the embedded one runs as long as the block. Raises WrongSetting."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    # Not needed, and not to be had on every system, where a database is named.
    from usertrail.database.embedded import EmbeddedPostgres, EmbeddedPostgresError

    try:
        postgres = EmbeddedPostgres(settings.data_dir)
        url = postgres.start()
    except OSError as error:
        raise WrongSetting(
            f"--data-dir (USERTRAIL_DATA_DIR) {settings.data_dir} cannot be used as the data "
            f"folder: {error.strerror}."
        ) from error
    except EmbeddedPostgresError as error:
        raise WrongSetting(str(error)) from error
    try:
        yield url
    finally:
        postgres.stop()


@asynccontextmanager
async def open_pool(url: str) -> AsyncIterator[Pool]:
    """A pool on migrated tables. Raises WrongSetting when the database cannot be used."""
    try:
        pool = await create_pool(url)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error) or type(error).__name__
        raise WrongSetting(
            f"--database-url (USERTRAIL_DATABASE_URL) names a database that cannot be reached: "
            f"{reason.rstrip('.')}."
        ) from error
    try:
        try:
            await migrate(pool)
        except (UnusableDatabase, asyncpg.InsufficientPrivilegeError) as error:
            raise WrongSetting(f"--database-url (USERTRAIL_DATABASE_URL): {error}") from error
        yield pool
    finally:
        await _close(pool)


async def _close(pool: Pool) -> None:
    # What a caller left open must not keep the process from ending.
    try:
        await asyncio.wait_for(pool.close(), CLOSING_SECONDS)
    except TimeoutError:
        pool.terminate()
