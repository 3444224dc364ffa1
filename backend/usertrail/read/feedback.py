"""SQL that reads feedback."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.conditions import IS_NOT_NULL, Column, Condition
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.lists import Rows, select_by_id
from usertrail.read.paging import Sort
from usertrail.read.statement import Binding

SELECTED = """
    feedback_id, name, data_type, value::float8 AS value, string_value, comment, source, metadata,
    created_at, revised_at, trace_id, span_id, session_id, user_id, environment
"""
# Lists are of all feedback, or of that which counts for the user who is the key, or which was given
# to what is the key: a trace and its spans, a span, or a session.
WHOLE = Rows(
    "feedback",
    SELECTED,
    Columns(
        (
            *("feedback_id", "data_type", "value", "created_at", "revised_at", "environment"),
            *("trace_id", "span_id", "session_id", "user_id"),
        ),
        ("name", "string_value", "comment", "source"),
        ("metadata",),
    ),
    at="created_at",
    lists={
        "project": "true",
        "user": "user_id = owner.key",
        "trace": "target_id = owner.key AND trace_id = owner.key",
        "span": """(target_id, trace_id, span_id) =
            (owner.key::jsonb->>0, owner.key::jsonb->>0, owner.key::jsonb->>1)""",
        "session": "target_id = owner.key AND session_id = owner.key",
    },
)
IDS = Rows("feedback", "trace_id, feedback_id", Columns(("trace_id", "feedback_id")))
NEWEST_FIRST = Sort("feedback.created_at", "created_at", "instant", ("feedback_id",))
OLDEST_FIRST = Sort("feedback.oldest", "created_at", "instant", ("feedback_id",), descending=False)


async def select_feedback(pool: ScopedPool, feedback_ids: Sequence[str]) -> list[Record]:
    """Those of WHOLE with these ids, in no order."""
    return await select_by_id(pool, WHOLE, "feedback_id", feedback_ids)


# What feedback on each kind of thing has that others have not.
JUDGED = {"trace": "trace_id", "span": "trace_id, span_id", "session": "session_id"}


async def select_feedback_on(
    pool: ScopedPool, keys: Sequence[tuple[str, ...]], of: str, most: int
) -> list[Record]:
    """The first so many on each of these traces and their spans, spans, or sessions.

    The oldest first. All of a target is gone through once, however many of its spans are asked of.
    """
    bind = Binding()
    conditions = [
        f"project_id = {bind(pool.project_id, 'text')}",
        f"target_id = ANY({bind([key[0] for key in keys], 'text[]')})",
    ]
    for place, name in enumerate(JUDGED[of].split(", ")):
        conditions.append(f"{name} = ANY({bind([key[place] for key in keys], 'text[]')})")
    statement = f"""
        SELECT {SELECTED} FROM (
            SELECT *, row_number() OVER (
                PARTITION BY {JUDGED[of]} ORDER BY created_at, feedback_id
            ) AS place
            FROM feedback WHERE {" AND ".join(conditions)}
        ) AS given
        WHERE place <= {bind(most, "integer")} ORDER BY created_at, feedback_id
    """
    return await fetch_columns(pool, bind, statement, WHOLE.columns)


async def select_feedback_ids(pool: ScopedPool, trace_ids: Sequence[str]) -> list[Record]:
    """The ids of all feedback on these traces and their spans, the oldest first."""
    order = "ORDER BY created_at, feedback_id"
    on_traces = [Condition(Column("id", "trace_id"), IS_NOT_NULL)]
    return await select_by_id(pool, IDS, "target_id", trace_ids, on_traces, order)
