"""The measures of many users at once, each row built whole."""

from usertrail.database.scope import ScopedPool
from usertrail.read.period import Interval, Period
from usertrail.schema import loaders
from usertrail.schema.types.measures import ActivityPoint, Metrics
from usertrail.turns import in_turns


async def metrics_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: loaders.Environments,
) -> list[Metrics]:
    rows = await loaders.metrics_of_users(pool, project_id, user_ids, period, environments)
    return [Metrics.of(row) for row in rows]


async def activity_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    interval: Interval,
    environments: loaders.Environments,
) -> list[list[ActivityPoint]]:
    points = await loaders.activity_of_users(
        pool, project_id, user_ids, period, interval, environments
    )
    return await in_turns(points, _points)


def _points(of_user: loaders.Points) -> list[ActivityPoint]:
    return [ActivityPoint(at=at, metrics=Metrics.of(row)) for at, row in of_user]
