"""A user is found by exactly the value that is shown of them, whatever its last digits."""

from random import Random

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.rating import rating_of
from usertrail.normalise.records import Records

SHOWN = """{ users(first: 100) { nodes {
  userId metrics { feedbackAverage errorRate } feedbackSummary { name average }
} } }"""
FOUND = "query ($filter: UserFilter!) { users(first: 100, filter: $filter) { nodes { userId } } }"
USERS = 60


@pytest.fixture
async def given(pool: Pool, project: ProjectKeys) -> None:
    """Averages and shares that no decimal and no double has all digits of."""
    random = Random(4)
    spans, feedback = [], []
    for number in range(USERS):
        user = f"user-{number}"
        for place in range(random.choice((3, 7, 9))):
            level = "ERROR" if place % 2 else "DEFAULT"
            spans.append(make.span(user, f"{place}", user_id=user, level=level))
        for place in range(random.choice((3, 7, 9, 11))):
            value = round(random.uniform(-1, 1) * 10 ** random.choice((0, 1, 3)), 3)
            feedback.append(
                make.feedback(f"{user}-{place}", trace_id=user)._replace(
                    value=rating_of("value", value), created_at=make.START
                )
            )
    await ingest(pool, project.project_id, Records(spans, feedback))


@pytest.mark.usefixtures("given")
async def test_who_is_shown_with_a_value_is_in_the_range_of_that_value_alone(ask: Ask) -> None:
    shown = (await ask(SHOWN))["users"]["nodes"]
    assert len(shown) == USERS
    for user in shown:
        [summary] = user["feedbackSummary"]
        average, share = user["metrics"]["feedbackAverage"], user["metrics"]["errorRate"]
        assert summary["average"] == average
        alike = {one["userId"] for one in shown if one["metrics"]["feedbackAverage"] == average}
        exactly = {"min": average, "max": average}
        for filter in (
            {"feedbackAverage": exactly},
            {"feedback": {"average": exactly}},
            {"feedback": {"name": summary["name"], "average": exactly}},
        ):
            found = (await ask(FOUND, filter=filter))["users"]["nodes"]
            assert {one["userId"] for one in found} == alike, filter
        found = (await ask(FOUND, filter={"errorRate": {"min": share, "max": share}}))["users"]
        alike = {one["userId"] for one in shown if one["metrics"]["errorRate"] == share}
        assert {one["userId"] for one in found["nodes"]} == alike
