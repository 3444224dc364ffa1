"""Users in every order, by every filter, page by page, against a plain recount."""

from itertools import product
from random import Random
from typing import Any

import pytest

from asking import Ask
from conftest import ProjectKeys
from query_recount import Chosen, Json, Recount, any_period
from traffic import store, traffic
from users_recount import FEEDBACK_CONDITIONS, any_filter, counted_users, passes
from usertrail.database.pool import Pool
from usertrail.query import ranking


@pytest.fixture
async def recount(pool: Pool, project: ProjectKeys) -> Recount:
    sent = traffic(Random(8))
    await store(pool, project.project_id, sent)
    return Recount(*sent)


ORDERS = {
    "USER_ID": "userId",
    "FIRST_SEEN_AT": "firstSeenAt",
    "LAST_SEEN_AT": "lastSeenAt",
    "TRACE_COUNT": "traceCount",
    "SESSION_COUNT": "sessionCount",
    "SPAN_COUNT": "spanCount",
    "ERROR_COUNT": "errorCount",
    "ERROR_RATE": "errorRate",
    "INPUT_TOKENS": "inputTokens",
    "OUTPUT_TOKENS": "outputTokens",
    "TOTAL_TOKENS": "totalTokens",
    "COST_USD": "costUsd",
    "FEEDBACK_COUNT": "feedbackCount",
    "FEEDBACK_AVERAGE": "feedbackAverage",
}


def ordered(users: list[Json], field: str, direction: str) -> list[str]:
    """User ids by the field and then by themselves, those without a value last."""
    name = ORDERS[field]
    valued = [user for user in users if user[name] is not None]
    without = [user for user in users if user[name] is None]
    back = direction == "DESC"
    return [
        user["userId"]
        for part, key in (
            (valued, lambda user: (user[name], user["userId"])),
            (without, lambda user: user["userId"]),
        )
        for user in sorted(part, key=key, reverse=back)
    ]


PAGE = """
query ($first: Int, $after: String, $last: Int, $before: String, $period: Period,
       $filter: UserFilter, $orderBy: UserOrder) {
  users(first: $first, after: $after, last: $last, before: $before, period: $period,
        filter: $filter, orderBy: $orderBy) {
    totalCount nodes { userId }
    edges { cursor node { userId } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""


async def walk(ask: Ask, size: int, backwards: bool, **variables: Any) -> list[str]:
    """All user ids, page by page, in the order of the list."""
    found: list[str] = []
    cursor = None
    while True:
        bounds = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        users = (await ask(PAGE, **bounds, **variables))["users"]
        page = [user["userId"] for user in users["nodes"]]
        info = users["pageInfo"]
        assert [edge["node"]["userId"] for edge in users["edges"]] == page
        assert info["startCursor"] == (users["edges"][0]["cursor"] if page else None)
        assert info["hasNextPage" if backwards else "hasPreviousPage"] == (cursor is not None)
        found = [*page, *found] if backwards else [*found, *page]
        if not info["hasPreviousPage" if backwards else "hasNextPage"]:
            return found
        assert len(page) == size
        cursor = info["startCursor" if backwards else "endCursor"]


async def test_users_in_any_order_page_by_page(ask: Ask, recount: Recount) -> None:
    random = Random(5)
    for field, direction in product(ORDERS, ("ASC", "DESC")):
        chosen = any_period(random, recount)._replace(environments=None)
        if chosen.start and chosen.end and chosen.start >= chosen.end:
            chosen = Chosen()
        expected = ordered(counted_users(recount, chosen), field, direction)
        for backwards in (False, True):
            found = await walk(
                ask,
                random.choice([1, 3, 4]),
                backwards,
                period=chosen.period,
                orderBy={"field": field, "direction": direction},
            )
            assert found == expected, (chosen, field, direction, backwards)


@pytest.mark.parametrize(("users", "steps"), [(1, 3), (2, 50), (4, 2)])
async def test_the_first_of_a_period_are_found_however_few_are_looked_at(
    ask: Ask, recount: Recount, monkeypatch: pytest.MonkeyPatch, users: int, steps: int
) -> None:
    monkeypatch.setattr(ranking, "STEP_USERS", users)
    monkeypatch.setattr(ranking, "MOST_STEPS", steps)
    monkeypatch.setattr(ranking, "RATERS", users)
    random = Random(6)
    fields = [("TOTAL_TOKENS", "DESC"), ("COST_USD", "DESC"), ("FEEDBACK_AVERAGE", "DESC")]
    for field, direction in [*fields, ("FEEDBACK_AVERAGE", "ASC")] * 5:
        chosen = any_period(random, recount)
        found = await walk(
            ask,
            random.choice([1, 2, 3]),
            backwards=False,
            period=chosen.period,
            filter={"environments": chosen.environments},
            orderBy={"field": field, "direction": direction},
        )
        assert found == ordered(counted_users(recount, chosen), field, direction), (chosen, field)


async def test_users_by_any_filter(ask: Ask, recount: Recount) -> None:
    random = Random(3)
    sizes = []
    for _ in range(200):
        chosen = any_period(random, recount)
        filter = any_filter(random)
        field, direction = random.choice(list(ORDERS)), random.choice(["ASC", "DESC"])
        users = [user for user in counted_users(recount, chosen) if passes(user, filter)]
        if chosen.environments is not None:
            filter["environments"] = chosen.environments
        answer = await ask(
            PAGE,
            period=chosen.period,
            filter=filter,
            orderBy={"field": field, "direction": direction},
        )
        found = [user["userId"] for user in answer["users"]["nodes"]]
        assert found == ordered(users, field, direction), (chosen, filter, field, direction)
        assert answer["users"]["totalCount"] == len(found)
        sizes.append(len(found))
    # Enough of the questions have an answer to compare.
    assert sum(size > 2 for size in sizes) > 30


async def test_users_by_every_kind_of_feedback_condition(ask: Ask, recount: Recount) -> None:
    random = Random(6)
    for condition in FEEDBACK_CONDITIONS:
        chosen = any_period(random, recount)._replace(end=None, environments=["production"])
        users = counted_users(recount, chosen)
        filter = {"feedback": condition, "environments": ["production"]}
        order = {"field": "USER_ID", "direction": "ASC"}
        answer = await ask(PAGE, period=chosen.period, filter=filter, orderBy=order)
        found = [user["userId"] for user in answer["users"]["nodes"]]
        expected = [user["userId"] for user in users if passes(user, filter)]
        assert found == expected, (chosen, condition)
