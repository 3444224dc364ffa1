"""A public key, which anybody can read in a page, in the hands of somebody who means harm."""

import asyncio
import base64
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import KEYS, MEBIBYTE, Watched
from usertrail.database.pool import Pool
from usertrail.store.visitors import MAX_CATEGORIES, MAX_NAMES, MAX_ON_TARGET
from usertrail.verify import verify

PAIR = {"authorization": f"Basic {base64.b64encode(':'.join(KEYS).encode()).decode()}"}
BEARER = {"authorization": f"Bearer {KEYS[0]}"}
INGESTION = "/api/public/ingestion"
SCORES = "/api/public/scores"
AVERAGE = "{ overview { metrics { feedbackAverage feedbackCount } } }"
AHEAD = f"{datetime.now(UTC) + timedelta(days=300):%Y-%m-%dT%H:%M:%SZ}"


def score(number: int | str, **given: Any) -> dict[str, Any]:
    return {"id": f"{number}", "traceId": "t1", "name": "helpful", "value": 1, **given}


def batch_of(scores: list[dict[str, Any]], at: str = "2026-11-20T12:00:00Z") -> dict[str, Any]:
    return {
        "batch": [
            {"id": f"e-{body['id']}", "type": "score-create", "timestamp": at, "body": body}
            for body in scores
        ]
    }


async def flood(
    url: str, count: int, make: Callable[[int], dict[str, Any]], *, address: str = ""
) -> Counter[int]:
    """Feedback in batches of 50, eight at a time; how often each status was answered."""
    turns = asyncio.Semaphore(8)

    async def send(first: int) -> int:
        headers = BEARER | {"x-forwarded-for": address or f"203.0.113.{first // 50 % 250}"}
        body = batch_of([make(number) for number in range(first, first + 50)])
        async with turns:
            answer = await client.post(f"{url}{INGESTION}", json=body, headers=headers)
        return answer.status_code

    async with httpx.AsyncClient(timeout=60) as client:
        return Counter(await asyncio.gather(*map(send, range(0, count, 50))))


async def test_a_visitor_changes_nothing_that_the_server_said(
    attacked: Watched, pool: Pool
) -> None:
    async with httpx.AsyncClient(base_url=attacked.url) as client:
        for number in range(3):
            given = score(number, value=0.5)
            answer = await client.post(SCORES, auth=KEYS, json=given)
            assert answer.status_code == 200
        forged = [
            score(number, value=0, timestamp=AHEAD, source="EVAL", name="forged")
            for number in range(3)
        ]
        await client.post(SCORES, headers=BEARER, json=forged)
        await client.post(INGESTION, headers=BEARER, json=batch_of(forged, AHEAD))
        for one in forged:
            await client.post(SCORES, headers=BEARER, json=one | {"source": "ANNOTATION"})
        # What the server says later counts, too.
        for number in range(3):
            given = score(number, value=1)
            answer = await client.post(SCORES, auth=KEYS, json=given)
            assert answer.status_code == 200
    rows = await pool.fetch(
        "SELECT name, value, source, created_at > now() AS is_ahead FROM feedback"
    )
    found = Counter(tuple(row.values()) for row in rows)
    assert found == {
        ("helpful", 1, "API", False): 3,
        ("forged", 0, "VISITOR", False): 3,
    }
    assert await verify(pool) == []


async def test_no_number_is_so_large_that_it_ruins_an_average(
    attacked: Watched, pool: Pool
) -> None:
    extreme = [1e308, -1e308, 1.7976931348623157e308, 1.1e15, -1.1e15, 10**18, 2**63]
    async with httpx.AsyncClient(base_url=attacked.url) as client:
        for headers in (PAIR, BEARER):
            for number, value in enumerate(extreme):
                given = score(f"{number}", value=value)
                answers = [
                    await client.post(SCORES, headers=headers, json=given),
                    await client.post(SCORES, headers=headers, json=[given]),
                    await client.post(INGESTION, headers=headers, json=batch_of([given])),
                ]
                for answer in answers:
                    assert answer.status_code in (400, 207)
                    assert "finite number from -1e15 to 1e15" in answer.text
        for literal in ("1e308", "1e999", "-1.1e15"):
            query = f"""mutation {{ submitFeedback(input: {{
                traceId: "t1", name: "helpful", value: {literal}
            }}) {{ feedback {{ value }} }} }}"""
            answer = await client.post("/graphql", auth=KEYS, json={"query": query})
            assert answer.json()["errors"], literal
        # The largest and the smallest together, which no double adds up.
        kept = [1e15, 0.25, -1e15, 5e-324, 0.5]
        for number, value in enumerate(kept):
            given = score(f"kept {number}", value=value)
            answer = await client.post(SCORES, auth=KEYS, json=given)
            assert answer.status_code == 200
        answer = await client.post("/graphql", auth=KEYS, json={"query": AVERAGE})
    assert answer.json()["data"]["overview"]["metrics"] == {
        "feedbackAverage": 0.15,
        "feedbackCount": 5,
    }
    assert await verify(pool) == []


async def test_a_flood_of_names_and_categories_stores_a_few_and_holds_nobody_up(
    attacked: Watched, pool: Pool
) -> None:
    begin = time.monotonic()
    with attacked.watch() as seen:
        by_name = await flood(
            attacked.url, 10_000, lambda n: score(n, traceId=f"t{n}", name=f"name {n}")
        )
        by_category = await flood(
            attacked.url, 10_000, lambda n: score(n, traceId=f"t{n}", value=f"tone {n}")
        )
    assert time.monotonic() - begin < 60
    assert set(by_name) | set(by_category) <= {207, 429}
    assert by_name[429] + by_category[429] > 300
    assert set(seen.neighbour_statuses) == {207, 200}
    assert seen.grown_bytes < 100 * MEBIBYTE
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
    given = await pool.fetchrow(
        """
        SELECT count(DISTINCT name) AS names, count(DISTINCT string_value) AS categories
        FROM feedback
        """
    )
    assert given is not None
    assert given["names"] <= MAX_NAMES + 1
    assert given["categories"] <= MAX_CATEGORIES
    assert await verify(pool) == []


async def test_one_address_is_stopped_and_another_is_not(attacked: Watched, pool: Pool) -> None:
    with attacked.watch() as seen:
        statuses = await flood(
            attacked.url, 5_000, lambda n: score(n, traceId=f"t{n}"), address="198.51.100.1"
        )
        given = score("other")
        headers = BEARER | {"x-forwarded-for": "198.51.100.2"}
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{attacked.url}{SCORES}", headers=headers, json=given)
        assert answer.status_code == 200
    assert set(statuses) == {207, 429}
    assert set(seen.neighbour_statuses) == {207, 200}
    assert await pool.fetchval("SELECT count(*) FROM feedback WHERE source = 'VISITOR'") < 200


async def test_one_trace_is_not_buried_under_feedback(attacked: Watched, pool: Pool) -> None:
    await flood(attacked.url, 1_000, lambda n: score(n))
    assert await pool.fetchval("SELECT count(*) FROM feedback") == MAX_ON_TARGET
    assert await verify(pool) == []


async def test_limits_hold_when_many_come_at_the_same_time(attacked: Watched, pool: Pool) -> None:
    async with httpx.AsyncClient(base_url=attacked.url, timeout=60) as client:

        def send(number: int) -> Awaitable[httpx.Response]:
            headers = BEARER | {"x-forwarded-for": f"203.0.113.{number}"}
            given = [score(f"{number}-{n}", name=f"{number}-{n}") for n in range(10)]
            return client.post(SCORES, headers=headers, json=given)

        answers = await asyncio.gather(*map(send, range(40)))
    assert {answer.status_code for answer in answers} <= {202, 207}
    assert sum(answer.json().get("accepted", 10) for answer in answers) == MAX_ON_TARGET
    assert await pool.fetchval("SELECT count(DISTINCT name) FROM feedback") == MAX_NAMES
    assert await verify(pool) == []


def test_a_public_key_reads_and_deletes_nothing(attacked: Watched) -> None:
    public_key = KEYS[0]
    with httpx.Client(base_url=attacked.url) as client:
        client.post(SCORES, auth=KEYS, json=score("kept"))
        doors: list[dict[str, Any]] = [
            {"headers": BEARER},
            {"auth": (public_key, "")},
            {"auth": ("", public_key)},
            {"auth": (public_key, public_key)},
            {"headers": BEARER, "params": {"project": "attacked"}},
            {"headers": {"authorization": f"bearer   {public_key}"}},
            {"headers": {"x-langfuse-public-key": public_key}},
            {"params": {"public_key": public_key, "publicKey": public_key}},
            {"headers": {"authorization": f"Bearer {public_key}.1.{'A' * 43}"}},
        ]
        calls = [
            *(("GET", f"/api/public/{path}") for path in READS),
            *(("DELETE", path) for path in (f"{SCORES}/kept", "/api/public/traces/t1")),
            *(("GET", path) for path in ("/export/users.csv", "/graphql?query={project{name}}")),
            ("POST", "/graphql"),
            ("POST", "/v1/traces"),
            ("POST", "/api/public/otel/v1/traces"),
        ]
        for door in doors:
            for method, path in calls:
                answer = client.request(method, path, **door)
                assert answer.status_code in (401, 403), (door, method, path, answer.text)
        assert client.get(f"{SCORES}/kept", auth=KEYS).json()["value"] == 1


READS = (
    *("projects", "traces", "traces/t1", "observations", "sessions", "sessions/s1", "v2/scores"),
    *("scores", "scores/kept", "v3/scores", "v2/observations"),
)
