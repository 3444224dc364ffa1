"""The pool of connections and the codecs every connection has."""

from typing import TYPE_CHECKING, Any

import asyncpg
import orjson

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    Database = PoolConnectionProxy[asyncpg.Record]
else:
    # asyncpg's classes take a type argument in their stubs only.
    Pool = asyncpg.Pool
    Database = asyncpg.pool.PoolConnectionProxy

JSONB_VERSION = b"\x01"


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


async def _set_codecs(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    # Binary, because COPY takes nothing else.
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_encode_jsonb, decoder=_decode_jsonb, format="binary"
    )


def _encode_jsonb(value: Any) -> bytes:
    return JSONB_VERSION + orjson.dumps(value)


def _decode_jsonb(data: bytes) -> Any:
    return orjson.loads(data[1:])
