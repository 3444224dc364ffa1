"""Copies what a Langfuse holds, a page at a time, and keeps how far it is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from usertrail.database.pool import Pool, acquire
from usertrail.errors import TooBusy
from usertrail.ingest import ingest
from usertrail.langfuse_import.client import BrokenOff, NotOffered, Source
from usertrail.langfuse_import.events import (
    Event,
    event_of_its_trace,
    event_of_observation,
    event_of_score,
    event_of_trace,
)
from usertrail.langfuse_import.lists import TRACES, Listing, Lists
from usertrail.langfuse_import.progress import Progress
from usertrail.langfuse_import.state import State, select_known_traces, upsert_state
from usertrail.langfuse_import.time_paging import Step, item_id, walk
from usertrail.normalise.langfuse import EventRefusal, parse_batch
from usertrail.normalise.rules import Rules
from usertrail.rules import select_rules

# So long may the database be away.
PATIENCE_SECONDS = 5 * 60.0

Result = TypeVar("Result")


class Window(NamedTuple):
    """What to copy, and where to: the project, and the name that its state is kept under."""

    lists: Lists
    since: datetime | None
    project_id: str
    state_key: str


class Copying:
    """A window of a source on its way into a project."""

    def __init__(self, source: Source, pool: Pool, window: Window, progress: Progress) -> None:
        self._source = source
        self._pool = pool
        self._window = window
        self._progress = progress

    async def run(self, state: State) -> State:
        """Go on from this state to the end; the state there. Raises BrokenOff."""
        for listing in self._window.lists:
            if listing is not None and not state.of(listing.kind).is_done:
                state = await self._copy(listing, state)
        return state

    async def _copy(self, listing: Listing, state: State) -> State:
        copied = state.of(listing.kind)
        steps = walk(self._source, listing, self._window.since, copied.place)
        first = await anext(steps)
        if not copied.read:
            copied = copied._replace(total=first.total)
            state = state.after(listing.kind, copied)
        with self._progress.through(listing.kind, copied.total, copied.read):
            state = await self._take(listing, first, state)
            async for step in steps:
                state = await self._take(listing, step, state)
        done = state.after(listing.kind, state.of(listing.kind)._replace(is_done=True))
        await self._keep(done)
        return done

    async def _take(self, listing: Listing, step: Step, state: State) -> State:
        """Store what a step brought, and then that it is stored."""
        refused = await self._store(listing, step.items)
        copied = state.of(listing.kind)
        copied = copied._replace(
            place=step.place,
            read=copied.read + len(step.items),
            stored=copied.stored + len(step.items) - len(refused),
        )
        state = state.after(listing.kind, copied)
        for refused_id, reason in refused:
            state = state.refusing(f"{listing.kind}. {reason}", refused_id)
        await self._keep(state)
        self._progress.advance(len(step.items))
        return state

    async def _store(self, listing: Listing, items: Sequence[Any]) -> list[tuple[str, str]]:
        """The ids of those refused, and why."""
        objects = [item for item in items if isinstance(item, dict)]
        rules = await self._patiently(self._rules)
        batch = parse_batch([_MEANINGS[listing.kind](item) for item in objects], _now(), rules)
        traces = await self._traces_beside(listing, objects)
        records = batch.records
        if traces:
            told = parse_batch(traces, _now(), rules).records.trace_events
            records = records._replace(trace_events=[*records.trace_events, *told])
        await self._patiently(lambda: ingest(self._pool, self._window.project_id, records, rules))
        refused = [
            (item_id(item), "It is no object.") for item in items if not isinstance(item, dict)
        ]
        refused += [
            (item_id(item), refusal.reason)
            for item, (_, refusal) in zip(objects, batch.results, strict=True)
            if isinstance(refusal, EventRefusal)
        ]
        return refused

    async def _rules(self) -> Rules:
        project_id = self._window.project_id
        async with acquire(self._pool.of(project_id)) as db:
            return (await select_rules(db, project_id)).rules

    async def _traces_beside(
        self, listing: Listing, observations: Sequence[dict[str, Any]]
    ) -> list[Event]:
        """What must be told of the traces of these observations, beside what was copied."""
        if listing.kind != "observations":
            return []
        if listing.tells_traces:
            told = map(event_of_its_trace, observations)
            return [event for event in told if event]
        # Of a trace outside the window nothing is known, not even whose it is.
        trace_ids = sorted(
            {str(found["traceId"]) for found in observations if found.get("traceId")}
        )
        known = await self._patiently(
            lambda: select_known_traces(self._pool, self._window.project_id, trace_ids)
        )
        asked = [await self._trace(trace_id) for trace_id in trace_ids if trace_id not in known]
        return [event for event in asked if event]

    async def _trace(self, trace_id: str) -> Event | None:
        path = f"{TRACES.path}/{quote(trace_id, safe='')}"
        try:
            return event_of_trace(await self._source.get(path, {"fields": "core,io"}))
        except NotOffered:
            return None

    async def _keep(self, state: State) -> None:
        window = self._window
        await self._patiently(
            lambda: upsert_state(self._pool, window.project_id, window.state_key, state)
        )

    async def _patiently(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """What the work on the database gives, as soon as the database takes it."""
        clock = asyncio.get_running_loop().time
        end = clock() + PATIENCE_SECONDS
        is_told = False
        while True:
            try:
                result = await work()
            except TooBusy as error:
                if clock() > end:
                    raise BrokenOff(str(error)) from error
                if not is_told:
                    self._progress.say("waiting for the database")
                is_told = True
                await asyncio.sleep(error.retry_after_seconds)
            else:
                if is_told:
                    self._progress.say("")
                return result


def _now() -> datetime:
    return datetime.now(UTC)


_MEANINGS: dict[str, Callable[[dict[str, Any]], Event]] = {
    "traces": event_of_trace,
    "observations": event_of_observation,
    "scores": event_of_score,
}
