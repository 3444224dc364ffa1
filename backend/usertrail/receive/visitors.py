"""Feedback that comes with a public key alone: how often, on what, and turn by turn."""

import asyncio
import math
from collections.abc import Iterator, Sequence
from weakref import WeakValueDictionary

from starlette.requests import Request

from usertrail.access import Caller, caller_of
from usertrail.access.feedback_token import OTHER_TARGET
from usertrail.database.pool import Pool
from usertrail.errors import TooBusy, TooFast, TooLarge
from usertrail.ingest import Given, ingest, ingest_from_visitors
from usertrail.normalise.langfuse import Refused
from usertrail.normalise.records import Feedback, Records
from usertrail.rate_limit import RateLimit, RateLimiter, network_of
from usertrail.receive.ingest_stat_rows import Arrival
from usertrail.receive.ingest_stats import note_erased

# Of one address with one key, and of all addresses together with one key.
OF_ADDRESS = RateLimit(per_minute=60, burst=60)
OF_KEY = RateLimit(per_minute=1_200, burst=1_200)
TOO_FAST = (
    "This address gave more feedback with a public key than one may; send it again later. Behind a "
    "proxy that is not trusted, all visitors have one address."
)
ALL_TOO_FAST = "This public key gave more feedback than one may; send it again later."
# SDKs give up after five.
TURN_SECONDS = 4.0


class Visitors:
    """What the visitors of all projects gave of late, as far as this process saw."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._rates_of_address = RateLimiter(OF_ADDRESS)
        self._rates_of_key = RateLimiter(OF_KEY)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def admit(self, request: Request, caller: Caller, count: int) -> None:
        """Let a visitor in with so many pieces of feedback. Raises TooFast."""
        # Who is too fast alone takes nothing from the others.
        for rates, key, sentence in (
            (self._rates_of_address, (network_of(request), caller.public_key), TOO_FAST),
            (self._rates_of_key, caller.public_key, ALL_TOO_FAST),
        ):
            if wait := rates.acquire(key, count):
                # The request that comes then is counted too, before it is read.
                raise TooFast(sentence, math.ceil(wait) + 1)

    async def store(
        self, caller: Caller, feedback: Sequence[Feedback], arrival: Arrival
    ) -> list[Refused | None]:
        """Why each piece is not stored; None where it is. Raises TooBusy."""
        allowed = [item for item in feedback if _is_allowed(caller, item)]
        reasons: Iterator[str | None] = iter(())
        if allowed:
            given = await self._in_turn(caller.project_id, allowed)
            note_erased(arrival, given.erased_count)
            reasons = iter(given.refusals)
        return [
            _refused(next(reasons))
            if _is_allowed(caller, item)
            else Refused(OTHER_TARGET, is_forbidden=True)
            for item in feedback
        ]

    async def _in_turn(self, project_id: str, feedback: Sequence[Feedback]) -> Given:
        """One after the other, since they share limits: so they never hold two connections."""
        turn = self._turns.setdefault(project_id, asyncio.Lock())
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await turn.acquire()
        except TimeoutError:
            raise TooBusy("Too much feedback is being stored; send it again in a second.") from None
        try:
            return await ingest_from_visitors(self._pool, project_id, feedback)
        finally:
            turn.release()


async def admitted(request: Request) -> Caller:
    """As `caller_of`. Raises TooFast for a visitor who was too fast, before anything is read."""
    caller = await caller_of(request)
    if caller.scope != "all":
        _visitors_of(request).admit(request, caller, 1)
    return caller


async def store_feedback(
    request: Request, caller: Caller, feedback: Sequence[Feedback], arrival: Arrival
) -> list[Refused | None]:
    """Why each piece is not stored; None where it is.

    Raises TooLarge for more than a visitor may ever give at once, TooFast and TooBusy.
    """
    if caller.scope == "all":
        if feedback:
            records = Records(feedback=feedback)
            unstored = await ingest(request.app.state.pool, caller.project_id, records)
            note_erased(arrival, unstored.event_count)
        return [None] * len(feedback)
    if len(feedback) > OF_ADDRESS.burst:
        raise TooLarge(f"A public key may give {OF_ADDRESS.burst} pieces of feedback at once.")
    visitors = _visitors_of(request)
    if len(feedback) > 1:
        visitors.admit(request, caller, len(feedback) - 1)
    return await visitors.store(caller, feedback, arrival)


def _visitors_of(request: Request) -> Visitors:
    visitors: Visitors = request.app.state.visitors
    return visitors


def _is_allowed(caller: Caller, item: Feedback) -> bool:
    """Whether the token, if there is one, is for what the feedback is on."""
    if caller.token is None:
        return True
    if item.trace_id is not None:
        return caller.token.is_for("trace", item.trace_id)
    return item.session_id is not None and caller.token.is_for("session", item.session_id)


def _refused(reason: str | None) -> Refused | None:
    return None if reason is None else Refused(reason)
