"""The measures of many users at once, each row built whole."""

from usertrail.database.pool import Pool
from usertrail.query import loaders
from usertrail.query.inputs import Interval
from usertrail.query.period import Period
from usertrail.query.types.measures import ActivityPoint, Metrics


async def metrics_of_users(
    pool: Pool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: loaders.Environments,
) -> list[Metrics]:
    rows = await loaders.metrics_of_users(pool, project_id, user_ids, period, environments)
    return [Metrics.of(row) for row in rows]


async def activity_of_users(
    pool: Pool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    interval: Interval,
    environments: loaders.Environments,
) -> list[list[ActivityPoint]]:
    points = await loaders.activity_of_users(
        pool, project_id, user_ids, period, interval, environments
    )
    return [
        await pool.pace.list_of(
            project_id, (ActivityPoint(at=at, metrics=Metrics.of(row)) for at, row in of_user)
        )
        for of_user in points
    ]
