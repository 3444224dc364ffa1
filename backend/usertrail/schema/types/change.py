"""The period before, and how far each measure moved since."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import strawberry
from asyncpg import Record

from usertrail.measures import Measure
from usertrail.read.period import Period
from usertrail.schema.measure_fields import RATIOS, SUMS, Field, with_fields
from usertrail.schema.scalars import Count
from usertrail.schema.types.measures import Metrics

FROM = "Start of the period before, in UTC: as far before the period as that is long."
TO = "End of the period before, in UTC: where the period begins."


def grown(before: Decimal | int, after: Decimal | int) -> float | None:
    """By which share of what it was; None where it was nothing."""
    return float((after - before) / before) if before else None


def moved(before: float | None, after: float | None) -> float | None:
    """By how much; None where there was or is nothing to compare."""
    return None if before is None or after is None else after - before


@strawberry.type(
    description="How far each measure moved from the period before. Of a sum it is the share that "
    "it grew by: 0.5 for half as much again, -1 for nothing left, null where it was 0. Of a rate "
    "or an average it is the difference, null where there was or is none."
)
@with_fields(
    [
        *(Field(of.name, float | None, f"The share that {of.noun} grew by.") for of in SUMS),
        *(Field(of.name, float | None, f"The difference of {of.noun}.") for of in RATIOS),
    ]
)
class MetricsChange:
    @classmethod
    def between(cls, before: Metrics, after: Metrics) -> "MetricsChange":
        return cls(
            **{of.name: grown(*_both(before, after, of)) for of in SUMS},
            **{of.name: moved(*_both(before, after, of)) for of in RATIOS},
        )


def _both(before: Metrics, after: Metrics, of: Measure) -> tuple[Any, Any]:
    return getattr(before, of.name), getattr(after, of.name)


@strawberry.type(description="What a user did in the period before, and how far it moved since.")
class PreviousMetrics:
    from_: datetime = strawberry.field(name="from", description=FROM)
    to: datetime = strawberry.field(description=TO)
    metrics: Metrics = strawberry.field(description="The sums of the period before.")
    change: MetricsChange = strawberry.field(
        description="How far each moved since, from the period before to the period."
    )

    @classmethod
    def of(cls, period: Period, before: Metrics, after: Metrics) -> "PreviousMetrics":
        assert period.start is not None and period.end is not None
        change = MetricsChange.between(before, after)
        return cls(from_=period.start, to=period.end, metrics=before, change=change)


@strawberry.type(
    description="How far everybody's measures moved from the period before. Of a number it is the "
    "share that it grew by, null where it was 0; of a share it is the difference."
)
class OverviewChange:
    user_count: float | None = strawberry.field(
        description="The share that the number of users with a trace grew by."
    )
    new_user_count: float | None = strawberry.field(
        description="The share that the number of new users grew by."
    )
    attributed_share: float | None = strawberry.field(
        description="The difference of the shares, each 0 to 1, of traces that carry a userId."
    )
    metrics: MetricsChange = strawberry.field(description="How far the sums moved.")


@strawberry.type(description="What everybody did in the period before, and how far it moved since.")
class PreviousOverview:
    from_: datetime = strawberry.field(name="from", description=FROM)
    to: datetime = strawberry.field(description=TO)
    user_count: Count = strawberry.field(description="Users with a trace in the period before.")
    new_user_count: Count = strawberry.field(
        description="Users whose first trace ever starts in the period before."
    )
    attributed_share: float | None = strawberry.field(
        description="Traces of the period before that carry a userId, as a share of all, 0 to 1; "
        "null when there are no traces."
    )
    metrics: Metrics = strawberry.field(description="The sums of the period before.")
    change: OverviewChange = strawberry.field(
        description="How far each moved since, from the period before to the period."
    )

    @classmethod
    def of(cls, period: Period, before: Record, after: Record) -> "PreviousOverview":
        """Of two rows of `select_overview`."""
        assert period.start is not None and period.end is not None
        metrics = Metrics.of(before)
        return cls(
            from_=period.start,
            to=period.end,
            user_count=before["user_count"],
            new_user_count=before["new_user_count"],
            attributed_share=before["attributed_share"],
            metrics=metrics,
            change=OverviewChange(
                user_count=grown(before["user_count"], after["user_count"]),
                new_user_count=grown(before["new_user_count"], after["new_user_count"]),
                attributed_share=moved(before["attributed_share"], after["attributed_share"]),
                metrics=MetricsChange.between(metrics, Metrics.of(after)),
            ),
        )
