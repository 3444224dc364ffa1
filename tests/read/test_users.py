"""Users in every order, by every filter, page by page, against a plain recount."""

from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asking import Ask
from environment import ProjectKeys
from query_recount import Chosen, Json, Recount
from traffic import store, traffic
from users_recount import (
    conditions,
    counted_users,
    fields_of,
    filters,
    ordered,
    orders,
    passes,
    periods,
)
from usertrail.database.pool import Pool
from usertrail.read.users import page as ranking

SENT = traffic(Random(8), users=25, feedback=70)
RECOUNT = Recount(*SENT)
CONDITIONS = conditions(RECOUNT)
# Those that need not look at every user.
QUICK_ORDERS = [
    {"field": field, "direction": direction}
    for field, direction in (
        ("TOTAL_TOKENS", "DESC"),
        ("COST_USD", "DESC"),
        ("FEEDBACK_AVERAGE", "DESC"),
        ("FEEDBACK_AVERAGE", "ASC"),
    )
]
SIZES = st.sampled_from([1, 2, 3, 4, 7, 50])
reading = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
async def stored(pool: Pool, project: ProjectKeys) -> None:
    await store(pool, project.project_id, SENT)


def listed(chosen: Chosen, filter: Json, order: Json) -> list[str]:
    """Whom the list must hold."""
    counted = counted_users(RECOUNT, chosen._replace(environments=filter.get("environments")))
    users = [user for user in counted if passes(user, filter)]
    return [user["userId"] for user in ordered(users, **order)]


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
    """All user ids, page by page, in the order of the list, and every page knows how many."""
    found: list[str] = []
    counts = set()
    cursor = None
    while True:
        bounds = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        users = (await ask(PAGE, **bounds, **variables))["users"]
        page = [user["userId"] for user in users["nodes"]]
        counts.add(users["totalCount"])
        info = users["pageInfo"]
        assert [edge["node"]["userId"] for edge in users["edges"]] == page
        assert info["startCursor"] == (users["edges"][0]["cursor"] if page else None)
        assert info["hasNextPage" if backwards else "hasPreviousPage"] == (cursor is not None)
        found = [*page, *found] if backwards else [*found, *page]
        if not info["hasPreviousPage" if backwards else "hasNextPage"]:
            assert counts == {len(found)}
            return found
        assert len(page) == size
        cursor = info["startCursor" if backwards else "endCursor"]


@settings(reading, max_examples=6)
@given(chosen=periods(RECOUNT), size=SIZES, backwards=st.booleans())
async def test_users_in_every_order_page_by_page(
    ask: Ask, chosen: Chosen, size: int, backwards: bool
) -> None:
    for field, direction in product(fields_of("UserOrderField"), fields_of("OrderDirection")):
        order = {"field": field, "direction": direction}
        found = await walk(ask, size, backwards, period=chosen.period, orderBy=order)
        assert found == listed(chosen, {}, order), order


async def test_who_has_no_feedback_comes_last_in_both_directions(ask: Ask) -> None:
    for direction in fields_of("OrderDirection"):
        order = {"field": "FEEDBACK_AVERAGE", "direction": direction}
        found = await walk(ask, 4, backwards=False, orderBy=order)
        assert found == listed(Chosen(), {}, order)
        averages = {
            user["userId"]: user["feedbackAverage"] for user in counted_users(RECOUNT, Chosen())
        }
        rated = [averages[user_id] is not None for user_id in found]
        assert rated == sorted(rated, reverse=True)
        assert {True, False} == set(rated)


@settings(reading, max_examples=25)
@given(chosen=periods(RECOUNT), order=orders(), data=st.data())
async def test_users_by_each_filter_alone(
    ask: Ask, chosen: Chosen, order: Json, data: st.DataObject
) -> None:
    for name, condition in CONDITIONS.items():
        filter = {name: data.draw(condition, name)}
        assert await found_by(ask, chosen, filter, order) == listed(chosen, filter, order)


@settings(reading, max_examples=200)
@given(chosen=periods(RECOUNT), order=orders(), filter=filters(RECOUNT))
async def test_users_by_any_filters_together(
    ask: Ask, chosen: Chosen, order: Json, filter: Json
) -> None:
    assert await found_by(ask, chosen, filter, order) == listed(chosen, filter, order)


def test_the_filters_that_are_tried_let_some_through_and_others_not() -> None:
    sizes = []

    @settings(reading, max_examples=100, derandomize=True, database=None)
    @given(periods(RECOUNT), filters(RECOUNT))
    def look(chosen: Chosen, filter: Json) -> None:
        sizes.append(len(listed(chosen, filter, {"field": "USER_ID", "direction": "ASC"})))

    look()
    assert sum(2 < size < len(RECOUNT.user_ids(Chosen())) for size in sizes) > 12


async def found_by(ask: Ask, chosen: Chosen, filter: Json, order: Json) -> list[str]:
    users = (await ask(PAGE, period=chosen.period, filter=filter, orderBy=order))["users"]
    found = [user["userId"] for user in users["nodes"]]
    assert users["totalCount"] == len(found)
    return found


@pytest.mark.parametrize(("users", "steps"), [(1, 3), (2, 50), (4, 2)])
@settings(reading, max_examples=15)
@given(
    chosen=periods(RECOUNT),
    environments=st.none() | CONDITIONS["environments"],
    size=SIZES,
    order=st.sampled_from(QUICK_ORDERS),
)
async def test_the_first_of_a_period_are_found_however_few_are_looked_at(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    users: int,
    steps: int,
    chosen: Chosen,
    environments: list[str] | None,
    size: int,
    order: Json,
) -> None:
    monkeypatch.setattr(ranking, "STEP_USERS", users)
    monkeypatch.setattr(ranking, "MAX_STEPS", steps)
    monkeypatch.setattr(ranking, "RATERS", users)
    filter: Json = {} if environments is None else {"environments": environments}
    found = await walk(ask, size, False, period=chosen.period, filter=filter, orderBy=order)
    assert found == listed(chosen, filter, order)
