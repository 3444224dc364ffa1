"""The tables of totals: what each is keyed by and adds up, and the statements made from that."""

from dataclasses import dataclass

TRACE_SUMS = {
    "trace_count": "bigint",
    "span_count": "bigint",
    "error_count": "bigint",
    "input_tokens": "bigint",
    "output_tokens": "bigint",
    "total_tokens": "bigint",
    "cost_usd": "numeric",
}
FEEDBACK_SUMS = {"feedback_count": "bigint", "rating_count": "bigint", "rating_sum": "numeric"}
DAY = {"user_id": "text", "day": "date", "environment": "text"}


@dataclass(frozen=True)
class TotalTable:
    """One table: columns and their types, in the order in which rows are given."""

    name: str
    keys: dict[str, str]
    sums: dict[str, str]
    # The sums that are all zero only in a row that counts nothing any more.
    counts: tuple[str, ...]
    # Columns of the first and the last instant of what is counted.
    first: str | None = None
    last: str | None = None

    @property
    def bounds(self) -> tuple[str, ...]:
        return (self.first, self.last) if self.first and self.last else ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.keys, *self.sums, *self.bounds)

    def upsert(self) -> str:
        """Add rows given as one array per column, after $1, the project; return keys and bounds."""
        types = [*self.keys.values(), *self.sums.values(), *("timestamptz" for _ in self.bounds)]
        arrays = ", ".join(f"${place}::{of}[]" for place, of in enumerate(types, start=2))
        moves = [f"{name} = total.{name} + excluded.{name}" for name in self.sums]
        if self.bounds:
            moves.append(f"{self.first} = LEAST(total.{self.first}, excluded.{self.first})")
            moves.append(f"{self.last} = GREATEST(total.{self.last}, excluded.{self.last})")
        returning = f"RETURNING {', '.join((*self.keys, *self.bounds))}" if self.bounds else ""
        return f"""
            INSERT INTO {self.name} AS total (project_id, {", ".join(self.columns)})
            SELECT $1, * FROM unnest({arrays})
            ON CONFLICT (project_id, {", ".join(self.keys)}) DO UPDATE SET {", ".join(moves)}
            {returning}
        """

    def delete_empty(self) -> str:
        """Delete one row, $1 project, then its keys, if it counts nothing; return the keys then."""
        where = " AND ".join(f"{name} = ${at}" for at, name in enumerate(self.keys, start=2))
        empty = " AND ".join(f"{name} = 0" for name in self.counts)
        return f"""
            DELETE FROM {self.name} WHERE project_id = $1 AND {where} AND {empty}
            RETURNING {", ".join(self.keys)}
        """

    def set_bounds(self) -> str:
        """Set the bounds of one row: $1 project, then its keys, then first and last."""
        where = " AND ".join(f"{name} = ${at}" for at, name in enumerate(self.keys, start=2))
        first = len(self.keys) + 2
        return f"""
            UPDATE {self.name} SET {self.first} = ${first}, {self.last} = ${first + 1}
            WHERE project_id = $1 AND {where}
        """


USER_TOTAL = TotalTable(
    "user_total",
    {"user_id": "text", "environment": "text"},
    TRACE_SUMS | FEEDBACK_SUMS,
    ("trace_count", "feedback_count"),
    "first_seen_at",
    "last_seen_at",
)
# As USER_TOTAL, in all environments together.
USER_EVER = TotalTable(
    "user_ever",
    {"user_id": "text"},
    USER_TOTAL.sums,
    USER_TOTAL.counts,
    USER_TOTAL.first,
    USER_TOTAL.last,
)
USER_DAY = TotalTable(
    "user_day", DAY, TRACE_SUMS | FEEDBACK_SUMS, ("trace_count", "feedback_count")
)
USER_SESSION = TotalTable(
    "user_session",
    {"user_id": "text", "session_id": "text", "environment": "text"},
    TRACE_SUMS,
    ("trace_count",),
    "started_at",
    "ended_at",
)
MODEL_DAY = TotalTable(
    "model_day",
    DAY | {"model": "text"},
    {
        "generation_count": "bigint",
        "input_tokens": "bigint",
        "output_tokens": "bigint",
        "total_tokens": "bigint",
        "cost_usd": "numeric",
    },
    ("generation_count", "cost_usd"),
)
FEEDBACK_DAY = TotalTable(
    "feedback_day",
    DAY | {"name": "text", "data_type": "text"},
    FEEDBACK_SUMS,
    ("feedback_count",),
)
TOTAL_TABLES = (USER_TOTAL, USER_EVER, USER_DAY, USER_SESSION, MODEL_DAY, FEEDBACK_DAY)
