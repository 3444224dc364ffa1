"""Ingest statistics: counts what was received and what was refused, for the page to show.

Counts are kept in memory and written about once a second, outside the transactions that store
records: all requests of a project within a minute update one row, and would otherwise wait for each
other's commit. A process that is killed loses what it has not written.
"""

import asyncio
import logging
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from starlette.requests import ClientDisconnect, Request

from usertrail.access.caller import Sender, sender_of
from usertrail.database.pool import Pool
from usertrail.database.writing import writing
from usertrail.errors import AppError, BadInput, TooBusy
from usertrail.normalise.text import cleaned
from usertrail.receive.ingest_stat_rows import (
    CountsByKey,
    MinuteCounts,
    RefusalCount,
    RefusalCounts,
    RefusalOrigin,
    RefusalReason,
    RequestStats,
    add_counts,
    add_refusals,
)

log = logging.getLogger(__name__)

WRITE_SECONDS = 1.0
# Distinct refusals of all projects that wait to be written; a flood beyond is not recorded.
MAX_PENDING = 5_000
MAX_REASON_LENGTH, MAX_AGENT_LENGTH, MAX_KEY_LENGTH = 300, 200, 80

# Accepted, since the sender could do nothing about it, and not stored.
ERASED = RefusalReason(410, "ERASED", "It was erased, or its user was, within the last 30 days.")

# How messages show a value: after ", not", in quotes (a cut one has no closing quote), as a number.
VALUES = re.compile(r", not .*(?=\.)|['\"].*(?:['\"]|…)|-?\d{5,}", re.DOTALL)

PUBLIC_KEY = re.compile(r"pk-[\w-]*", re.ASCII)


class IngestStats:
    """The counts of this server process that are not written yet."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._counts: CountsByKey = defaultdict(MinuteCounts)
        self._refusals: RefusalCounts = {}
        # {(project id, is_proven): number of distinct refusals}
        self._pending: Counter[tuple[str | None, bool]] = Counter()
        self._writer: asyncio.Task[None] | None = None

    def record(self, request: Request, stats: RequestStats, refused: RefusalReason | None) -> None:
        """Count a request that was answered; `refused` is the reason if all of it was refused."""
        now = datetime.now(UTC)
        sender = sender_of(request)
        if sender.project_id is not None:
            minute = now.replace(second=0, microsecond=0)
            key = (sender.project_id, minute, sender.public_key)
            self._counts[key].add(stats, refused is not None)
        reasons = stats.refused_spans + stats.refused_events
        if refused and not reasons:
            reasons[refused._replace(reason=sender.flaw or refused.reason)] = 1
        if reasons:
            origin = _origin_of(request, sender)
            for reason, count in reasons.items():
                self._record_refusal(origin, reason, count, now)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.get_running_loop().create_task(self._write_soon())

    def _record_refusal(
        self, origin: RefusalOrigin, reason: RefusalReason, count: int, now: datetime
    ) -> None:
        counted = self._refusals.get((origin, reason))
        if counted:
            counted.refused_count += count
            counted.last_at = now
        elif len(self._refusals) < MAX_PENDING and self._has_room(origin):
            self._pending[origin.project_id, origin.is_proven] += 1
            self._refusals[origin, reason] = RefusalCount(count, now, now)

    def _has_room(self, origin: RefusalOrigin) -> bool:
        """Whether this kind of sender has not reached its own limit yet."""
        return self._pending[origin.project_id, origin.is_proven] < origin.max_kept

    async def _write_soon(self) -> None:
        while self._counts or self._refusals:
            await asyncio.sleep(WRITE_SECONDS)
            await self.write()

    async def write(self) -> None:
        """Write the counts since the last time; what cannot be written is lost."""
        counts, self._counts = self._counts, defaultdict(MinuteCounts)
        refusals, self._refusals = self._refusals, {}
        self._pending.clear()
        if not counts and not refusals:
            return
        try:
            async with writing(self._pool.of_all()) as db:
                await add_counts(db, counts)
                await add_refusals(db, refusals)
        except TooBusy as error:
            log.warning("The ingest statistics of the last second were lost: %s", error)


@asynccontextmanager
async def recording(request: Request) -> AsyncIterator[RequestStats]:
    """Record the statistics of a request; an error that leaves the block refuses all of it."""
    ingest_stats: IngestStats = request.app.state.ingest_stats
    stats = RequestStats()
    try:
        yield stats
    except Exception as error:
        ingest_stats.record(request, stats, _reason_for(error))
        raise
    ingest_stats.record(request, stats, None)


def record_erased(stats: RequestStats, event_count: int) -> None:
    """Count accepted events as refused since they were erased; the sender gets no error."""
    stats.event_count -= event_count
    stats.refused_events[ERASED] += event_count


def refusal_reason(reason: str, error: type[AppError] = BadInput) -> RefusalReason:
    """Why one span or event of a request is refused."""
    return RefusalReason(error.status, error.code, without_values(reason))


def without_values(sentence: str) -> str:
    """The sentence without sent values: these may be personal, and reasons must group."""
    return VALUES.sub(lambda found: "" if found[0].startswith(",") else "…", sentence)[
        :MAX_REASON_LENGTH
    ]


def _reason_for(error: Exception) -> RefusalReason:
    match error:
        case AppError():
            return RefusalReason(error.status, error.code, without_values(str(error)))
        case ClientDisconnect():
            return RefusalReason(400, AppError.code, "The sender disconnected while sending.")
        case _:
            return RefusalReason(
                500, "UNEXPECTED", "Unexpected error; the server's log has it in full."
            )


def _origin_of(request: Request, sender: Sender) -> RefusalOrigin:
    return RefusalOrigin(
        sender.project_id,
        _printable(_shown_key(sender), MAX_KEY_LENGTH),
        _printable(request.url.path, MAX_AGENT_LENGTH),
        _printable(request.headers.get("user-agent", ""), MAX_AGENT_LENGTH),
        sender.is_proven,
    )


def _shown_key(sender: Sender) -> str:
    """An unknown key is shown only if it looks like a public one: it may be a secret."""
    if sender.project_id is not None:
        return sender.public_key
    found = PUBLIC_KEY.match(sender.public_key)
    return found[0] if found else ""


def _printable(text: str, max_length: int) -> str:
    printable = "".join(letter for letter in cleaned(text) if letter.isprintable())
    return printable if len(printable) <= max_length else printable[: max_length - 1] + "…"
