"""The list of measures itself."""

from enum import Enum

import strawberry

from usertrail.measures import Measure, listed
from usertrail.responses.names import camel
from usertrail.schema.measure_fields import sentence


@strawberry.enum(description="The unit of a measure's values.")
class MeasureUnit(Enum):
    COUNT = strawberry.enum_value("count", description="A number of things.")
    TOKENS = strawberry.enum_value(
        "tokens", description="A number of tokens that models read or write."
    )
    USD = strawberry.enum_value("usd", description="An amount of money in US dollars.")
    SHARE = strawberry.enum_value("share", description="A fraction of the whole, 0 to 1.")
    RATING = strawberry.enum_value("rating", description="A value on the scale of the feedback.")
    MILLISECONDS = strawberry.enum_value("milliseconds", description="Thousandths of a second.")


@strawberry.enum(description="Whether an increase of a measure is good or bad.")
class MeasureGrowth(Enum):
    GOOD = strawberry.enum_value("good", description="An increase is an improvement.")
    BAD = strawberry.enum_value("bad", description="An increase is a deterioration.")


@strawberry.type(name="Measure", description="A measure that users can be filtered and sorted by.")
class MeasureInfo:
    name: str = strawberry.field(
        description="The name of the field in UserFilter, such as errorRate; in UserOrderField "
        "it is written as ERROR_RATE."
    )
    description: str = strawberry.field(
        description="What the measure counts or averages over a period."
    )
    unit: MeasureUnit = strawberry.field(description="The unit of the values.")
    growth: MeasureGrowth | None = strawberry.field(
        description="Whether an increase is good or bad; null if it is neither."
    )

    @classmethod
    def of(cls, measure: Measure) -> "MeasureInfo":
        return cls(
            name=camel(measure.name),
            description=f"{sentence(measure.noun)}.",
            unit=MeasureUnit(measure.unit.value),
            growth=MeasureGrowth(measure.more.value) if measure.more else None,
        )

    @classmethod
    def load_all(cls) -> "list[MeasureInfo]":
        return [cls.of(measure) for measure in listed()]
