"""Rows of table trace -> traces of Langfuse's API."""

from collections.abc import Mapping
from urllib.parse import quote

from asyncpg import Record

from usertrail.database.long_values.text import LongText
from usertrail.responses.raw_json import meaning_of, written
from usertrail.rest.serializers.values import Item, instant

GROUPS = ("core", "io", "scores", "observations", "metrics")


def trace_item(row: Record, project_id: str, texts: Mapping[str, str | LongText | None]) -> Item:
    """A trace item; `texts` are its input and output."""
    return {
        "id": row["trace_id"],
        "projectId": project_id,
        "timestamp": instant(row["started_at"]),
        "name": row["name"],
        "userId": row["user_id"] or None,
        "sessionId": row["session_id"] or None,
        "release": row["release"],
        "version": row["version"],
        "environment": row["environment"],
        "public": row["public"],
        "bookmarked": False,
        "tags": sorted(row["tags"]),
        "metadata": written(row.get("metadata")) or {},
        "input": meaning_of(texts.get("input")),
        "output": meaning_of(texts.get("output")),
        "externalId": None,
        "createdAt": instant(row["started_at"]),
        "updatedAt": instant(row["ended_at"]),
    }


def trace_details(row: Record, project_id: str) -> Item:
    """Fields that a trace has outside of a session."""
    return {
        "htmlPath": f"/project/{project_id}/traces/{quote(row['trace_id'], safe='')}",
        "latency": row["latency_ms"] / 1000,
        "totalCost": float(row["cost_usd"]),
    }
