"""What tokens cost in a project."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby

import strawberry

from usertrail.read.statement import in_turn
from usertrail.rules import Price, Prices, in_order, priced_kinds, select_prices
from usertrail.schema.context import Info

KIND = "The kind of token, as usageDetails of spans name it."
PER_MILLION = "What a million tokens of the kind cost, in US dollars."
PER_THOUSAND = "What a thousand tokens of the kind cost, in US dollars."
THOUSAND = Decimal(1000)


@strawberry.type(description="What tokens of one kind cost.")
class TokenPrice:
    kind: str = strawberry.field(description=KIND)
    usd_per_million_tokens: Decimal = strawberry.field(description=PER_MILLION)
    usd_per_thousand_tokens: Decimal = strawberry.field(description=PER_THOUSAND)

    @classmethod
    def of(cls, price: Price) -> "TokenPrice":
        usd = price.usd_per_million
        return cls(
            kind=price.kind,
            usd_per_million_tokens=usd,
            usd_per_thousand_tokens=usd / THOUSAND,
        )


@strawberry.type(
    description="Prices of the project's own for some models. They come before those of the "
    "built-in table, and hold for what arrives while they are set: a stored cost never changes. A "
    "cost that a sender states counts before any price."
)
class ModelPrices:
    model_pattern: str = strawberry.field(
        description="The models they are for: one by its name, or all that fit where * stands for "
        "any characters. Of several that fit, the one without * counts, or else the longest that "
        "has a price for the kind of token or its side."
    )
    from_: datetime | None = strawberry.field(
        name="from",
        description="Holds for spans that start then or later, until a later price for the same "
        "kind does; null for all that arrive.",
    )
    prices: list[TokenPrice] = strawberry.field(
        description="One for each kind of token; what is left out costs what its side does, input "
        "or output."
    )

    @classmethod
    def all_of(cls, prices: Iterable[Price]) -> "list[ModelPrices]":
        return [
            cls(
                model_pattern=pattern,
                from_=starts_at,
                prices=[TokenPrice.of(price) for price in group],
            )
            for (pattern, starts_at), group in groupby(in_order(prices), key=lambda one: one[:2])
        ]

    @classmethod
    async def load_all(cls, info: Info, project_id: str) -> "list[ModelPrices]":
        async with in_turn(info.context.pool) as db:
            return cls.all_of(await select_prices(db, project_id))


@strawberry.type(description="What tokens of one kind cost in calls of one model.")
class PriceInForce:
    kind: str = strawberry.field(description=KIND)
    usd_per_million_tokens: Decimal = strawberry.field(description=PER_MILLION)
    usd_per_thousand_tokens: Decimal = strawberry.field(description=PER_THOUSAND)
    model_pattern: str | None = strawberry.field(
        description="The pattern whose price of the project's own it is; null where it is that of "
        "the built-in table."
    )

    @classmethod
    async def load_all(
        cls, info: Info, project_id: str, model: str, at: datetime | None
    ) -> "list[PriceInForce]":
        async with in_turn(info.context.pool) as db:
            prices = Prices(await select_prices(db, project_id))
        return [
            cls(
                kind=priced.kind,
                usd_per_million_tokens=priced.usd_per_million,
                usd_per_thousand_tokens=priced.usd_per_million / THOUSAND,
                model_pattern=priced.own and priced.own.model_pattern,
            )
            for priced in priced_kinds(model, at or datetime.now(UTC), prices)
        ]
