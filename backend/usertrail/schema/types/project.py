"""The project that the caller's keys belong to, and what there is in it."""

from datetime import datetime

import strawberry

from usertrail.graphql.field_cost import priced
from usertrail.read.projects import (
    MOST_NAMES,
    select_environments,
    select_feedback_names,
    select_first_trace_at,
    select_models,
    select_project_name,
    select_projects,
    select_requires_feedback_token,
)
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments
from usertrail.schema.permissions import ONLY_PAGE, ListKeys
from usertrail.schema.types.api_key import ApiKey
from usertrail.schema.types.ingest_stats import Arrivals
from usertrail.schema.types.names import AttributeName, NamesApplication, OwnNames
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.prices import ModelPrices, PriceInForce


@strawberry.type(
    description="What one pair of keys reaches: an application, with users of its own."
)
class Project(Node):
    name: str = strawberry.field(description="What people call the project.")
    project_id: str = strawberry.field(description="Names it in addresses, to servers and to SDKs.")

    @classmethod
    async def load(cls, info: Info) -> "Project":
        project_id = info.context.project_id
        name = await select_project_name(info.context.pool, project_id)
        return cls(id=global_id("Project", project_id), name=name, project_id=project_id)

    @strawberry.field(description="When the earliest trace started; null where there is none.")
    async def first_trace_at(self, info: Info) -> datetime | None:
        return await select_first_trace_at(info.context.pool, self.project_id)

    @strawberry.field(
        description="Environments that traces or feedback came from, in order of their names: "
        f"the first {MOST_NAMES}.",
        metadata=priced(100),
    )
    async def environments(self, info: Info) -> list[str]:
        return await select_environments(info.context.pool, self.project_id)

    @strawberry.field(
        description="What feedback was given under, in order of the names: the first "
        f"{MOST_NAMES}.",
        metadata=priced(100),
    )
    async def feedback_names(self, info: Info) -> list[str]:
        return await select_feedback_names(info.context.pool, self.project_id)

    @strawberry.field(
        description=f"Which models spans name, in order of their names: the first {MOST_NAMES}.",
        metadata=priced(100),
    )
    async def models(self, info: Info) -> list[str]:
        return await select_models(info.context.pool, self.project_id)

    @strawberry.field(
        description=f"The pairs of keys that reach it, the oldest first. {ONLY_PAGE}",
        permission_classes=[ListKeys],
    )
    async def api_keys(self, info: Info) -> list[ApiKey]:
        return await ApiKey.load_all(info, self.project_id)

    @strawberry.field(
        description="Whether a public key alone gives feedback only with a token that the server "
        "application signed."
    )
    async def requires_feedback_token(self, info: Info) -> bool:
        return await select_requires_feedback_token(info.context.pool, self.project_id)

    @strawberry.field(description="What arrived within the last hour, and what was refused.")
    async def arrivals(self, info: Info) -> Arrivals:
        return await Arrivals.load(info, self.project_id)

    @strawberry.field(
        description="The project's own prices, in order of the patterns, the latest first."
    )
    async def prices(self, info: Info) -> list[ModelPrices]:
        return await ModelPrices.load_all(info, self.project_id)

    @strawberry.field(
        description="What tokens of a model cost, by the project's own prices and by the built-in "
        "table; kinds that cost what their side does, input or output, are left out. Empty where "
        "no price is known."
    )
    async def prices_in_force(
        self, info: Info, model: arguments.OfModel, at: arguments.AtInstant = None
    ) -> list[PriceInForce]:
        return await PriceInForce.load_all(info, self.project_id, model, at)

    @strawberry.field(description="The project's own names of users and sessions.")
    async def own_names(self, info: Info) -> OwnNames:
        return await OwnNames.load(info, self.project_id)

    @strawberry.field(
        description="How far the project's own names were applied to what was stored before them; "
        "null where that was never asked for."
    )
    async def names_application(self, info: Info) -> NamesApplication | None:
        return await NamesApplication.load(info, self.project_id)

    @strawberry.field(
        description="The names that arrived of late, in their order: of attributes of spans and "
        "resources, and after metadata. of keys of metadata. At most 300, those that most of the "
        "latest 300 spans have, and only such as hold a short text or a number.",
        metadata=priced(500),
    )
    async def attribute_names(self, info: Info) -> list[AttributeName]:
        return await AttributeName.load_all(info, self.project_id)


@strawberry.type(description="A project as a list of several names it.")
class ProjectName:
    project_id: str = strawberry.field(description="Names it in addresses, to servers and to SDKs.")
    name: str = strawberry.field(description="What people call the project.")

    @classmethod
    async def load_all(cls, info: Info) -> "list[ProjectName]":
        """All there are for who is signed in, and the one that keys reach."""
        caller = info.context.caller
        only = None if caller.public_key is None else caller.project_id
        rows = await select_projects(info.context.pool, only)
        return [cls(**row) for row in rows]
