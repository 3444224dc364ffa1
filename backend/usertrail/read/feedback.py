"""SQL that reads feedback."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.conditions import Condition, where
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.lists import Rows, count_lists, select_pages
from usertrail.read.paging import Page, Paged, Sort
from usertrail.read.period import ALL_TIME, Period
from usertrail.read.statement import Binding

SELECTED = """
    feedback_id, name, data_type, value::float8 AS value, string_value, comment, source, metadata,
    created_at, revised_at, trace_id, span_id, session_id, user_id, environment
"""
COLUMNS = Columns(
    (
        *("feedback_id", "data_type", "value", "created_at", "revised_at", "environment"),
        *("trace_id", "span_id", "session_id", "user_id"),
    ),
    ("name", "string_value", "comment", "source"),
    ("metadata",),
)
WHOLE = Rows("feedback", SELECTED, COLUMNS)
# Which feedback a list is of: all, or that which counts for the user who is its key; or that which
# was given to what is its key: a trace and its spans, a span, or a session.
OF = {
    "project": "true",
    "user": "user_id = owner.key",
    "trace": "target_id = owner.key AND trace_id = owner.key",
    "span": """(target_id, trace_id, span_id) =
        (owner.key::jsonb->>0, owner.key::jsonb->>0, owner.key::jsonb->>1)""",
    "session": "target_id = owner.key AND session_id = owner.key",
}
NEWEST_FIRST = Sort("feedback.created_at", "created_at", "instant", ("feedback_id",))
OLDEST_FIRST = Sort("feedback.oldest", "created_at", "instant", ("feedback_id",), descending=False)


async def select_feedback_pages(
    pool: ScopedPool,
    project_id: str,
    keys: Sequence[str],
    of: str,
    page: Page,
    period: Period = ALL_TIME,
    conditions: Sequence[Condition] = (),
    sort: Sort = NEWEST_FIRST,
) -> list[Paged]:
    """A page of the list of each key, in their order: rows of COLUMNS and `sort_value`."""
    bind = Binding()
    select = f"""
        SELECT {SELECTED}, created_at AS sort_value FROM feedback
        WHERE {_where(bind, project_id, of, period, conditions)}
    """
    return await select_pages(
        pool, bind, keys, select, sort, page, COLUMNS, is_filtered=bool(conditions)
    )


async def count_feedback(
    pool: ScopedPool,
    project_id: str,
    keys: Sequence[str],
    of: str,
    period: Period = ALL_TIME,
    conditions: Sequence[Condition] = (),
) -> list[int]:
    """How many there are on all pages of the list of each key, in their order."""
    bind = Binding()
    source = f"FROM feedback WHERE {_where(bind, project_id, of, period, conditions)}"
    return await count_lists(pool, bind, keys, source)


def _where(
    bind: Binding, project_id: str, of: str, period: Period, conditions: Sequence[Condition]
) -> str:
    own = where(bind, project_id, "feedback", conditions)
    return f"{own} AND {OF[of]} AND {period.holds(bind, 'created_at')}"


async def select_feedback(
    pool: ScopedPool, project_id: str, feedback_ids: Sequence[str]
) -> list[Record]:
    """Rows of COLUMNS, in no order, of those of these ids that there are."""
    bind = Binding()
    statement = f"""
        SELECT {SELECTED} FROM feedback
        WHERE project_id = {bind(project_id, "text")}
            AND feedback_id = ANY({bind(feedback_ids, "text[]")})
    """
    return await fetch_columns(pool, bind, statement, COLUMNS)


# What feedback on each kind of thing has that others have not.
JUDGED = {"trace": "trace_id", "span": "trace_id, span_id", "session": "session_id"}


async def select_feedback_on(
    pool: ScopedPool, project_id: str, keys: Sequence[tuple[str, ...]], of: str, most: int
) -> list[Record]:
    """The first so many on each of these traces and their spans, spans, or sessions.

    The oldest first. All of a target is gone through once, however many of its spans are asked of.
    """
    bind = Binding()
    conditions = [
        f"project_id = {bind(project_id, 'text')}",
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
    return await fetch_columns(pool, bind, statement, COLUMNS)


async def select_feedback_ids(
    pool: ScopedPool, project_id: str, trace_ids: Sequence[str]
) -> list[Record]:
    """The ids of all feedback on these traces and their spans, the oldest first."""
    bind = Binding()
    statement = f"""
        SELECT trace_id, feedback_id FROM feedback
        WHERE project_id = {bind(project_id, "text")}
            AND target_id = ANY({bind(trace_ids, "text[]")}) AND trace_id IS NOT NULL
        ORDER BY created_at, feedback_id
    """
    return await fetch_columns(pool, bind, statement, Columns(("trace_id", "feedback_id")))
