"""Which feedback is what a user said, and which of that is a rating, in SQL and of rows at hand."""

from decimal import Decimal

# The source of what a reviewer gave, here or in Langfuse: no word of a user, so no total counts it.
ANNOTATION = "ANNOTATION"
IS_ANNOTATION = f"(source = '{ANNOTATION}')"
IS_COUNTED = f"(source <> '{ANNOTATION}')"
# Only these kinds of feedback have a value that may be averaged.
RATED = ("NUMERIC", "BOOLEAN")
IS_RATING = f"(data_type IN ({', '.join(map(repr, RATED))}) AND value IS NOT NULL)"


def is_rating(data_type: str, value: Decimal | None) -> bool:
    """`IS_RATING` of a row that is at hand."""
    return data_type in RATED and value is not None
