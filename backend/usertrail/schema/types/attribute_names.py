"""A project's attribute names for user and session ids, and the job that applies them."""

from datetime import datetime

from usertrail.normalise.rules import Rules
from usertrail.read.attribute_names import select_attribute_names
from usertrail.read.statement import in_turn
from usertrail.rules.application_rows import select_application
from usertrail.rules.rows import select_names
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.scalars import Count


@object_type(
    "The project's own attribute names for user and session ids. They take precedence over all "
    "built-in names; if a trace has several, the first one is used."
)
class OwnNames:
    user_id: list[str] = described("Attributes that hold the user id, in order of precedence.")
    session_id: list[str] = described(
        "Attributes that hold the session id, in order of precedence."
    )

    @classmethod
    def of(cls, rules: Rules) -> "OwnNames":
        return cls(user_id=list(rules.user_id_names), session_id=list(rules.session_id_names))

    @classmethod
    async def load(cls, info: Info) -> "OwnNames":
        async with in_turn(info.context.pool) as db:
            return cls.of(await select_names(db, info.context.project_id))


@object_type("The progress of applying the project's attribute names to stored traces.")
class NamesApplication:
    started_at: datetime = described("When the job was requested.")
    finished_at: datetime | None = described(
        "When the last trace was processed; null while the job is running."
    )
    is_outdated: bool = described(
        "Whether the names were changed after the job, so that stored traces still use the old "
        "ones."
    )
    trace_count: Count = described("The number of stored traces when the job began.")
    seen_trace_count: Count = described("The number of traces processed so far.")
    changed_trace_count: Count = described(
        "How many of these were assigned to another user or session."
    )

    @classmethod
    async def load(cls, info: Info) -> "NamesApplication | None":
        async with in_turn(info.context.pool) as db:
            row = await select_application(db, info.context.project_id)
        return row and cls(**row._asdict())


@object_type("An attribute name seen recently, with an example of its values.")
class AttributeName:
    name: str = described("The name, in the form that setNames accepts.")
    seen_count: Count = described("How many of the latest spans have this attribute.")
    example: str = described("The value that it has in one of those spans.")

    @classmethod
    async def load_all(cls, info: Info) -> "list[AttributeName]":
        rows = await select_attribute_names(info.context.pool)
        return [cls(**row._asdict()) for row in rows]
