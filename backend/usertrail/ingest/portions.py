"""Cuts what one request brought into portions that are stored one after the other.

A transaction of many thousand rows would keep the event loop busy, hold its locks for long, and be
ended as a silent one while it computes.
"""

import pickle
from collections.abc import Iterator
from typing import Any

from usertrail.cooperative import chunks
from usertrail.normalise.records import Feedback, Records

# Spans, events and feedback that are stored in one transaction.
PORTION = 512
# As many of one trace may make a portion of their own: each portion of it costs a look at what is
# stored of it already.
PORTION_OF_TRACE = 1_000

# A record, and which of the fields of Records it belongs to.
_Item = tuple[int, Any]


class Portions:
    """What waits to be stored. To make them of much takes long, and belongs in a thread."""

    def __init__(self, records: Records) -> None:
        self._only = records if sum(map(len, records)) <= PORTION else None
        # While the objects of a hundred thousand spans wait, no search for garbage would be short
        # (garbage.py). These are bytes.
        self._packed = [] if self._only else [pickle.dumps(one) for one in _cut(records)]

    def __iter__(self) -> Iterator[Records]:
        if self._only and any(self._only):
            yield self._only
        yield from map(pickle.loads, self._packed)


def _cut(records: Records) -> list[Records]:
    """The same records. What is said of a trace or span, or by a piece of feedback, stays together
    as far as it can, in its order.
    """
    found: list[list[_Item]] = []
    room = 0
    for items in _by_trace(records).values():
        for part in chunks(items, PORTION_OF_TRACE):
            if len(part) > room:
                found.append([])
                room = PORTION
            found[-1] += part
            room -= len(part)
    return list(map(_records_of, found))


def _by_trace(records: Records) -> dict[object, list[_Item]]:
    place_by_feedback: dict[str, object] = {}
    trace_by_span = {
        event.span_id: event.trace_id
        for event in reversed(records.span_events)
        if event.trace_id is not None
    }
    places = (
        (span.trace_id for span in records.spans),
        (_place_of(given, place_by_feedback) for given in records.feedback),
        (event.trace_id for event in records.trace_events),
        (trace_by_span.get(event.span_id, event.span_id) for event in records.span_events),
    )
    found: dict[object, list[_Item]] = {}
    for kind, (of_kind, keys) in enumerate(zip(records, places, strict=True)):
        for record, key in zip(of_kind, keys, strict=True):
            found.setdefault(key, []).append((kind, record))
    return found


def _place_of(given: Feedback, place_by_feedback: dict[str, object]) -> object:
    """The trace or session. Of several versions of one, that of the first: the target stays."""
    place = given.trace_id or ("session", given.session_id)
    return place_by_feedback.setdefault(given.feedback_id, place)


def _records_of(items: list[_Item]) -> Records:
    kinds: tuple[list[Any], ...] = tuple([] for _ in Records._fields)
    for kind, record in items:
        kinds[kind].append(record)
    return Records(*kinds)
