"""Numeric values of feedback."""

from decimal import Decimal

from usertrail.errors import BadInput

# Larger values would dominate any average, and floats could no longer distinguish integers.
MAX_RATING = 10**15
MAX_RATING_TEXT = "1e15"


def rating_of(argument: str, number: float) -> Decimal:
    """The value as it is stored. Raises BadInput beyond MAX_RATING and for NaN."""
    # NaN is in no range.
    if not -MAX_RATING <= number <= MAX_RATING:
        raise BadInput(
            f"{argument} must be a finite number from -{MAX_RATING_TEXT} to {MAX_RATING_TEXT}, "
            f"not {number!r}."
        )
    return Decimal(repr(number))
