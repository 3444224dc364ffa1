"""SQL that reads sessions and their sums."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.counted_feedback import IS_COUNTED
from usertrail.database.scope import ScopedPool
from usertrail.read.counted import Columns
from usertrail.read.feedback_sums import ADDED, Asked, SumsByPlace, in_order, summed
from usertrail.read.lists import Rows
from usertrail.read.measures import FEEDBACK, MEASURES, OF_TRACE, part, sums, union
from usertrail.read.paging import Sort
from usertrail.read.statement import Binding, fetch

# Of each user those that they took part in, as each began for them.
OF_USER = Rows(
    "begun",
    "session_id",
    Columns(("session_id",)),
    """
    SELECT project_id, session_id, min(started_at) AS started_at FROM user_session
    WHERE user_id = owner.key GROUP BY project_id, session_id
    """,
)
# Each as it began, over all users and environments.
BEGUN = Rows(
    "session",
    "session_id, started_at, environment",
    Columns(("session_id", "started_at", "environment")),
    """
    SELECT project_id, session_id, min(started_at) AS started_at,
        (array_agg(environment ORDER BY started_at, environment))[1] AS environment
    FROM user_session GROUP BY project_id, session_id
    """,
)
NEWEST_FIRST = Sort("sessions.started_at", "started_at", "instant", ("session_id",))


async def select_sessions(pool: ScopedPool, session_ids: Sequence[str]) -> list[Record]:
    """Start and end over all its traces, and the user of the first one that has a user."""
    return await fetch(
        pool,
        """
        SELECT session_id, max(user_id) AS user_id, min(started_at) AS started_at,
            max(ended_at) AS ended_at
        FROM (
            SELECT session_id, '' AS user_id, started_at, ended_at FROM user_session
            WHERE project_id = $1 AND session_id = ANY($2::text[])
            UNION ALL
            SELECT session_id, user_id, NULL, NULL FROM session
            WHERE project_id = $1 AND session_id = ANY($2::text[])
        ) AS part
        GROUP BY session_id HAVING min(started_at) IS NOT NULL
        """,
        pool.project_id,
        session_ids,
    )


async def select_session_metrics(pool: ScopedPool, session_ids: Sequence[str]) -> list[Record]:
    """Sums of the traces of each session, and of the feedback on them and on the session."""
    bind = Binding()
    project, ids = bind(pool.project_id, "text"), bind(session_ids, "text[]")
    session = {"user_id": "session_id"}
    traces = {of.name: of.name for of in OF_TRACE}
    parts = [
        part(
            f"user_session WHERE project_id = {project} AND session_id = ANY({ids})",
            traces | session,
        ),
        part(_given(project, ids), FEEDBACK | session),
        part(f"unnest({ids}) AS session_id", session | {"session_count": "1"}),
    ]
    return await fetch(
        pool,
        f"""
        SELECT user_id AS session_id, {sums(MEASURES)}
        FROM ({union(parts)}) AS part GROUP BY user_id
        """,
        *bind.values,
    )


async def session_feedback(pool: ScopedPool, asked: Sequence[Asked]) -> list[SumsByPlace]:
    """The sums of the feedback on sessions and their traces, by the session as its owner."""
    bind = Binding()
    project = bind(pool.project_id, "text")
    ids = bind(sorted({id for of in asked for id in of.owners.ids or ()}), "text[]")
    source = _given(project, ids)
    parts = [f"SELECT session_id AS user_id, name, data_type, {ADDED} FROM {source}"]
    return in_order(asked, await fetch(pool, summed(parts), *bind.values))


def _given(project: str, ids: str) -> str:
    """All feedback on these sessions and on their traces, as a table."""
    columns = "feedback.name, feedback.data_type, feedback.value, feedback.created_at"
    return f"""(
        SELECT trace.session_id, {columns}
        FROM trace JOIN feedback ON feedback.project_id = trace.project_id
            AND feedback.target_id = trace.trace_id AND feedback.trace_id = trace.trace_id
        WHERE trace.project_id = {project} AND trace.session_id = ANY({ids})
            AND trace.session_id <> '' AND {IS_COUNTED}
        UNION ALL
        SELECT session_id, {columns} FROM feedback
        WHERE project_id = {project} AND session_id = ANY({ids}) AND target_id = ANY({ids})
            AND {IS_COUNTED}
    ) AS given"""
