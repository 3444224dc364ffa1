"""Bodies of JSON that are read on the event loop: none holds it up, whatever is in it."""

import json

import httpx
import pytest

import make
from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import KEYS, MEBIBYTE, Watched
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.verify import verify

DEEP = b"[" * 500 + b"]" * 500
MUCH = {
    "lists": b",".join([b"[]"] * (MEBIBYTE // 3 - 10)),
    "deep": b",".join([DEEP] * 1_000),
    "many-deep": b",".join([b"[[[[]]]]"] * 99_000),
    "objects": b",".join([b'{"":0}'] * (MEBIBYTE // 7 - 10)),
}
LONG = {
    "escapes": b'"' + b"\\n" * (MEBIBYTE // 2 - 20) + b'"',
    "commas": b'"' + b"[,{" * (MEBIBYTE // 3 - 20) + b'"',
    "quotes": b'"' + b'\\"' * (MEBIBYTE // 2 - 20) + b'"',
    "digits": b"1" * (MEBIBYTE - 20),
    "ids": b",".join(b'"%s%d"' % ("é".encode() * 500, at) for at in range(1_000)),
}


@pytest.mark.parametrize("kind", [*MUCH, *LONG])
def test_a_body_full_of_anything_is_read_or_refused_at_once(attacked: Watched, kind: str) -> None:
    values = (MUCH | LONG)[kind]
    with (
        httpx.Client(base_url=attacked.url, auth=KEYS, timeout=60) as client,
        attacked.watch() as seen,
    ):
        deleted = client.request(
            "DELETE", "/api/public/traces", content=b'{"traceIds":[' + values + b"]}"
        )
        asked = client.post(
            "/graphql",
            content=b'{"query":"{__typename}","variables":{"a":['
            + values[: MEBIBYTE - 99]
            + b"]}}",
            headers={"content-type": "application/json"},
        )
    if kind in MUCH:
        assert deleted.status_code == 413, deleted.text
        assert "values or more" in deleted.text
    else:
        assert deleted.status_code in (200, 400), deleted.text
    assert asked.status_code in (200, 400, 413)
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
    assert set(seen.neighbour_statuses) <= {207, 200}


def test_more_than_a_mebibyte_is_not_read(attacked: Watched) -> None:
    with httpx.Client(base_url=attacked.url, auth=KEYS, timeout=60) as client:
        answer = client.request("DELETE", "/api/public/traces", content=b" " * (MEBIBYTE + 1))
    assert answer.status_code == 413


async def test_a_thousand_traces_with_much_feedback_are_deleted(
    attacked: Watched, pool: Pool
) -> None:
    ids = [f"t{at}" for at in range(1_000)]
    spans = [
        make.span(id, user_id=f"u{id}", session_id=f"s{id}", model=f"m{id}", environment=id)
        for id in ids
    ]
    given = [make.feedback(trace_id="t0") for _ in range(3_000)]
    await ingest(pool, "attacked", Records(spans, given))
    body = json.dumps({"traceIds": ids}).encode()
    async with httpx.AsyncClient(base_url=attacked.url, auth=KEYS, timeout=60) as client:
        await client.request("DELETE", "/api/public/traces", content=b'{"traceIds":["none"]}')
        with attacked.watch() as seen:
            answer = await client.request("DELETE", "/api/public/traces", content=body)
    assert answer.status_code == 200, answer.text
    assert await pool.fetchval("SELECT count(*) FROM trace WHERE project_id = 'attacked'") == 0
    assert await pool.fetchval("SELECT count(*) FROM feedback") == 0
    assert await verify(pool) == []
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
