"""What many traces come to together."""

from usertrail.schema.described import described, object_type
from usertrail.schema.measure_fields import OF_SPANS, TYPES, Field, sentence, with_fields
from usertrail.schema.scalars import Count


@object_type("Totals over all traces of a list, not only over those of one page.")
@with_fields(Field(of.name, TYPES[of.type], f"{sentence(of.noun)}.") for of in OF_SPANS)
class TraceTotals:
    trace_count: Count = described("The number of traces.")
    average_latency_ms: float | None = described(
        "The mean of their durations in milliseconds; null if there are no traces."
    )
