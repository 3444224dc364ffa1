"""Every measure once: the tables of totals, what they add up, reads, GraphQL and recount follow.

A sum is what rows add up to, in a column of its name in each table of totals that counts such rows,
and of what is counted of spans, in table trace as well. Other measures are made of sums when they
are read.

What is counted of feedback is added up by its name and type, too: on one scale, the mean of ratings
means something (`RATING_MEAN`), and of a boolean it is the share of yes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any

from usertrail.counted_feedback import IS_RATING, is_rating

Number = int | Decimal
# By the names of measures; what is not named is 0.
Sums = dict[str, Number]


def float_of(part: str, whole: str) -> str:
    """The SQL of the float8 that is nearest to a quotient of numeric, null where the whole is 0.

    The quotient would have as many decimals as its part, or 16: too few to tell all floats apart.
    One with more than 323 may be too small for a float8, which is an error.
    """
    return f"round(({part} + 0e-340) / nullif({whole}, 0), 323)::float8"


class Counted(Enum):
    """What is counted, each on the UTC day of the trace's start, or on which feedback was given."""

    SPANS = "spans"
    TRACES = "traces"
    SESSIONS = "sessions"
    FEEDBACK = "feedback"


class Unit(Enum):
    COUNT = "count"
    TOKENS = "tokens"
    USD = "usd"
    SHARE = "share"
    RATING = "rating"
    MILLISECONDS = "milliseconds"


class More(Enum):
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Measure:
    name: str
    # What it is, as a part of sentences, and as its field in GraphQL says it. What has no
    # description is only a part of others; by all else users may be filtered and sorted.
    noun: str
    description: str = ""
    unit: Unit = Unit.COUNT
    # None where more of it is neither.
    more: More | None = None
    # Who has none, where not everybody has one: they come last in its order, and in no range of it.
    without: str = ""
    # What to use instead, where something else is better.
    deprecated: str = ""


@dataclass(frozen=True, kw_only=True)
class Sum(Measure):
    counted: Counted
    # bigint or numeric.
    type: str = "bigint"
    # What one span (its SpanSums), trace or piece of feedback (their facts) adds.
    of: Callable[[Any], Number] = lambda _: 1
    # The same of a trace or a piece of feedback in SQL, where it is their row. Of a session nothing
    # is added: those that begin in a period are counted when they are read.
    row_adds: str = "1"
    # Whether it is also added up by model.
    by_model: bool = False

    @property
    def clause(self) -> str:
        return self.name

    @property
    def of_row(self) -> str:
        """What a row of table trace or feedback adds, in SQL: a trace has the sums of its spans."""
        return self.name if self.counted is Counted.SPANS else self.row_adds


@dataclass(frozen=True, kw_only=True)
class Ratio(Measure):
    """One sum by another, null where that is 0: as float8, or as numeric."""

    part: str
    whole: str
    type: str = "float8"

    @property
    def clause(self) -> str:
        # As numeric, 1/3 and 10000/30000 have other digits.
        part = f"{self.part}::float8" if self.type == "float8" else self.part
        return f"{part} / nullif({self.whole}, 0)"

    @property
    def shown(self) -> str:
        """The same as it is shown, to the last digit."""
        return self.clause if self.type == "float8" else float_of(self.part, self.whole)

    def value(self, sums: Mapping[str, Any]) -> float | None:
        """Of sums that are at hand."""
        whole = sums[self.whole]
        return float(sums[self.part] / whole) if whole else None


@dataclass(frozen=True, kw_only=True)
class Timing(Measure):
    """How long traces took: what a share of them did not exceed, or the mean.

    It has no totals: it is read from the traces of a period.
    """

    share: float | None = None
    type: str = "float8"
    unit: Unit = Unit.MILLISECONDS
    more: More | None = More.BAD

    @property
    def clause(self) -> str:
        return self.name

    @property
    def of_rows(self) -> str:
        """The aggregate of rows with a column of microseconds; it has the same digits each time."""
        if self.share is None:
            return "sum(latency_us)::float8 / nullif(count(latency_us), 0) / 1000"
        in_order = "ORDER BY latency_us / 1000::float8"
        return f"percentile_cont({self.share}) WITHIN GROUP ({in_order})"


RATING_MEAN = Ratio(
    name="feedback_average",
    part="rating_sum",
    whole="rating_count",
    type="numeric",
    unit=Unit.RATING,
    more=More.GOOD,
    noun="the mean of numeric and boolean feedback",
    description="The mean of numeric and boolean feedback of all names; null if there are none.",
    without="Users without such feedback",
    deprecated="Use feedback, which is of one name and one scale.",
)
MEASURES: tuple[Sum | Ratio | Timing, ...] = (
    Sum(
        name="trace_count",
        counted=Counted.TRACES,
        noun="the number of traces",
        description="The number of traces. A trace is one request made by a user.",
    ),
    Sum(
        name="session_count",
        counted=Counted.SESSIONS,
        noun="the number of sessions started",
        description="Sessions whose first trace starts in the period. A session counts once, "
        "no matter how many days it spans.",
    ),
    Sum(
        name="span_count",
        counted=Counted.SPANS,
        noun="the number of spans",
        description="The number of spans in the traces: model calls, tool calls and other steps.",
    ),
    Sum(
        name="error_count",
        counted=Counted.SPANS,
        of=lambda span: int(span.level == "ERROR"),
        more=More.BAD,
        noun="the number of spans with the level ERROR",
        description="The number of spans with the level ERROR.",
    ),
    Ratio(
        name="error_rate",
        part="error_count",
        whole="span_count",
        unit=Unit.SHARE,
        more=More.BAD,
        noun="the share of spans with the level ERROR, 0 to 1",
        description="Spans with the level ERROR as a share of all spans, 0 to 1; null if there "
        "are no spans.",
        without="Users without spans",
    ),
    Sum(
        name="input_tokens",
        counted=Counted.SPANS,
        of=attrgetter("input_tokens"),
        by_model=True,
        unit=Unit.TOKENS,
        noun="the number of tokens sent to models",
        description="Tokens sent to models, including those read from a cache.",
    ),
    Sum(
        name="output_tokens",
        counted=Counted.SPANS,
        of=attrgetter("output_tokens"),
        by_model=True,
        unit=Unit.TOKENS,
        noun="the number of tokens generated by models",
        description="Tokens generated by models, including reasoning tokens.",
    ),
    Sum(
        name="total_tokens",
        counted=Counted.SPANS,
        of=attrgetter("total_tokens"),
        by_model=True,
        unit=Unit.TOKENS,
        noun="the total number of tokens",
        description="Total tokens of all kinds.",
    ),
    Sum(
        name="cost_usd",
        counted=Counted.SPANS,
        type="numeric",
        of=lambda span: span.cost_usd or Decimal(0),
        by_model=True,
        unit=Unit.USD,
        noun="the cost in US dollars",
        description="Cost in US dollars: the cost reported by the sender or, if none was "
        "reported, computed from the model's token prices.",
    ),
    Sum(
        name="feedback_count",
        counted=Counted.FEEDBACK,
        noun="the number of feedback entries",
        description="The number of feedback entries of all kinds.",
    ),
    Sum(
        name="rating_count",
        counted=Counted.FEEDBACK,
        of=lambda given: int(is_rating(given.data_type, given.value)),
        row_adds=f"{IS_RATING}::int",
        noun="the number of ratings",
    ),
    Sum(
        name="rating_sum",
        counted=Counted.FEEDBACK,
        type="numeric",
        of=lambda given: given.value if is_rating(given.data_type, given.value) else Decimal(0),
        row_adds=f"CASE WHEN {IS_RATING} THEN value ELSE 0 END",
        noun="the sum of ratings",
    ),
    RATING_MEAN,
    Timing(
        name="latency_average_ms",
        noun="the mean latency of traces in milliseconds",
        description="The mean, in milliseconds.",
    ),
    *(
        Timing(
            name=f"latency_p{percent}_ms",
            share=percent / 100,
            noun=f"the {rank} of trace latency in milliseconds",
            description=f"The {rank}, in milliseconds.",
        )
        for percent, rank in ((50, "median"), (95, "95th percentile"), (99, "99th percentile"))
    ),
)


def listed() -> tuple[Sum | Ratio | Timing, ...]:
    """Those by which users may be filtered and sorted: all that are shown."""
    return tuple(of for of in MEASURES if of.description)


def sums_of(*counted: Counted) -> tuple[Sum, ...]:
    """The sums of what is counted there, of all where nothing is named."""
    among = counted or Counted
    return tuple(of for of in MEASURES if isinstance(of, Sum) and of.counted in among)


def types_of(*counted: Counted) -> dict[str, str]:
    """The columns that hold these sums, and their SQL types."""
    return {of.name: of.type for of in sums_of(*counted)}


def types_by_model() -> dict[str, str]:
    """The same of what is added up by model: the calls of it first."""
    return {"generation_count": "bigint"} | {
        of.name: of.type for of in sums_of(Counted.SPANS) if of.by_model
    }


def add(sums: Sums, more: Sums, times: int = 1) -> None:
    """Add to the first sums the others, or take them away: times = -1."""
    for name, value in more.items():
        sums[name] = sums.get(name, 0) + times * value
