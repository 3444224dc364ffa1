"""What a project received recently, and what was refused."""

from datetime import datetime

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.ingest_stats import COUNTS, select_minutes, select_refusals
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.scalars import Count


@object_type(
    "What the ingestion endpoints accepted and refused. A span or event that is sent twice counts "
    "twice. Counts appear about a second after the response; the last second is lost if a server "
    "process is killed or loses its database, and counts are exact otherwise."
)
class ArrivalCounts:
    request_count: Count = described(
        "Requests that were accepted at least in part, including empty ones."
    )
    refused_request_count: Count = described(
        "Requests with a key of the project that got an error response."
    )
    span_count: Count = described("Spans accepted by the OpenTelemetry endpoint.")
    refused_span_count: Count = described("Spans that were refused individually.")
    event_count: Count = described(
        "Events and scores accepted by the Langfuse endpoints. One span may take several events."
    )
    refused_event_count: Count = described("Events and scores that were refused individually.")

    @classmethod
    def of(cls, row: Record) -> "ArrivalCounts":
        return cls(**{name: Count(row[name]) for name in COUNTS})

    @classmethod
    def sum_of(cls, rows: list[Record]) -> "ArrivalCounts":
        return cls(**{name: Count(sum(row[name] for row in rows)) for name in COUNTS})


@object_type("Ingestion counts of one minute.")
class ArrivalMinute:
    at: datetime = described("Start of the minute, in UTC.")
    counts: ArrivalCounts = described("The counts from then until the next minute.")


@object_type(
    "A group of similar error responses, with the number of times they occurred. Nothing that was "
    "sent is stored except the public key and the user agent."
)
class Refusal:
    endpoint: str = described("The request path.")
    status: int = described(
        "The HTTP status of the response, or of the individual event within a batch."
    )
    code: str = described("The error code, such as BAD_USER_INPUT or UNAUTHENTICATED.")
    reason: str = described("The error message, with … in place of values that were sent.")
    public_key: str | None = described(
        "The public key that was sent. Null if none was sent, or if it is unknown and does not "
        "look like a public key, since it may be a secret."
    )
    user_agent: str = described(
        "The user agent of the sender, at most 200 characters; empty if it sent none."
    )
    refused_count: Count = described("The number of requests, spans or events refused in this way.")
    first_at: datetime = described("When this error first occurred.")
    last_at: datetime = described("When this error last occurred.")

    @classmethod
    def of(cls, row: Record) -> "Refusal":
        return cls(**{**row, "public_key": row["public_key"] or None})

    @classmethod
    async def load_all(cls, pool: ScopedPool) -> "list[Refusal]":
        return [cls.of(row) for row in await select_refusals(pool)]


@object_type("What the project received in the last hour, and what was refused.")
class Arrivals:
    total: ArrivalCounts = described("The total over the minutes.")
    minutes: list[ArrivalMinute] = described(
        "The current minute and the 59 before it, with zeros for gaps."
    )

    @classmethod
    async def load(cls, info: Info) -> "Arrivals":
        rows = await select_minutes(info.context.pool)
        minutes = [ArrivalMinute(at=row["at"], counts=ArrivalCounts.of(row)) for row in rows]
        return cls(total=ArrivalCounts.sum_of(rows), minutes=minutes)

    @described(
        "What was refused in the last 7 days from senders with a key of the project, in groups of "
        "similar responses, latest first; at most 100 groups."
    )
    async def refusals(self, info: Info) -> list[Refusal]:
        return await Refusal.load_all(info.context.pool)
