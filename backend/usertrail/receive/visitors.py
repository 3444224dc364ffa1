"""Feedback with a public key alone: rate limits, allowed targets, one transaction at a time."""

import asyncio
import math
import time
from collections.abc import Callable, Iterator, Sequence
from weakref import WeakValueDictionary

from starlette.requests import Request

from usertrail.access.caller import Caller, caller_of
from usertrail.access.feedback_token import OTHER_TARGET
from usertrail.access.origin import origin_of
from usertrail.database.pool import Pool
from usertrail.errors import TooBusy, TooFast, TooLarge
from usertrail.ingest import RecordChunks, VisitorResult, ingest, ingest_from_visitors
from usertrail.normalise.langfuse import EventRefusal
from usertrail.normalise.records import Feedback, Records
from usertrail.rate_limit import RateLimit, RateLimiter
from usertrail.receive.ingest_stat_rows import RequestStats
from usertrail.receive.ingest_stats import record_erased

# Per address and key, and per key over all addresses.
ADDRESS_LIMIT = RateLimit(per_minute=60, burst=60)
KEY_LIMIT = RateLimit(per_minute=1_200, burst=1_200)
TOO_FAST = (
    "This address sent more feedback with a public key than the rate limit allows; send it again "
    "later. Behind a proxy that is not trusted, all visitors share one address."
)
ALL_TOO_FAST = "More feedback came with this public key than its rate limit allows; retry later."
# SDKs time out after five.
LOCK_SECONDS = 4.0


class Visitors:
    """The rate limits and locks of visitors' feedback in this process."""

    def __init__(self, pool: Pool, clock: Callable[[], float] = time.monotonic) -> None:
        self._pool = pool
        self._rates_of_address = RateLimiter(ADDRESS_LIMIT, clock=clock)
        self._rates_of_key = RateLimiter(KEY_LIMIT, clock=clock)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def admit(self, request: Request, caller: Caller, count: int) -> None:
        """Acquire `count` pieces of feedback from both rate limits. Raises TooFast."""
        # The address first: a fast visitor takes nothing of what all share.
        for rates, key, sentence in (
            (self._rates_of_address, (origin_of(request).network, caller.public_key), TOO_FAST),
            (self._rates_of_key, caller.public_key, ALL_TOO_FAST),
        ):
            if wait := rates.acquire(key, count):
                # The retry itself counts as one, before it is read.
                raise TooFast(sentence, math.ceil(wait) + 1)

    async def store(
        self, caller: Caller, feedback: Sequence[Feedback], stats: RequestStats
    ) -> list[EventRefusal | None]:
        """One entry per piece of feedback: why it is refused, or None. Raises TooBusy."""
        allowed = [item for item in feedback if _is_allowed(caller, item)]
        reasons: Iterator[str | None] = iter(())
        if allowed:
            given = await self._store_serialized(caller.project_id, allowed)
            record_erased(stats, given.erased_count)
            reasons = iter(given.refusals)
        return [
            _refused(next(reasons))
            if _is_allowed(caller, item)
            else EventRefusal(OTHER_TARGET, is_forbidden=True)
            for item in feedback
        ]

    async def _store_serialized(
        self, project_id: str, feedback: Sequence[Feedback]
    ) -> VisitorResult:
        """One transaction per project at a time: several would only wait for each other's locks."""
        lock = self._locks.setdefault(project_id, asyncio.Lock())
        try:
            async with asyncio.timeout(LOCK_SECONDS):
                await lock.acquire()
        except TimeoutError:
            raise TooBusy("Too much feedback is being stored; send it again in a second.") from None
        try:
            return await ingest_from_visitors(self._pool, project_id, feedback)
        finally:
            lock.release()


async def admitted_caller(request: Request) -> Caller:
    """As `caller_of`. Raises TooFast for a visitor over the rate limit, before reading the body."""
    caller = await caller_of(request)
    if caller.scope != "all":
        _visitors_of(request).admit(request, caller, 1)
    return caller


async def store_feedback(
    request: Request, caller: Caller, feedback: Sequence[Feedback], stats: RequestStats
) -> list[EventRefusal | None]:
    """One entry per piece of feedback: why it is refused, or None.

    Raises TooLarge for more than the burst of a visitor, TooFast and TooBusy.
    """
    if caller.scope == "all":
        if feedback:
            chunks = RecordChunks(Records(feedback=feedback), request.state.body.size)
            dropped = await ingest(request.app.state.pool, caller.project_id, chunks)
            record_erased(stats, dropped.event_count)
        return [None] * len(feedback)
    if len(feedback) > ADDRESS_LIMIT.burst:
        raise TooLarge(
            f"At most {ADDRESS_LIMIT.burst} pieces of feedback may come at once with a public key."
        )
    visitors = _visitors_of(request)
    if len(feedback) > 1:
        visitors.admit(request, caller, len(feedback) - 1)
    return await visitors.store(caller, feedback, stats)


def _visitors_of(request: Request) -> Visitors:
    visitors: Visitors = request.app.state.visitors
    return visitors


def _is_allowed(caller: Caller, item: Feedback) -> bool:
    """Whether the feedback's target is the one the token was signed for, if there is a token."""
    if caller.token is None:
        return True
    if item.trace_id is not None:
        return caller.token.is_for("trace", item.trace_id)
    return item.session_id is not None and caller.token.is_for("session", item.session_id)


def _refused(reason: str | None) -> EventRefusal | None:
    return None if reason is None else EventRefusal(reason)
