"""What was erased is sent again by the thousand, and everything of a user is asked for."""

import json
from typing import Any
from urllib.parse import urlencode

import httpx

import make
from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import KEYS, MEBIBYTE, Watched
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from wire import request, wire_span

PROJECT = "attacked"
BATCHES, SPANS = 10, 200
USERS = "{ users { totalCount } }"
ERASE = 'mutation { deleteUser(input: { userId: "ann" }) { deletedTraceCount } }'


def batch(number: int) -> dict[str, object]:
    """Each span a trace of its own."""
    spans = (
        wire_span({"user.id": "ann"}, traceId=f"{number * SPANS + at + 1:032x}")
        for at in range(SPANS)
    )
    return request(*spans)


async def test_sending_again_what_was_erased_stores_nothing_and_holds_nobody_up(
    attacked: Watched, pool: Pool
) -> None:
    async with httpx.AsyncClient(base_url=attacked.url, auth=KEYS, timeout=60) as client:

        async def send() -> list[httpx.Response]:
            return [await client.post("/v1/traces", json=batch(of)) for of in range(BATCHES)]

        async def asked(query: str) -> Any:
            return (await client.post("/graphql", json={"query": query})).json()["data"]

        assert all(answer.json() == {} for answer in await send())
        erased = (await asked(ERASE))["deleteUser"]
        assert erased == {"deletedTraceCount": BATCHES * SPANS}
        size = await pool.fetchval("SELECT count(*) FROM erasure")
        with attacked.watch() as seen:
            for _ in range(3):
                for answer in await send():
                    assert answer.status_code == 200
                    assert answer.json()["partialSuccess"]["rejectedSpans"] == str(SPANS)
                    assert len(answer.content) < 1000
        assert (await asked(USERS))["users"] == {"totalCount": 0}
    # Nor do the hashes pile up.
    assert await pool.fetchval("SELECT count(*) FROM erasure") == size
    assert set(seen.neighbour_statuses) == {207, 200}
    assert seen.grown_bytes < 60 * MEBIBYTE


async def test_everything_of_a_user_with_long_texts_is_read_a_little_at_a_time(
    attacked: Watched, pool: Pool
) -> None:
    text = "0123456789abcdef" * 32 * 1024
    spans = [make.span("t", f"{number}", user_id="ann", input=text) for number in range(50)]
    for span in spans:
        await ingest(pool, PROJECT, Records([span]))
    short = [make.span(f"t{at % 50}", f"short-{at}", user_id="ann") for at in range(2_000)]
    await ingest(pool, PROJECT, Records(short))
    address = f"/export/user.json?{urlencode({'userId': 'ann'})}"
    async with httpx.AsyncClient(base_url=attacked.url, auth=KEYS, timeout=60) as client:
        # What is made at first use only does not count.
        await client.get(f"{address}-nobody")
        with attacked.watch() as seen:
            answer = await client.get(address)
            # Two at once are a project's share, and one that was left makes room.
            for _ in range(4):
                async with client.stream("GET", address) as left:
                    assert left.status_code == 200
    assert len(json.loads(answer.content)["traces"]) == 51
    assert len(answer.content) > 50 * len(text)
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS
    assert seen.grown_bytes < 30 * MEBIBYTE
    assert set(seen.neighbour_statuses) == {207, 200}
