"""What a caller may say of how the project's data is to be read: prices and names."""

import strawberry

from usertrail.database.writing import writing
from usertrail.errors import NotFound
from usertrail.rules import delete_prices, set_names, set_prices
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.names import given_names
from usertrail.schema.inputs.prices import given_pattern, given_prices, given_start
from usertrail.schema.types import ModelPrices, NamesApplication
from usertrail.schema.types.names import OwnNames


@strawberry.type(description="What became of prices that were to be set.")
class SetPricesPayload:
    prices: ModelPrices = strawberry.field(description="The prices as they hold from now on.")


@strawberry.type(description="What became of prices that were to be deleted.")
class DeletePricesPayload:
    deleted_model_pattern: str = strawberry.field(description="The pattern they had been set for.")


@strawberry.type(description="What became of names that were to be set.")
class SetNamesPayload:
    own_names: OwnNames = strawberry.field(description="The names as they count from now on.")


@strawberry.type(description="What became of names that were to be applied.")
class ApplyNamesPayload:
    names_application: NamesApplication = strawberry.field(
        description="How far it is; it goes on after this is answered."
    )


@strawberry.type(description="What a caller may say of how data is to be read.")
class Ruling:
    @strawberry.mutation(
        description="Say what tokens of some models cost, per million and by kind. It holds for "
        "what arrives from now on; the prices that the same pattern had from the same instant on "
        "are replaced, and more than 500 in all are refused with the code LIMIT_EXCEEDED."
    )
    async def set_prices(self, info: Info, input: arguments.PricesToSet) -> SetPricesPayload:
        prices = given_prices(input)
        async with writing(info.context.pool) as db:
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
        async with writing(info.context.pool) as db:
            if not await delete_prices(db, info.context.project_id, pattern, starts_at):
                when = f" from {starts_at.isoformat()} on" if starts_at else ""
                raise NotFound(f"There are no prices for {pattern!r}{when} in this project.")
        return DeletePricesPayload(deleted_model_pattern=pattern)

    @strawberry.mutation(
        description="Say under which names of its own the project gives users and sessions. It "
        "holds for what arrives from now on, and outweighs every name that is known anyway."
    )
    async def set_names(self, info: Info, input: arguments.NamesToSet) -> SetNamesPayload:
        rules = given_names(input)
        async with writing(info.context.pool) as db:
            await set_names(db, info.context.project_id, rules)
        return SetNamesPayload(own_names=OwnNames.of(rules))

    @strawberry.mutation(
        description="Apply the project's own names to what is stored already, trace by trace, with "
        "all totals; names that are set no more count no more. It goes on while other things are "
        "done, also after the server was stopped and started again. Asked for while it goes on, it "
        "just goes on."
    )
    async def apply_names(self, info: Info) -> ApplyNamesPayload:
        context = info.context
        await context.applying.begin(context.project_id)
        application = await NamesApplication.load(info, context.project_id)
        assert application is not None
        return ApplyNamesPayload(names_application=application)
