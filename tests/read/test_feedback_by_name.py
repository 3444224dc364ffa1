"""Feedback of one name: its count, share and mean, of anybody, in any period, against a recount."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import make
from asking import Ask, asker
from environment import ProjectKeys
from query_recount import Chosen, Json, Recount, close, ratings
from traffic import BEGIN, store, traffic
from users_recount import counted_users, filters, passes, periods
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Feedback, Records

SENT = traffic(Random(12), traces=150, users=6, feedback=120)
RECOUNT = Recount(*SENT)
NAMES = {"thumbs": "BOOLEAN", "stars": "NUMERIC", "score": "NUMERIC", "mood": "CATEGORICAL"}
FIGURES = "name dataType count yesCount share mean"
reading = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
async def traffic_is_stored(pool: Pool, project: ProjectKeys, exact: None) -> None:
    await store(pool, project.project_id, SENT)


def figures(name: str, all_given: list[Feedback]) -> Json:
    """Of one name among these."""
    given = [of for of in all_given if of.name == name]
    rated, kind = ratings(given), NAMES[name]
    mean = float(sum(rated) / len(rated)) if rated else None
    return {
        "name": name,
        "dataType": kind,
        "count": len(given),
        "yesCount": sum(of.value == 1 for of in given) if kind == "BOOLEAN" else None,
        "share": mean if kind == "BOOLEAN" else None,
        "mean": mean if kind == "NUMERIC" else None,
    }


def of_user(user_id: str | None, chosen: Chosen) -> list[Feedback]:
    return [of.feedback for of in RECOUNT.feedback_of(user_id, chosen)]


OF_PERIOD = f"""
query ($period: Period, $environments: [String!], $name: String!) {{
  overview(period: $period, environments: $environments) {{
    metrics {{ feedback(name: $name) {{ {FIGURES} }} feedbackByName {{ {FIGURES} }} }}
    activity(interval: DAY) {{ at metrics {{ feedback(name: $name) {{ {FIGURES} }} }} }}
  }}
  users(first: 100) {{
    nodes {{
      userId
      metrics(period: $period, environments: $environments) {{
        feedback(name: $name) {{ {FIGURES} }}
      }}
      activity(period: $period, environments: $environments, interval: DAY) {{
        at metrics {{ feedback(name: $name) {{ {FIGURES} }} }}
      }}
    }}
  }}
}}
"""


@reading
@given(chosen=periods(RECOUNT), name=st.sampled_from(sorted(NAMES)), environments=st.booleans())
async def test_of_users_and_everybody_in_a_period_and_by_day(
    ask: Ask, traffic_is_stored: None, chosen: Chosen, name: str, environments: bool
) -> None:
    if environments:
        chosen = chosen._replace(environments=["production", "nowhere"])
    now = datetime.now(UTC)
    answer = await ask(OF_PERIOD, period=chosen.period, environments=chosen.environments, name=name)
    everybody = answer["overview"]
    assert close(everybody["metrics"]["feedback"], figures(name, of_user(None, chosen)))
    by_name = {of["name"]: of for of in everybody["metrics"]["feedbackByName"]}
    assert close(by_name, {name: figures(name, of_user(None, chosen)) for name in NAMES})
    for user_id, found in [
        (None, everybody),
        *((user["userId"], user) for user in answer["users"]["nodes"]),
    ]:
        assert close(found["metrics"]["feedback"], figures(name, of_user(user_id, chosen)))
        points = RECOUNT.activity(user_id, chosen, "DAY", now)
        expected = [figures(name, of_user(user_id, cut)) for _, cut in points]
        assert close([of["metrics"]["feedback"] for of in found["activity"]], expected)


async def test_of_sessions_the_period_before_and_environments(
    ask: Ask, traffic_is_stored: None
) -> None:
    query = f"""query ($userId: String!, $period: Period) {{
      user(userId: $userId) {{
        sessions(first: 100) {{
          nodes {{ sessionId metrics {{ feedback(name: "stars") {{ {FIGURES} }} }} }}
        }}
        previous(period: $period) {{ metrics {{ feedback(name: "stars") {{ {FIGURES} }} }} }}
        activityByEnvironment(period: $period, interval: MONTH) {{
          environment points {{ metrics {{ feedback(name: "stars") {{ {FIGURES} }} }} }}
        }}
      }}
      overview(period: $period) {{
        previous {{ metrics {{ feedback(name: "stars") {{ {FIGURES} }} }} }}
      }}
    }}"""
    middle, end = BEGIN.replace(month=3, day=4), BEGIN.replace(month=3, day=8)
    chosen, user_id = Chosen(middle, end), "user-00"
    answer = await ask(query, userId=user_id, period=chosen.period)
    user = answer["user"]
    before = Chosen(middle - (end - middle), middle)
    assert close(
        user["previous"]["metrics"]["feedback"], figures("stars", of_user(user_id, before))
    )
    everybody_before = answer["overview"]["previous"]["metrics"]["feedback"]
    assert close(everybody_before, figures("stars", of_user(None, before)))
    for there in user["activityByEnvironment"]:
        given = of_user(user_id, chosen._replace(environments=[there["environment"]]))
        found = [point["metrics"]["feedback"] for point in there["points"]]
        assert close(found, [figures("stars", given)])
    assert user["sessions"]["nodes"]
    for session in user["sessions"]["nodes"]:
        ids = {
            trace_id
            for trace_id, trace in RECOUNT.traces.items()
            if trace.session_id == session["sessionId"]
        }
        on_it = [
            of.feedback
            for of in RECOUNT.feedback
            if of.feedback.trace_id in ids or of.feedback.session_id == session["sessionId"]
        ]
        assert close(session["metrics"]["feedback"], figures("stars", on_it))


@reading
@given(chosen=periods(RECOUNT), filter=filters(RECOUNT, most=1))
async def test_of_the_users_of_a_list_together(
    ask: Ask, traffic_is_stored: None, chosen: Chosen, filter: Json
) -> None:
    chosen = chosen._replace(environments=filter.get("environments"))
    end = chosen.end or BEGIN.replace(month=4)
    chosen = chosen._replace(end=end)
    query = f"""query ($period: Period, $filter: UserFilter) {{
      usersActivity(period: $period, filter: $filter, interval: MONTH) {{
        metrics {{ feedback(name: "thumbs") {{ {FIGURES} }} }}
      }}
    }}"""
    answer = await ask(query, period=chosen.period, filter=filter)
    users = {user["userId"] for user in counted_users(RECOUNT, chosen) if passes(user, filter)}
    given = [of.feedback for of in RECOUNT.feedback_of(None, chosen) if of.user_id in users]
    points = [point["metrics"]["feedback"] for point in answer["usersActivity"]]
    assert sum(point["count"] for point in points) == figures("thumbs", given)["count"]
    assert sum(point["yesCount"] for point in points) == figures("thumbs", given)["yesCount"]


@pytest.mark.parametrize("users", [2, 60])
async def test_however_many_users_and_days_it_is_two_statements_more(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str], users: int
) -> None:
    spans = [make.span(f"t{number}", user_id=f"user-{number}") for number in range(users)]
    given = [
        make.feedback(f"f{number}", True, name="up", trace_id=f"t{number}")
        for number in range(users)
    ]
    await ingest(pool, project.project_id, Records(spans, given))
    statements.clear()
    await ask(
        """{ users(first: 100) { nodes {
            metrics { feedback { share } again: feedback(name: "up") { mean } }
            activity(interval: DAY) { metrics { feedback { share } } }
        } } }"""
    )
    # ids, users; metrics, activity; kinds; feedback of the period, by day
    assert len(statements) == 7, "\n".join(statements)


MAIN = """{
  project { mainFeedback { name dataType } chosenFeedbackName feedbackKinds { name dataType } }
  overview { metrics { feedback { name dataType count share mean } } }
}"""


async def test_the_main_feedback_is_the_one_rated_most_or_the_one_that_is_chosen(
    ask: Ask, pool: Pool, project: ProjectKeys, signed_in: httpx.AsyncClient, exact: None
) -> None:
    assert await ask(MAIN) == {
        "project": {"mainFeedback": None, "chosenFeedbackName": None, "feedbackKinds": []},
        "overview": {"metrics": {"feedback": None}},
    }
    feedback = [
        *(make.feedback(f"t{n}", n < 2, name="thumbs", trace_id="one") for n in range(3)),
        *(make.feedback(f"s{n}", 4 + n, name="stars", trace_id="one") for n in range(2)),
        *(make.feedback(f"m{n}", "glad", name="mood", trace_id="one") for n in range(4)),
    ]
    await ingest(pool, project.project_id, Records([make.span("one", user_id="ada")], feedback))
    found = await ask(MAIN)
    assert [kind["name"] for kind in found["project"]["feedbackKinds"]] == [
        "thumbs",
        "stars",
        "mood",
    ]
    assert found["project"]["mainFeedback"] == {"name": "thumbs", "dataType": "BOOLEAN"}
    assert found["overview"]["metrics"]["feedback"] == {
        "name": "thumbs",
        "dataType": "BOOLEAN",
        "count": 3,
        "share": 2 / 3,
        "mean": None,
    }
    choose = """mutation ($name: String) {
      setMainFeedback(input: { name: $name }) {
        project { mainFeedback { name } chosenFeedbackName }
      }
    }"""
    page = asker(signed_in)
    chosen = await page(choose, name="stars")
    assert chosen["setMainFeedback"]["project"] == {
        "mainFeedback": {"name": "stars"},
        "chosenFeedbackName": "stars",
    }
    assert (await ask(MAIN))["overview"]["metrics"]["feedback"] == {
        "name": "stars",
        "dataType": "NUMERIC",
        "count": 2,
        "share": None,
        "mean": 4.5,
    }
    # A name of which there is nothing any more is none.
    await page(choose, name="gone")
    assert (await ask(MAIN))["project"]["mainFeedback"] == {"name": "thumbs", "dataType": "BOOLEAN"}
    await page(choose, name=None)
    assert (await ask(MAIN))["project"]["chosenFeedbackName"] is None


async def test_a_key_cannot_choose_it_and_another_project_does_not_feel_it(
    ask: Ask,
    client: httpx.AsyncClient,
    app: Any,
    pool: Pool,
    project: ProjectKeys,
    signed_in: httpx.AsyncClient,
) -> None:
    async with pool.acquire() as db:
        other_id = await create_project(db, "Other")
        keys = await create_key(db, other_id)
    feedback = [
        make.feedback("a", True, name="up", trace_id="one"),
        make.feedback("b", 5, name="stars", trace_id="one"),
        make.feedback("c", 4, name="stars", trace_id="one"),
    ]
    for id in (project.project_id, other_id):
        await ingest(pool, id, Records([make.span("one", user_id="ada")], feedback))
    await ingest(
        pool, other_id, Records(feedback=[make.feedback("d", 1, name="theirs", trace_id="one")])
    )
    refused = await client.post(
        "/graphql",
        json={"query": 'mutation { setMainFeedback(input: { name: "up" }) { __typename } }'},
    )
    assert refused.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await asker(signed_in)('mutation { setMainFeedback(input: { name: "up" }) { __typename } }')
    main = "{ project { mainFeedback { name } feedbackKinds { name } } }"
    assert (await ask(main))["project"] == {
        "mainFeedback": {"name": "up"},
        "feedbackKinds": [{"name": "up"}, {"name": "stars"}],
    }
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test", auth=keys
    ) as theirs:
        found = await asker(theirs)(main)
    assert found["project"]["mainFeedback"] == {"name": "stars"}


async def test_a_name_of_two_types_is_never_on_two_scales(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    spans = [make.span(f"t{n}", user_id=f"user-{n}") for n in range(3)]
    feedback = [
        make.feedback("a", True, name="good", trace_id="t0"),
        make.feedback("b", False, name="good", trace_id="t1"),
        make.feedback("c", False, name="good", trace_id="t2"),
        make.feedback("d", 100, name="good", trace_id="t1"),
        make.feedback("e", 90, name="good", trace_id="t2"),
    ]
    await ingest(pool, project.project_id, Records(spans, feedback))
    found = await ask("""{
      overview { metrics {
        feedback(name: "good") { dataType share mean count }
        numeric: feedback(name: "good", dataType: NUMERIC) { dataType share mean count }
        text: feedback(name: "good", dataType: TEXT) { count }
        other: feedback(name: "other") { count }
      } }
      down: users(filter: { feedback: { name: "good", average: { max: 0.5 } } }) {
        nodes { userId }
      }
      high: users(filter: { feedback: { name: "good", dataType: NUMERIC, average: { min: 95 } } }) {
        nodes { userId }
      }
      order: users(orderBy: { field: FEEDBACK_AVERAGE, feedback: { name: "good" } }) {
        nodes { userId }
      }
      numeric: users(
        orderBy: { field: FEEDBACK_AVERAGE, feedback: { name: "good", dataType: NUMERIC } }
      ) { nodes { userId } }
      main: users(orderBy: { field: FEEDBACK_COUNT, feedback: {}, direction: ASC }) {
        nodes { userId }
      }
    }""")
    assert found["overview"]["metrics"] == {
        "feedback": {"dataType": "BOOLEAN", "share": 1 / 3, "mean": None, "count": 3},
        "numeric": {"dataType": "NUMERIC", "share": None, "mean": 95, "count": 2},
        "text": None,
        "other": None,
    }
    ids = {
        name: [user["userId"] for user in users["nodes"]]
        for name, users in found.items()
        if name != "overview"
    }
    assert ids == {
        "down": ["user-2", "user-1"],
        "high": ["user-1"],
        "order": ["user-0", "user-2", "user-1"],
        "numeric": ["user-1", "user-2", "user-0"],
        "main": ["user-0", "user-1", "user-2"],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("filter: { feedback: { value: { max: 1 } } }", "feedback.value requires a name"),
        ('filter: { feedback: { categories: ["a"] } }', "feedback.categories requires a name"),
        ("filter: { feedback: { dataType: BOOLEAN } }", "data type of feedback requires a name"),
        (
            "filter: { feedback: { hasComment: true, average: { min: 1 } } }",
            "feedback.average with hasComment requires a name",
        ),
        (
            'orderBy: { field: COST_USD, feedback: { name: "a" } }',
            "orderBy.feedback has no meaning with the field COST_USD",
        ),
        (
            "orderBy: { field: FEEDBACK_COUNT, feedback: { dataType: TEXT } }",
            "data type of orderBy.feedback requires a name",
        ),
    ],
)
async def test_what_means_nothing_is_refused(
    client: httpx.AsyncClient, arguments: str, said: str
) -> None:
    query = f"{{ users({arguments}) {{ nodes {{ userId }} }} }}"
    (error,) = (await client.post("/graphql", json={"query": query})).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert said in error["message"]


async def test_a_cursor_is_of_one_name_alone(
    ask: Ask, client: httpx.AsyncClient, traffic_is_stored: None
) -> None:
    query = """query ($name: String, $after: String) {
      users(
        first: 1, after: $after, orderBy: { field: FEEDBACK_AVERAGE, feedback: { name: $name } }
      ) {
        pageInfo { endCursor } nodes { userId }
      }
    }"""
    cursor = (await ask(query, name="stars"))["users"]["pageInfo"]["endCursor"]
    assert (await ask(query, name="stars", after=cursor))["users"]["nodes"]
    variables = {"name": "thumbs", "after": cursor}
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    assert "no cursor of this list" in answer.json()["errors"][0]["message"]
