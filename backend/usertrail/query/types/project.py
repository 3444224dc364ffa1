"""The project that the caller's keys belong to, and what there is in it."""

import strawberry

from usertrail.query.context import Info
from usertrail.query.overview import (
    select_environments,
    select_feedback_names,
    select_models,
    select_project_name,
)
from usertrail.query.types.node import Node, global_id


@strawberry.type
class Project(Node):
    name: str
    project_id: strawberry.Private[str]

    @classmethod
    async def load(cls, info: Info) -> "Project":
        project_id = info.context.project_id
        name = await select_project_name(info.context.pool, project_id)
        return cls(id=global_id("Project", project_id), name=name, project_id=project_id)

    @strawberry.field(description="Environments that traces or feedback came from.")
    async def environments(self, info: Info) -> list[str]:
        return await select_environments(info.context.pool, self.project_id)

    @strawberry.field(description="Names that feedback was given under.")
    async def feedback_names(self, info: Info) -> list[str]:
        return await select_feedback_names(info.context.pool, self.project_id)

    @strawberry.field(description="Models that spans named.")
    async def models(self, info: Info) -> list[str]:
        return await select_models(info.context.pool, self.project_id)
