"""The demo as batched requests, built while earlier ones are being sent."""

import gzip
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

import orjson

from usertrail.demo.clock import start_ms
from usertrail.demo.people import Person, make_person
from usertrail.demo.shapes import Source, Visit
from usertrail.demo.visits import nightly_jobs, visits_of
from usertrail.demo.wire import Json, dated_spans, export_request, score_event

SPANS_PER_REQUEST = 512
SCORES_PER_REQUEST = 200

Item = TypeVar("Item")

IDENTIFY = """
mutation Identify($input: IdentifyUserInput!) { identifyUser(input: $input) { user { userId } } }
"""


class Counts(NamedTuple):
    """What the demo consists of."""

    users: int = 0
    traces: int = 0
    spans: int = 0
    scores: int = 0


class DemoRequest(NamedTuple):
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes


class RequestBuilder:
    """Builds requests from visits, and counts what they contain."""

    def __init__(self, seed: int, users: int, days: int, end: datetime) -> None:
        self._seed, self._users, self._days = seed, users, days
        self._end_ms = int(end.timestamp() * 1000)
        self._spans: list[tuple[Source, Json]] = []
        self._scores: list[Json] = []
        self.counts = Counts()

    def requests(self, note_progress: Callable[[], object]) -> Iterator[DemoRequest]:
        """All requests; they may be sent in any order. `note_progress` is called per person."""
        for visit in nightly_jobs(self._seed, self._days):
            self._add(visit, 0)
        for index in range(self._users):
            person = make_person(self._seed, index, self._users, self._days)
            for visit in visits_of(self._seed, index, person, self._days):
                self._add(visit, person.utc_offset_hours)
                yield from self._full_requests(SPANS_PER_REQUEST, SCORES_PER_REQUEST)
            if person.is_identified:
                yield _identify(person)
            self.counts = self.counts._replace(users=self.counts.users + 1)
            note_progress()
        yield from self._full_requests(1, 1)

    def _add(self, visit: Visit, utc_offset_hours: int) -> None:
        zero_ms = start_ms(visit, utc_offset_hours, self._days, self._end_ms)
        spans = list(dated_spans(visit.traces, zero_ms))
        self._spans += spans
        self._scores += (score_event(score, zero_ms) for score in visit.scores)
        users, traces, span_count, scores = self.counts
        self.counts = Counts(
            users,
            traces + len(visit.traces),
            span_count + len(spans),
            scores + len(visit.scores),
        )

    def _full_requests(self, min_spans: int, min_scores: int) -> Iterator[DemoRequest]:
        """Requests for the pending items, as long as there are at least these many."""
        while len(self._spans) >= min_spans:
            yield _export(_take(self._spans, SPANS_PER_REQUEST))
        while len(self._scores) >= min_scores:
            events = _take(self._scores, SCORES_PER_REQUEST)
            yield _json_request("/api/public/ingestion", {"batch": events})


def _take(items: list[Item], count: int) -> list[Item]:
    taken = items[:count]
    del items[:count]
    return taken


def _export(spans: list[tuple[Source, Json]]) -> DemoRequest:
    request = _json_request("/api/public/otel/v1/traces", export_request(spans))
    # Level 1: on one machine the time to compress costs more than the bytes it saves.
    body = gzip.compress(request.body, compresslevel=1, mtime=0)
    return DemoRequest(request.path, {**request.headers, "content-encoding": "gzip"}, body)


def _identify(person: Person) -> DemoRequest:
    identity = {
        "userId": person.user_id,
        "name": person.name,
        "email": person.email,
        "properties": {"plan": person.plan, "utcOffsetHours": person.utc_offset_hours},
    }
    return _json_request("/graphql", {"query": IDENTIFY, "variables": {"input": identity}})


def _json_request(path: str, body: Json) -> DemoRequest:
    return DemoRequest(path, {"content-type": "application/json"}, orjson.dumps(body))
