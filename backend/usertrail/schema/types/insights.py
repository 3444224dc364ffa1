"""Users who are worth a look, and why."""

import asyncio
from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry
from asyncpg import Record

from usertrail.errors import BadInput
from usertrail.read.insights import (
    FALLEN,
    JUMP,
    LEAST_ABSENCE,
    LEAST_ERRORS,
    LEAST_RATINGS,
    LEAST_TRACES,
    select_fallen,
    select_gone,
    select_risen,
)
from usertrail.read.measures import Scope
from usertrail.read.period import previous_of
from usertrail.schema import types
from usertrail.schema.context import Info
from usertrail.schema.types.change import grown
from usertrail.schema.types.references import AUser

MOST = 50
DEFAULT_SIZE = 5
KNOWN = f"Only of users with at least {LEAST_TRACES} traces in the period before"
JUMPED = (
    f"are at least {JUMP} times those of the period before, and the rise is at least what a user "
    f"has on average in the period. {KNOWN}"
)


@strawberry.enum(
    description="Why a user is worth a look. Each compares the period with the one before, which "
    "ends where it begins and is as long as what is over of it."
)
class WorthALookKind(Enum):
    COST_JUMPED = strawberry.enum_value(
        "COST_JUMPED", description=f"The costs in US dollars {JUMPED}."
    )
    TOKENS_JUMPED = strawberry.enum_value(
        "TOKENS_JUMPED",
        description=f"The tokens {JUMPED}, and only where the cost did not jump as well.",
    )
    ERRORS_ROSE = strawberry.enum_value(
        "ERRORS_ROSE",
        description=f"At least {LEAST_ERRORS} spans have the level ERROR, at least {JUMP} times "
        f"as many as in the period before, and their share of all spans is greater. {KNOWN}.",
    )
    FEEDBACK_FELL = strawberry.enum_value(
        "FEEDBACK_FELL",
        description="The mean of the numeric or boolean feedback of one name is at most "
        f"{FALLEN[0]}/{FALLEN[1]} of what it was, which was more than 0. Only where it was given "
        f"at least {LEAST_RATINGS} times in each of the two periods.",
    )
    NEVER_CAME_BACK = strawberry.enum_value(
        "NEVER_CAME_BACK",
        description=f"Their first trace ever starts in the period, at least {LEAST_ABSENCE.days} "
        "days before its end or now, and none has started since later than 24 hours after it. "
        f"Only of users with at least {LEAST_TRACES} traces.",
    )


RISEN = {WorthALookKind.COST_JUMPED, WorthALookKind.TOKENS_JUMPED, WorthALookKind.ERRORS_ROSE}


@strawberry.type(description="A user who is worth a look, and the numbers that say so.")
class WorthALook:
    kind: WorthALookKind = strawberry.field(description="Why the user is worth a look.")
    user: AUser = strawberry.field(description="Who is worth a look.")
    name: str | None = strawberry.field(
        description="What was judged, where feedback fell; null for every other kind."
    )
    before: Decimal = strawberry.field(
        description="What it was in the period before: US dollars, tokens, spans with the level "
        "ERROR, or the mean of feedback. Of who never came back: the traces they have."
    )
    after: Decimal = strawberry.field(
        description="What it is in the period. Of who never came back: 0, the traces since."
    )
    change: float | None = strawberry.field(
        description="The share that it grew by: 1 for twice as much; null where it was 0."
    )


def checked_size(first: int | None) -> int:
    """Raises BadInput."""
    size = DEFAULT_SIZE if first is None else first
    if not 1 <= size <= MOST:
        raise BadInput(f"first must be between 1 and {MOST}, not {size}.")
    return size


async def worth_a_look(
    info: Info, scope: Scope, now: datetime, most: int, kinds: set[WorthALookKind]
) -> list[WorthALook]:
    """At most so many of each kind, kind by kind."""
    pool, before = info.context.pool, previous_of(scope.period, now)
    reads = []
    if before is not None and kinds & RISEN:
        reads.append(select_risen(pool, scope, before, most))
    if before is not None and WorthALookKind.FEEDBACK_FELL in kinds:
        reads.append(select_fallen(pool, scope, before, most))
    if WorthALookKind.NEVER_CAME_BACK in kinds:
        reads.append(select_gone(pool, scope, now, most))
    found = [row for rows in await asyncio.gather(*reads) for row in rows]
    wanted = [kind.value for kind in WorthALookKind if kind in kinds]
    rows = [row for kind in wanted for row in found if row["kind"] == kind]
    user_ids = list({row["user_id"]: None for row in rows})
    users = dict(zip(user_ids, await types.User.load_all(info, user_ids), strict=True))
    # Who was erased meanwhile is not worth a look any more.
    return [_of(row, user) for row in rows if (user := users[row["user_id"]]) is not None]


def _of(row: Record, user: "types.User") -> WorthALook:
    return WorthALook(
        kind=WorthALookKind(row["kind"]),
        user=user,
        name=row["name"],
        before=row["before"],
        after=row["after"],
        change=grown(row["before"], row["after"]),
    )
