"""What the lists of a Langfuse give -> the batch events that an SDK would have sent for it.

Ids stay as they are, and an event's id depends on nothing but what it tells of and when that was
last changed: what is copied twice is told once, and the newer of two versions is the last word.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, get_args

from usertrail.normalise.records import SpanType
from usertrail.normalise.text import json_object, text_of

Event = dict[str, Any]
Item = Mapping[str, Any]

_TYPES = frozenset(name.lower() for name in get_args(SpanType))
_TRACE = (
    *("id", "timestamp", "name", "userId", "sessionId", "release", "version", "environment"),
    *("public", "tags", "metadata", "input", "output"),
)
_OBSERVATION = (
    *("id", "traceId", "parentObservationId", "name", "startTime", "endTime"),
    *("completionStartTime", "environment", "metadata", "input", "output", "level"),
    *("statusMessage", "version", "usageDetails"),
)
_SCORE = (
    *("id", "traceId", "observationId", "sessionId", "datasetRunId", "name", "dataType"),
    *("comment", "metadata", "configId", "environment", "source"),
)
# By what a score of the newest list is given to: where its id belongs.
_SUBJECTS = {
    "trace": "traceId",
    "observation": "observationId",
    "session": "sessionId",
    "experiment": "datasetRunId",
}
_OLD_COSTS = {
    "input": ("calculatedInputCost",),
    "output": ("calculatedOutputCost",),
    "total": ("calculatedTotalCost", "totalCost"),
}


def event_of_trace(trace: Item) -> Event:
    return _event("trace-create", trace, _said(trace, _TRACE), trace.get("timestamp"))


def event_of_observation(observation: Item) -> Event:
    kind = str(observation.get("type")).lower()
    body = _said(observation, _OBSERVATION)
    model = observation.get("model") or observation.get("providedModelName")
    body |= {"model": model} if model else {}
    parameters = observation.get("modelParameters")
    body["modelParameters"] = json_object(parameters) or parameters
    body |= {"costDetails": costs} if (costs := _costs(observation)) else {}
    # A newer server tells of no usage by zeros.
    usage = _object(observation, "usage")
    if not body.get("usageDetails") and any(_numbers(usage).values()):
        body["usage"] = usage
    if observation.get("promptName") and observation.get("promptVersion") is not None:
        body |= _said(observation, ("promptName", "promptVersion"))
    event_type = f"{kind if kind in _TYPES else 'span'}-create"
    return _event(event_type, observation, body, observation.get("startTime"))


def event_of_its_trace(observation: Item) -> Event | None:
    """What an observation of the newest list says of its trace; None where it says nothing."""
    if not observation.get("traceId"):
        return None
    body = _said(observation, ("userId", "sessionId", "release"))
    body |= {"name": name} if (name := observation.get("traceName")) else {}
    body |= {"tags": tags} if (tags := observation.get("tags")) else {}
    body |= {"public": True} if observation.get("public") else {}
    if _is_root(observation):
        body |= _said(observation, ("version", "environment", "metadata", "input", "output"))
        body = {"name": observation.get("name")} | body
    if not body:
        return None
    body |= {"id": observation["traceId"], "timestamp": observation.get("startTime")}
    return _event("trace-create", observation, body, observation.get("startTime"))


def event_of_score(score: Item) -> Event:
    """A score of any of the three lists."""
    score = {**_object(score, "details"), **score}
    body = _said(score, _SCORE)
    subject = _object(score, "subject")
    if name := _SUBJECTS.get(str(subject.get("kind"))):
        body[name] = subject.get("id")
        body |= _said(subject, ("traceId",))
    body["value"] = _value(score)
    if score.get("source") == "ANNOTATION":
        # Senders must name one. What a Langfuse holds was given with one, told or not.
        body.setdefault("configId", "unknown")
    return _event("score-create", score, body, None) | {"timestamp": score.get("timestamp")}


def _event(event_type: str, item: Item, body: Event, moment: Any) -> Event:
    """The later of two versions has the greater id, which decides where their times are equal."""
    changed_at = item.get("updatedAt") or item.get("createdAt") or moment
    told = sha256(f"{event_type}\0{item.get('id')}".encode()).hexdigest()[:32]
    return {
        "id": f"import-{changed_at}-{told}",
        "type": event_type,
        "timestamp": changed_at,
        "body": body,
    }


def _said(item: Item, names: tuple[str, ...]) -> Event:
    said = {name: item[name] for name in names if item.get(name) not in (None, "", {})}
    for name in ("input", "output"):
        # As text: alone, 0 and false would count as nothing.
        if isinstance(said.get(name), int | float):
            said[name] = text_of(said[name])
    return said


def _object(item: Item, name: str) -> Item:
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def _is_root(observation: Item) -> bool:
    return bool(observation.get("isRootObservation") or not observation.get("parentObservationId"))


def _costs(observation: Item) -> dict[str, float]:
    """As the source says, so that nothing is computed again."""
    given = _numbers(_object(observation, "costDetails"))
    old = _numbers(
        {
            kind: next((observation[name] for name in names if observation.get(name)), None)
            for kind, names in _OLD_COSTS.items()
        }
    )
    if given and "total" in old:
        return {"total": old["total"], **given}
    return given or old


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def _value(score: Item) -> Any:
    """A number, or the text that two of the lists give beside a number."""
    value = score.get("value")
    if score.get("dataType") in ("CATEGORICAL", "TEXT", "CORRECTION"):
        return value if isinstance(value, str) else score.get("stringValue")
    return int(value) if isinstance(value, bool) else value
