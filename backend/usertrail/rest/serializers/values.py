"""Serializes instants and metadata."""

from datetime import datetime
from typing import Any

import orjson

from usertrail.responses.raw_json import written

Item = dict[str, Any]


def instant(value: datetime | None) -> str | None:
    """ISO 8601 in UTC with milliseconds."""
    if value is None:
        return None
    return value.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def loaded(text: str | None) -> Item:
    """The object of a jsonb column; {} for NULL."""
    return orjson.loads(text) if text else {}


def as_object(metadata: str | None) -> Any:
    """Metadata as an object; other values are put under the key metadata."""
    if metadata is None:
        return {}
    return written(metadata) if metadata.startswith("{") else {"metadata": written(metadata)}
