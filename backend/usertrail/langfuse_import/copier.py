"""Copies the lists of a Langfuse, a page at a time, and saves how far it is."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import quote

import stamina

from usertrail.database.pool import Pool, acquire
from usertrail.errors import TooBusy
from usertrail.ingest import ingest
from usertrail.langfuse_import import events
from usertrail.langfuse_import.client import EndpointMissing, ImportInterrupted, LangfuseClient
from usertrail.langfuse_import.lists import TRACES, ListEndpoint, ListEndpoints
from usertrail.langfuse_import.progress import Progress
from usertrail.langfuse_import.state import State, select_known_traces, upsert_state
from usertrail.langfuse_import.time_paging import Step, item_id, pages_by_time
from usertrail.normalise.langfuse import EventRefusal, parse_batch
from usertrail.normalise.rules import Rules
from usertrail.rules.rows import select_rules

# How long the database may be away.
RETRY_SECONDS = 5 * 60.0

Result = TypeVar("Result")


@dataclass
class Copier:
    """Copies these lists into a project, and saves under the key how far it is."""

    client: LangfuseClient
    pool: Pool
    progress: Progress
    lists: ListEndpoints
    since: datetime | None
    project_id: str
    state_key: str
    _is_waiting: bool = False

    async def run(self, state: State) -> State:
        """Continue from this state; returns the final one. Raises ImportInterrupted."""
        for endpoint in self.lists:
            if endpoint is not None and not state.of(endpoint.kind).is_done:
                state = await self._copy(endpoint, state)
        return state

    async def _copy(self, endpoint: ListEndpoint, state: State) -> State:
        copied = state.of(endpoint.kind)
        steps = pages_by_time(self.client, endpoint, self.since, copied.cursor)
        first = await anext(steps)
        if not copied.read:
            copied = copied._replace(total=first.total)
            state = state.after(endpoint.kind, copied)
        with self.progress.through(endpoint.kind, copied.total, copied.read):
            state = await self._store_step(endpoint, first, state)
            async for step in steps:
                state = await self._store_step(endpoint, step, state)
        done = state.after(endpoint.kind, state.of(endpoint.kind)._replace(is_done=True))
        await self._save(done)
        return done

    async def _store_step(self, endpoint: ListEndpoint, step: Step, state: State) -> State:
        """Store the items of a step, then the state."""
        refused = await self._store(endpoint, step.items)
        copied = state.of(endpoint.kind)
        copied = copied._replace(
            cursor=step.cursor,
            read=copied.read + len(step.items),
            stored=copied.stored + len(step.items) - len(refused),
        )
        state = state.after(endpoint.kind, copied)
        for refused_id, reason in refused:
            state = state.refusing(f"{endpoint.kind}. {reason}", refused_id)
        await self._save(state)
        self.progress.advance(len(step.items))
        return state

    async def _store(self, endpoint: ListEndpoint, items: Sequence[Any]) -> list[tuple[str, str]]:
        """Store items; returns (id, reason) of each refused one."""
        objects = [item for item in items if isinstance(item, dict)]
        rules = await self._retrying(self._rules)
        batch = parse_batch(
            [_EVENT_BUILDERS[endpoint.kind](item) for item in objects], _now(), rules
        )
        traces = await self._missing_traces(endpoint, objects)
        records = batch.records
        if traces:
            trace_events = parse_batch(traces, _now(), rules).records.trace_events
            records = records._replace(trace_events=[*records.trace_events, *trace_events])
        await self._retrying(lambda: ingest(self.pool, self.project_id, records, rules))
        refused = [
            (item_id(item), "It is not an object.") for item in items if not isinstance(item, dict)
        ]
        refused += [
            (item_id(item), refusal.reason)
            for item, (_, refusal) in zip(objects, batch.results, strict=True)
            if isinstance(refusal, EventRefusal)
        ]
        return refused

    async def _rules(self) -> Rules:
        async with acquire(self.pool.of(self.project_id)) as db:
            return (await select_rules(db, self.project_id)).rules

    async def _missing_traces(
        self, endpoint: ListEndpoint, observations: Sequence[dict[str, Any]]
    ) -> list[events.Event]:
        """Trace events for these observations, of traces that no list of traces has."""
        if endpoint.kind != "observations":
            return []
        if endpoint.has_trace_fields:
            trace_events = map(events.event_of_its_trace, observations)
            return [event for event in trace_events if event]
        # Traces outside of the time window are not stored yet, so their users are unknown.
        trace_ids = sorted(
            {str(found["traceId"]) for found in observations if found.get("traceId")}
        )
        known = await self._retrying(
            lambda: select_known_traces(self.pool, self.project_id, trace_ids)
        )
        fetched = [await self._trace(trace_id) for trace_id in trace_ids if trace_id not in known]
        return [event for event in fetched if event]

    async def _trace(self, trace_id: str) -> events.Event | None:
        path = f"{TRACES.path}/{quote(trace_id, safe='')}"
        try:
            return events.event_of_trace(await self.client.get(path, {"fields": "core,io"}))
        except EndpointMissing:
            return None

    async def _save(self, state: State) -> None:
        await self._retrying(
            lambda: upsert_state(self.pool, self.project_id, self.state_key, state)
        )

    async def _retrying(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """The result of work on the database, retried while it is away or busy."""
        retrying = stamina.AsyncRetryingCaller(attempts=None, timeout=RETRY_SECONDS)
        try:
            result = await retrying(self._backoff, work)
        except TooBusy as error:
            raise ImportInterrupted(str(error)) from error
        if self._is_waiting:
            self._is_waiting = False
            self.progress.report("")
        return result

    def _backoff(self, error: Exception) -> bool | float:
        if not isinstance(error, TooBusy):
            return False
        if not self._is_waiting:
            self._is_waiting = True
            self.progress.report("waiting for the database")
        return float(error.retry_after_seconds)


def _now() -> datetime:
    return datetime.now(UTC)


_EVENT_BUILDERS: dict[str, Callable[[dict[str, Any]], events.Event]] = {
    "traces": events.event_of_trace,
    "observations": events.event_of_observation,
    "scores": events.event_of_score,
}
