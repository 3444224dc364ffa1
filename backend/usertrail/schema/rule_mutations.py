"""Mutations that set a project's rules for incoming data: prices and attribute names."""

from usertrail.database.writing import writing
from usertrail.errors import NotFound
from usertrail.rules.rows import delete_prices, set_names, set_prices
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.attribute_names import parse_names
from usertrail.schema.inputs.prices import parse_pattern, parse_prices, parse_start
from usertrail.schema.types.attribute_names import NamesApplication, OwnNames
from usertrail.schema.types.prices import ModelPrices


@object_type("The result of setting prices.")
class SetPricesPayload:
    prices: ModelPrices = described("The prices as stored now.")


@object_type("The result of deleting prices.")
class DeletePricesPayload:
    deleted_model_pattern: str = described("The model pattern of the deleted prices.")


@object_type("The result of setting attribute names.")
class SetNamesPayload:
    own_names: OwnNames = described("The attribute names as stored now.")


@object_type("The result of applying attribute names.")
class ApplyNamesPayload:
    names_application: NamesApplication = described(
        "The progress of the job, which continues after this response."
    )


@object_type("Mutations that set how incoming data is interpreted.")
class RuleMutations:
    @described(
        "Sets token prices for a model pattern, per million tokens of each kind. They apply to "
        "data that arrives from now on, and replace earlier prices with the same pattern and "
        "start. More than 500 prices per project are refused with the code LIMIT_EXCEEDED."
    )
    async def set_prices(self, info: Info, input: arguments.PricesToSet) -> SetPricesPayload:
        prices = parse_prices(input)
        async with writing(info.context.pool) as db:
            await set_prices(db, info.context.project_id, prices)
        [stored] = ModelPrices.all_of(prices)
        return SetPricesPayload(prices=stored)

    @described(
        "Deletes prices, for data that arrives from now on. An unknown pattern and start is an "
        "error with the code NOT_FOUND."
    )
    async def delete_prices(
        self, info: Info, input: arguments.PricesToDelete
    ) -> DeletePricesPayload:
        pattern = parse_pattern("input.modelPattern", input.model_pattern)
        starts_at = parse_start("input.from", input.from_)
        async with writing(info.context.pool) as db:
            if not await delete_prices(db, info.context.project_id, pattern, starts_at):
                when = f" starting at {starts_at.isoformat()}" if starts_at else ""
                raise NotFound(f"There are no prices for {pattern!r}{when} in this project.")
        return DeletePricesPayload(deleted_model_pattern=pattern)

    @described(
        "Sets the project's own attribute names for user and session ids. They apply to data that "
        "arrives from now on, and take precedence over all built-in names."
    )
    async def set_names(self, info: Info, input: arguments.NamesToSet) -> SetNamesPayload:
        rules = parse_names(input)
        async with writing(info.context.pool) as db:
            await set_names(db, info.context.project_id, rules)
        return SetNamesPayload(own_names=OwnNames.of(rules))

    @described(
        "Applies the project's current attribute names to stored traces and updates all totals; "
        "ids found only under names that are no longer set are dropped. Runs in the background, "
        "one trace at a time, and resumes after a server restart. While it runs, calling this "
        "again has no effect."
    )
    async def apply_names(self, info: Info) -> ApplyNamesPayload:
        context = info.context
        await context.backfill.begin(context.project_id)
        application = await NamesApplication.load(info)
        assert application is not None
        return ApplyNamesPayload(names_application=application)
