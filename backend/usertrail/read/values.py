"""Decimals and instants as callers write them."""

from datetime import UTC, datetime
from decimal import Decimal, DecimalException
from typing import Any

from usertrail.errors import BadInput
from usertrail.normalise.numbers import LongNumber

# Postgres would take 131,072 digits, and 1e99999 has as many.
MAX_DIGITS = 100


def parse_decimal(value: Any) -> Decimal:
    """Raises BadInput, whose sentence goes on from the name of what was given."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            number = Decimal(value.text if isinstance(value, LongNumber) else str(value))
        except (DecimalException, ValueError):
            number = Decimal("NaN")
        digits = number.as_tuple().digits
        if number.is_finite() and abs(number.adjusted()) < MAX_DIGITS > len(digits):
            return number
    raise BadInput(f"it must be a finite number of less than {MAX_DIGITS} digits")


def parse_instant(value: Any) -> datetime:
    """As UTC. Raises BadInput, whose sentence goes on from the name of what was given."""
    try:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError
        return instant.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise BadInput(
            "it must be ISO 8601 with an offset, such as 2026-01-31T12:00:00.000001Z"
        ) from None
