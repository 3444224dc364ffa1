"""Where a project names its users and sessions, and how far that is applied."""

from datetime import datetime

import strawberry

from usertrail.read.attribute_names import select_attribute_names
from usertrail.read.statement import in_turn
from usertrail.rules import Rules, select_application, select_names
from usertrail.schema.context import Info
from usertrail.schema.scalars import Count


@strawberry.type(
    description="Names of the project's own, under which it gives users and sessions. They "
    "outweigh all others; of several that a trace has, the first counts."
)
class OwnNames:
    user_id: list[str] = strawberry.field(description="Those of the user, the first counts.")
    session_id: list[str] = strawberry.field(description="Those of the session, the first counts.")

    @classmethod
    def of(cls, rules: Rules) -> "OwnNames":
        return cls(user_id=list(rules.user_id_names), session_id=list(rules.session_id_names))

    @classmethod
    async def load(cls, info: Info, project_id: str) -> "OwnNames":
        async with in_turn(info.context.pool) as db:
            return cls.of(await select_names(db, project_id))


@strawberry.type(description="How far a project's own names are applied to what was stored before.")
class NamesApplication:
    started_at: datetime = strawberry.field(description="When it was asked for.")
    finished_at: datetime | None = strawberry.field(
        description="When the last trace was gone through; null while it goes on."
    )
    is_outdated: bool = strawberry.field(
        description="Whether the names were changed after it: what was stored before has others."
    )
    trace_count: Count = strawberry.field(description="How many traces there were when it began.")
    seen_trace_count: Count = strawberry.field(description="How many it has gone through so far.")
    changed_trace_count: Count = strawberry.field(
        description="How many of these came to another user or session."
    )

    @classmethod
    async def load(cls, info: Info, project_id: str) -> "NamesApplication | None":
        async with in_turn(info.context.pool) as db:
            row = await select_application(db, project_id)
        return row and cls(
            started_at=row.started_at,
            finished_at=row.finished_at,
            is_outdated=row.is_outdated,
            trace_count=Count(row.trace_count),
            seen_trace_count=Count(row.seen_trace_count),
            changed_trace_count=Count(row.changed_trace_count),
        )


@strawberry.type(description="A name that arrived of late, with what it holds.")
class AttributeName:
    name: str = strawberry.field(description="As setNames takes it.")
    seen_count: Count = strawberry.field(description="How many of the latest spans have it.")
    example: str = strawberry.field(description="What it holds in one of these.")

    @classmethod
    async def load_all(cls, info: Info, project_id: str) -> "list[AttributeName]":
        rows = await select_attribute_names(info.context.pool, project_id)
        return [
            cls(name=row.name, seen_count=Count(row.seen_count), example=row.example)
            for row in rows
        ]
