"""The project of the caller's keys."""

from datetime import datetime
from typing import Any

from usertrail.graphql.field_cost import priced
from usertrail.read.feedback_kinds import MAX_KINDS
from usertrail.read.projects import (
    MAX_NAMES,
    select_chosen_feedback,
    select_first_trace_at,
    select_names,
    select_project_name,
    select_projects,
    select_requires_feedback_token,
)
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.permissions import session_only
from usertrail.schema.types.api_key import ApiKey
from usertrail.schema.types.attribute_names import AttributeName, NamesApplication, OwnNames
from usertrail.schema.types.feedback_metrics import (
    FeedbackKind,
    feedback_kinds,
    main_feedback,
)
from usertrail.schema.types.ingest_stats import Arrivals
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.prices import ModelPrices, PriceInForce


def _names(description: str, column: str) -> Any:
    """A field for what there is in this column of the project's rows."""

    async def names(info: Info) -> list[str]:
        return await select_names(info.context.pool, column)

    description = f"{description}; the first {MAX_NAMES}."
    return described(description, resolver=names, metadata=priced(100))


@object_type("An application with its own users and data. Each key pair belongs to one project.")
class Project(Node):
    name: str = described("The display name of the project.")
    project_id: str = described("Identifies the project in URLs, in server settings and for SDKs.")

    @classmethod
    async def load(cls, info: Info) -> "Project":
        project_id = info.context.project_id
        name = await select_project_name(info.context.pool)
        return cls(id=global_id("Project", project_id), name=name, project_id=project_id)

    @described("When the earliest trace started; null if there are no traces.")
    async def first_trace_at(self, info: Info) -> datetime | None:
        return await select_first_trace_at(info.context.pool)

    environments = _names(
        "Environments of the project's traces and feedback, sorted by name",
        "environment",
    )
    feedback_names = _names("The names of all feedback in the project, sorted", "name")

    @described(
        "Every name and type of feedback that users gave, the main feedback first, then by the "
        f"number of ratings; at most {MAX_KINDS}.",
        metadata=priced(100),
    )
    async def feedback_kinds(self, info: Info) -> list[FeedbackKind]:
        return [FeedbackKind.of(row) for row in await feedback_kinds(info)]

    @described(
        "The feedback that is shown where there is room for one: of the name that was chosen, "
        "else of the one that is rated most. Null if there is no feedback.",
        metadata=priced(100),
    )
    async def main_feedback(self, info: Info) -> FeedbackKind | None:
        return await main_feedback(info)

    @described("The name that was chosen for the main feedback; null if it is the one rated most.")
    async def chosen_feedback_name(self, info: Info) -> str | None:
        return await select_chosen_feedback(info.context.pool)

    models = _names("The models reported in spans, sorted by name", "model")

    @session_only("The active key pairs of the project, oldest first.", "Listing API keys")
    async def api_keys(self, info: Info) -> list[ApiKey]:
        return await ApiKey.load_all(info)

    @described(
        "Whether feedback sent with only a public key must carry a token signed by the "
        "application's server."
    )
    async def requires_feedback_token(self, info: Info) -> bool:
        return await select_requires_feedback_token(info.context.pool)

    @described("What the project received in the last hour, and what was refused.")
    async def arrivals(self, info: Info) -> Arrivals:
        return await Arrivals.load(info)

    @described("The project's own prices, sorted by pattern, then latest first.")
    async def prices(self, info: Info) -> list[ModelPrices]:
        return await ModelPrices.load_all(info)

    @described(
        "The token prices that apply to a model, from the project's own prices and the built-in "
        "table. Kinds that have the price of input or output are left out. Empty if no price is "
        "known."
    )
    async def prices_in_force(
        self, info: Info, model: arguments.ModelName, at: arguments.CallTime = None
    ) -> list[PriceInForce]:
        return await PriceInForce.load_all(info, model, at)

    @described("The project's own attribute names for user and session ids.")
    async def own_names(self, info: Info) -> OwnNames:
        return await OwnNames.load(info)

    @described(
        "The progress of applying the project's attribute names to stored traces; null if this "
        "was never requested."
    )
    async def names_application(self, info: Info) -> NamesApplication | None:
        return await NamesApplication.load(info)

    @described(
        "Names seen recently, sorted: span and resource attributes, and metadata keys in the form "
        "metadata.key. At most 300, the most frequent in the latest 300 spans, and only those "
        "with a short text or a number as value.",
        metadata=priced(500),
    )
    async def attribute_names(self, info: Info) -> list[AttributeName]:
        return await AttributeName.load_all(info)


@object_type("The id and display name of a project.")
class ProjectName:
    project_id: str = described("Identifies the project in URLs, in server settings and for SDKs.")
    name: str = described("The display name of the project.")

    @classmethod
    async def load_all(cls, info: Info) -> "list[ProjectName]":
        """All projects for a browser session, its own project for a key."""
        caller = info.context.caller
        only = None if caller.public_key is None else caller.project_id
        rows = await select_projects(info.context.pool, only)
        return [cls(**row) for row in rows]
