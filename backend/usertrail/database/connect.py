"""The database that the settings name, running and open."""

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import NamedTuple

import asyncpg

from usertrail.database.address import WrongAddress, hosts_of, usable, without_secrets
from usertrail.database.faults import FAULTS, NO_CONNECTION, cause_of
from usertrail.database.migrate import UnusableDatabase, migrate
from usertrail.database.pool import Pool, create_pool
from usertrail.database.roles import SERVER, make_login, role_to_take_on
from usertrail.settings import InvalidSetting, Settings

log = logging.getLogger(__name__)

CLOSING_SECONDS = 10
# A Postgres that is started together with this program may be there only later.
START_SECONDS = 60.0
PAUSE_SECONDS = 0.5
MAY_COME = (
    OSError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.PostgresConnectionError,
)


class Login(NamedTuple):
    url: str
    password: str


class Running(NamedTuple):
    """A database that is to be there."""

    url: str
    # The beginning of a sentence about it.
    name: str
    # What a wrong password is no fault of the settings for.
    password_file: str | None = None
    # The login of the server's own, where one is made that owns no tables.
    server: Login | None = None

    @property
    def for_server(self) -> "Running":
        """The same database for who is not to change its tables."""
        return self._replace(url=self.server.url) if self.server else self


@contextmanager
def running_database(settings: Settings) -> Iterator[Running]:
    """The database; the embedded one runs as long as the block. Raises InvalidSetting."""
    if settings.database_url is not None:
        yield _named(settings.database_url)
        return
    # Not needed, and not to be had on every system, where a database is named.
    from usertrail.database.embedded.programs import EmbeddedPostgresError
    from usertrail.database.embedded.server import EmbeddedPostgres

    try:
        postgres = EmbeddedPostgres(settings.data_dir)
        url = postgres.start()
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise InvalidSetting(
            f"--data-dir (USERTRAIL_DATA_DIR) {settings.data_dir} cannot be used as the data "
            f"folder: {error.strerror}{where}."
        ) from error
    except EmbeddedPostgresError as error:
        raise InvalidSetting(str(error)) from error
    try:
        server = Login(*postgres.login_of(SERVER))
        name = f"The embedded Postgres in {postgres.home}"
        yield Running(url, name, str(postgres.password_file), server)
    finally:
        postgres.stop()


@asynccontextmanager
async def open_pool(database: Running) -> AsyncIterator[Pool]:
    """A pool on migrated tables, of a role that row-level security binds.

    Raises InvalidSetting when the database cannot be used.
    """
    owner = await _connected(database)
    try:
        role = await _prepared(database, owner)
    finally:
        await _close(owner)
    pool = await _connected(database.for_server, role)
    try:
        yield pool
    finally:
        await _close(pool)


async def _prepared(database: Running, owner: Pool) -> str | None:
    """Bring tables and rights up to date; the role to take on. Raises InvalidSetting."""
    try:
        await migrate(owner)
        if database.server:
            await make_login(owner, database.server.password)
            return None
        return await role_to_take_on(owner)
    except (UnusableDatabase, *FAULTS) as error:
        reason = str(error) if isinstance(error, UnusableDatabase) else cause_of(error)
        raise _refused(database, f"cannot be used: {reason}") from error


def _named(url: str) -> Running:
    setting = "--database-url (USERTRAIL_DATABASE_URL)"
    try:
        url = usable(url)
    except WrongAddress as error:
        raise InvalidSetting(f"{setting} {error}.") from None
    return Running(url, f"{setting}: the database at {hosts_of(url)}")


async def _connected(database: Running, role: str | None = None) -> Pool:
    """Waits a little for a database that is not there yet. Raises InvalidSetting."""
    end = time.monotonic() + START_SECONDS
    is_told = False
    while True:
        try:
            return await create_pool(database.url, role=role)
        # asyncpg has ValueError for parameters of the URL, Python OverflowError for a port.
        except (*NO_CONNECTION, ValueError, OverflowError) as error:
            is_wrong = not isinstance(error, MAY_COME) or isinstance(error, ssl.SSLError)
            if is_wrong or time.monotonic() > end:
                raise _unreachable(database, error) from error
            if not is_told:
                reason = without_secrets(cause_of(error), database.url)
                log.warning(
                    "%s is not there yet, and is waited for up to %.0f s: %s.",
                    *(database.name, START_SECONDS, reason),
                )
            is_told = True
            await asyncio.sleep(PAUSE_SECONDS)


def _unreachable(database: Running, error: Exception) -> InvalidSetting:
    reason = f"cannot be reached: {cause_of(error)}"
    is_refused = isinstance(error, asyncpg.InvalidAuthorizationSpecificationError)
    if is_refused and database.password_file:
        reason += f"; {database.password_file} does not hold the password that it was made with"
    return _refused(database, reason)


def _refused(database: Running, reason: str) -> InvalidSetting:
    sentence = reason.rstrip(".")
    for url in (database.url, database.for_server.url):
        sentence = without_secrets(sentence, url)
    return InvalidSetting(f"{database.name} {sentence}.")


async def _close(pool: Pool) -> None:
    # What a caller left open must not keep the process from ending.
    try:
        await asyncio.wait_for(pool.close(), CLOSING_SECONDS)
    except TimeoutError:
        pool.terminate()
