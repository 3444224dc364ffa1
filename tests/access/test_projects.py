"""Only browser sessions manage projects and their keys."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

import make
from asking import answer_to, refusals
from environment import ProjectKeys
from live import basic as live_basic
from live import listening, opened, receive, subscribe
from tests.access.test_keys_and_sessions import basic
from usertrail.access.bootstrap import first_project
from usertrail.access.keys import revoke_key
from usertrail.app import create_app
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.settings import Settings

CREATE_PROJECT = """mutation ($name: String!) {
  createProject(input: { name: $name }) { project { projectId name } }
}"""
RENAME_PROJECT = """mutation ($name: String!) {
  renameProject(input: { name: $name }) { project { name } }
}"""
CREATE_KEY = """mutation ($name: String!) {
  createApiKey(input: { name: $name }) {
    apiKey { publicKey name lastUsedAt lastHour { requestCount } } secretKey
  }
}"""
RENAME_KEY = """mutation ($publicKey: String!, $name: String!) {
  renameApiKey(input: { publicKey: $publicKey, name: $name }) { apiKey { publicKey name } }
}"""
REVOKE_KEY = """mutation ($publicKey: String!) {
  revokeApiKey(input: { publicKey: $publicKey }) { revokedPublicKey }
}"""
KEYS = "{ project { apiKeys { publicKey name lastUsedAt } } }"
MUTATIONS = [CREATE_PROJECT, RENAME_PROJECT, CREATE_KEY, RENAME_KEY, REVOKE_KEY]


async def data_of(client: httpx.AsyncClient, query: str, **variables: Any) -> Any:
    body = await answer_to(client, query, variables)
    assert "errors" not in body, body
    return body["data"]


async def in_project(
    client: httpx.AsyncClient, project_id: str, query: str, **variables: Any
) -> Any:
    """The whole answer, asked of a project by its id."""
    body = {"query": query, "variables": variables}
    return (await client.post("/graphql", params={"project": project_id}, json=body)).json()


async def other_project(signed_in: httpx.AsyncClient) -> str:
    made = await data_of(signed_in, CREATE_PROJECT, name="Other")
    project_id: str = made["createProject"]["project"]["projectId"]
    return project_id


async def test_who_is_signed_in_sees_every_project(
    signed_in: httpx.AsyncClient, client: httpx.AsyncClient, project: ProjectKeys
) -> None:
    made = await data_of(signed_in, CREATE_PROJECT, name="  The \n other ")
    other = made["createProject"]["project"]
    assert other["name"] == "The other"
    own = {"projectId": project.project_id, "name": "Test"}
    assert (await data_of(signed_in, "{ projects { projectId name } }")) == {
        "projects": [own, other]
    }
    assert (await data_of(client, "{ projects { projectId name } }")) == {"projects": [own]}
    renamed = await in_project(signed_in, other["projectId"], RENAME_PROJECT, name="New")
    assert renamed == {"data": {"renameProject": {"project": {"name": "New"}}}}
    names = await data_of(signed_in, "{ project { name } projects { name } }")
    assert names == {"project": {"name": "Test"}, "projects": [{"name": "Test"}, {"name": "New"}]}


async def test_the_address_says_which_project_is_shown(
    signed_in: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    other = await other_project(signed_in)
    span = make.span("t1", "root", user_id="anna")
    await ingest(pool, other, Records([span]))
    users = '{ users { nodes { userId } } user(userId: "anna") { id } }'
    shown = await in_project(signed_in, other, users)
    assert shown["data"]["users"] == {"nodes": [{"userId": "anna"}]}
    home = await data_of(signed_in, users)
    assert home == {"users": {"nodes": []}, "user": None}
    assert "anna" in (await signed_in.get(f"/export/users.csv?project={other}")).text
    assert "anna" not in (await signed_in.get("/export/users.csv")).text
    session = (await signed_in.get("/session", params={"project": other})).json()
    assert session["project"] == {"projectId": other, "name": "Other"}
    assert session["publicKey"] is None
    assert (await signed_in.get("/session")).json()["project"]["name"] == "Test"


async def test_a_project_that_does_not_exist_is_not_found(signed_in: httpx.AsyncClient) -> None:
    for project_id in ("none", "a\0b", "x" * 5000):
        answer = await signed_in.post(
            "/graphql", params={"project": project_id}, json={"query": "{ projects { name } }"}
        )
        assert answer.status_code == 404
        assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        assert (await signed_in.get("/session", params={"project": project_id})).status_code == 404


async def test_a_key_is_made_used_renamed_and_revoked(
    visitor: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
) -> None:
    made = (await data_of(signed_in, CREATE_KEY, name="Laptop"))["createApiKey"]
    public_key = made["apiKey"]["publicKey"]
    assert made["apiKey"] == {
        "publicKey": public_key,
        "name": "Laptop",
        "lastUsedAt": None,
        "lastHour": {"requestCount": 0},
    }
    assert made["secretKey"] not in await pool.fetchval(
        "SELECT string_agg(k::text, '') FROM api_key k"
    )
    visitor.headers.update(basic(public_key, made["secretKey"]))
    assert (await visitor.post("/v1/traces", json={})).status_code == 200
    listed = (await data_of(signed_in, KEYS))["project"]["apiKeys"]
    assert [key["name"] for key in listed] == ["", "Laptop"]
    assert [key["lastUsedAt"] is None for key in listed] == [True, False]
    renamed = await data_of(signed_in, RENAME_KEY, publicKey=public_key, name="Server")
    assert renamed == {"renameApiKey": {"apiKey": {"publicKey": public_key, "name": "Server"}}}
    revoked = await data_of(signed_in, REVOKE_KEY, publicKey=public_key)
    assert revoked == {"revokeApiKey": {"revokedPublicKey": public_key}}
    assert (await visitor.post("/v1/traces", json={})).status_code == 401
    listed = (await data_of(signed_in, KEYS))["project"]["apiKeys"]
    assert [key["publicKey"] for key in listed] == [project.public_key]
    (error,) = await refusals(signed_in, RENAME_KEY, publicKey=public_key, name="Again")
    assert error["extensions"]["code"] == "NOT_FOUND"


async def test_a_revoked_key_stops_on_every_server_process(
    client: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
    database_url: str,
    pool: Pool,
    project: ProjectKeys,
) -> None:
    settings = Settings("127.0.0.1", 0, database_url, Path("unused"))
    second = create_app(settings, pool, "a digest", project.project_id)
    beside = httpx.AsyncClient(
        transport=httpx.ASGITransport(second), base_url="http://usertrail.test", auth=client.auth
    )
    for sender in (client, beside):
        assert (await sender.post("/v1/traces", json={})).status_code == 200
    await data_of(signed_in, REVOKE_KEY, publicKey=project.public_key)
    for sender in (client, beside):
        assert (await sender.post("/v1/traces", json={})).status_code == 401
        assert (await sender.post("/graphql", json={"query": KEYS})).status_code == 401


async def test_a_revoked_key_is_told_nothing_more_over_an_open_connection(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    async with opened(address, {"authorization": live_basic(project)}) as socket:
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket, "live")
        await listening(app)
        await ingest(pool, project.project_id, Records([make.span("t1")]))
        assert (await receive(socket))["type"] == "next"
        async with pool.acquire() as db:
            assert await revoke_key(db, project.public_key)
        await ingest(pool, project.project_id, Records([make.span("t2")]))
        refused = await receive(socket)
        while refused["type"] == "complete":
            refused = await receive(socket)
        assert "t2" not in str(refused)
        assert "This key was revoked." in str(refused)
        await subscribe(socket, "query", "{ users { nodes { userId } } }")
        while "query" not in str(refused := await receive(socket)):
            pass
        assert refused["type"] == "error"
        assert refused["payload"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


async def test_the_page_opens_a_socket_into_any_project_and_another_site_into_none(
    address: str, signed_in: httpx.AsyncClient
) -> None:
    other = await other_project(signed_in)
    (token,) = signed_in.cookies.values()
    cookie = f"usertrail_session_{address.rpartition(':')[2]}={token}"

    def socket_from(host: str, project_id: str) -> connect:
        return connect(
            f"ws://{address}/graphql?project={project_id}",
            subprotocols=[Subprotocol("graphql-transport-ws")],
            additional_headers={"cookie": cookie, "origin": f"http://{host}"},
        )

    async with socket_from(address, other) as socket:
        await socket.send('{"type": "connection_init"}')
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket, "q", "{ project { projectId } }")
        assert (await receive(socket))["payload"]["data"] == {"project": {"projectId": other}}
    async with socket_from(address, "none") as socket:
        await socket.send('{"type": "connection_init"}')
        with pytest.raises(ConnectionClosed):
            await receive(socket)
    with pytest.raises(InvalidStatus):
        await socket_from("evil.test", other)


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_keys_manage_nothing(
    client: httpx.AsyncClient,
    visitor: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
    mutation: str,
) -> None:
    before = await pool.fetch("SELECT * FROM project"), await keys_of(pool)
    given = {"name": "Mine", "publicKey": project.public_key}
    used = {name: value for name, value in given.items() if f"${name}" in mutation}
    (error,) = await refusals(client, mutation, **used)
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert "requires a browser session" in error["message"]
    assert (await pool.fetch("SELECT * FROM project"), await keys_of(pool)) == before
    bearer = {"authorization": f"Bearer {project.public_key}"}
    body = {"query": mutation, "variables": used}
    answer = await visitor.post("/graphql", json=body, headers=bearer)
    assert answer.status_code == 403
    assert (await pool.fetch("SELECT * FROM project"), await keys_of(pool)) == before


async def keys_of(pool: Pool) -> list[Any]:
    return await pool.fetch("SELECT public_key, name, revoked_at FROM api_key ORDER BY public_key")


@pytest.mark.parametrize("query", [KEYS, "{ unknownKeyRefusals { reason } }"])
async def test_keys_see_no_keys(client: httpx.AsyncClient, query: str) -> None:
    (error,) = await refusals(client, query)
    assert error["extensions"]["code"] == "FORBIDDEN"


async def test_a_key_of_another_project_cannot_be_renamed_or_revoked(
    signed_in: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    other = await other_project(signed_in)
    before = await keys_of(pool)
    for query, given in ((RENAME_KEY, {"name": "Mine"}), (REVOKE_KEY, {})):
        answer = await in_project(signed_in, other, query, publicKey=project.public_key, **given)
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert await keys_of(pool) == before


@pytest.mark.parametrize("name", ["", " \n ", "x" * 101, "a\u200eb"])
@pytest.mark.parametrize("mutation", [CREATE_PROJECT, RENAME_PROJECT, CREATE_KEY, RENAME_KEY])
async def test_a_name_can_be_read(
    signed_in: httpx.AsyncClient, project: ProjectKeys, mutation: str, name: str
) -> None:
    given = {"name": name, "publicKey": project.public_key}
    used = {name: value for name, value in given.items() if f"${name}" in mutation}
    (error,) = await refusals(signed_in, mutation, **used)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"].startswith("input.name must have 1 to 100 characters")


async def test_a_new_name_outlives_a_restart(
    signed_in: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    await data_of(signed_in, RENAME_PROJECT, name="Renamed")
    settings = Settings(
        "127.0.0.1",
        0,
        None,
        Path("unused"),
        init_project="Named by the environment",
        init_public_key=project.public_key,
        init_secret_key="sk",
    )
    assert (await first_project(pool, settings)).project.name == "Renamed"
    assert await pool.fetchval("SELECT name FROM project") == "Renamed"
