"""What arrived and what was refused, as it is counted and as it is stored."""

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.database.table import Table

KEPT_MINUTES = "2 hours"
KEPT_REFUSALS = "7 days"
# Of all keys that are of no project; of each project, of those who have a secret of it, and of
# those who need none to be refused and could fill any room.
MOST_UNKNOWN, MOST_PROVEN, MOST_UNPROVEN = 100, 80, 20


class Why(NamedTuple):
    status: int
    code: str
    reason: str


@dataclass
class Arrival:
    """What one request brought. Whoever takes it apart fills it in."""

    span_count: int = 0
    event_count: int = 0
    refused_spans: Counter[Why] = field(default_factory=Counter)
    refused_events: Counter[Why] = field(default_factory=Counter)


@dataclass
class Counts:
    """As the columns of the table."""

    request_count: int = 0
    refused_request_count: int = 0
    span_count: int = 0
    refused_span_count: int = 0
    event_count: int = 0
    refused_event_count: int = 0

    def add(self, arrival: Arrival, is_refused: bool) -> None:
        self.request_count += not is_refused
        self.refused_request_count += is_refused
        self.span_count += arrival.span_count
        self.refused_span_count += arrival.refused_spans.total()
        self.event_count += arrival.event_count
        self.refused_event_count += arrival.refused_events.total()


class Place(NamedTuple):
    """Where a request came from and went to."""

    project_id: str | None
    public_key: str
    endpoint: str
    user_agent: str
    is_proven: bool

    @property
    def most_kept(self) -> int:
        """How many different refusals there may be of its kind."""
        if self.project_id is None:
            return MOST_UNKNOWN
        return MOST_PROVEN if self.is_proven else MOST_UNPROVEN


@dataclass
class Times:
    refused_count: int
    first_at: datetime
    last_at: datetime


ARRIVAL = Table(
    "arrival",
    {"project_id": "text", "minute": "timestamptz", "public_key": "text"},
    {of.name: "bigint" for of in fields(Counts)},
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
# By project, minute and public key.
CountsByKey = dict[tuple[str, datetime, str], Counts]
TimesByWhy = dict[tuple[Place, Why], Times]


async def add_counts(db: Database, counts: CountsByKey) -> None:
    if not counts:
        return
    added = {name: f"stored.{name} + excluded.{name}" for name in ARRIVAL.values}
    rows = (
        dict(zip(ARRIVAL.keys, key, strict=True)) | asdict(counts[key]) for key in sorted(counts)
    )
    await db.execute(ARRIVAL.upsert(added), *ARRIVAL.arrays(rows))
    await db.execute("DELETE FROM arrival WHERE minute < now() - $1::text::interval", KEPT_MINUTES)


async def add_refusals(db: Database, refusals: TimesByWhy) -> None:
    if not refusals:
        return
    rows = (
        place._asdict() | why._asdict() | asdict(refusals[place, why])
        for place, why in sorted(refusals, key=_in_order)
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
        KEPT_REFUSALS,
        MOST_UNKNOWN,
        MOST_PROVEN,
        MOST_UNPROVEN,
    )


def _in_order(refusal: tuple[Place, Why]) -> tuple[object, ...]:
    place, why = refusal
    return (place.project_id or "", *place, *why)
