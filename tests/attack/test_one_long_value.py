"""One value as long as an answer may be, in everything of its user."""

import httpx

import make
from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import KEYS, MEBIBYTE, Watched
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records


async def test_a_value_of_thirty_megabytes_is_exported_bit_by_bit(
    attacked: Watched, pool: Pool
) -> None:
    text = "é ü" * (6 * MEBIBYTE)
    await ingest(pool, "attacked", Records([make.span("t", "s", user_id="ann", input=text)]))
    async with httpx.AsyncClient(base_url=attacked.url, auth=KEYS, timeout=60) as client:
        await client.get("/export/user.json?userId=nobody")
        with attacked.watch() as seen:
            answer = await client.get("/export/user.json?userId=ann")
    [trace] = answer.json()["traces"]
    assert [span["input"] for span in trace["spans"]] == [text]
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
    assert seen.grown_bytes < 40 * MEBIBYTE
