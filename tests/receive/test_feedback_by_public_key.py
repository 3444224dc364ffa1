"""What visitors may say with a public key alone: in their own name, now, and not without end."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from langfuse.api.client import AsyncFernLangfuse
from langfuse.api.resources.commons.types import ScoreSource
from starlette.applications import Starlette

import make
from asking import Ask, refusals
from environment import ProjectKeys
from usertrail.access.feedback_token import EXPIRED, OTHER_TARGET, TOKEN_REQUIRED, TOO_LONG
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import VISITOR, Records
from usertrail.receive.visitors import Visitors
from usertrail.store import visitors
from visiting import INGESTION, SCORES, Visit, batch, event, score, token_for, visits

pytestmark = pytest.mark.usefixtures("exact")

OWN = "public-key:thumb"
REQUIRE = """
mutation ($isRequired: Boolean!) { requireFeedbackToken(input: { isRequired: $isRequired }) {
  project { requiresFeedbackToken }
} }
"""


@pytest.fixture
def visit(app: Starlette, project: ProjectKeys) -> Visit:
    return visits(app, project)


@pytest.fixture(autouse=True)
async def trace(pool: Pool, project: ProjectKeys) -> None:
    span = make.span("t1", "call", user_id="anna", session_id="s1")
    await ingest(pool, project.project_id, Records([span]))


async def stored(pool: Pool) -> dict[str, tuple[str, Any]]:
    rows = await pool.fetch("SELECT feedback_id, source, value FROM feedback ORDER BY feedback_id")
    return {row["feedback_id"]: (row["source"], row["value"]) for row in rows}


@pytest.mark.parametrize("timestamp", ["1980-01-01T00:00:00Z", "2027-06-01T00:00:00Z", "2199", 1])
@pytest.mark.parametrize("source", [None, "API", "EVAL", "ANNOTATION", "ROOT"])
async def test_a_visitor_gives_feedback_now_and_as_a_visitor_whatever_is_claimed(
    visit: Visit, pool: Pool, timestamp: Any, source: str | None
) -> None:
    claims = {"timestamp": timestamp, "source": source, "environment": "claimed"}
    before = datetime.now(UTC)
    async with visit() as visitor:
        answer = await visitor.post(SCORES, json=score(**claims))
        assert (answer.status_code, answer.json()) == (200, {"id": OWN})
        one = event("in-batch", **claims) | {"timestamp": timestamp}
        answer = await visitor.post(INGESTION, json=batch(one))
        assert answer.json() == {"successes": [{"id": "in-batch", "status": 201}], "errors": []}
        many = await visitor.post(SCORES, json=[score(id="in-array", **claims)])
        assert (many.status_code, many.json()) == (202, {"message": "Accepted"})
    rows = await pool.fetch("SELECT * FROM feedback")
    assert len(rows) == 3
    for row in rows:
        assert row["source"] == VISITOR
        assert before <= row["created_at"] == row["revised_at"] <= datetime.now(UTC)
        assert (row["user_id"], row["environment"]) == ("anna", "default")


async def test_a_visitor_replaces_what_a_visitor_gave_by_its_id_or_the_one_that_was_answered(
    visit: Visit, pool: Pool, ask: Ask
) -> None:
    async with visit() as visitor:
        for value, sent in ((1, "thumb"), (0, "thumb"), (0.5, OWN)):
            answer = await visitor.post(SCORES, json=score(id=sent, value=value))
            assert answer.json() == {"id": OWN}
            assert await stored(pool) == {OWN: (VISITOR, value)}
        long = "x" * 1500
        [first, second] = [
            (await visitor.post(SCORES, json=score(id=sent))).json()["id"] for sent in (long, long)
        ]
        assert first == second
        assert (await visitor.post(SCORES, json=score(id=first))).json()["id"] == first
    metrics = (await ask('{ user(userId: "anna") { metrics { feedbackCount } } }'))["user"]
    assert metrics == {"metrics": {"feedbackCount": 2}}


@pytest.mark.parametrize(
    "elsewhere", [{"traceId": "t2"}, {"traceId": None, "sessionId": "t1"}, {"traceId": "T1"}]
)
async def test_an_id_reaches_no_feedback_on_another_target_not_even_with_a_token(
    visit: Visit, project: ProjectKeys, pool: Pool, elsewhere: dict[str, Any]
) -> None:
    kind, target = (
        ("session", "t1") if "sessionId" in elsewhere else ("trace", elsewhere["traceId"])
    )
    async with visit() as visitor, visit(token=token_for(project, f"{kind}:{target}")) as trusted:
        await visitor.post(SCORES, json=score())
        for one in (visitor, trusted):
            answer = await one.post(SCORES, json=score(value=0, **elsewhere))
            assert answer.status_code == 400
            assert "on another trace or session" in answer.text
            both = batch(event("new"), event("new", **elsewhere), event("thumb", **elsewhere))
            answer = await one.post(INGESTION, json=both)
            assert {refused["id"] for refused in answer.json()["errors"]} >= {"thumb", "new"}
    assert (await stored(pool))[OWN] == (VISITOR, 1)


async def test_what_is_nested_without_end_is_refused(visit: Visit) -> None:
    text = json.dumps(score(body=None)).replace("null", '{"body":' * 900 + "1" + "}" * 900)
    headers = {"content-type": "application/json"}
    async with visit() as visitor:
        answer = await visitor.post(SCORES, content=text, headers=headers)
        assert answer.status_code == 200
        answer = await visitor.post(INGESTION, content=f'{{"batch":[{text}]}}', headers=headers)
        assert answer.status_code == 207


@pytest.mark.parametrize("visitor_first", [True, False])
async def test_a_visitor_neither_replaces_nor_hides_what_the_application_gave(
    visit: Visit, client: httpx.AsyncClient, ask: Ask, pool: Pool, visitor_first: bool
) -> None:
    async def by_visitor() -> None:
        async with visit() as visitor:
            for sent in ("thumb", "graphql"):
                await visitor.post(SCORES, json=score(id=sent, value=0))

    if visitor_first:
        await by_visitor()
    old = score(value=1, timestamp="2026-02-01T00:00:00Z")
    assert (await client.post(SCORES, json=old)).json() == {"id": "thumb"}
    given = {"feedbackId": "graphql", "traceId": "t1", "name": "helpful", "value": 1}
    await ask("Submit", input=given)
    if not visitor_first:
        await by_visitor()
    assert await stored(pool) == {
        "graphql": ("API", 1),
        "thumb": ("API", 1),
        "public-key:graphql": (VISITOR, 0),
        OWN: (VISITOR, 0),
    }


async def test_the_application_corrects_a_visitor_for_good_and_however_late_it_comes(
    visit: Visit, client: httpx.AsyncClient, pool: Pool
) -> None:
    async with visit() as visitor:
        await visitor.post(SCORES, json=score(value=0, comment="bad"))
        correction = score(id=OWN, value=1, timestamp="2026-02-01T00:00:00Z")
        assert (await client.post(SCORES, json=correction)).status_code == 200
        answer = await visitor.post(SCORES, json=score(value=0))
        assert answer.status_code == 400
        assert "no public key can replace it" in answer.text
    assert await stored(pool) == {OWN: ("API", 1)}
    later = correction | {"value": 0.75, "timestamp": "2026-02-02T00:00:00Z"}
    await client.post(SCORES, json=later)
    assert await stored(pool) == {OWN: ("API", 0.75)}
    assert await pool.fetchval("SELECT comment FROM feedback") == "bad"


async def test_clients_read_a_visitors_feedback_as_that_of_an_api(
    visit: Visit, sdk: AsyncFernLangfuse, ask: Ask
) -> None:
    async with visit() as visitor:
        await visitor.post(SCORES, json=score())
    one = await sdk.score_v_2.get_by_id(OWN)
    assert (one.id, one.source) == (OWN, "API")
    assert [found.id for found in (await sdk.score_v_2.get(source=ScoreSource.API)).data] == [OWN]
    assert (await sdk.score_v_2.get(source=ScoreSource.EVAL)).data == []
    nodes = (await ask("{ feedback { nodes { feedbackId source } } }"))["feedback"]["nodes"]
    assert nodes == [{"feedbackId": OWN, "source": VISITOR}]


async def test_visitors_give_names_up_to_a_limit_and_those_of_the_application_freely(
    visit: Visit, client: httpx.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "MAX_NAMES", 3)
    for name in ("ours", "ours too"):
        await client.post(SCORES, json=score(id=name, name=name))
    async with visit() as visitor:
        names = ["ours", "a", "b", "a", "ours too", "c", "d", "b"]
        events = [event(str(number), name=name) for number, name in enumerate(names)]
        answer = (await visitor.post(INGESTION, json=batch(*events))).json()
        [refused] = answer["errors"]
        assert (refused["id"], refused["status"]) == ("6", 400)
        assert refused["error"] == "Public keys may give feedback under 3 names of their own."
        assert len(answer["successes"]) == 7
        assert (await visitor.post(SCORES, json=score(id="new", name="e"))).status_code == 400
        # A name that goes makes room, and so does one that the application takes.
        await client.delete(f"{SCORES}/public-key:5")
        await client.post(SCORES, json=score(id="a", name="a"))
        for name in ("f", "g"):
            assert (await visitor.post(SCORES, json=score(id=name, name=name))).status_code == 200
        assert (await visitor.post(SCORES, json=score(id="h", name="h"))).status_code == 400
        # Another name for the same feedback counts as well.
        assert (await visitor.post(SCORES, json=score(id="g", name="h"))).status_code == 400
    given = await pool.fetch("SELECT DISTINCT name FROM feedback WHERE source = 'VISITOR'")
    assert {row["name"] for row in given} == {"ours", "ours too", "a", "b", "f", "g"}


async def test_visitors_give_categories_up_to_a_limit(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "MAX_CATEGORIES", 2)
    async with visit() as visitor:

        async def status(event_id: str, name: str, category: str) -> int:
            given = score(id=event_id, name=name, value=category)
            return (await visitor.post(SCORES, json=given)).status_code

        assert [await status(one, "tone", one) for one in ("kind", "rude", "odd")] == [
            *(200, 200, 400)
        ]
        assert await status("again", "tone", "rude") == 200
        assert await status("other", "topic", "odd") == 200
        events = [event(str(n), name="topic", value=f"topic {n}") for n in range(3)]
        answer = (await visitor.post(INGESTION, json=batch(*events))).json()
        assert [one["id"] for one in answer["errors"]] == ["1", "2"]
        assert answer["errors"][0]["error"] == "Public keys may give 2 categories under one name."


@pytest.mark.parametrize("target", [{"traceId": "t1"}, {"traceId": None, "sessionId": "s1"}])
async def test_visitors_give_feedback_on_one_target_up_to_a_limit(
    visit: Visit,
    client: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    target: dict[str, Any],
) -> None:
    monkeypatch.setattr(visitors, "MAX_ON_TARGET", 2)
    for number in range(3):
        await client.post(SCORES, json=score(id=f"ours-{number}", **target))
    async with visit() as visitor:
        events = [event(sent, **target) for sent in ("a", "b", "a", "c")]
        answer = (await visitor.post(INGESTION, json=batch(*events))).json()
        [refused] = answer["errors"]
        kind = "trace" if target["traceId"] else "session"
        assert refused["error"] == f"Public keys may give 2 pieces of feedback on one {kind}."
        assert refused["id"] == "c"
        assert (await visitor.post(SCORES, json=score(id="b", value=0, **target))).is_success
        assert (await visitor.post(SCORES, json=score(id="d", **target))).status_code == 400
        elsewhere = score(id="d", traceId="not arrived yet")
        assert (await visitor.post(SCORES, json=elsewhere)).is_success


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"comment": "x" * 4_001}, "comment may have 4,000 characters from a public key."),
        ({"metadata": {"x": "y" * 4_000}}, "metadata may have 4,000 bytes from a public key."),
        ({"value": "x" * 101}, "value may have 100 characters from a public key."),
        (
            {"value": "x" * 10_001, "dataType": "CORRECTION"},
            "value may have 10,000 characters from a public key.",
        ),
    ],
)
async def test_a_visitor_who_writes_at_length_is_refused_and_the_application_is_not(
    visit: Visit, client: httpx.AsyncClient, given: dict[str, Any], reason: str
) -> None:
    async with visit() as visitor:
        answer = await visitor.post(SCORES, json=score(**given))
    expected = {"message": "Invalid request data", "error": [{"message": reason}]}
    assert (answer.status_code, answer.json()) == (400, expected)
    assert (await client.post(SCORES, json=score(**given))).status_code == 200


async def test_a_token_is_for_one_trace_or_session(
    visit: Visit, project: ProjectKeys, pool: Pool
) -> None:
    targets: dict[str, dict[str, Any]] = {
        "trace:t1": {"traceId": "t1"},
        "session:t1": {"traceId": None, "sessionId": "t1"},
    }
    for signed in targets:
        async with visit(token=token_for(project, signed)) as visitor:
            for target, given in targets.items():
                answer = await visitor.post(SCORES, json=score(id=signed, **given))
                expected = (
                    (200, {"id": f"public-key:{signed}"})
                    if signed == target
                    else (401, {"message": OTHER_TARGET})
                )
                assert (answer.status_code, answer.json()) == expected
    async with visit(token=token_for(project, "trace:t1")) as visitor:
        events = [event("here"), event("there", traceId="t2"), event("on-span", observationId="x")]
        answer = (await visitor.post(INGESTION, json=batch(*events))).json()
        assert [one["id"] for one in answer["successes"]] == ["here", "on-span"]
        assert [(one["id"], one["status"], one["error"]) for one in answer["errors"]] == [
            ("there", 401, OTHER_TARGET)
        ]
        many = await visitor.post(SCORES, json=[score(), score(id="2", traceId="t2")])
        assert many.json() == {
            "accepted": 1,
            "rejected": 1,
            "errors": [{"message": OTHER_TARGET}],
        }
    assert {"public-key:there", "public-key:2"}.isdisjoint(await stored(pool))


async def test_a_token_that_is_over_too_long_or_of_another_secret_is_refused(
    visit: Visit, project: ProjectKeys, pool: Pool
) -> None:
    stranger = project._replace(secret_key="sk-guessed")
    good = token_for(project, "trace:t1")
    for token, status, message in (
        (token_for(project, "trace:t1", -2), 403, EXPIRED),
        (token_for(project, "trace:t1", 26 * 3600), 403, TOO_LONG),
        (token_for(stranger, "trace:t1"), 401, OTHER_TARGET),
        (good[:-4] + "AAAA", 401, OTHER_TARGET),
    ):
        async with visit(token=token) as visitor:
            answer = await visitor.post(SCORES, json=score())
        assert (answer.status_code, answer.json()) == (status, {"message": message})
    assert await stored(pool) == {}
    async with visit(token=good) as visitor:
        for path in ("/graphql", "/api/public/projects", "/api/public/scores"):
            assert (await visitor.get(path)).status_code == 403


async def test_a_project_takes_feedback_of_visitors_only_with_a_token_if_it_says_so(
    visit: Visit,
    project: ProjectKeys,
    client: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
    ask: Ask,
) -> None:
    async def set_required(is_required: bool) -> Any:
        sent = {"query": REQUIRE, "variables": {"isRequired": is_required}}
        answer = (await signed_in.post("/graphql", json=sent)).json()
        return answer["data"]["requireFeedbackToken"]["project"]["requiresFeedbackToken"]

    async with visit() as visitor, visit(token=token_for(project, "trace:t1")) as trusted:
        assert (await visitor.post(SCORES, json=score())).status_code == 200
        assert await set_required(True) is True
        assert await ask("{ project { requiresFeedbackToken } }") == {
            "project": {"requiresFeedbackToken": True}
        }
        for path, sent in ((SCORES, score()), (SCORES, [score()]), (INGESTION, batch(event("e")))):
            answer = await visitor.post(path, json=sent)
            assert (answer.status_code, answer.json()) == (403, {"message": TOKEN_REQUIRED})
            assert (await trusted.post(path, json=sent)).is_success
            assert (await client.post(path, json=sent)).is_success
        assert await set_required(False) is False
        assert (await visitor.post(SCORES, json=score())).status_code == 200


async def test_keys_do_not_decide_whether_a_token_is_required(client: httpx.AsyncClient) -> None:
    [error] = await refusals(client, REQUIRE, isRequired=True)
    assert error["extensions"]["code"] == "FORBIDDEN"


async def test_a_visitor_who_is_too_fast_waits_and_nobody_else_does(
    visit: Visit, client: httpx.AsyncClient, pool: Pool
) -> None:
    events = [event(str(number), traceId=f"t{number}") for number in range(50)]
    async with visit() as visitor, visit("203.0.113.2") as other:
        assert (await visitor.post(INGESTION, json=batch(*events))).status_code == 207
        # Whole: what is answered 429 is sent again, what is refused alone is lost.
        refused = await visitor.post(INGESTION, json=batch(*events[:15]))
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert "public key" in refused.json()["message"]
        statuses = [(await visitor.post(SCORES, json=score())).status_code for _ in range(12)]
        assert statuses[0] == 200
        assert statuses[-1] == 429
        assert (await other.post(SCORES, json=score(id="other"))).status_code == 200
        assert (await client.post(SCORES, json=score(id="ours"))).status_code == 200
        too_many = [event(str(number)) for number in range(61)]
        assert (await other.post(INGESTION, json=batch(*too_many))).status_code == 413
    assert len(await stored(pool)) == 50 + 3


async def test_visitors_are_told_apart_by_the_address_that_a_proxy_names(
    app: Starlette, pool: Pool, visit: Visit
) -> None:
    # Nobody is let in again while the test runs, however long it takes.
    app.state.visitors = Visitors(pool, clock=lambda: 0.0)

    async def statuses(visitor: httpx.AsyncClient, addresses: list[str]) -> set[int]:
        answers = [
            await visitor.post(INGESTION, json=batch(), headers={"x-forwarded-for": address})
            for address in addresses
        ]
        return {answer.status_code for answer in answers}

    one = ["198.51.100.1"] * 60
    async with visit("127.0.0.1") as proxy, visit("203.0.113.9") as stranger:
        assert await statuses(proxy, one) == {207}
        assert await statuses(proxy, one[:1]) == {429}
        assert await statuses(proxy, ["198.51.100.2"]) == {207}
        # Of the newer addresses a household has more than anybody counts.
        assert await statuses(proxy, [f"2001:db8::{n:x}" for n in range(60)]) == {207}
        assert await statuses(proxy, ["2001:db8::ffff:1"]) == {429}
        assert await statuses(proxy, ["2001:db8:0:1::1"]) == {207}
        # Who names addresses without being a proxy has the one it comes from.
        assert await statuses(stranger, [f"198.51.100.{n}" for n in range(60)]) == {207}
        assert await statuses(stranger, ["198.51.100.99"]) == {429}


async def test_what_the_limits_ask_is_read_from_their_indexes(
    pool: Pool, project: ProjectKeys
) -> None:
    now = datetime.now(UTC)
    given = [
        make.feedback(
            f"f{number}",
            trace_id=f"t{number % 300}",
            name=f"name {number % 7}",
            value=f"category {number % 11}",
            source=VISITOR if number % 2 else "API",
            created_at=now - timedelta(seconds=number),
        )
        for number in range(6_000)
    ]
    await ingest(pool, project.project_id, Records(feedback=given))
    await pool.execute("ANALYZE feedback")
    async with pool.acquire() as db:
        await db.execute("SELECT pg_stat_force_next_flush()")
        before = await _rows_read(db)
        await visitors.select_given(db, project.project_id, given[:60])
        await db.execute("SELECT pg_stat_force_next_flush()")
        assert await _rows_read(db) - before < 1_500


async def _rows_read(db: Any) -> int:
    count: int = await db.fetchval(
        """
        SELECT seq_tup_read + coalesce(idx_tup_fetch, 0)
        FROM pg_stat_user_tables WHERE relname = 'feedback'
        """
    )
    return count
