"""The pool of connections, the codecs every connection has, and what becomes of lost ones."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson

from usertrail.database.faults import FAULTS, NO_CONNECTION, Presence
from usertrail.database.scope import EVERYTHING, ScopedPool, scope_of, unscoped, within
from usertrail.database.shares import Shares
from usertrail.database.version import MISSING, OtherTables, check_tables
from usertrail.errors import AppError, TooBusy

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    AsyncpgPool = asyncpg.Pool[asyncpg.Record]
    Database = PoolConnectionProxy[asyncpg.Record]
else:
    # asyncpg's classes take a type argument in their stubs only.
    AsyncpgPool = asyncpg.Pool
    Database = asyncpg.pool.PoolConnectionProxy

JSONB_VERSION = b"\x01"
WAIT_FOR_CONNECTION_SECONDS = 4
# How long a request may hold a connection: a server that is frozen, or beyond a network that
# swallows everything, gives no other sign of itself.
MAX_SECONDS = 60.0
# For what has no end of its own.
LONG_SECONDS = 30 * 24 * 60 * 60.0

AWAY = "The database cannot take this at the moment; try again."


class Pool(AsyncpgPool):
    """asyncpg's, with what is known of the database beyond it. It
    knows who may use how much of it, and by itself meets nobody's rows.

    A role that is named is taken on by each connection, which does not lose it by a reset.
    """

    def __init__(self, url: str, max_size: int, role: str | None) -> None:
        settings = {"application_name": "usertrail", "timezone": "UTC", "jit": "off"}
        super().__init__(
            url,
            # One at once tells whether there is a database. None is kept for its own sake: asyncpg
            # would log each vain attempt of that.
            init_size=1,
            min_size=0,
            max_size=max_size,
            max_queries=50_000,
            max_inactive_connection_lifetime=300.0,
            loop=None,
            connection_class=asyncpg.Connection,
            record_class=asyncpg.Record,
            init=_set_codecs,
            timeout=10,
            server_settings=settings | ({"role": role} if role else {}),
        )
        self.presence = Presence()
        self.shares = Shares(max_size)

    def of(self, project_id: str) -> ScopedPool:
        """By which the rows of this project are reached."""
        return ScopedPool(self, scope_of(project_id), project_id)

    def of_all(self) -> ScopedPool:
        """By which the rows of all projects are reached: never for what a caller asks."""
        return ScopedPool(self, EVERYTHING)


def create_pool(url: str, *, max_size: int = 20, role: str | None = None) -> Pool:
    """The pool, to be awaited or entered.

    jsonb is any JSON value, or bytes that are its text already, timestamptz an aware datetime in
    UTC, numeric a Decimal, and a day (`some_instant::date`) a UTC day.
    """
    return Pool(url, max_size, role)


@asynccontextmanager
async def acquire(pool: Pool | ScopedPool, seconds: float | None = None) -> AsyncIterator[Database]:
    """A connection of the pool, which is cut after so many seconds, MAX_SECONDS by default.

    Of a scoped pool it is in a transaction, which is committed at the end of the block.
    Raises TooBusy when the database is away, none gets free, or the time is over; OtherTables where
    something is missing because the tables are of another version.
    """
    pool, scope = unscoped(pool)
    db = await _connected(pool)
    loop = asyncio.get_running_loop()
    # Whoever waits for the server then meets a lost connection, on every way out too.
    cutting = loop.call_later(MAX_SECONDS if seconds is None else seconds, _cut, pool, db)
    try:
        if scope:
            async with within(db, f"BEGIN; {scope}"):
                yield db
        else:
            yield db
        pool.presence.worked()
    except Exception as error:
        reason = await _reason(db, error)
        if reason is None:
            raise
        pool.presence.failed(reason if isinstance(reason, OtherTables) else error)
        raise reason from error
    finally:
        await _release(pool, db)
        cutting.cancel()


async def _connected(pool: Pool) -> Database:
    try:
        return await pool.acquire(timeout=WAIT_FOR_CONNECTION_SECONDS)
    except NO_CONNECTION as error:
        is_late = isinstance(error, TimeoutError)
        sentence = f"no connection within {WAIT_FOR_CONNECTION_SECONDS} s"
        pool.presence.failed(TimeoutError(sentence) if is_late else error)
        raise TooBusy(AWAY) from error


async def _reason(db: Database, error: Exception) -> TooBusy | None:
    """Why the error is none of ours, if it is not."""
    if isinstance(error, AppError):
        return None
    if isinstance(error, FAULTS) or _is_lost(db):
        return TooBusy(AWAY)
    if isinstance(error, MISSING):
        try:
            await check_tables(db)
        except OtherTables as reason:
            return reason
        except NO_CONNECTION:
            return TooBusy(AWAY)
    return None


def _is_lost(db: Database) -> bool:
    try:
        return db.is_closed()
    except asyncpg.InterfaceError:
        # The pool took back what was cut.
        return True


def _cut(pool: Pool, db: Database) -> None:
    with suppress(asyncpg.InterfaceError):
        db.terminate()
        pool.presence.failed(TimeoutError("a connection was held for too long"))


async def _release(pool: Pool, db: Database) -> None:
    # What was to be done is done, or has its own error; asyncpg ends a connection that it cannot
    # take back.
    with suppress(asyncpg.InterfaceError, *FAULTS):
        await pool.release(db)


async def _set_codecs(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    # Binary is the JSON as it is, behind one byte.
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_encode_jsonb, decoder=_decode_jsonb, format="binary"
    )


def _encode_jsonb(value: Any) -> bytes:
    # Bytes are JSON already, written beside the event loop.
    return JSONB_VERSION + (value if type(value) is bytes else orjson.dumps(value))


def _decode_jsonb(data: bytes) -> Any:
    return orjson.loads(data[1:])
