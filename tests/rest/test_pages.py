"""Pages, cursors and the number of statements of the lists over REST."""

import base64
from typing import Any

import orjson
import pytest

import make
from environment import ProjectKeys
from rest_client import AskRest
from three_traces import store_three
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records


@pytest.fixture
async def stored(pool: Pool, project: ProjectKeys) -> None:
    await store_three(pool, project.project_id)


@pytest.mark.parametrize("path", ["/traces", "/observations", "/scores", "/v2/scores", "/sessions"])
@pytest.mark.usefixtures("stored")
async def test_every_page_says_where_it_is(ask_rest: AskRest, path: str) -> None:
    whole = await ask_rest(path)
    total = len(whole["data"])
    meta = (await ask_rest(path, limit=1, page=2))["meta"]
    assert meta == {"page": 2, "limit": 1, "totalItems": total, "totalPages": total}


@pytest.mark.parametrize("path", ["/v2/observations", "/v3/scores"])
async def test_cursors_lead_through_every_row_once(
    ask_rest: AskRest, pool: Pool, project: ProjectKeys, path: str
) -> None:
    # All at the same instant, the ids of spans repeat in other traces.
    spans = [make.span(f"trace-{n % 7}", f"span-{n // 7}") for n in range(23)]
    feedback = [make.feedback(f"f-{n}") for n in range(23)]
    await ingest(pool, project.project_id, Records(spans, feedback))
    seen: list[tuple[str, str]] = []
    cursor: dict[str, Any] = {}
    while True:
        answer = await ask_rest(path, limit=5, **cursor)
        seen += [(row.get("traceId", ""), row["id"]) for row in answer["data"]]
        if "cursor" not in answer["meta"]:
            break
        cursor = {"cursor": answer["meta"]["cursor"]}
    assert len(seen) == len(set(seen)) == 23


async def test_a_cursor_that_clients_hold_is_an_instant_and_ids(
    ask_rest: AskRest, pool: Pool, project: ProjectKeys
) -> None:
    spans = [make.span(f"trace-{n}", "span") for n in range(3)]
    await ingest(pool, project.project_id, Records(spans))
    key = orjson.dumps([make.START.isoformat(), "trace-1", "span"])
    cursor = base64.urlsafe_b64encode(key).decode().rstrip("=")
    first = await ask_rest("/v2/observations", limit=2)
    assert first["meta"] == {"cursor": cursor}
    second = await ask_rest("/v2/observations", cursor=cursor)
    assert [row["traceId"] for row in second["data"]] == ["trace-0"]
    # One id too few, and what is no text: no cursor of this list.
    for ids in (["trace-1"], ["trace-1", 1], ["trace-1", "a\0b"]):
        key = orjson.dumps([make.START.isoformat(), *ids])
        await ask_rest(
            "/v2/observations", status=400, cursor=base64.urlsafe_b64encode(key).decode()
        )


async def fill(pool: Pool, project: ProjectKeys, count: int) -> None:
    """So many traces of one session, each with a call, an input, an output and two scores."""
    spans = [
        make.span(f"t-{n}", f"root-{n}", session_id="s", input="in", output="out")
        for n in range(count)
    ]
    spans += [make.span(f"t-{n}", f"call-{n}", parent_span_id=f"root-{n}") for n in range(count)]
    spans += [make.span(f"u-{n}", session_id=f"s-{n}") for n in range(count)]
    feedback = [make.feedback(trace_id=f"t-{n}") for n in range(count)]
    feedback += [make.feedback(trace_id=f"t-{n}", span_id=f"call-{n}") for n in range(count)]
    await ingest(pool, project.project_id, Records(spans, feedback))


STATEMENTS = [
    # traces, their number, inputs, outputs, ids of spans, ids of scores
    ("/traces?limit=100&sessionId=s", 6),
    # trace, input, output, spans, scores
    ("/traces/t-0", 5),
    # spans, their number
    ("/observations?limit=100", 2),
    ("/observations/call-0", 1),
    # spans, their traces
    ("/v2/observations?limit=1000", 2),
    # scores, their number, their traces
    ("/scores?limit=100", 3),
    ("/v2/scores?limit=100", 3),
    ("/v3/scores?limit=100", 1),
    ("/sessions?limit=100", 2),
    # traces, inputs, outputs
    ("/sessions/s", 3),
]


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize(("path", "expected"), STATEMENTS)
async def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    ask_rest: AskRest,
    pool: Pool,
    project: ProjectKeys,
    statements: list[str],
    rows: int,
    path: str,
    expected: int,
) -> None:
    await fill(pool, project, rows)
    statements.clear()
    await ask_rest(path)
    assert len(statements) == expected
