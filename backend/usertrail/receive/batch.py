"""A batch of Langfuse events: what it brings, and the answer that it gets, made in one go.

All of it computes for long where the batch is large, so it runs in a thread.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from usertrail.access import Caller
from usertrail.errors import BadInput, TooLarge, Unauthorized
from usertrail.ingest import Portions
from usertrail.langfuse_responses import InvalidData
from usertrail.normalise.langfuse import Judged, Refused, judge
from usertrail.normalise.records import Records
from usertrail.normalise.rules import Rules
from usertrail.normalise.text import parse_json, size_of
from usertrail.receive.ingest_stat_rows import Why
from usertrail.receive.ingest_stats import refused_for

# Of events in a batch, and of scores in an array. The SDKs send some hundreds at most.
MAX_EVENTS = 10_000
# An answer that told of thousands would be larger than what was sent.
MAX_LISTED_ERRORS = 100


# In all metadata together: each becomes an object of Python while it waits to be stored.
MAX_METADATA_VALUES = 250_000


class Batch(NamedTuple):
    """`whys`: of the events that are refused. `answer`: for when the others are stored."""

    portions: Portions
    accepted_count: int
    whys: Counter[Why]
    answer: bytes


def judged_of(body: bytes, caller: Caller, rules: Rules) -> Judged:
    """Raises InvalidData for what is no batch, TooLarge for one of too much."""
    batch = parsed(body, "errors")
    events = batch.get("batch") if isinstance(batch, dict) else None
    if not isinstance(events, list):
        raise InvalidData("The body must be an object with an array named batch.", "errors")
    check_count(events, "events")
    judged = judge(events, datetime.now(UTC), rules, only_feedback=caller.scope != "all")
    _check_kept(judged.records)
    return judged


def batch_of(judged: Judged) -> Batch:
    accepted = [event_id for event_id, refused in judged.verdicts if refused is None]
    refused = [(event_id, of) for event_id, of in judged.verdicts if of is not None]
    answer = {
        "successes": [{"id": event_id, "status": 201} for event_id in accepted],
        "errors": _told(refused),
    }
    whys = Counter(why_of(of) for _, of in refused)
    return Batch(Portions(judged.records), len(accepted), whys, orjson.dumps(answer))


def why_of(refused: Refused) -> Why:
    return refused_for(refused.reason, Unauthorized if refused.is_forbidden else BadInput)


def parsed(body: bytes, key: str) -> Any:
    """Raises InvalidData, which tells the flaw under the key."""
    try:
        return parse_json(body)
    except ValueError as error:
        raise InvalidData(f"The body is not JSON: {error}.", key) from error


def check_count(items: Sequence[Any], what: str) -> None:
    """Raises TooLarge."""
    if len(items) > MAX_EVENTS:
        raise TooLarge(
            f"The body has {len(items):,} {what}, and at most {MAX_EVENTS:,} may come at once; "
            "send them in several."
        )


def _check_kept(records: Records) -> None:
    """Raises TooLarge for more than may wait to be stored."""
    kept = sum(size_of(event.fields) for event in records.span_events)
    kept += sum(size_of(event.fields.metadata) for event in records.trace_events)
    kept += sum(size_of(given.metadata) for given in records.feedback)
    if kept > MAX_METADATA_VALUES:
        raise TooLarge(
            f"The metadata of the batch holds {kept:,} values, and at most "
            f"{MAX_METADATA_VALUES:,} may come at once; send them in several."
        )


def shortened(reasons: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(reasons) - MAX_LISTED_ERRORS
    return (
        [*reasons[:MAX_LISTED_ERRORS], f"{more:,} more were refused."] if more > 0 else [*reasons]
    )


def _told(refused: Sequence[tuple[str, Refused]]) -> list[dict[str, Any]]:
    """The refusals as the SDKs read them: each names its event, but for one of all the rest."""
    told = [_error(*verdict) for verdict in refused[:MAX_LISTED_ERRORS]]
    if rest := refused[MAX_LISTED_ERRORS:]:
        # The SDKs log it; which of their events are to be sent again they decide by its status.
        is_forbidden = all(of.is_forbidden for _, of in rest)
        told.append(_error("", Refused(f"{len(rest):,} more events were refused.", is_forbidden)))
    return told


def _error(event_id: str, refused: Refused) -> dict[str, Any]:
    status, message = (
        (401, "Authentication error") if refused.is_forbidden else (400, "Invalid request data")
    )
    return {
        "id": event_id or "unknown",
        "status": status,
        "message": message,
        "error": refused.reason,
    }
