"""What is done for a caller ends with the caller."""

import asyncio

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from usertrail.client_disconnect import cancel_on_disconnect


class Caller:
    """Sends what there is of a request, and goes away when told to."""

    def __init__(self) -> None:
        self.leaves = asyncio.Event()
        self._messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive(self) -> Message:
        if self._messages:
            return self._messages.pop()
        await self.leaves.wait()
        return {"type": "http.disconnect"}


async def test_who_stays_gets_what_there_is() -> None:
    async def work() -> int:
        await asyncio.sleep(0.01)
        return 7

    assert await cancel_on_disconnect(Caller().receive, work()) == 7


async def test_an_error_is_told() -> None:
    async def work() -> int:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        await cancel_on_disconnect(Caller().receive, work())


@pytest.mark.parametrize("is_cut_off", [False, True])
async def test_work_has_ended_when_it_is_left(is_cut_off: bool) -> None:
    caller, ended = Caller(), asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            ended.set()

    waiting = asyncio.create_task(cancel_on_disconnect(caller.receive, work()))
    await asyncio.sleep(0.01)
    if is_cut_off:
        waiting.cancel()
    else:
        caller.leaves.set()
    with pytest.raises(asyncio.CancelledError if is_cut_off else ClientDisconnect):
        await waiting
    assert ended.is_set()
