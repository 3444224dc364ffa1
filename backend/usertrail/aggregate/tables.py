"""The tables of totals: what each is keyed by and adds up, and the statements made from that."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from usertrail.database.table import Table
from usertrail.measures import Counted, types_by_model, types_of

OF_TRACES = types_of(Counted.TRACES, Counted.SPANS)
OF_FEEDBACK = types_of(Counted.FEEDBACK)
OF_BOTH = types_of(Counted.TRACES, Counted.SPANS, Counted.FEEDBACK)
DAY = {"user_id": "text", "day": "date", "environment": "text"}
SEEN = {"first_seen_at": "timestamptz", "last_seen_at": "timestamptz"}


@dataclass(frozen=True)
class TotalTable(Table):
    """One table, whose values are sums, and the first and last instant of what is counted."""

    # The sums that are all zero only in a row that counts nothing any more.
    counts: tuple[str, ...] = ()
    # The columns of the first and the last instant, in this order.
    bounds: Mapping[str, str] = field(default_factory=dict)

    @property
    def sums(self) -> tuple[str, ...]:
        return tuple(name for name in self.values if name not in self.bounds)

    @cached_property
    def add(self) -> str:
        """Add rows that are given whole to those of their keys, and widen the bounds."""
        changes = {name: f"stored.{name} + excluded.{name}" for name in self.sums}
        for name, extreme in zip(self.bounds, ("LEAST", "GREATEST"), strict=False):
            changes[name] = f"{extreme}(stored.{name}, excluded.{name})"
        return self.insert_whole(self.changing(changes))

    def taken(self, name: str) -> str:
        """Of a sum that is not named, 0."""
        return f"coalesce(row.{name}, 0)" if name in self.sums else f"row.{name}"

    @cached_property
    def add_and_return(self) -> str:
        """The same; return keys and bounds."""
        return f"{self.add} RETURNING {', '.join((*self.keys, *self.bounds))}"

    def delete_empty(self) -> str:
        """Delete one row, $1 project, then its keys, if it counts nothing; return the keys then."""
        empty = " AND ".join(f"{name} = 0" for name in self.counts)
        return f"""
            DELETE FROM {self.name} WHERE {self._is_one()} AND {empty}
            RETURNING {", ".join(self.keys)}
        """

    def set_bounds(self) -> str:
        """Set the bounds of one row: $1 project, then its keys, then first and last."""
        places = enumerate(self.bounds, start=len(self.keys) + 2)
        assigned = ", ".join(f"{name} = ${place}" for place, name in places)
        return f"UPDATE {self.name} SET {assigned} WHERE {self._is_one()}"

    def _is_one(self) -> str:
        keys = enumerate(self.keys, start=2)
        return " AND ".join(("project_id = $1", *(f"{name} = ${place}" for place, name in keys)))


USER_TOTAL = TotalTable(
    "user_total",
    {"user_id": "text", "environment": "text"},
    OF_BOTH | SEEN,
    counts=("trace_count", "feedback_count"),
    bounds=SEEN,
)
# As USER_TOTAL, in all environments together.
USER_EVER = replace(USER_TOTAL, name="user_ever", keys={"user_id": "text"})
USER_DAY = TotalTable("user_day", DAY, OF_BOTH, counts=("trace_count", "feedback_count"))
STRETCH = {"started_at": "timestamptz", "ended_at": "timestamptz"}
USER_SESSION = TotalTable(
    "user_session",
    {"user_id": "text", "session_id": "text", "environment": "text"},
    OF_TRACES | STRETCH,
    counts=("trace_count",),
    bounds=STRETCH,
)
MODEL_DAY = TotalTable(
    "model_day",
    DAY | {"model": "text"},
    types_by_model(),
    counts=("generation_count", "cost_usd"),
)
FEEDBACK_DAY = TotalTable(
    "feedback_day",
    DAY | {"name": "text", "data_type": "text"},
    OF_FEEDBACK,
    counts=("feedback_count",),
)
TOTAL_TABLES = (USER_TOTAL, USER_EVER, USER_DAY, USER_SESSION, MODEL_DAY, FEEDBACK_DAY)
