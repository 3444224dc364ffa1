"""What the SDKs make of the server's answers: signing in, links, refusals and bad times."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from threading import Thread
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn import Config, Server

from environment import RunningServer
from sdk_programs import SDKS, Door, run, run_together, told
from story import ask, assert_recounted

pytestmark = pytest.mark.usefixtures("sdks")

RATED = """
{
  users { nodes {
    userId
    metrics { traceCount spanCount feedbackCount feedbackAverage }
    feedback { nodes { name } }
  } }
  overview { metrics { traceCount spanCount feedbackCount } }
}
"""


class Stumbling(NamedTuple):
    """An address before the server's that is in trouble at first, anew below each first step.

    Of all that is posted to a path the first is not passed on; the second is, though the answer
    says that it was not; and so is all the rest.
    """

    url: str
    # How often, by path.
    posted: Counter[str]


def test_every_sdk_signs_in_and_links_to_the_page_of_its_trace(door: Door, page: Page) -> None:
    says = [
        told(printed)
        for printed in run_together(*(partial(run, door, sdk, "links", sdk) for sdk in SDKS))
    ]
    assert [said["signedIn"] for said in says if "signedIn" in said] == [True] * 4
    for sdk, said in zip(SDKS, says, strict=True):
        page.goto(said["url"])
        expect(page.get_by_role("heading", name=sdk)).to_be_visible()


def test_a_refused_score_costs_no_other_and_a_batch_sent_again_doubles_nothing(
    server: RunningServer, door: Door
) -> None:
    names = ("before", "refused", "after")
    run_together(*(partial(run, door, sdk, "rated", sdk, *names) for sdk in SDKS))
    _assert_rated(door, {"before", "after"})
    assert_recounted(server.database_url)


def test_a_server_in_trouble_loses_nothing_and_doubles_nothing(
    server: RunningServer, door: Door, stumbling: Stumbling
) -> None:
    doors = {sdk: door._replace(url=f"{stumbling.url}/{sdk}") for sdk in SDKS}
    run_together(*(partial(run, doors[sdk], sdk, "rated", sdk, "one", "two") for sdk in SDKS))
    assert {path.split("/")[1] for path in stumbling.posted} == set(SDKS)
    assert "/python-5/api/public/scores" in stumbling.posted
    assert stumbling.posted == dict.fromkeys(stumbling.posted, 3)
    _assert_rated(door, {"one", "two"})
    assert_recounted(server.database_url)


def _assert_rated(door: Door, names: set[str]) -> None:
    """Each SDK's user has one trace of one span, and has given feedback by each of the names."""
    rated = ask(door, RATED)
    users = {user["userId"]: user for user in rated["users"]["nodes"]}
    assert users.keys() == set(SDKS)
    for user in users.values():
        counts = {"traceCount": 1, "spanCount": 1, "feedbackCount": len(names)}
        assert user["metrics"] == counts | {"feedbackAverage": 4.5}
        assert {given["name"] for given in user["feedback"]["nodes"]} == names
    assert rated["overview"]["metrics"] == {
        name: count * len(SDKS) for name, count in counts.items()
    }


@pytest.fixture
def stumbling(door: Door) -> Iterator[Stumbling]:
    posted: Counter[str] = Counter()
    proxy = Server(Config(_app(door.url, posted), port=0, log_level="error", lifespan="off"))
    thread = Thread(target=proxy.run)
    thread.start()
    try:
        while not proxy.started:
            thread.join(0.01)
        port = proxy.servers[0].sockets[0].getsockname()[1]
        yield Stumbling(f"http://127.0.0.1:{port}", posted)
    finally:
        proxy.should_exit = True
        thread.join()


def _app(url: str, posted: Counter[str]) -> Starlette:
    async def stumble(request: Request) -> Response:
        posted[request.url.path] += 1
        times = posted[request.url.path]
        if times == 1:
            return _busy(429)
        answer = await _passed_on(request, f"{url}/{request.path_params['path']}")
        return _busy(503) if times == 2 else answer

    return Starlette(routes=[Route("/{sdk}/{path:path}", stumble, methods=["POST"])])


def _busy(status: int) -> Response:
    """With a body as the server's own, since JavaScript 3 gives up on one that is not JSON."""
    return JSONResponse({"message": "Busy."}, status, {"retry-after": "1"})


async def _passed_on(request: Request, url: str) -> Response:
    dropped = {"host", "transfer-encoding", "content-length", "connection"}
    headers = {name: value for name, value in request.headers.items() if name not in dropped}
    async with httpx.AsyncClient() as client:
        answer = await client.post(url, content=await request.body(), headers=headers)
    return Response(
        answer.content, answer.status_code, media_type=answer.headers.get("content-type")
    )
