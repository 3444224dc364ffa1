"""What arrived in a project lately, and what was refused."""

from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.read.ingest_stats import COUNTS, select_minutes, select_refusals
from usertrail.schema.context import Info
from usertrail.schema.scalars import Count


@strawberry.type(
    description="What the addresses that SDKs send to took and refused. A span or event that is "
    "sent twice counts twice here, for it arrived twice. Counts are shown about a second after "
    "the answer; those of the last second are lost when a server process is killed or loses its "
    "database, and are exact otherwise."
)
class ArrivalCounts:
    request_count: Count = strawberry.field(
        description="Requests of which at least a part was taken, and empty ones."
    )
    refused_request_count: Count = strawberry.field(
        description="Requests with a key of the project that were answered with an error."
    )
    span_count: Count = strawberry.field(
        description="Spans that were taken by the addresses of OpenTelemetry."
    )
    refused_span_count: Count = strawberry.field(
        description="Spans that were refused, each for a reason of its own."
    )
    event_count: Count = strawberry.field(
        description="Events and scores that were taken by the addresses of Langfuse's batches "
        "and scores. A span may come in several events."
    )
    refused_event_count: Count = strawberry.field(
        description="Events and scores that were refused, each for a reason of its own."
    )

    @classmethod
    def of(cls, row: Record) -> "ArrivalCounts":
        return cls(**{name: Count(row[name]) for name in COUNTS})

    @classmethod
    def sum_of(cls, rows: list[Record]) -> "ArrivalCounts":
        return cls(**{name: Count(sum(row[name] for row in rows)) for name in COUNTS})


@strawberry.type(description="What arrived within one minute.")
class ArrivalMinute:
    at: datetime = strawberry.field(description="When the minute begins.")
    counts: ArrivalCounts = strawberry.field(description="What came until the next one begins.")


@strawberry.type(
    description="Answers with an error that were alike, and how often they were given. It holds "
    "nothing that was sent, but for the public key and the sender's name."
)
class Refusal:
    endpoint: str = strawberry.field(description="The path that the request was sent to.")
    status: int = strawberry.field(
        description="The HTTP status of the answer, or that of the one event within a batch."
    )
    code: str = strawberry.field(
        description="What kind of error it was, such as BAD_USER_INPUT or UNAUTHENTICATED."
    )
    reason: str = strawberry.field(
        description="Why, in a sentence, with … in the place of values that were sent."
    )
    public_key: str | None = strawberry.field(
        description="The public key that was sent; null without one, and where no key of any "
        "project has this name and it does not begin as a public key does, for it may be a secret."
    )
    user_agent: str = strawberry.field(
        description="How the sender names itself, 200 characters at most; empty where it does not."
    )
    refused_count: Count = strawberry.field(
        description="How many requests, spans or events were refused alike."
    )
    first_at: datetime = strawberry.field(description="When it was first answered so.")
    last_at: datetime = strawberry.field(description="When it was last answered so.")

    @classmethod
    def of(cls, row: Record) -> "Refusal":
        return cls(**{**row, "public_key": row["public_key"] or None})

    @classmethod
    async def load_all(cls, info: Info, project_id: str | None) -> "list[Refusal]":
        context = info.context
        # What is nobody's is no project's either.
        pool = context.connections.of_all() if project_id is None else context.pool
        return [cls.of(row) for row in await select_refusals(pool, project_id)]


@strawberry.type(description="What arrived in the project within the last hour, and was refused.")
class Arrivals:
    total: ArrivalCounts = strawberry.field(description="The sum of the minutes.")
    minutes: list[ArrivalMinute] = strawberry.field(
        description="The minute that runs and the 59 before it, gaps filled with zeros."
    )
    project_id: strawberry.Private[str]

    @classmethod
    async def load(cls, info: Info, project_id: str) -> "Arrivals":
        rows = await select_minutes(info.context.pool, project_id)
        minutes = [ArrivalMinute(at=row["at"], counts=ArrivalCounts.of(row)) for row in rows]
        return cls(total=ArrivalCounts.sum_of(rows), minutes=minutes, project_id=project_id)

    @strawberry.field(
        description="What was refused within 7 days to who sent a key of the project, the latest "
        "first: 100 different ones at most."
    )
    async def refusals(self, info: Info) -> list[Refusal]:
        return await Refusal.load_all(info, self.project_id)
