"""What an answer may hold: lists that a sender lengthened, long texts, and many objects."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

import make
from environment import ProjectKeys
from live import basic, opened, receive, subscribe
from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import KEYS, MEBIBYTE, Seen, Watched
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

PROJECT = "attacked"
LONG = 4_500_000


def ask(server: Watched, query: str, **variables: Any) -> Any:
    answer = httpx.post(
        f"{server.url}/graphql",
        auth=KEYS,
        json={"query": query, "variables": variables},
        timeout=60,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def code_of(answer: Any) -> str:
    (error,) = answer["errors"]
    assert answer["data"] is None
    return str(error["extensions"]["code"])


def get(server: Watched, path: str, **query: Any) -> httpx.Response:
    return httpx.get(f"{server.url}/api/public/{path}", params=query, auth=KEYS, timeout=60)


def assert_quiet(seen: Seen, grown: int = 150) -> None:
    assert seen.grown_bytes < grown * MEBIBYTE
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:3]
    assert set(seen.neighbour_statuses) <= {207, 200}


@pytest.fixture
async def many_long(pool: Pool, attacked: Watched) -> Watched:
    """Twenty traces of one session, each with a long input."""
    spans = [
        make.span(
            trace_id=f"trace-{number}",
            span_id=f"span-{number}",
            input="-",
            session_id="session",
            user_id="ann",
        )
        for number in range(20)
    ]
    await ingest(pool, PROJECT, Records(spans))
    await pool.execute("UPDATE span SET input = repeat('x', $1)", LONG)
    return attacked


INPUTS = """query ($most: Int) {
  traces(first: 100) { nodes { inputBytes input(maxBytes: $most) } }
}"""


async def test_a_list_leaves_long_texts_out_and_says_how_long_they_are(
    many_long: Watched,
) -> None:
    with many_long.watch() as seen:
        answer = ask(many_long, "{ traces(first: 100) { nodes { inputBytes input } } }")
        alone = ask(many_long, '{ trace(traceId: "trace-7") { input } }')
    assert answer["data"]["traces"]["nodes"] == [{"inputBytes": LONG, "input": None}] * 20
    assert alone["data"]["trace"]["input"] == "x" * LONG
    assert_quiet(seen)


async def test_texts_that_are_too_long_together_are_refused_before_they_are_read(
    many_long: Watched,
) -> None:
    aliases = " ".join(f"a{number}: input" for number in range(40))
    spans = "{ traces(first: 100) { nodes { spans { nodes { input(maxBytes: 5000000) } } } } }"
    with many_long.watch() as seen:
        assert code_of(ask(many_long, INPUTS, most=LONG)) == "LIMIT_EXCEEDED"
        assert code_of(ask(many_long, spans)) == "LIMIT_EXCEEDED"
        # Read once, and answered forty times.
        repeated = ask(many_long, f'{{ trace(traceId: "trace-7") {{ {aliases} }} }}')
    assert code_of(repeated) == "LIMIT_EXCEEDED"
    assert_quiet(seen)


async def test_langfuse_clients_are_told_what_is_too_long(many_long: Watched) -> None:
    with many_long.watch() as seen:
        refused = [
            get(many_long, "sessions/session"),
            get(many_long, "traces", limit=100),
            get(many_long, "observations", limit=100),
        ]
        assert [answer.status_code for answer in refused] == [413] * 3
        assert all("fields" in answer.json()["message"] for answer in refused)
        core = get(many_long, "traces", limit=100, fields="core")
        few = get(many_long, "traces", limit=5)
        found, cursor, pages = [], None, 0
        while cursor is not None or not pages:
            query = {"limit": 100, "fields": "io", **({"cursor": cursor} if cursor else {})}
            page = get(many_long, "v2/observations", **query).json()
            found += [item["id"] for item in page["data"]]
            cursor, pages = page["meta"].get("cursor"), pages + 1
    assert len(core.json()["data"]) == 20
    assert [len(item["input"]) for item in few.json()["data"]] == [LONG] * 5
    assert sorted(found) == sorted(f"span-{number}" for number in range(20))
    assert 3 <= pages <= 5
    assert_quiet(seen)


async def test_json_that_would_be_many_objects_stays_text(pool: Pool, attacked: Watched) -> None:
    await ingest(pool, PROJECT, Records([make.span(trace_id="trace", span_id="span")]))
    await pool.execute(
        """
        UPDATE span SET metadata = to_jsonb(array_fill(1, ARRAY[1500000])),
            input = '[' || repeat('[],', 1400000) || '[]]'
        """
    )
    with attacked.watch() as seen:
        answer = ask(attacked, '{ trace(traceId: "trace") { spans { nodes { metadata } } } }')
        texts = get(attacked, "traces/trace")
    assert len(answer["data"]["trace"]["spans"]["nodes"][0]["metadata"]) == 1_500_000
    # Of more parts than are read, it stays a text here, too.
    assert len(texts.json()["observations"][0]["input"]) == 4_200_004
    assert_quiet(seen, grown=350)


FEEDBACK = """INSERT INTO feedback (project_id, target_id, feedback_id, trace_id, name, data_type,
    value, source, created_at, revised_at, user_id, environment)
SELECT $1, 'trace', 'feedback-' || number, 'trace', 'name-' || number, 'NUMERIC', 1, 'API',
    now() - interval '1 second' * number, now(), 'ann', 'default'
FROM generate_series(1, 32500) AS number"""
NESTED = """{ trace(traceId: "trace") {
  feedback(first: 100) { name trace { feedback { name } } }
} }"""
PAGED = """{ trace(traceId: "trace") {
  feedback(first: 3) { feedbackId }
  feedbackConnection(first: 2) { totalCount pageInfo { hasNextPage } nodes { feedbackId } }
} }"""


async def test_feedback_of_any_number_is_bounded_and_counted(pool: Pool, attacked: Watched) -> None:
    await ingest(pool, PROJECT, Records([make.span(trace_id="trace", span_id="span")]))
    await pool.execute(FEEDBACK, PROJECT)
    with attacked.watch() as seen:
        nested = ask(attacked, NESTED)["data"]["trace"]["feedback"]
        paged = ask(attacked, PAGED)["data"]["trace"]
        whole = get(attacked, "traces/trace")
        listed = get(attacked, "v2/scores", traceId="trace", limit=100).json()
    assert len(nested) == 100
    assert len(nested[99]["trace"]["feedback"]) == 50
    ids = [{"feedbackId": f"feedback-{number}"} for number in (32500, 32499, 32498)]
    assert paged["feedback"] == ids
    assert paged["feedbackConnection"] == {
        "totalCount": 32_500,
        "pageInfo": {"hasNextPage": True},
        "nodes": ids[:2],
    }
    assert whole.status_code == 400
    assert "/api/public/v2/scores?traceId=" in whole.text
    assert listed["meta"]["totalItems"] == 32_500
    assert_quiet(seen)


SPANS = """{ trace(traceId: "trace") { spans(first: 10000) { nodes {
  id spanId parentSpanId type name startedAt endedAt latencyMs level statusMessage model
  modelParameters usageDetails costDetails inputTokens outputTokens totalTokens costUsd input
  output metadata trace { traceId }
} } } }"""
FEWER_SPANS = SPANS.replace("10000", "5000")
POINTS = """{ users(first: 300) { nodes { userId activity(interval: DAY, period: {
  from: "2026-01-01T00:00:00Z", to: "2026-11-01T00:00:00Z" }) { at metrics { traceCount costUsd } }
} } }"""


async def test_many_objects_leave_the_loop_to_others(pool: Pool, attacked: Watched) -> None:
    spans = [make.span(trace_id="trace", span_id=f"{number:016x}") for number in range(10_000)]
    users = [
        make.span(trace_id=f"of-{number}", span_id="s", user_id=f"user-{number}")
        for number in range(300)
    ]
    await ingest(pool, PROJECT, Records(spans))
    await ingest(pool, PROJECT, Records(users))
    with attacked.watch() as seen:
        nodes = ask(attacked, SPANS)["data"]["trace"]["spans"]["nodes"]
        found = ask(attacked, POINTS)["data"]["users"]["nodes"]
        rest = get(attacked, "traces/trace").json()["observations"]
    assert len(nodes) == len(rest) == 10_000
    assert len(found[299]["activity"]) == 304
    assert_quiet(seen, grown=300)


async def by_socket(attacked: Watched, query: str) -> Any:
    keys = ProjectKeys(PROJECT, *KEYS)
    host = attacked.url.removeprefix("http://")
    async with opened(host, {"authorization": basic(keys)}, max_size=None) as socket:
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket, query=query)
        return (await receive(socket))["payload"]


async def by_events(attacked: Watched, query: str) -> Any:
    async with (
        httpx.AsyncClient(base_url=attacked.url, auth=KEYS, timeout=60) as client,
        client.stream(
            "POST", "/graphql", json={"query": query}, headers={"accept": "text/event-stream"}
        ) as answer,
    ):
        async for line in answer.aiter_lines():
            if line.startswith("data: {"):
                return json.loads(line.removeprefix("data: "))


@pytest.mark.parametrize("way", [by_socket, by_events])
async def test_long_answers_by_other_ways_leave_the_loop_to_others(
    many_long: Watched, pool: Pool, way: Callable[[Watched, str], Coroutine[Any, Any, Any]]
) -> None:
    spans = [make.span(trace_id="trace", span_id=f"{number:016x}") for number in range(10_000)]
    await ingest(pool, PROJECT, Records(spans))
    with many_long.watch() as seen:
        refused = [
            await way(many_long, '{ trace(traceId: "trace-7") { input } }'),
            await way(many_long, SPANS),
        ]
        nodes = (await way(many_long, FEWER_SPANS))["data"]["trace"]["spans"]["nodes"]
    for answer in refused:
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert "at most 4,194,304" in error["message"] and "33,554,432" in error["message"]
    assert len(nodes) == 5_000
    assert_quiet(seen, grown=300)


async def test_an_export_holds_few_long_rows_at_once(pool: Pool, attacked: Watched) -> None:
    spans = [
        make.span(trace_id=f"of-{number}", span_id="s", user_id=f"user-{number}")
        for number in range(120)
    ]
    await ingest(pool, PROJECT, Records(spans))
    await pool.execute(
        """
        INSERT INTO user_profile (project_id, user_id, name, email, properties)
        SELECT $1, 'user-' || number, '', '', jsonb_build_object('plan', repeat('x', 1000000))
        FROM generate_series(0, 119) AS number
        """,
        PROJECT,
    )
    rows = 0
    with (
        attacked.watch() as seen,
        httpx.stream("GET", f"{attacked.url}/export/users.jsonl", auth=KEYS, timeout=60) as answer,
    ):
        for line in answer.iter_lines():
            rows += len(line) > 1_000_000
    assert rows == 120
    assert_quiet(seen, grown=60)
