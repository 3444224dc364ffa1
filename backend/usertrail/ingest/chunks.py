"""Cuts the records of one request into chunks, each stored in a transaction of its own.

A transaction of many thousand rows would block the event loop, hold its locks for long, and be
ended by Postgres as idle while Python computes.
"""

import pickle
import sys
from collections.abc import Iterator
from typing import Any

from usertrail.cooperative import chunks
from usertrail.normalise.records import Feedback, Records

# Spans, events and feedback per transaction.
CHUNK_RECORDS = 512
# Records of one trace may make a larger chunk: each chunk reads again what is stored of the trace.
TRACE_CHUNK_RECORDS = 1_000

# (index of the field of Records, record)
_Item = tuple[int, Any]


class RecordChunks:
    """Iterates over Records of about CHUNK_RECORDS. Making it takes long: do so in a thread.

    `size` is of the request that brought them, in bytes; left out, they count as many.
    """

    def __init__(self, records: Records, size: int = sys.maxsize) -> None:
        self.size = size
        self._single = records if sum(map(len, records)) <= CHUNK_RECORDS else None
        # Pickled, since a hundred thousand live spans would make garbage collections slow
        # (garbage.py).
        self._pickled = [] if self._single else [pickle.dumps(one) for one in _cut(records)]

    def __iter__(self) -> Iterator[Records]:
        if self._single and any(self._single):
            yield self._single
        yield from map(pickle.loads, self._pickled)


def _cut(records: Records) -> list[Records]:
    """The same records; those of one trace or feedback stay together, in order."""
    found: list[list[_Item]] = []
    room = 0
    for items in _by_trace(records).values():
        for part in chunks(items, TRACE_CHUNK_RECORDS):
            if len(part) > room:
                found.append([])
                room = CHUNK_RECORDS
            found[-1] += part
            room -= len(part)
    return list(map(_records_of, found))


def _by_trace(records: Records) -> dict[object, list[_Item]]:
    target_by_feedback: dict[str, object] = {}
    trace_by_span = {
        event.span_id: event.trace_id
        for event in reversed(records.span_events)
        if event.trace_id is not None
    }
    keys_by_kind = (
        (span.trace_id for span in records.spans),
        (_target_of(feedback, target_by_feedback) for feedback in records.feedback),
        (event.trace_id for event in records.trace_events),
        (trace_by_span.get(event.span_id, event.span_id) for event in records.span_events),
    )
    found: dict[object, list[_Item]] = {}
    for kind, (of_kind, keys) in enumerate(zip(records, keys_by_kind, strict=True)):
        for record, key in zip(of_kind, keys, strict=True):
            found.setdefault(key, []).append((kind, record))
    return found


def _target_of(feedback: Feedback, target_by_feedback: dict[str, object]) -> object:
    """The trace or session. Of several versions of one, that of the first: the target stays."""
    target = feedback.trace_id or ("session", feedback.session_id)
    return target_by_feedback.setdefault(feedback.feedback_id, target)


def _records_of(items: list[_Item]) -> Records:
    kinds: tuple[list[Any], ...] = tuple([] for _ in Records._fields)
    for kind, record in items:
        kinds[kind].append(record)
    return Records(*kinds)
