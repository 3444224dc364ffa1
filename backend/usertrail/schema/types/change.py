"""The previous period, and how each measure changed since."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from asyncpg import Record

from usertrail.measures import Measure
from usertrail.read.feedback_sums import feedback_sums
from usertrail.read.measures import Scope
from usertrail.read.period import Period
from usertrail.schema.described import described, object_type
from usertrail.schema.measure_fields import RATIOS, SUMS, Field, with_fields
from usertrail.schema.types.feedback_metrics import FeedbackOf
from usertrail.schema.types.measures import Metrics, everybody, everybody_fields

if TYPE_CHECKING:
    from usertrail.schema.types.overview import Overview

FROM = (
    "Start of the previous period, in UTC, which is as long as the elapsed part of the current one."
)
TO = "End of the previous period, in UTC: the start of the current period."
CHANGE = "How each measure changed from the previous period to the current one."


def relative_change(before: Decimal | int, after: Decimal | int) -> float | None:
    """The relative change; None if the previous value was 0."""
    return float((after - before) / before) if before else None


def absolute_change(before: float | None, after: float | None) -> float | None:
    """The absolute change; None if either value is missing."""
    return None if before is None or after is None else after - before


@object_type(
    "How each measure changed from the previous period. Sums change relatively: 0.5 means 50 % "
    "more, -1 means down to zero, and null means the previous value was 0. Rates and averages "
    "change absolutely; null if either value is missing."
)
@with_fields(
    [
        *(
            Field(
                of.name, float | None, f"The relative change in {of.noun}; 1 means twice as much."
            )
            for of in SUMS
        ),
        *(
            Field(of.name, float | None, f"The absolute change in {of.noun}.", of.deprecated)
            for of in RATIOS
        ),
    ]
)
class MetricsChange:
    @classmethod
    def between(cls, before: Metrics, after: Metrics) -> "MetricsChange":
        return cls(
            **{of.name: relative_change(*_both(before, after, of)) for of in SUMS},
            **{of.name: absolute_change(*_both(before, after, of)) for of in RATIOS},
        )


def _both(before: Metrics, after: Metrics, of: Measure) -> tuple[Any, Any]:
    return getattr(before, of.name), getattr(after, of.name)


@object_type("A user's measures in the previous period, and how they changed since.")
class PreviousMetrics:
    from_: datetime = described(FROM, name="from")
    to: datetime = described(TO)
    metrics: Metrics = described("The measures of the previous period.")
    change: MetricsChange = described(CHANGE)

    @classmethod
    def of(cls, period: Period, before: Metrics, after: Metrics) -> "PreviousMetrics":
        assert period.start is not None and period.end is not None
        change = MetricsChange.between(before, after)
        return cls(from_=period.start, to=period.end, metrics=before, change=change)


@object_type(
    "How the project's measures changed from the previous period. Counts change relatively, null "
    "if the previous value was 0; shares change absolutely."
)
class OverviewChange:
    user_count: float | None = described("The relative change in the number of users with a trace.")
    new_user_count: float | None = described("The relative change in the number of new users.")
    attributed_share: float | None = described(
        "The absolute change in the share, 0 to 1, of traces that have a userId."
    )
    metrics: MetricsChange = described("How each of the measures in metrics changed.")


@object_type("The project's measures in the previous period, and how they changed since.")
@with_fields([*everybody_fields("previous period"), Field("change", OverviewChange, CHANGE)])
class PreviousOverview:
    from_: datetime = described(FROM, name="from")
    to: datetime = described(TO)

    @classmethod
    def of(cls, scope: Scope, before: Record, after: "Overview") -> "PreviousOverview":
        """From a row of `select_overview` in this scope."""
        period = scope.period
        assert period.start is not None and period.end is not None
        was, became = everybody(before, FeedbackOf(feedback_sums, (scope,))), vars(after)
        was["change"] = OverviewChange(
            user_count=relative_change(was["user_count"], became["user_count"]),
            new_user_count=relative_change(was["new_user_count"], became["new_user_count"]),
            attributed_share=absolute_change(was["attributed_share"], became["attributed_share"]),
            metrics=MetricsChange.between(was["metrics"], became["metrics"]),
        )
        return cls(from_=period.start, to=period.end, **was)
