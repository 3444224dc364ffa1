"""What a caller may say of how the project's data is to be read: what its tokens cost."""

import strawberry

from usertrail.database.pool import acquire
from usertrail.errors import NotFound
from usertrail.query.context import Info
from usertrail.query.inputs import arguments
from usertrail.query.inputs.prices import given_pattern, given_prices, given_start
from usertrail.query.types import ModelPrices
from usertrail.rules import delete_prices, set_prices


@strawberry.type(description="What became of prices that were to be set.")
class SetPricesPayload:
    prices: ModelPrices = strawberry.field(description="The prices as they hold from now on.")


@strawberry.type(description="What became of prices that were to be deleted.")
class DeletePricesPayload:
    deleted_model_pattern: str = strawberry.field(description="The pattern they had been set for.")


@strawberry.type(description="What a caller may say of how data is to be read.")
class Ruling:
    @strawberry.mutation(
        description="Say what tokens of some models cost, per million and by kind. It holds for "
        "what arrives from now on; the prices that the same pattern had from the same instant on "
        "are replaced, and more than 500 in all are refused with the code LIMIT_EXCEEDED."
    )
    async def set_prices(self, info: Info, input: arguments.PricesToSet) -> SetPricesPayload:
        prices = given_prices(input)
        async with acquire(info.context.pool) as db:
            await set_prices(db, info.context.project_id, prices)
        [stored] = ModelPrices.all_of(prices)
        return SetPricesPayload(prices=stored)

    @strawberry.mutation(
        description="Let prices hold no more for what arrives from now on. Those of no pattern and "
        "instant are an error with the code NOT_FOUND."
    )
    async def delete_prices(
        self, info: Info, input: arguments.PricesToDelete
    ) -> DeletePricesPayload:
        pattern = given_pattern("input.modelPattern", input.model_pattern)
        starts_at = given_start("input.from", input.from_)
        async with acquire(info.context.pool) as db:
            if not await delete_prices(db, info.context.project_id, pattern, starts_at):
                when = f" from {starts_at.isoformat()} on" if starts_at else ""
                raise NotFound(f"There are no prices for {pattern!r}{when} in this project.")
        return DeletePricesPayload(deleted_model_pattern=pattern)
