"""Ingest statistics: what was received and what was refused, in memory and in the tables."""

from collections import Counter
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import NamedTuple

from usertrail.database.pool import Database

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
    count: int
    first_at: datetime
    last_at: datetime


# {(project id, minute, public key): counts}
CountsByKey = dict[tuple[str, datetime, str], MinuteCounts]
RefusalCounts = dict[tuple[RefusalOrigin, RefusalReason], RefusalCount]


async def add_counts(db: Database, counts: CountsByKey) -> None:
    rows = sorted((*key, *astuple(of)) for key, of in counts.items())
    if not rows:
        return
    await db.execute(
        """
        INSERT INTO arrival AS stored (project_id, minute, public_key, request_count,
            refused_request_count, span_count, refused_span_count, event_count,
            refused_event_count)
        SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[],
            $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
        ON CONFLICT (project_id, minute, public_key) DO UPDATE SET
            request_count = stored.request_count + excluded.request_count,
            refused_request_count = stored.refused_request_count + excluded.refused_request_count,
            span_count = stored.span_count + excluded.span_count,
            refused_span_count = stored.refused_span_count + excluded.refused_span_count,
            event_count = stored.event_count + excluded.event_count,
            refused_event_count = stored.refused_event_count + excluded.refused_event_count
        """,
        *map(list, zip(*rows, strict=True)),
    )
    await db.execute(
        "DELETE FROM arrival WHERE minute < now() - $1::text::interval", COUNTS_RETENTION
    )


async def add_refusals(db: Database, refusals: RefusalCounts) -> None:
    if not refusals:
        return
    rows = sorted(
        ((*origin, *reason, *astuple(counted)) for (origin, reason), counted in refusals.items()),
        key=lambda row: (row[0] or "", row[1:]),
    )
    await db.execute(
        """
        INSERT INTO refusal AS stored (project_id, public_key, endpoint, user_agent, is_proven,
            status, code, reason, refused_count, first_at, last_at)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[],
            $6::integer[], $7::text[], $8::text[], $9::bigint[], $10::timestamptz[],
            $11::timestamptz[])
        ON CONFLICT (project_id, public_key, endpoint, status, code, reason, user_agent, is_proven)
        DO UPDATE SET
            refused_count = stored.refused_count + excluded.refused_count,
            first_at = least(stored.first_at, excluded.first_at),
            last_at = greatest(stored.last_at, excluded.last_at)
        """,
        *map(list, zip(*rows, strict=True)),
    )
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
