"""Places that many ask for at once."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from usertrail.database.shares import FairSemaphore
from usertrail.errors import TooBusy, TooMany


async def hold(share: FairSemaphore, owner: str, order: list[str]) -> None:
    async with share.slot(owner):
        order.append(owner)
        await asyncio.sleep(0)


async def test_owners_have_their_turn_however_many_of_one_wait() -> None:
    share, order = FairSemaphore("things", 1, 1), list[str]()
    async with share.slot("a"):
        waiting = [asyncio.create_task(hold(share, owner, order)) for owner in "aaaaabc"]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert order == list("abcaaaa")
    assert share.taken == 0


async def test_an_owner_is_refused_for_itself_and_for_all() -> None:
    share = FairSemaphore("things", 3, 2, max_waiting=0)
    async with AsyncExitStack() as stack:
        for owner in "aab":
            await stack.enter_async_context(share.slot(owner))
        with pytest.raises(TooMany, match="2 things of this project run already"):
            await stack.enter_async_context(share.slot("a"))
        with pytest.raises(TooBusy, match="3 things run already") as refused:
            await stack.enter_async_context(share.slot("b"))
        assert not isinstance(refused.value, TooMany)
    assert share.taken == 0


async def test_who_waits_for_too_long_is_told_and_who_leaves_takes_nothing() -> None:
    share = FairSemaphore("things", 4, 4)
    async with share.slot("a", 3):
        with pytest.raises(TooMany):
            async with share.slot("a", 2, max_wait=0.01):
                pass
        large = asyncio.create_task(hold_large(share))
        await asyncio.sleep(0)
        small = asyncio.create_task(hold(share, "a", []))
        await asyncio.sleep(0)
        # It would fit, and waits behind the large one, until that is given up.
        assert not small.done()
        large.cancel()
        await small
    assert share.taken == 0


async def hold_large(share: FairSemaphore) -> None:
    async with share.slot("a", 4):
        pass


@pytest.mark.parametrize("rounds", range(4))
async def test_a_place_that_comes_as_it_is_given_up_is_not_lost(rounds: int) -> None:
    share = FairSemaphore("things", 1, 1)
    async with share.slot("a"):
        waiting = asyncio.create_task(hold(share, "b", []))
        await asyncio.sleep(0)
    for _ in range(rounds):
        await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(1), share.slot("c"):
        assert share.taken == 1
    assert share.taken == 0


async def test_a_large_place_is_at_most_all_that_its_owner_may_have() -> None:
    share = FairSemaphore("things", 5, 3)
    async with share.slot("a", 100):
        assert share.taken == 3
