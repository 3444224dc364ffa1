"""What a route states of its callers and its errors is what happens there."""

import re

import httpx
import pytest

from environment import ProjectKeys
from usertrail.access.caller import NO_HEADER
from usertrail.app import routes
from usertrail.errors import Forbidden, NotFound, Unauthorized
from usertrail.langfuse_responses import InvalidData, ingestion_error, langfuse_error
from usertrail.routing import Callers, Served, graphql_errors, message_alone, served_by

# The last one of an area answers what the area has not.
ADDRESSES = [served for served in served_by(routes()) if not served.path.endswith("/{path:path}")]
ASKING = [served for served in ADDRESSES if served.stated.callers]


def named(served: Served) -> str:
    return f"{served.path} {'/'.join(sorted(served.methods))}"


async def ask(client: httpx.AsyncClient, served: Served, **headers: str) -> httpx.Response:
    path = re.sub(r"\{.*?\}", "x", served.path)
    method = next(name for name in ("POST", "GET", "DELETE") if name in served.methods)
    is_sent = method == "POST"
    return await client.request(
        method, path, json={"query": "{ __typename }"} if is_sent else None, headers=headers
    )


@pytest.mark.parametrize("served", ASKING, ids=named)
async def test_who_brings_nothing_is_refused_in_the_shape_that_is_stated(
    visitor: httpx.AsyncClient, served: Served
) -> None:
    answer = await ask(visitor, served)
    assert (answer.status_code, answer.json()) == (
        401,
        served.stated.errors(Unauthorized(NO_HEADER)),
    )


@pytest.mark.parametrize("served", ASKING, ids=named)
async def test_a_public_key_alone_is_let_in_where_that_is_stated(
    visitor: httpx.AsyncClient, project: ProjectKeys, served: Served
) -> None:
    answer = await ask(visitor, served, authorization=f"Bearer {project.public_key}")
    is_open = Callers.PUBLIC_KEY in served.stated.callers
    assert (answer.status_code == 403) is not is_open


@pytest.mark.parametrize("served", ASKING, ids=named)
async def test_the_page_is_let_in_where_that_is_stated(
    signed_in: httpx.AsyncClient, served: Served
) -> None:
    answer = await ask(signed_in, served)
    is_open = served.stated.callers & (Callers.PAGE | Callers.LINK)
    assert (answer.status_code == 401) is not bool(is_open)


async def test_only_scripts_and_links_of_the_page_itself_are_let_in(
    signed_in: httpx.AsyncClient,
) -> None:
    for served in ASKING:
        if Callers.PAGE in served.stated.callers:
            text = {"content-type": "text/plain"}
            assert (
                await signed_in.post(served.path, content="{}", headers=text)
            ).status_code == 403
        if Callers.LINK in served.stated.callers:
            elsewhere = {"sec-fetch-site": "cross-site"}
            assert (await signed_in.get(served.path, headers=elsewhere)).status_code == 403


def test_only_these_are_open_to_more_than_both_keys() -> None:
    def paths(callers: Callers) -> set[str]:
        return {served.path for served in ADDRESSES if callers in served.stated.callers}

    assert paths(Callers.PUBLIC_KEY) == {"/api/public/ingestion", "/api/public/scores"}
    assert paths(Callers.PAGE) == {"/graphql"}
    assert paths(Callers.LINK) == {
        "/export/users.csv",
        "/export/users.jsonl",
        "/export/user.json",
    }
    open_to_anybody = {served.path for served in ADDRESSES if not served.stated.callers}
    assert open_to_anybody == {"/api/public/health", "/health", "/ready", "/session"}


def test_the_shapes_of_errors() -> None:
    assert message_alone(NotFound("Gone.")) == {"message": "Gone."}
    assert graphql_errors(Forbidden("No.")) == {
        "errors": [{"message": "No.", "extensions": {"code": "FORBIDDEN"}}]
    }
    assert langfuse_error(NotFound("Gone.")) == {
        "message": "Gone.",
        "error": "LangfuseNotFoundError",
    }
    assert langfuse_error(InvalidData("Bad.", "issues")) == {
        "message": "Invalid request data",
        "issues": [{"message": "Bad."}],
    }
    assert langfuse_error(Unauthorized("Who?")) == {"message": "Who?"}
    assert ingestion_error(Unauthorized("Who?")) == {
        "message": "Who?",
        "error": "UnauthorizedError",
    }


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/nothing", {"message": "Not Found"}),
        ("/otel/nothing", {"message": "Not Found"}),
        ("/api/nothing", {"message": "Not Found"}),
        ("/api/public", {"message": "Not Found"}),
        (
            "/export/nothing",
            {"errors": [{"message": "Not Found", "extensions": {"code": "BAD_REQUEST"}}]},
        ),
        ("/graphql/nothing", {"message": "Not Found"}),
        ("/nothing", {"message": "Not Found"}),
    ],
)
async def test_what_is_below_an_address_is_refused_as_the_address_refuses(
    visitor: httpx.AsyncClient, path: str, body: dict[str, object]
) -> None:
    answer = await visitor.get(path)
    assert (answer.status_code, answer.json()) == (404, body)
