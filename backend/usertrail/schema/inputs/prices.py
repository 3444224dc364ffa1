"""Inputs that set and delete the prices of a project."""

from datetime import datetime
from decimal import Context, Decimal

from usertrail.errors import BadInput
from usertrail.normalise.prices import ALWAYS, Price
from usertrail.schema.described import described, input_type, optional
from usertrail.schema.inputs.mutations import printable

MAX_PATTERN_LENGTH = 200
MAX_KIND_LENGTH = 100
MAX_PRICES = 30
MAX_USD = 10**9
MAX_DECIMALS = 12
# Enough precision for every digit of a Decimal in the API.
_WIDE = Context(prec=200)

PATTERN = (
    "The model name as reported in spans, case-insensitive, 1 to 200 characters. An asterisk "
    "matches any number of characters, as in gpt-4o-*."
)
FROM = (
    "The prices apply to spans that start at or after this time, until later prices take over. "
    "If omitted, they apply regardless of when a span started."
)


@input_type("The price of one kind of token.")
class TokenPriceInput:
    kind: str = described(
        "The kind of token, as in the usageDetails of spans: input, output, input_cached_tokens "
        "(read from a cache), input_cache_creation (written to a cache), output_reasoning_tokens, "
        "input_audio_tokens, output_audio_tokens, or any other. The price of input applies to "
        "every kind of input without a price of its own, and the price of output likewise."
    )
    usd_per_million_tokens: Decimal = described(
        "US dollars per million tokens: 0 to 1,000,000,000, with at most 12 decimal places."
    )


@input_type(
    "Token prices of one or more models. They replace those set before for the same pattern and "
    "start."
)
class SetPricesInput:
    model_pattern: str = described(PATTERN)
    from_: datetime | None = optional(FROM, name="from")
    prices: list[TokenPriceInput] = described("The price of each kind of token, 1 to 30 entries.")


@input_type("Identifies the prices to delete.")
class DeletePricesInput:
    model_pattern: str = described("The model pattern of the prices.")
    from_: datetime | None = optional("The start of the prices, if they have one.", name="from")


def parse_pattern(argument: str, text: str) -> str:
    """The pattern as it is stored. Raises BadInput."""
    return printable(argument, text.strip().lower(), MAX_PATTERN_LENGTH)


def parse_start(argument: str, starts_at: datetime | None) -> datetime | None:
    """Raises BadInput."""
    if starts_at is not None and starts_at < ALWAYS:
        raise BadInput(f"{argument} must not be before 1970, but is {starts_at.isoformat()}.")
    return starts_at


def parse_prices(input: SetPricesInput) -> list[Price]:
    """Raises BadInput."""
    pattern = parse_pattern("input.modelPattern", input.model_pattern)
    starts_at = parse_start("input.from", input.from_)
    if not 1 <= len(input.prices) <= MAX_PRICES:
        raise BadInput(
            f"input.prices must have 1 to {MAX_PRICES} entries, not {len(input.prices)}."
        )
    prices: dict[str, Price] = {}
    for place, one in enumerate(input.prices):
        kind = _parse_kind(f"input.prices[{place}].kind", one.kind)
        if kind in prices:
            raise BadInput(f"input.prices has two entries for the kind {kind!r}.")
        usd = _parse_usd(f"input.prices[{place}].usdPerMillionTokens", one.usd_per_million_tokens)
        prices[kind] = Price(pattern, starts_at, kind, usd)
    return list(prices.values())


def _parse_kind(argument: str, text: str) -> str:
    kind = printable(argument, text.strip(), MAX_KIND_LENGTH)
    if kind == "total":
        raise BadInput(f"{argument} must not be 'total', which is the sum of the other kinds.")
    return kind


def _parse_usd(argument: str, usd: Decimal) -> Decimal:
    shortest = usd.normalize(_WIDE)
    decimals = -int(shortest.as_tuple().exponent)
    if not 0 <= usd <= MAX_USD or decimals > MAX_DECIMALS:
        raise BadInput(
            f"{argument} must be 0 to {MAX_USD:,} US dollars with at most {MAX_DECIMALS} "
            f"decimal places, not {usd}."
        )
    # Turns "-0" into "0".
    return abs(usd)
