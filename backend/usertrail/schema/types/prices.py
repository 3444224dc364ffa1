"""Token prices of a project."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Self

from usertrail.normalise.prices import Price, Prices, in_order
from usertrail.read.statement import in_turn
from usertrail.rules.pricing import priced_kinds
from usertrail.rules.rows import select_prices
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type

THOUSAND = Decimal(1000)


@object_type("The price of one kind of token.")
class TokenPrice:
    kind: str = described("The kind of token, as in the usageDetails of spans.")
    usd_per_million_tokens: Decimal = described(
        "The price of a million tokens of this kind, in US dollars."
    )
    usd_per_thousand_tokens: Decimal = described(
        "The price of a thousand tokens of this kind, in US dollars."
    )

    @classmethod
    def of(cls, kind: str, usd_per_million: Decimal, **more: Any) -> Self:
        return cls(
            kind=kind,
            usd_per_million_tokens=usd_per_million,
            usd_per_thousand_tokens=usd_per_million / THOUSAND,
            **more,
        )


@object_type(
    "The project's own prices for one or more models. They take precedence over the built-in "
    "table and apply to data that arrives while they are set; stored costs never change. A cost "
    "reported by the sender takes precedence over any price."
)
class ModelPrices:
    model_pattern: str = described(
        "The models that the prices apply to: an exact name, or a pattern where * matches any "
        "number of characters. An exact name takes precedence; otherwise the longest matching "
        "pattern with a price for the kind of token, or for input or output as a whole."
    )
    from_: datetime | None = described(
        "The prices apply to spans that start at or after this time, until a later price for the "
        "same kind takes over; null if they always apply.",
        name="from",
    )
    prices: list[TokenPrice] = described(
        "The price of each kind of token. Kinds that are not listed have the price of input or "
        "output."
    )

    @classmethod
    def all_of(cls, prices: Iterable[Price]) -> "list[ModelPrices]":
        return [
            cls(
                model_pattern=pattern,
                from_=starts_at,
                prices=[TokenPrice.of(price.kind, price.usd_per_million) for price in group],
            )
            for (pattern, starts_at), group in groupby(in_order(prices), key=lambda one: one[:2])
        ]

    @classmethod
    async def load_all(cls, info: Info) -> "list[ModelPrices]":
        async with in_turn(info.context.pool) as db:
            return cls.all_of(await select_prices(db, info.context.project_id))


@object_type("The current price of one kind of token for one model.")
class PriceInForce(TokenPrice):
    model_pattern: str | None = described(
        "The pattern of the project's own price; null if the price comes from the built-in table."
    )

    @classmethod
    async def load_all(cls, info: Info, model: str, at: datetime | None) -> "list[PriceInForce]":
        async with in_turn(info.context.pool) as db:
            prices = Prices(await select_prices(db, info.context.project_id))
        return [
            cls.of(
                priced.kind,
                priced.usd_per_million,
                model_pattern=priced.own and priced.own.model_pattern,
            )
            for priced in priced_kinds(model, at or datetime.now(UTC), prices)
        ]
