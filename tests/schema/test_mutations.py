"""Feedback given and taken back, users named and erased."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def stored(pool: Pool, project: ProjectKeys) -> None:
    span = make.span("t1", "call", user_id="anna", session_id="s1")
    given = [
        make.feedback("f1", 0.5, trace_id="t1"),
        make.feedback("f2", True, trace_id="t1", span_id="call", created_at=make.START + SECOND),
        make.feedback("f3", "good", session_id="s1"),
    ]
    await ingest(pool, project.project_id, Records([span], given))


async def test_submitted_feedback_of_each_kind_on_each_target(ask: Ask) -> None:
    before = datetime.now(UTC)
    targets = [{"traceId": "t1"}, {"traceId": "t1", "spanId": "call"}, {"sessionId": "s1"}]
    values: list[tuple[dict[str, Any], str, float | None, str | None]] = [
        ({"value": 4.5}, "NUMERIC", 4.5, None),
        ({"booleanValue": False}, "BOOLEAN", 0.0, "False"),
        ({"category": "fine"}, "CATEGORICAL", None, "fine"),
    ]
    for number, (target, (said, data_type, value, text)) in enumerate(
        zip(targets, values, strict=True)
    ):
        given: dict[str, Any] = {
            "feedbackId": f"new-{number}",
            "name": "new",
            "comment": "so",
            "metadata": [1],
        }
        answer = await ask("Submit", input=given | target | said)
        feedback = answer["submitFeedback"]["feedback"]
        created_at = datetime.fromisoformat(feedback.pop("createdAt"))
        assert before <= created_at <= datetime.now(UTC)
        assert feedback == {
            "feedbackId": f"new-{number}",
            "name": "new",
            "dataType": data_type,
            "value": value,
            "stringValue": text,
            "comment": "so",
            "source": "API",
        }
    user = (await ask('{ user(userId: "anna") { metrics { feedbackCount feedbackAverage } } }'))[
        "user"
    ]
    assert user["metrics"] == {"feedbackCount": 6, "feedbackAverage": (0.5 + 1 + 4.5 + 0) / 4}


async def test_feedback_with_the_same_id_replaces_and_without_one_gets_its_own(ask: Ask) -> None:
    query = """mutation ($one: SubmitFeedbackInput!, $two: SubmitFeedbackInput!) {
      first: submitFeedback(input: $one) { feedback { value trace { feedback { value } } } }
      second: submitFeedback(input: $two) { feedback { value trace { feedback { value } } } }
    }"""
    given = {"feedbackId": "f1", "traceId": "t1", "name": "rating"}
    answer = await ask(query, one=given | {"value": 2}, two=given | {"value": 3})
    # What the second one shows is read after it.
    assert answer["first"]["feedback"]["trace"]["feedback"] == [{"value": 2.0}, {"value": 1.0}]
    assert answer["second"]["feedback"]["trace"]["feedback"] == [{"value": 3.0}, {"value": 1.0}]
    unnamed = {"traceId": "t1", "name": "rating", "value": 1}
    ids = {
        (await ask("Submit", input=unnamed))["submitFeedback"]["feedback"]["feedbackId"]
        for _ in range(2)
    }
    assert len(ids) == 2


async def test_feedback_on_a_trace_that_has_not_arrived(ask: Ask) -> None:
    await ask("Submit", input={"traceId": "later", "name": "early", "value": 1})
    query = (
        '{ feedback(filter: { names: ["early"] }) { nodes { name trace { name } user { name } } } }'
    )
    assert (await ask(query))["feedback"]["nodes"] == [
        {"name": "early", "trace": None, "user": None}
    ]


async def test_deleted_feedback_counts_no_more(ask: Ask) -> None:
    query = """mutation {
      deleteFeedback(input: { feedbackId: "f1" }) { deletedFeedbackId }
    }"""
    assert (await ask(query))["deleteFeedback"] == {"deletedFeedbackId": "f1"}
    answer = await ask('{ user(userId: "anna") { metrics { feedbackCount feedbackAverage } } }')
    assert answer["user"]["metrics"] == {"feedbackCount": 2, "feedbackAverage": 1.0}


async def test_who_a_user_is_and_is_found_by(ask: Ask) -> None:
    given = {"userId": "anna", "name": "Anna Ångström", "email": "anna@example.com"}
    await ask("Identify", input=given)
    answer = await ask("Identify", input={"userId": "anna", "properties": {"plan": "pro"}})
    assert answer["identifyUser"]["user"] == given | {"properties": {"plan": "pro"}}
    for search in ("ångSTRÖM", "EXAMPLE", "nna"):
        found = (await ask("UserList", filter={"search": search}))["users"]["nodes"]
        assert [user["name"] for user in found] == ["Anna Ångström"], search
    await ask("Identify", input={"userId": "anna", "name": "", "email": "", "properties": {}})
    answer = await ask("Identify", input={"userId": "anna"})
    nothing = {"name": None, "email": None, "properties": None}
    assert answer["identifyUser"]["user"] == {"userId": "anna"} | nothing
    unseen = await ask("Identify", input={"userId": "zoe", "name": "Zoe"})
    assert unseen["identifyUser"] == {"user": None}
    assert (await ask("UserList", filter={"search": "Zoe"}))["users"]["totalCount"] == 0


async def test_an_erased_user_is_gone(ask: Ask) -> None:
    answer = await ask("Erase", input={"userId": "anna"})
    assert answer["deleteUser"] == {"deletedUserId": "anna", "deletedTraceCount": 1}
    answer = await ask("""{
      user(userId: "anna") { id }
      trace(traceId: "t1") { id }
      session(sessionId: "s1") { id }
      feedback { totalCount }
      overview { metrics { traceCount feedbackCount } }
    }""")
    assert answer == {
        "user": None,
        "trace": None,
        "session": None,
        "feedback": {"totalCount": 0},
        "overview": {"metrics": {"traceCount": 0, "feedbackCount": 0}},
    }
    again = await ask("Erase", input={"userId": "anna"})
    assert again["deleteUser"]["deletedTraceCount"] == 0
