"""The pool of connections and the codecs every connection has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson

from usertrail.errors import TooBusy

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    Database = PoolConnectionProxy[asyncpg.Record]
else:
    # asyncpg's classes take a type argument in their stubs only.
    Pool = asyncpg.Pool
    Database = asyncpg.pool.PoolConnectionProxy

JSONB_VERSION = b"\x01"
WAIT_FOR_CONNECTION_SECONDS = 4

# The database is away, stopping, out of room, or had to end one of two transactions. None of it is
# the caller's fault, and all of it may pass.
MAY_PASS = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
)
AWAY = "The database cannot take this at the moment; try again."


def create_pool(url: str, *, max_size: int = 20) -> Pool:
    """The pool, to be awaited or entered.

    jsonb is any JSON value, timestamptz an aware datetime in UTC, numeric a Decimal, and a day
    (`some_instant::date`) a UTC day.
    """
    return asyncpg.create_pool(
        url,
        min_size=1,
        max_size=max_size,
        timeout=10,
        init=_set_codecs,
        server_settings={"application_name": "usertrail", "timezone": "UTC", "jit": "off"},
    )


@asynccontextmanager
async def acquire(pool: Pool) -> AsyncIterator[Database]:
    """A connection of the pool. Raises TooBusy when the database is away or none gets free."""
    try:
        async with pool.acquire(timeout=WAIT_FOR_CONNECTION_SECONDS) as db:
            yield db
    except MAY_PASS as error:
        raise TooBusy(AWAY) from error
    except asyncpg.InterfaceError as error:
        # asyncpg has one class for connections that were lost and for wrong calls.
        if "clos" not in str(error):
            raise
        raise TooBusy(AWAY) from error


async def _set_codecs(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    # Binary, because COPY takes nothing else.
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_encode_jsonb, decoder=_decode_jsonb, format="binary"
    )


def _encode_jsonb(value: Any) -> bytes:
    return JSONB_VERSION + orjson.dumps(value)


def _decode_jsonb(data: bytes) -> Any:
    return orjson.loads(data[1:])
