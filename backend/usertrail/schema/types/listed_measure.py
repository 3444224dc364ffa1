"""The list of measures itself, for who shows them."""

from enum import Enum

import strawberry

from usertrail.measures import Measure, listed
from usertrail.responses.names import camel
from usertrail.schema.measure_fields import sentence


@strawberry.enum(description="What the numbers of a measure are.")
class MeasureUnit(Enum):
    COUNT = strawberry.enum_value("count", description="How many there are.")
    TOKENS = strawberry.enum_value(
        "tokens", description="How many of the pieces that models read and write."
    )
    USD = strawberry.enum_value(
        "usd", description="An amount of money in dollars of the United States."
    )
    SHARE = strawberry.enum_value("share", description="A part of all, 0 to 1.")
    RATING = strawberry.enum_value("rating", description="On the scale of the feedback.")
    MILLISECONDS = strawberry.enum_value("milliseconds", description="Thousandths of a second.")


@strawberry.enum(description="What it means that a measure grew.")
class MeasureGrowth(Enum):
    GOOD = strawberry.enum_value("good", description="It became better.")
    BAD = strawberry.enum_value("bad", description="It became worse.")


@strawberry.type(
    name="Measure", description="One of the measures that users are filtered and sorted by."
)
class ListedMeasure:
    name: str = strawberry.field(
        description="As the filter of users has it, such as errorRate; in their order it is "
        "ERROR_RATE."
    )
    description: str = strawberry.field(description="What it is of a period.")
    unit: MeasureUnit = strawberry.field(description="What its numbers are.")
    growth: MeasureGrowth | None = strawberry.field(
        description="What it means that it grew; null where that is neither good nor bad."
    )

    @classmethod
    def of(cls, measure: Measure) -> "ListedMeasure":
        return cls(
            name=camel(measure.name),
            description=f"{sentence(measure.noun)}.",
            unit=MeasureUnit(measure.unit.value),
            growth=MeasureGrowth(measure.more.value) if measure.more else None,
        )

    @classmethod
    def load_all(cls) -> "list[ListedMeasure]":
        return [cls.of(measure) for measure in listed()]
