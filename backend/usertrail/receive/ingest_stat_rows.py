"""Ingest statistics: what was received and what was refused, in memory and in the tables."""

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.database.table import Table

COUNTS_RETENTION = "2 hours"
REFUSALS_RETENTION = "7 days"
# Distinct refusals that are kept: of unknown keys; per project, with a valid secret key; and per
# project without, which anybody can cause.
MAX_UNKNOWN_REFUSALS, MAX_PROVEN_REFUSALS, MAX_UNPROVEN_REFUSALS = 100, 80, 20


class RefusalReason(NamedTuple):
    """Why a request, span or event is refused: HTTP status, error code, a sentence."""

    status: int
    code: str
    reason: str


@dataclass
class RequestStats:
    """Counts of one request, filled in while it is parsed and stored."""

    span_count: int = 0
    event_count: int = 0
    refused_spans: Counter[RefusalReason] = field(default_factory=Counter)
    refused_events: Counter[RefusalReason] = field(default_factory=Counter)


@dataclass
class MinuteCounts:
    """A row of table `arrival` but for its key: one minute of one public key."""

    request_count: int = 0
    refused_request_count: int = 0
    span_count: int = 0
    refused_span_count: int = 0
    event_count: int = 0
    refused_event_count: int = 0

    def add(self, stats: RequestStats, is_refused: bool) -> None:
        self.request_count += not is_refused
        self.refused_request_count += is_refused
        self.span_count += stats.span_count
        self.refused_span_count += stats.refused_spans.total()
        self.event_count += stats.event_count
        self.refused_event_count += stats.refused_events.total()


class RefusalOrigin(NamedTuple):
    """The sender and the path of a refused request."""

    project_id: str | None
    public_key: str
    endpoint: str
    user_agent: str
    is_proven: bool

    @property
    def max_kept(self) -> int:
        """How many distinct refusals are kept of this kind of sender."""
        if self.project_id is None:
            return MAX_UNKNOWN_REFUSALS
        return MAX_PROVEN_REFUSALS if self.is_proven else MAX_UNPROVEN_REFUSALS


@dataclass
class RefusalCount:
    refused_count: int
    first_at: datetime
    last_at: datetime


ARRIVAL = Table(
    "arrival",
    {"project_id": "text", "minute": "timestamptz", "public_key": "text"},
    {of.name: "bigint" for of in fields(MinuteCounts)},
)
REFUSAL = Table(
    "refusal",
    {
        "project_id": "text",
        "public_key": "text",
        "endpoint": "text",
        "status": "integer",
        "code": "text",
        "reason": "text",
        "user_agent": "text",
        "is_proven": "boolean",
    },
    {"refused_count": "bigint", "first_at": "timestamptz", "last_at": "timestamptz"},
)
# {(project id, minute, public key): counts}
CountsByKey = dict[tuple[str, datetime, str], MinuteCounts]
RefusalCounts = dict[tuple[RefusalOrigin, RefusalReason], RefusalCount]


async def add_counts(db: Database, counts: CountsByKey) -> None:
    if not counts:
        return
    added = {name: f"stored.{name} + excluded.{name}" for name in ARRIVAL.values}
    rows = (
        dict(zip(ARRIVAL.keys, key, strict=True)) | asdict(counts[key]) for key in sorted(counts)
    )
    await db.execute(ARRIVAL.upsert(added), *ARRIVAL.arrays(rows))
    await db.execute(
        "DELETE FROM arrival WHERE minute < now() - $1::text::interval", COUNTS_RETENTION
    )


async def add_refusals(db: Database, refusals: RefusalCounts) -> None:
    if not refusals:
        return
    rows = (
        origin._asdict() | reason._asdict() | asdict(refusals[origin, reason])
        for origin, reason in sorted(refusals, key=_in_order)
    )
    merged = {
        "refused_count": "stored.refused_count + excluded.refused_count",
        "first_at": "least(stored.first_at, excluded.first_at)",
        "last_at": "greatest(stored.last_at, excluded.last_at)",
    }
    await db.execute(REFUSAL.upsert(merged), *REFUSAL.arrays(rows))
    await db.execute(
        """
        DELETE FROM refusal WHERE last_at < now() - $1::text::interval OR refusal_id IN (
            SELECT refusal_id FROM (
                SELECT refusal_id, project_id, is_proven, row_number() OVER (
                    PARTITION BY project_id, is_proven ORDER BY last_at DESC, refusal_id DESC
                ) AS place FROM refusal
            ) AS ranked
            WHERE place > CASE
                WHEN project_id IS NULL THEN $2::bigint WHEN is_proven THEN $3 ELSE $4
            END
        )
        """,
        REFUSALS_RETENTION,
        MAX_UNKNOWN_REFUSALS,
        MAX_PROVEN_REFUSALS,
        MAX_UNPROVEN_REFUSALS,
    )


def _in_order(refusal: tuple[RefusalOrigin, RefusalReason]) -> tuple[object, ...]:
    origin, reason = refusal
    return (origin.project_id or "", *origin, *reason)
