"""Reads all users of an export in one snapshot, some hundred at a time."""

from collections.abc import AsyncGenerator
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.pool import Database
from usertrail.database.scope import ScopedPool
from usertrail.export.snapshot import snapshot
from usertrail.read.feedback_sums import Kind, feedback_sums
from usertrail.read.measures import SHOWN
from usertrail.read.statement import Binding
from usertrail.read.users.profiles import first_profiles
from usertrail.read.users.totals import all_measures
from usertrail.schema.inputs.conversion import period_of, user_filter_of, user_sort_of
from usertrail.schema.inputs.lists import UserFilter, UserOrder
from usertrail.schema.inputs.ranges import PeriodInput
from usertrail.schema.types.feedback_metrics import FeedbackMetrics, FeedbackOf
from usertrail.schema.types.measures import Metrics
from usertrail.schema.types.user import User

ROWS_AT_ONCE = 500
# Or as many as are so long together.
BYTES_AT_ONCE = 1024 * 1024


class ExportedUser(NamedTuple):
    user: User
    metrics: Metrics
    # That which the list is ordered or filtered by, else the main one; None where there is none.
    feedback: FeedbackMetrics | None

    @classmethod
    def of(cls, user: User, row: Record) -> "ExportedUser":
        """From a row of `all_measures`."""
        return cls(user, Metrics.of(row, NO_FEEDBACK), _shown(row))


def _shown(row: Record) -> FeedbackMetrics | None:
    if row["feedback_name"] is None:
        return None
    kind = Kind(row["feedback_name"], row["feedback_data_type"])
    return FeedbackMetrics.of(kind, row, f"{SHOWN}_")


# No export has more of it than its rows.
NO_FEEDBACK = FeedbackOf(feedback_sums)


async def read_users(
    pool: ScopedPool,
    period: PeriodInput | None = None,
    filter: UserFilter | None = None,
    order_by: UserOrder | None = None,
) -> AsyncGenerator[list[ExportedUser]]:
    """Those of the field `users` with these arguments, in its order, and their measures.

    The measures are of the period and of the filter's environments, by which users are filtered
    and ordered. Holds a connection until it is closed. Raises TooBusy.
    """
    bind = Binding()
    statement = all_measures(
        bind, pool.project_id, period_of(period), user_filter_of(filter), user_sort_of(order_by)
    )
    async with snapshot(pool) as db:
        cursor = await db.cursor(statement, *bind.values)
        while rows := await cursor.fetch(ROWS_AT_ONCE):
            async for some in _with_profiles(db, pool.project_id, rows):
                yield some


async def _with_profiles(
    db: Database, project_id: str, rows: list[Record]
) -> AsyncGenerator[list[ExportedUser]]:
    """All of these users, fewer at once where what is known of them is long."""
    # Not joined in the cursor's statement, which would then sort the properties of everybody.
    count = len(rows)
    while rows:
        bind = Binding()
        statement = first_profiles(
            bind, project_id, [row["user_id"] for row in rows[:count]], BYTES_AT_ONCE
        )
        users = {row["user_id"]: User.of(row) for row in await db.fetch(statement, *bind.values)}
        yield [ExportedUser.of(users[row["user_id"]], row) for row in rows[: len(users)]]
        rows = rows[len(users) :]
        # Postgres reads whole what it measures: not all that is left each time where few fit.
        count = 2 * len(users)
