"""The list of measures itself."""

from enum import Enum

import strawberry
from strawberry.utils.str_converters import to_camel_case

from usertrail.measures import Measure, listed
from usertrail.schema.described import described, enum_value, object_type
from usertrail.schema.measure_fields import sentence


@strawberry.enum(description="The unit of a measure's values.")
class MeasureUnit(Enum):
    COUNT = enum_value("count", "A number of things.")
    TOKENS = enum_value("tokens", "A number of tokens that models read or write.")
    USD = enum_value("usd", "An amount of money in US dollars.")
    SHARE = enum_value("share", "A fraction of the whole, 0 to 1.")
    RATING = enum_value("rating", "A value on the scale of the feedback.")
    MILLISECONDS = enum_value("milliseconds", "Thousandths of a second.")


@strawberry.enum(description="Whether an increase of a measure is good or bad.")
class MeasureGrowth(Enum):
    GOOD = enum_value("good", "An increase is an improvement.")
    BAD = enum_value("bad", "An increase is a deterioration.")


@object_type("A measure that users can be filtered and sorted by.", name="Measure")
class MeasureInfo:
    name: str = described(
        "The name of the field in UserFilter, such as errorRate; in UserOrderField it is written "
        "as ERROR_RATE."
    )
    description: str = described("What the measure counts or averages over a period.")
    unit: MeasureUnit = described("The unit of the values.")
    growth: MeasureGrowth | None = described(
        "Whether an increase is good or bad; null if it is neither."
    )

    @classmethod
    def of(cls, measure: Measure) -> "MeasureInfo":
        return cls(
            name=to_camel_case(measure.name),
            description=f"{sentence(measure.noun)}.",
            unit=MeasureUnit(measure.unit.value),
            growth=MeasureGrowth(measure.more.value) if measure.more else None,
        )

    @classmethod
    def load_all(cls) -> "list[MeasureInfo]":
        return [cls.of(measure) for measure in listed()]
