"""What a reviewer gives is kept apart from what users said: it counts in no total."""

from typing import Any

import httpx
import pytest

import make
from asking import Ask, asker
from environment import ProjectKeys
from usertrail.database.migrate import migrate
from usertrail.database.pool import Pool
from usertrail.database.roles import role_to_take_on
from usertrail.ingest import delete_feedback, ingest
from usertrail.normalise.records import Records
from usertrail.verify import verify

SUBMIT = """mutation ($input: SubmitFeedbackInput!) {
  submitFeedback(input: $input) { feedback { feedbackId source } }
}"""
COUNTED = """{
  overview {
    metrics { feedbackCount feedback(name: "up") { count yesCount share } }
    feedbackSummary { name count average }
    annotationSummary { name count average activity(interval: DAY) { count average } }
  }
  user(userId: "ada") {
    metrics { feedbackCount feedback(name: "up") { count } }
    activity(interval: MONTH) { metrics { feedbackCount } }
    sessions { nodes { metrics { feedbackCount feedback(name: "up") { count } } } }
    feedbackSummary { name count }
    annotationSummary { name count distribution { label count } }
    all: feedback { totalCount }
    said: feedback(filter: { isAnnotation: false }) { nodes { feedbackId source } }
    reviewed: feedback(filter: { isAnnotation: true }) { nodes { feedbackId source } }
  }
  rated: users(filter: { feedback: { name: "up", count: { min: 2 } } }) { totalCount }
  commented: users(filter: { feedback: { hasComment: true } }) { totalCount }
  project { feedbackKinds { name } }
}"""


@pytest.fixture
async def one_said_yes(pool: Pool, project: ProjectKeys, exact: None) -> None:
    """Of the user ada, in a session."""
    said = make.feedback("said", True, name="up", trace_id="one")
    await ingest(
        pool,
        project.project_id,
        Records([make.span("one", user_id="ada", session_id="talk")], [said]),
    )


async def test_it_is_counted_apart_wherever_feedback_is_counted(
    ask: Ask, signed_in: httpx.AsyncClient, one_said_yes: None
) -> None:
    page = asker(signed_in)
    for number, value in enumerate((False, False, True)):
        given = {"feedbackId": f"page-{number}", "traceId": "one", "name": "up"}
        answer = await page(SUBMIT, input=given | {"booleanValue": value, "comment": "Hm."})
        assert answer["submitFeedback"]["feedback"]["source"] == "ANNOTATION"
    quality = {"sessionId": "talk", "name": "quality", "value": 3}
    await page(SUBMIT, input=quality)
    found = await ask(COUNTED)
    overview, user = found["overview"], found["user"]
    assert overview["metrics"] == {
        "feedbackCount": 1,
        "feedback": {"count": 1, "yesCount": 1, "share": 1},
    }
    assert overview["feedbackSummary"] == [{"name": "up", "count": 1, "average": 1}]
    up, reviewed = overview["annotationSummary"]
    assert (up["name"], up["count"], up["average"]) == ("up", 3, 1 / 3)
    assert [point["count"] for point in up["activity"] if point["count"]] == [3]
    assert (reviewed["name"], reviewed["average"]) == ("quality", 3)
    assert user["metrics"] == {"feedbackCount": 1, "feedback": {"count": 1}}
    assert sum(point["metrics"]["feedbackCount"] for point in user["activity"]) == 1
    assert user["sessions"]["nodes"] == [{"metrics": user["metrics"]}]
    assert user["feedbackSummary"] == [{"name": "up", "count": 1}]
    assert user["annotationSummary"][0]["distribution"] == [
        {"label": "false", "count": 2},
        {"label": "true", "count": 1},
    ]
    assert user["all"]["totalCount"] == 5
    assert [of["feedbackId"] for of in user["said"]["nodes"]] == ["said"]
    assert {of["source"] for of in user["reviewed"]["nodes"]} == {"ANNOTATION"}
    assert (found["rated"]["totalCount"], found["commented"]["totalCount"]) == (0, 0)
    assert found["project"]["feedbackKinds"] == [{"name": "up"}]


async def test_with_keys_it_is_what_the_user_said(ask: Ask, one_said_yes: None) -> None:
    given = {"traceId": "one", "name": "up", "booleanValue": False}
    answer = await ask(SUBMIT, input=given)
    assert answer["submitFeedback"]["feedback"]["source"] == "API"
    assert (await ask(COUNTED))["overview"]["metrics"]["feedbackCount"] == 2


async def test_totals_follow_when_it_is_replaced_moved_and_deleted(
    ask: Ask, pool: Pool, project: ProjectKeys, one_said_yes: None
) -> None:
    async def counts() -> Any:
        found = await ask(COUNTED)
        assert await verify(pool) == []
        return found["overview"]["metrics"]["feedbackCount"]

    later = make.START.replace(hour=14)
    annotated = make.feedback(
        "said", False, name="up", trace_id="one", source="ANNOTATION", created_at=later
    )
    await ingest(pool, project.project_id, Records(feedback=[annotated]))
    assert await counts() == 0
    # The trace changes its user, and takes what was said of it along.
    root = make.span(
        "one", "root", user_id="bob", started_at=later, ended_at=later.replace(hour=15)
    )
    await ingest(pool, project.project_id, Records([root]))
    assert await counts() == 0
    again = annotated._replace(source="API", created_at=later.replace(hour=16))
    await ingest(pool, project.project_id, Records(feedback=[again]))
    assert await counts() == 1
    review = make.feedback("review", 3, name="quality", session_id="talk", source="ANNOTATION")
    await ingest(pool, project.project_id, Records(feedback=[review]))
    assert await delete_feedback(pool, project.project_id, "review")
    assert await counts() == 1
    assert await delete_feedback(pool, project.project_id, "said")
    assert await counts() == 0


BEFORE = """
    ALTER TABLE project DROP COLUMN main_feedback;
    DROP INDEX feedback_of_reviewers;
    UPDATE feedback SET source = 'API' WHERE feedback_id LIKE 'page-%';
    DELETE FROM migration WHERE number = 17
"""
HEX = "0123456789abcdef" * 2


async def test_what_the_page_gave_before_is_told_by_its_id_and_taken_out_of_the_totals(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    spans = [make.span("one", user_id="ada"), make.span("two", environment="staging")]
    feedback = [
        make.feedback("said", 4, name="stars", trace_id="one"),
        make.feedback(f"page-{HEX}", 1, name="stars", trace_id="one"),
        # Nothing else counts under these keys.
        make.feedback(f"page-a{HEX[1:]}", True, name="up", trace_id="two"),
        make.feedback("page-of-the-application", 5, name="stars", trace_id="one"),
        make.feedback("annotated", "good", name="mood", trace_id="one"),
    ]
    await ingest(pool, project.project_id, Records(spans, feedback))
    await pool.execute("UPDATE feedback SET source = 'ANNOTATION' WHERE feedback_id = 'annotated'")
    await pool.execute(BEFORE)
    await migrate(pool)
    await role_to_take_on(pool)
    assert await verify(pool) == []
    found = await ask('{ user(userId: "ada") { feedback { nodes { feedbackId source } } } }')
    sources = {of["feedbackId"]: of["source"] for of in found["user"]["feedback"]["nodes"]}
    assert sources == {
        "said": "API",
        f"page-{HEX}": "ANNOTATION",
        "page-of-the-application": "API",
        "annotated": "ANNOTATION",
    }
    metrics = (await ask("{ overview { metrics { feedbackCount feedback { name mean } } } }"))[
        "overview"
    ]["metrics"]
    assert metrics == {"feedbackCount": 2, "feedback": {"name": "stars", "mean": 4.5}}
