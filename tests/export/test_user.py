"""Everything of one user in one file: all that is stored, of nobody else, as it is."""

import asyncio
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx
import psutil
import pytest
from strawberry.utils.str_converters import to_camel_case

import make
from asking import Ask
from batches import Send, event
from environment import ProjectKeys, RunningServer
from tests.schema.test_erase import neighbour, store, tables_of_users  # noqa: F401  # a fixture
from usertrail.database.pool import Pool
from usertrail.export.everything import (
    OF_TRACE,
    PARTS,
    TOTALS,
    TRACES,
    USER,
)
from usertrail.ingest import delete_user, identify_user, ingest
from usertrail.normalise.records import Records

PATH = "/export/user.json"
# Whose the rows are, which the whole file says, and how a trace is counted.
INTERNAL = {"project_id", "target_id", "sources", "nesting", "revision"}
ASKED = "query ($userId: String!) { exportUser(userId: $userId) { path fileName } }"


async def exported(client: httpx.AsyncClient, user_id: str) -> Any:
    answer = await client.get(PATH, params={"userId": user_id})
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text, parse_float=Decimal)


def rows_in(file: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of the file, with the ids of what it is within, and its table."""
    of_user = {"userId": file["user"]["userId"]}
    yield USER.table, file["user"]
    yield TOTALS.table, of_user | file["totals"]
    for part in PARTS:
        yield from ((part.table, of_user | row) for row in file[part.name])
    for trace in file["traces"]:
        arrays = {part: trace.pop(part.name) for part in OF_TRACE}
        yield TRACES.table, of_user | trace
        of_trace = {"traceId": trace["traceId"]}
        for part, rows in arrays.items():
            yield from ((part.table, of_trace | row) for row in rows)


async def stored_rows(pool: Pool, project_id: str, user_id: str, table: str) -> list[Any]:
    """All rows of a table that are the user's, as JSON."""
    owned = "user_id = $2"
    columns = await pool.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = $1", table
    )
    if "user_id" not in {row["column_name"] for row in columns}:
        owned = "trace_id IN (SELECT trace_id FROM trace WHERE project_id = $1 AND user_id = $2)"
    rows = await pool.fetch(
        f"SELECT to_json(row)::text AS text FROM {table} AS row WHERE project_id = $1 AND {owned}",
        project_id,
        user_id,
    )
    return [json.loads(row["text"], parse_float=Decimal) for row in rows]


def as_exported(row: dict[str, Any]) -> dict[str, Any]:
    return {
        to_camel_case(name): str(value) if name == "cost_usd" and value is not None else value
        for name, value in row.items()
        if name not in INTERNAL
    }


async def test_the_file_holds_every_row_of_every_table_that_is_the_users(
    client: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
    neighbour: str,  # noqa: F811
) -> None:
    cost = Decimal("0.12345678901234567891")
    dear = make.span("dear", "dear", user_id="anna", cost_usd=cost, metadata={"note": "a\nb 𝄞"})
    await ingest(pool, project.project_id, Records([dear]))
    file = await exported(client, "anna")
    assert (file["projectId"], file["user"]["userId"]) == (project.project_id, "anna")
    found: dict[str, list[dict[str, Any]]] = {}
    for table, row in rows_in(file):
        found.setdefault(table, []).append(row)
    # A table that is not there holds nothing of a user, or has to be told here as well.
    assert sorted(found) == await tables_of_users(pool)
    for table, rows in found.items():
        stored = await stored_rows(pool, project.project_id, "anna", table)
        assert stored, table
        assert in_order(rows) == in_order([as_exported(row) for row in stored]), table


def in_order(rows: list[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    return sorted((sorted(row.items()) for row in rows), key=repr)


async def test_nothing_of_anybody_else_is_in_it(
    client: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
    neighbour: str,  # noqa: F811
) -> None:
    text = (await client.get(PATH, params={"userId": "anna"})).text
    assert "bert" not in text
    assert neighbour not in text
    assert text.count('"input":"I am anna"') == 1


async def test_the_field_tells_where_it_is_and_what_it_is_called(
    ask: Ask, client: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    for user_id in ("anna", 'a b&c="d"/é\r\n', "😀" * 400):
        await ingest(
            pool,
            project.project_id,
            Records([make.span(f"t-{user_id[:5]}", user_id=user_id[:240])]),
        )
        told = (await ask(ASKED, userId=user_id[:240]))["exportUser"]
        answer = await client.get(told["path"])
        assert (answer.status_code, len(answer.json()["traces"])) == (200, 1)
        disposition = f'attachment; filename="{told["fileName"]}"'
        assert answer.headers["content-disposition"] == disposition
        assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
            "application/json",
            "no-store",
        )


async def test_who_is_only_known_by_name_is_exported_and_who_was_erased_is_not_found(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    await identify_user(pool, project.project_id, "anna", "Anna Berg", None, {"plan": "pro"})
    file = await exported(client, "anna")
    assert file["user"] == {
        "userId": "anna",
        "name": "Anna Berg",
        "email": None,
        "properties": {"plan": "pro"},
    }
    assert (file["totals"], file["traces"], file["feedback"]) == (None, [], [])
    await store(pool, project.project_id, "anna")
    assert len((await exported(client, "anna"))["traces"]) == 1
    await delete_user(pool, project.project_id, "anna")
    answer = await client.get(PATH, params={"userId": "anna"})
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    "query", ["", "userId=", "userId=a&userId=b", "userId=a&format=csv", "userId=%00", "userid=a"]
)
async def test_what_is_no_user_is_refused_with_a_sentence(
    client: httpx.AsyncClient, query: str
) -> None:
    answer = await client.get(f"{PATH}?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_only_who_may_read_gets_it(
    client: httpx.AsyncClient,
    visitor: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
    neighbour: str,  # noqa: F811
) -> None:
    of_anna = {"userId": "anna"}
    assert (await visitor.get(PATH, params=of_anna)).status_code == 401
    public = {"authorization": f"Bearer {project.public_key}"}
    assert (await visitor.get(PATH, params=of_anna, headers=public)).status_code == 403
    foreign = {"sec-fetch-site": "cross-site"}
    assert (await signed_in.get(PATH, params=of_anna, headers=foreign)).status_code == 403
    assert len((await signed_in.get(PATH, params=of_anna)).json()["traces"]) == 2
    in_neighbour = of_anna | {"project": neighbour}
    assert len((await signed_in.get(PATH, params=in_neighbour)).json()["traces"]) == 1
    assert (await client.get(PATH, params=in_neighbour)).status_code == 403
    head = await client.head(PATH, params=of_anna)
    assert (head.status_code, head.content) == (200, b"")


async def test_what_came_in_parts_is_there_as_it_came(
    client: httpx.AsyncClient, send_events: Send
) -> None:
    await send_events(
        event("trace-create", id="t", userId="anna", input="first"),
        event("generation-create", id="o", traceId="t", input="said and taken back"),
        event("generation-update", 1, id="o", traceId="t", input="said instead"),
    )
    [trace] = (await exported(client, "anna"))["traces"]
    assert [span["input"] for span in trace["spans"]] == ["said instead"]
    assert [of["fields"]["input"] for of in trace["spanEvents"]] == [
        "said and taken back",
        "said instead",
    ]
    assert [of["fields"]["input"] for of in trace["traceEvents"]] == ["first"]


async def test_a_large_file_is_one_snapshot_of_which_the_server_holds_little(
    server: RunningServer, pool: Pool
) -> None:
    text = "0123456789abcdef" * 64 * 1024
    for number in range(60):
        span = make.span("t", f"{number:03}", user_id="anna", input=text)
        await ingest(pool, server.project_id, Records([span]))
    process = psutil.Process(server.process.pid)
    keys = (server.public_key, server.secret_key)
    before = most = process.memory_info().rss
    async with (
        httpx.AsyncClient(base_url=server.url, auth=keys, timeout=60) as client,
        client.stream("GET", PATH, params={"userId": "anna"}) as answer,
    ):
        pieces = answer.aiter_bytes()
        ending = await anext(pieces)
        # What comes meanwhile is not in it.
        await ingest(pool, server.project_id, Records([make.span("t", "new", user_id="anna")]))
        received = len(ending)
        async for piece in pieces:
            received += len(piece)
            ending = (ending + piece)[-2_000:]
            most = max(most, process.memory_info().rss)
            await asyncio.sleep(0)
    assert received > 60 * len(text)
    assert most - before < 30_000_000
    assert ending.endswith(b"}\n")
    assert b'"spanId":"new"' not in ending
