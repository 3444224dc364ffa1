"""Loaders for the measures of several users."""

from usertrail.cooperative import map_in_slices
from usertrail.database.scope import ScopedPool
from usertrail.read.period import Interval, Period
from usertrail.read.users.totals import select_metrics
from usertrail.schema import loaders
from usertrail.schema.types.measures import ActivityPoint, Metrics


async def metrics_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: loaders.Environments,
) -> list[Metrics]:
    rows = await loaders.row_of_users(
        pool, project_id, user_ids, period, environments, select_metrics
    )
    return [Metrics.of(row) for row in rows]


async def activity_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: loaders.Environments,
    interval: Interval,
) -> list[list[ActivityPoint]]:
    points = await loaders.activity_of_users(
        pool, project_id, user_ids, period, environments, interval
    )
    return await map_in_slices(points, _points)


def _points(of_user: loaders.Points) -> list[ActivityPoint]:
    return [ActivityPoint(at=at, metrics=Metrics.of(row)) for at, row in of_user]
