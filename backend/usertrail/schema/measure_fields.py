"""Fields of GraphQL types that are generated from the list of measures."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from usertrail.measures import Counted, Measure, Ratio, Sum, Timing, listed, sums_of
from usertrail.schema.described import described
from usertrail.schema.scalars import Count

Type = TypeVar("Type", bound=type)

# The measures in the type Metrics.
METRICS = tuple(of for of in listed() if isinstance(of, Sum | Ratio))
SUMS = tuple(of for of in METRICS if isinstance(of, Sum))
RATIOS = tuple(of for of in METRICS if isinstance(of, Ratio))
TIMINGS = tuple(of for of in listed() if isinstance(of, Timing))
OF_SPANS = tuple(of for of in SUMS if of.counted is Counted.SPANS)
BY_MODEL = tuple(of for of in OF_SPANS if of.by_model)
TYPES = {"bigint": Count, "numeric": Decimal}
ZEROS = {of.name: TYPES[of.type](0) for of in sums_of()}


class Field(NamedTuple):
    name: str
    type: Any
    description: str
    # What to use instead.
    deprecated: str = ""


def fields_of(measures: Iterable[Measure]) -> list[Field]:
    """The fields for these measures."""
    return [
        Field(
            of.name,
            TYPES[of.type] if isinstance(of, Sum) else float | None,
            of.description,
            of.deprecated,
        )
        for of in measures
    ]


def sentence(noun: str) -> str:
    """The noun with a capital, to begin a sentence."""
    return noun[0].upper() + noun[1:]


def with_fields(fields: Iterable[Field], **options: Any) -> Callable[[Type], Type]:
    """A decorator, applied below Strawberry's own, that appends these fields to a class."""

    def add(cls: Type) -> Type:
        annotations = dict(cls.__annotations__)
        for field in fields:
            annotations[field.name] = field.type
            reason = field.deprecated or None
            said = described(field.description, deprecation_reason=reason, **options)
            setattr(cls, field.name, said)
        cls.__annotations__ = annotations
        return cls

    return add
