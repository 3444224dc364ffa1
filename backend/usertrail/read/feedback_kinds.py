"""Feedback of one name and type, which is on one scale: which there is, and what adds up to it.

What is asked of by its name alone is of the type that was rated most under that name, and what is
asked of without a name is the main feedback of the project: of the name that it has chosen, else
of the one that was rated most.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.counted_feedback import IS_COUNTED
from usertrail.database.scope import ScopedPool
from usertrail.read.measures import Grain, Scope, Source, divided, part, prefixed
from usertrail.read.statement import Binding, scan

# More are no list to choose from.
MAX_KINDS = 1000


class AskedFeedback(NamedTuple):
    """The feedback that is asked of; None where it is not said."""

    name: str | None = None
    data_type: str | None = None

    def among(self, kinds: Iterable[Record]) -> Record | None:
        """The first of these kinds that is meant."""
        return next((of for of in kinds if self._is(of["name"], of["data_type"])), None)

    def _is(self, name: str, data_type: str) -> bool:
        return self.name in (None, name) and self.data_type in (None, data_type)


MAIN = AskedFeedback()


async def select_kinds(pool: ScopedPool) -> list[Record]:
    """Every `name` and `data_type` there is, and the main one first: see the module."""
    bind = Binding()
    statement = kinds(bind, pool.project_id, MAIN, MAX_KINDS)
    return await scan(pool, statement, *bind.values)


def kinds(bind: Binding, project_id: str, asked: AskedFeedback, most: int = 1) -> str:
    """The statement for the first so many kinds that are meant."""
    project = bind(project_id, "text")
    conditions = [f"project_id = {project}", "unit = 'month'"]
    for column, value in zip(AskedFeedback._fields, asked, strict=True):
        if value is not None:
            conditions.append(f"{column} = {bind(value, 'text')}")
    return f"""
        SELECT name, data_type FROM everybody_feedback WHERE {" AND ".join(conditions)}
        GROUP BY name, data_type HAVING sum(feedback_count) > 0
        ORDER BY
            name = (SELECT main_feedback FROM project WHERE project_id = {project})
                DESC NULLS LAST,
            sum(rating_count) DESC, sum(feedback_count) DESC, name, data_type
        LIMIT {most}
    """


def of_kind(
    bind: Binding,
    scope: Scope,
    asked: AskedFeedback | None,
    prefix: str,
    conditions: Sequence[str] = (),
) -> list[str]:
    """The parts that add up to feedback of a kind, or of all, in the columns of this prefix.

    Under conditions on each piece, which no totals tell of.
    """
    own = []
    if asked is not None:
        own.append(f"(name, data_type) = ({kinds(bind, scope.project_id, asked)})")
    sums, user = prefixed(prefix), {"user_id": "user_id"}
    of_days = part("feedback_day", user | {name: of.name for name, of in sums.items()})
    of_rows = part("feedback", user | {name: of.of_row for name, of in sums.items()})
    days = Source(of_days, "day", tuple(own))
    rows = Source(of_rows, "created_at", (IS_COUNTED, *own, *conditions))
    return divided(bind, scope, Grain.HOUR if conditions else Grain.PERIOD, days, rows)
