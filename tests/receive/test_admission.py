"""Under overload a request is stored soon or refused at once; nobody waits for another project."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers

from environment import ProjectKeys
from tests.receive.test_endpoints import JSON, TRACES, small_body
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.receive.admission import MAX_SECONDS, SMALL_REQUEST_BYTES, Lane, Overloaded

LARGE = {**JSON, "content-length": str(SMALL_REQUEST_BYTES)}


def of_one_place(seconds_each: float = 0.75 * MAX_SECONDS) -> Lane:
    """A project is stored one request at a time, and another may wait."""
    return Lane("requests", 2, seconds_each, max_retry=3)


async def store(lane: Lane, project_id: str, stored: list[str]) -> None:
    async with lane.place(project_id):
        stored.append(project_id)
        await asyncio.sleep(0)


@asynccontextmanager
async def full(lane: Lane, project_id: str) -> AsyncIterator[None]:
    """As much of the project waits as may."""
    never = asyncio.Event()

    async def hold() -> None:
        async with lane.place(project_id):
            await never.wait()

    async with AsyncExitStack() as stack:
        while True:
            task = asyncio.create_task(hold())
            stack.callback(task.cancel)
            await asyncio.sleep(0)
            if task.done():
                assert isinstance(task.exception(), Overloaded)
                break
        yield


async def test_who_would_be_answered_too_late_is_refused_and_the_others_are_stored() -> None:
    lane, stored = of_one_place(), list[str]()
    asking = [asyncio.create_task(store(lane, "a", stored)) for _ in range(5)]
    results = await asyncio.gather(*asking, return_exceptions=True)
    assert stored == ["a", "a"]
    refused = [result for result in results if result is not None]
    assert len(refused) == 3
    assert all(isinstance(error, Overloaded) for error in refused)


async def test_who_is_refused_is_told_to_come_back_at_different_times() -> None:
    told = {Overloaded(3).headers["Retry-After"] for _ in range(100)}
    assert told == {"1", "2", "3"}


async def test_another_project_has_a_place_at_once_and_its_turn() -> None:
    lane, stored = of_one_place(seconds_each=0.01), list[str]()
    async with lane.place("a"), lane.place("b"):
        waiting = [asyncio.create_task(store(lane, owner, stored)) for owner in "aaaab"]
        await asyncio.sleep(0)
        assert stored == []
    await asyncio.gather(*waiting)
    assert stored.index("b") < 2


async def test_bodies_that_come_count_as_waiting_and_slow_ones_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lane = of_one_place()
    with lane.arriving("a"):
        with pytest.raises(Overloaded), lane.arriving("a"):
            pass
        with lane.arriving("b"):
            pass
        monkeypatch.setattr("usertrail.receive.admission.ARRIVAL_SECONDS", 0.0)
        with lane.arriving("a"):
            pass


async def test_long_requests_are_taken_where_nothing_else_is_done() -> None:
    lane, stored = of_one_place(seconds_each=60.0), list[str]()
    await store(lane, "a", stored)
    await store(lane, "a", stored)
    assert stored == ["a", "a"]


async def test_an_overloaded_lane_refuses_before_the_body_is_read(
    app: Starlette, client: httpx.AsyncClient, project: ProjectKeys, pool: Pool
) -> None:
    async with pool.acquire() as db:
        neighbour_id = await create_project(db, "Neighbour")
        neighbour = await create_key(db, neighbour_id)
    body = small_body().ljust(SMALL_REQUEST_BYTES)
    was_read = False

    async def parts() -> AsyncIterator[bytes]:
        nonlocal was_read
        was_read = True
        yield body

    async with full(app.state.lanes.of(Headers(LARGE)), project.project_id):
        refused = await client.post(TRACES, content=parts(), headers=LARGE)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) >= 1
        assert not was_read
        # Small requests have a lane of their own, and projects wait only for themselves.
        assert (await client.post(TRACES, content=body.strip(), headers=JSON)).is_success
        assert (await client.post(TRACES, content=body, headers=LARGE, auth=neighbour)).is_success
    assert (await client.post(TRACES, content=parts(), headers=LARGE)).is_success
    assert was_read


@pytest.mark.parametrize(
    ("headers", "is_small"),
    [
        ({"content-length": str(SMALL_REQUEST_BYTES - 1)}, True),
        ({"content-length": str(SMALL_REQUEST_BYTES)}, False),
        ({"content-length": str(SMALL_REQUEST_BYTES // 4), "content-encoding": "gzip"}, False),
        ({"content-length": "9" * 5_000}, False),
        ({"content-length": "a few"}, False),
        ({"transfer-encoding": "chunked"}, False),
    ],
)
async def test_a_request_is_small_by_what_its_head_says(
    app: Starlette, headers: dict[str, str], is_small: bool
) -> None:
    lanes = app.state.lanes
    small = lanes.of(Headers({"content-length": "1"}))
    assert (lanes.of(Headers(headers)) is small) == is_small
