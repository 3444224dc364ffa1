"""The numbers that feedback holds."""

from decimal import Decimal

from usertrail.errors import BadInput

# Beyond, one value would be all that an average shows, and floats tell whole numbers apart no more.
MAX_RATING = 10**15
MAX_RATING_TEXT = "1e15"


def rating_of(argument: str, number: float) -> Decimal:
    """As it is stored. Raises BadInput, naming the number, for what no scale goes up to."""
    # NaN lies in no range.
    if not -MAX_RATING <= number <= MAX_RATING:
        raise BadInput(
            f"{argument} must be a finite number from -{MAX_RATING_TEXT} to {MAX_RATING_TEXT}, "
            f"not {number!r}."
        )
    return Decimal(repr(number))
