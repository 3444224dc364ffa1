"""Insights: users whose measures changed notably, or who never came back."""

import asyncio
from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry
from asyncpg import Record

from usertrail.read.insights import (
    FALLEN,
    JUMP,
    MIN_ABSENCE,
    MIN_ERRORS,
    MIN_RATINGS,
    MIN_TRACES,
    select_fallen,
    select_gone,
    select_risen,
)
from usertrail.read.measures import Scope
from usertrail.read.period import previous_of
from usertrail.schema import types
from usertrail.schema.context import Info
from usertrail.schema.described import described, enum_value, object_type
from usertrail.schema.inputs.feedback import FeedbackDataType
from usertrail.schema.types.change import relative_change
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.references import UserRef

MAX_SIZE = 50
DEFAULT_SIZE = 5
KNOWN = f"Only users with at least {MIN_TRACES} traces in the previous period"
JUMPED = (
    f"in the period is at least {JUMP} times that of the previous period, and the increase is "
    f"at least the average per user in the period. {KNOWN}"
)


@strawberry.enum(
    name="WorthALookKind",
    description="Why a user is listed. Each kind compares the period with the previous one, "
    "which ends where the period begins and is as long as its elapsed part.",
)
class InsightKind(Enum):
    COST_JUMPED = enum_value("COST_JUMPED", f"The cost in US dollars {JUMPED}.")
    TOKENS_JUMPED = enum_value(
        "TOKENS_JUMPED",
        f"The number of tokens {JUMPED}, and only if the cost did not jump as well.",
    )
    ERRORS_ROSE = enum_value(
        "ERRORS_ROSE",
        f"At least {MIN_ERRORS} spans have the level ERROR, at least {JUMP} times as many as in "
        f"the previous period, and the error rate is higher as well. {KNOWN}.",
    )
    FEEDBACK_FELL = enum_value(
        "FEEDBACK_FELL",
        "The mean of numeric or boolean feedback with one name is at most "
        f"{FALLEN[0]}/{FALLEN[1]} of its previous value, which was above 0. Requires at least "
        f"{MIN_RATINGS} such feedback entries in each of the two periods.",
    )
    NEVER_CAME_BACK = enum_value(
        "NEVER_CAME_BACK",
        f"The user's first trace ever starts in the period, at least {MIN_ABSENCE.days} days "
        "before its end or the current time, and no trace started more than 24 hours after that "
        f"first one. Only users with at least {MIN_TRACES} traces.",
    )


RISEN = {InsightKind.COST_JUMPED, InsightKind.TOKENS_JUMPED, InsightKind.ERRORS_ROSE}


@object_type("A notable change in the behavior of one user.", name="WorthALook")
class Insight:
    kind: InsightKind = described("The kind of change that was detected.")
    user: UserRef = described("The user whose behavior changed.")
    name: str | None = described(
        "The name of the feedback for FEEDBACK_FELL; null for all other kinds."
    )
    data_type: FeedbackDataType | None = described(
        "The type of that feedback; null for all other kinds."
    )
    before: Decimal = described(
        "The value in the previous period: US dollars, tokens, spans with the level ERROR, or the "
        "mean of feedback. For NEVER_CAME_BACK, the user's number of traces."
    )
    after: Decimal = described(
        "The value in the period. For NEVER_CAME_BACK, 0: the number of traces since."
    )
    change: float | None = described(
        "The relative change: 1 means twice as much; null if the previous value was 0."
    )


async def select_insights(
    info: Info, scope: Scope, now: datetime, limit: int, kinds: set[InsightKind]
) -> list[Insight]:
    """At most `limit` of each kind, grouped by kind."""
    pool, before = info.context.pool, previous_of(scope.period, now)
    reads = []
    if before is not None and kinds & RISEN:
        reads.append(select_risen(pool, scope, before, limit))
    if before is not None and InsightKind.FEEDBACK_FELL in kinds:
        reads.append(select_fallen(pool, scope, before, limit))
    if InsightKind.NEVER_CAME_BACK in kinds:
        reads.append(select_gone(pool, scope, now, limit))
    found = [row for rows in await asyncio.gather(*reads) for row in rows]
    wanted = [kind.value for kind in InsightKind if kind in kinds]
    rows = [row for kind in wanted for row in found if row["kind"] == kind]
    user_ids = list({row["user_id"]: None for row in rows})
    users = dict(zip(user_ids, await types.User.load_all(info, user_ids), strict=True))
    # A user who was deleted meanwhile is left out.
    return [_of(row, user) for row in rows if (user := users[row["user_id"]]) is not None]


def _of(row: Record, user: "types.User") -> Insight:
    change = relative_change(row["before"], row["after"])
    data_type = None if row["data_type"] is None else FeedbackDataType(row["data_type"])
    return from_row(
        Insight, row, kind=InsightKind(row["kind"]), user=user, data_type=data_type, change=change
    )
