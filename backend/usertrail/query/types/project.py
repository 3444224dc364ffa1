"""The project that the caller's keys belong to, and what there is in it."""

from datetime import datetime

import strawberry

from usertrail.query.context import Info
from usertrail.query.overview import (
    select_environments,
    select_feedback_names,
    select_first_trace_at,
    select_models,
    select_project_name,
)
from usertrail.query.types.node import Node, global_id


@strawberry.type(
    description="What one pair of keys reaches: an application, with users of its own."
)
class Project(Node):
    name: str = strawberry.field(description="What people call the project.")
    project_id: strawberry.Private[str]

    @classmethod
    async def load(cls, info: Info) -> "Project":
        project_id = info.context.project_id
        name = await select_project_name(info.context.pool, project_id)
        return cls(id=global_id("Project", project_id), name=name, project_id=project_id)

    @strawberry.field(description="When the earliest trace started; null where there is none.")
    async def first_trace_at(self, info: Info) -> datetime | None:
        return await select_first_trace_at(info.context.pool, self.project_id)

    @strawberry.field(
        description="Environments that traces or feedback came from, in order of their names."
    )
    async def environments(self, info: Info) -> list[str]:
        return await select_environments(info.context.pool, self.project_id)

    @strawberry.field(description="What feedback was given under, in order of the names.")
    async def feedback_names(self, info: Info) -> list[str]:
        return await select_feedback_names(info.context.pool, self.project_id)

    @strawberry.field(description="Which models spans name, in order of their names.")
    async def models(self, info: Info) -> list[str]:
        return await select_models(info.context.pool, self.project_id)
