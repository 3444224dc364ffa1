"""Rows of table feedback -> scores of Langfuse's API."""

from asyncpg import Record

from usertrail.normalise.records import VISITOR
from usertrail.rest.serializers.values import Item, as_object, instant

GROUPS = ("details", "subject", "annotation")


def score_item(row: Record, project_id: str) -> Item:
    return {
        **_core(row, project_id),
        **_target(row),
        "value": _number(row),
        "stringValue": row["string_value"],
        "comment": row["comment"],
        "metadata": as_object(row["metadata"]),
        "configId": None,
        "queueId": None,
        "authorUserId": None,
    }


def score_trace(trace: Record | None) -> Item | None:
    """The fields of the trace that a score includes."""
    if trace is None:
        return None
    return {
        "userId": trace["user_id"] or None,
        "tags": sorted(trace["tags"]),
        "environment": trace["environment"],
        "sessionId": trace["session_id"] or None,
    }


def score_parts(row: Record, project_id: str, groups: set[str]) -> Item:
    """An item of the v3 list: the value in its own type, and the requested groups of fields."""
    item = {**_core(row, project_id), "value": _value(row)}
    if "details" in groups:
        item |= {
            "comment": row["comment"],
            "configId": None,
            "metadata": as_object(row["metadata"]),
        }
    if "subject" in groups:
        item["subject"] = _subject(row)
    if "annotation" in groups:
        item |= {"authorUserId": None, "queueId": None}
    return item


def _core(row: Record, project_id: str) -> Item:
    return {
        "id": row["feedback_id"],
        "projectId": project_id,
        "name": row["name"],
        "dataType": row["data_type"],
        "source": _source(row),
        "environment": row["environment"],
        "timestamp": instant(row["created_at"]),
        "createdAt": instant(row["created_at"]),
        "updatedAt": instant(row["revised_at"]),
    }


def _source(row: Record) -> str:
    """A source that the clients know: feedback with a public key is API, too."""
    source: str = row["source"]
    return "API" if source == VISITOR else source


def _target(row: Record) -> Item:
    return {
        "traceId": row["trace_id"],
        "observationId": row["span_id"],
        "sessionId": row["session_id"],
        "datasetRunId": None,
    }


def _subject(row: Record) -> Item:
    if row["session_id"] is not None:
        return {"kind": "session", "id": row["session_id"]}
    if row["span_id"] is not None:
        return {"kind": "observation", "id": row["span_id"], "traceId": row["trace_id"]}
    return {"kind": "trace", "id": row["trace_id"]}


def _number(row: Record) -> float:
    """The clients require a number for categories and texts, too."""
    value: float | None = row["value"]
    return 0 if value is None else value


def _value(row: Record) -> float | bool | str | None:
    if row["data_type"] == "BOOLEAN":
        return bool(row["value"])
    value: float | str | None = (
        row["value"] if row["data_type"] == "NUMERIC" else row["string_value"]
    )
    return value
