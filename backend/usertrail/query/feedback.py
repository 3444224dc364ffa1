"""SQL that reads feedback."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.database.pool import Pool
from usertrail.normalise.identifiers import storable_id
from usertrail.query.binding import Binding, fetch
from usertrail.query.inputs import FeedbackFilter, lies_in
from usertrail.query.paging import Page, Paged, Sort, count_lists, select_pages
from usertrail.query.period import Period

COLUMNS = """
    feedback_id, name, data_type, value::float8 AS value, string_value, comment, source, metadata,
    created_at, revised_at, trace_id, span_id, session_id, user_id, environment
"""
# Which feedback a list is of: all, or that which counts for the user who is its key.
OF = {"project": "true", "user": "user_id = owner.key"}
NEWEST_FIRST = Sort("feedback.created_at", "created_at", "instant", id="feedback_id")


async def select_feedback_pages(
    pool: Pool,
    project_id: str,
    keys: Sequence[str],
    of: str,
    page: Page,
    period: Period,
    filter: FeedbackFilter | None,
) -> list[Paged]:
    bind = Binding()
    select = f"""
        SELECT {COLUMNS}, created_at AS sort_value FROM feedback
        WHERE {_where(bind, project_id, of, period, filter)}
    """
    return await select_pages(
        pool, bind, keys, select, NEWEST_FIRST, page, is_filtered=filter is not None
    )


async def count_feedback(
    pool: Pool,
    project_id: str,
    keys: Sequence[str],
    of: str,
    period: Period,
    filter: FeedbackFilter | None,
) -> list[int]:
    bind = Binding()
    source = f"FROM feedback WHERE {_where(bind, project_id, of, period, filter)}"
    return await count_lists(pool, bind, keys, source)


def _where(
    bind: Binding, project_id: str, of: str, period: Period, filter: FeedbackFilter | None
) -> str:
    conditions = [
        f"project_id = {bind(project_id, 'text')}",
        OF[of],
        period.holds(bind, "created_at"),
    ]
    if filter:
        conditions += lies_in(bind, "value", filter.value)
        if filter.user_id is not None:
            conditions.append(f"user_id = {bind(storable_id(filter.user_id), 'text')}")
        if filter.names is not None:
            conditions.append(f"name = ANY({bind(filter.names, 'text[]')})")
        if filter.data_types is not None:
            kinds = [str(kind.value) for kind in filter.data_types]
            conditions.append(f"data_type = ANY({bind(kinds, 'text[]')})")
        if filter.categories is not None:
            categories = bind(filter.categories, "text[]")
            conditions.append(f"data_type = 'CATEGORICAL' AND string_value = ANY({categories})")
        if filter.has_comment is not None:
            has_comment = "(comment IS NOT NULL AND comment <> '')"
            conditions.append(f"{has_comment} = {bind(filter.has_comment, 'boolean')}")
    return " AND ".join(conditions)


async def select_feedback(pool: Pool, project_id: str, feedback_ids: Sequence[str]) -> list[Record]:
    return await fetch(
        pool,
        f"""
        SELECT {COLUMNS} FROM feedback
        WHERE project_id = $1 AND feedback_id = ANY($2::text[])
        """,
        project_id,
        feedback_ids,
    )


async def select_feedback_on(
    pool: Pool, project_id: str, target_ids: Sequence[str]
) -> list[Record]:
    """All feedback given to these traces, their spans, or these sessions, the oldest first."""
    return await fetch(
        pool,
        f"""
        SELECT {COLUMNS} FROM feedback
        WHERE project_id = $1 AND target_id = ANY($2::text[])
        ORDER BY created_at, feedback_id
        """,
        project_id,
        target_ids,
    )
