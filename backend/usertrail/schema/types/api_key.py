"""API keys of a project, without their secrets."""

from datetime import datetime

from asyncpg import Record

from usertrail.read.ingest_stats import select_api_keys
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.ingest_stats import ArrivalCounts


@object_type(
    "An active key pair. Only a hash of its secret key is stored, so the secret cannot be shown "
    "again."
)
class ApiKey:
    public_key: str = described("The public key, which identifies the pair.")
    name: str = described(
        "The display name, such as the service that uses the keys; empty if none was set."
    )
    created_at: datetime = described("When the key pair was created.")
    last_used_at: datetime | None = described(
        "When a request was last accepted with these keys, to the minute; null if never."
    )
    last_hour: ArrivalCounts = described(
        "What was sent with these keys in the current minute and the 59 before it."
    )

    @classmethod
    def of(cls, row: Record) -> "ApiKey":
        return from_row(cls, row, last_hour=ArrivalCounts.of(row))

    @classmethod
    async def load_all(cls, info: Info) -> "list[ApiKey]":
        return [cls.of(row) for row in await select_api_keys(info.context.pool)]

    @classmethod
    async def load(cls, info: Info, public_key: str) -> "ApiKey | None":
        context = info.context
        rows = await select_api_keys(context.pool, public_key)
        return cls.of(rows[0]) if rows else None
