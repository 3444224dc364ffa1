"""The largest and the smallest numbers that feedback may hold, together: averages stay exact."""

from fractions import Fraction
from typing import Any

import pytest

import make
from asking import Ask, refusals
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.errors import BadInput
from usertrail.ingest import ingest
from usertrail.normalise.langfuse import parse_batch
from usertrail.normalise.rating import rating_of
from usertrail.normalise.records import Records

pytestmark = pytest.mark.usefixtures("exact")

VALUES = {
    "anna": [1e15, 0.1, -1e15, 5e-324, 0.2],
    "ben": [1e15, 1e15, 0.1],
    "cy": [-1e15, 1e-300],
    "dee": [0.1, 0.2, 0.3, 2.5e-324],
}
QUERY = """
query ($after: String) { users(
  first: 1, after: $after, orderBy: { field: FEEDBACK_AVERAGE, direction: ASC }
) {
  pageInfo { endCursor hasNextPage }
  nodes {
    userId metrics { feedbackAverage feedbackCount } feedbackSummary { average count }
    activity { metrics { feedbackAverage } }
  }
} }
"""


def mean(values: list[float]) -> float:
    # As they are written, not as doubles come near it.
    return float(sum(Fraction(repr(value)) for value in values) / len(values))


@pytest.fixture
async def given(pool: Pool, project: ProjectKeys) -> None:
    spans = [make.span(user, user_id=user) for user in VALUES]
    feedback = [
        make.feedback(f"{user}-{number}", trace_id=user)._replace(
            value=rating_of("value", value), created_at=make.START
        )
        for user, values in VALUES.items()
        for number, value in enumerate(values)
    ]
    await ingest(pool, project.project_id, Records(spans, feedback))


@pytest.mark.usefixtures("given")
async def test_averages_of_extremes_are_exact_in_every_list(ask: Ask) -> None:
    found: list[Any] = []
    after, more = None, True
    while more:
        users = (await ask(QUERY, after=after))["users"]
        found += users["nodes"]
        more, after = users["pageInfo"]["hasNextPage"], users["pageInfo"]["endCursor"]
    expected = sorted((mean(values), user, len(values)) for user, values in VALUES.items())
    assert [user["userId"] for user in found] == [user for _, user, _ in expected]
    for user, (average, _, count) in zip(found, expected, strict=True):
        assert user["metrics"] == {"feedbackAverage": average, "feedbackCount": count}
        assert user["feedbackSummary"] == [{"average": average, "count": count}]
        by_day = [point["metrics"]["feedbackAverage"] for point in user["activity"]]
        assert [of for of in by_day if of is not None] == [average]
    everybody = [value for values in VALUES.values() for value in values]
    overview = (await ask("{ overview { metrics { feedbackAverage } } }"))["overview"]
    assert overview == {"metrics": {"feedbackAverage": mean(everybody)}}


@pytest.mark.parametrize(
    "number", [1.0000000000000002e15, -1e16, 1e308, float("inf"), float("nan")]
)
async def test_what_no_scale_goes_up_to_is_refused_by_name_at_every_entry(
    client: Any, number: float
) -> None:
    said = f"must be a finite number from -1e15 to 1e15, not {number!r}."
    with pytest.raises(BadInput, match=r"^value must"):
        rating_of("value", number)
    # As SDKs send it, and as a Langfuse is copied.
    body = {"id": "f", "traceId": "t", "name": "rating", "value": number}
    event = {"id": "e", "type": "score-create", "body": body}
    [(_, refused)] = parse_batch([event], make.START).results
    assert refused is not None
    assert refused.reason == f"value {said}"
    if number in (1.0000000000000002e15, -1e16, 1e308):
        mutation = "mutation ($input: SubmitFeedbackInput!) { submitFeedback(input: $input) "
        mutation += "{ feedback { value } } }"
        given = {"traceId": "t", "name": "rating", "value": number}
        [error] = await refusals(client, mutation, input=given)
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert error["message"] == f"input.value {said}"
