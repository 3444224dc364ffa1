"""What arrived and what was refused, counted for the page that shows it.

Counted in memory and written about every second, beside the transactions that store: all requests
of a project in a minute count in one row, and within those transactions they would wait for each
other until each commits. What a server process counted and did not write is lost when it is killed.
"""

import asyncio
import logging
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from starlette.requests import ClientDisconnect, Request

from usertrail.access import Sender, sender_of
from usertrail.database.pool import Pool
from usertrail.database.writing import writing
from usertrail.errors import AppError, BadInput, TooBusy
from usertrail.normalise.text import cleaned
from usertrail.receive.ingest_stat_rows import (
    Arrival,
    Counts,
    CountsByKey,
    Place,
    Times,
    TimesByWhy,
    Why,
    add_counts,
    add_refusals,
)

log = logging.getLogger(__name__)

WRITE_SECONDS = 1.0
# Different ones that wait to be written, of all projects; the rest of a flood is not told.
MOST_WAITING = 5_000
MOST_REASON, MOST_AGENT, MOST_KEY = 300, 200, 80

# Taken from the sender, who could do nothing about it, and not stored.
ERASED = Why(410, "ERASED", "It was erased, or its user was, within the last 30 days.")

# How sentences show a value: after ", not", in quotes that a long one does not close, as a number.
VALUES = re.compile(r", not .*(?=\.)|['\"].*(?:['\"]|…)|-?\d{5,}", re.DOTALL)

PUBLIC_KEY = re.compile(r"pk-[\w-]*", re.ASCII)


class Arrivals:
    """What this server process counted and has not written yet."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._counts: CountsByKey = defaultdict(Counts)
        self._refusals: TimesByWhy = {}
        # How many of them are of a project, and of those who are proven to be of it.
        self._waiting: Counter[tuple[str | None, bool]] = Counter()
        self._writing: asyncio.Task[None] | None = None

    def note(self, request: Request, arrival: Arrival, refused: Why | None) -> None:
        """Count a request that was answered; `refused` says why nothing of it was taken."""
        now = datetime.now(UTC)
        sender = sender_of(request)
        if sender.project_id is not None:
            minute = now.replace(second=0, microsecond=0)
            key = (sender.project_id, minute, sender.public_key)
            self._counts[key].add(arrival, refused is not None)
        whys = arrival.refused_spans + arrival.refused_events
        if refused and not whys:
            whys[refused._replace(reason=sender.flaw or refused.reason)] = 1
        if whys:
            place = _place(request, sender)
            for why, count in whys.items():
                self._note_refusal(place, why, count, now)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_soon())

    def _note_refusal(self, place: Place, why: Why, count: int, now: datetime) -> None:
        times = self._refusals.get((place, why))
        if times:
            times.refused_count += count
            times.last_at = now
        elif len(self._refusals) < MOST_WAITING and self._has_room(place):
            self._waiting[place.project_id, place.is_proven] += 1
            self._refusals[place, why] = Times(count, now, now)

    def _has_room(self, place: Place) -> bool:
        """Nobody fills the room of others, nor waits with more than would be kept."""
        return self._waiting[place.project_id, place.is_proven] < place.most_kept

    async def _write_soon(self) -> None:
        while self._counts or self._refusals:
            await asyncio.sleep(WRITE_SECONDS)
            await self.write()

    async def write(self) -> None:
        """Write what was counted since the last time; what cannot be written is lost."""
        counts, self._counts = self._counts, defaultdict(Counts)
        refusals, self._refusals = self._refusals, {}
        self._waiting.clear()
        if not counts and not refusals:
            return
        try:
            async with writing(self._pool.of_all()) as db:
                await add_counts(db, counts)
                await add_refusals(db, refusals)
        except TooBusy as error:
            log.warning("What arrived in the last second was not counted: %s", error)


@asynccontextmanager
async def arriving(request: Request) -> AsyncIterator[Arrival]:
    """Counts what a request brings; an error that leaves the block refuses the whole request."""
    arrivals: Arrivals = request.app.state.arrivals
    arrival = Arrival()
    try:
        yield arrival
    except Exception as error:
        arrivals.note(request, arrival, _why(error))
        raise
    arrivals.note(request, arrival, None)


def note_erased(arrival: Arrival, event_count: int) -> None:
    """Of what was taken, so many were erased and are not stored; their sender is not told."""
    arrival.event_count -= event_count
    arrival.refused_events[ERASED] += event_count


def refused_for(reason: str, error: type[AppError] = BadInput) -> Why:
    """Why one span or event of many is not taken."""
    return Why(error.status, error.code, without_values(reason))


def without_values(sentence: str) -> str:
    """The sentence without what was sent, which may be a user's, and counts alike then."""
    return VALUES.sub(lambda found: "" if found[0].startswith(",") else "…", sentence)[:MOST_REASON]


def _why(error: Exception) -> Why:
    match error:
        case AppError():
            return Why(error.status, error.code, without_values(str(error)))
        case ClientDisconnect():
            return Why(400, AppError.code, "The sender went away while it was sending.")
        case _:
            return Why(500, "UNEXPECTED", "Unexpected error; the server's log has it in full.")


def _place(request: Request, sender: Sender) -> Place:
    return Place(
        sender.project_id,
        _short(_shown_key(sender), MOST_KEY),
        _short(request.url.path, MOST_AGENT),
        _short(request.headers.get("user-agent", ""), MOST_AGENT),
        sender.is_proven,
    )


def _shown_key(sender: Sender) -> str:
    """What takes the place of a key that nobody knows may be a secret, and so may what follows."""
    if sender.project_id is not None:
        return sender.public_key
    found = PUBLIC_KEY.match(sender.public_key)
    return found[0] if found else ""


def _short(text: str, most: int) -> str:
    printable = "".join(letter for letter in cleaned(text) if letter.isprintable())
    return printable if len(printable) <= most else printable[: most - 1] + "…"
