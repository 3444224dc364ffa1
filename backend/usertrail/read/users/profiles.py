"""SQL that reads what is known of users whatever the period."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.statement import Binding

# Of one user; what anybody names so is a handful.
MAX_ENVIRONMENTS = 100
PROFILE = Columns(
    ("user_id", "first_seen_at", "last_seen_at", "environment_count"),
    ("name", "email"),
    ("properties",),
    ("environments",),
)


async def select_users(pool: ScopedPool, user_ids: Sequence[str]) -> list[Record]:
    """Rows of PROFILE, in no order; who has no trace has none."""
    bind = Binding()
    return await fetch_columns(
        pool, bind, profiles_and_sight(bind, pool.project_id, user_ids), PROFILE
    )


def profiles_and_sight(bind: Binding, project_id: str, user_ids: Sequence[str]) -> str:
    """The statement for all of a user but what depends on a period; who has no trace has no row."""
    ids = bind(user_ids, "text[]")
    project = bind(project_id, "text")
    return f"""
        SELECT user_id, profile.name, profile.email, profile.properties,
            seen.first_seen_at, seen.last_seen_at,
            seen.environments[1:{MAX_ENVIRONMENTS}] AS environments,
            cardinality(seen.environments) AS environment_count
        FROM (
            SELECT user_id, min(first_seen_at) AS first_seen_at,
                max(last_seen_at) AS last_seen_at,
                array_agg(environment ORDER BY environment) AS environments
            FROM user_total
            WHERE project_id = {project} AND user_id = ANY({ids}) AND user_id <> ''
                AND trace_count > 0
            GROUP BY user_id
        ) AS seen
        LEFT JOIN (
            SELECT user_id, nullif(name, '') AS name, nullif(email, '') AS email,
                nullif(properties, '{{}}') AS properties
            FROM user_profile
            WHERE project_id = {project} AND user_id = ANY({ids})
        ) AS profile USING (user_id)
    """


def first_profiles(bind: Binding, project_id: str, user_ids: Sequence[str], most: int) -> str:
    """The same of the first of these users, and at least of one: until they are so many bytes."""
    order = f"array_position({bind(user_ids, 'text[]')}, user_id)"
    return f"""
        WITH counted AS MATERIALIZED (
            SELECT *, {order} AS place
            FROM ({profiles_and_sight(bind, project_id, user_ids)}) AS found ORDER BY place
        ), sized AS (
            SELECT *, sum({PROFILE.weight}) OVER (ORDER BY place) - ({PROFILE.weight}) AS before
            FROM counted
        )
        SELECT {PROFILE.answered} FROM sized WHERE before < {bind(most, "bigint")} ORDER BY place
    """
