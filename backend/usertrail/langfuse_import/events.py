"""Items of Langfuse's lists -> the batch events that an SDK would have sent for them.

Ids are kept. The id of an event depends only on its item and when that was last changed, so that
copying twice changes nothing, and of two versions the newer one wins.
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
# {kind of a score's subject in the v3 list: the field for its id}
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
    return _event("trace-create", trace, _fields_of(trace, _TRACE), trace.get("timestamp"))


def event_of_observation(observation: Item) -> Event:
    kind = str(observation.get("type")).lower()
    body = _fields_of(observation, _OBSERVATION)
    model = observation.get("model") or observation.get("providedModelName")
    body |= {"model": model} if model else {}
    parameters = observation.get("modelParameters")
    body["modelParameters"] = json_object(parameters) or parameters
    body |= {"costDetails": costs} if (costs := _costs(observation)) else {}
    # Newer servers send zeros for unknown usage.
    usage = _object(observation, "usage")
    if not body.get("usageDetails") and any(_numbers(usage).values()):
        body["usage"] = usage
    if observation.get("promptName") and observation.get("promptVersion") is not None:
        body |= _fields_of(observation, ("promptName", "promptVersion"))
    event_type = f"{kind if kind in _TYPES else 'span'}-create"
    return _event(event_type, observation, body, observation.get("startTime"))


def event_of_its_trace(observation: Item) -> Event | None:
    """The trace event of an observation of the v2 list; None if it has no trace fields."""
    if not observation.get("traceId"):
        return None
    body = _fields_of(observation, ("userId", "sessionId", "release"))
    body |= {"name": name} if (name := observation.get("traceName")) else {}
    body |= {"tags": tags} if (tags := observation.get("tags")) else {}
    body |= {"public": True} if observation.get("public") else {}
    if observation.get("isRootObservation") or not observation.get("parentObservationId"):
        body |= _fields_of(observation, ("version", "environment", "metadata", "input", "output"))
        body = {"name": observation.get("name")} | body
    if not body:
        return None
    body |= {"id": observation["traceId"], "timestamp": observation.get("startTime")}
    return _event("trace-create", observation, body, observation.get("startTime"))


def event_of_score(score: Item) -> Event:
    """A score of any of the three lists."""
    score = {**_object(score, "details"), **score}
    body = _fields_of(score, _SCORE)
    subject = _object(score, "subject")
    if name := _SUBJECTS.get(str(subject.get("kind"))):
        body[name] = subject.get("id")
        body |= _fields_of(subject, ("traceId",))
    body["value"] = _value(score)
    if score.get("source") == "ANNOTATION":
        # Required for ANNOTATION. The score had one at the source, whether or not it is listed.
        body.setdefault("configId", "unknown")
    return _event("score-create", score, body, None) | {"timestamp": score.get("timestamp")}


def _event(event_type: str, item: Item, body: Event, moment: Any) -> Event:
    """The later of two versions has the greater id, which decides if their times are equal."""
    changed_at = item.get("updatedAt") or item.get("createdAt") or moment
    digest = sha256(f"{event_type}\0{item.get('id')}".encode()).hexdigest()[:32]
    return {
        "id": f"import-{changed_at}-{digest}",
        "type": event_type,
        "timestamp": changed_at,
        "body": body,
    }


def _fields_of(item: Item, names: tuple[str, ...]) -> Event:
    fields = {name: item[name] for name in names if item.get(name) not in (None, "", {})}
    for name in ("input", "output"):
        # As text, since a bare 0 or false counts as empty.
        if isinstance(fields.get(name), int | float):
            fields[name] = text_of(fields[name])
    return fields


def _object(item: Item, name: str) -> Item:
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def _costs(observation: Item) -> dict[str, float]:
    """The costs as stored at the source, so that none is computed again."""
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
    """The value; for texts and categories two of the lists have it in `stringValue`."""
    value = score.get("value")
    if score.get("dataType") in ("CATEGORICAL", "TEXT", "CORRECTION"):
        return value if isinstance(value, str) else score.get("stringValue")
    return int(value) if isinstance(value, bool) else value
