"""Serializes instants and metadata."""

from datetime import datetime
from typing import Any

from usertrail.database.long_values.text import LongText
from usertrail.responses.raw_json import Written, written

Item = dict[str, Any]


def instant(value: datetime | None) -> str | None:
    """ISO 8601 in UTC with milliseconds."""
    if value is None:
        return None
    return value.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def loaded(text: str | LongText | None) -> Item:
    """The object of a jsonb column; {} for NULL."""
    item: Item = Written(text).meaning() if text else {}
    return item


def as_object(metadata: str | LongText | None) -> Any:
    """Metadata as an object; other values are put under the key metadata."""
    if metadata is None:
        return {}
    start = metadata.start if isinstance(metadata, LongText) else metadata
    return written(metadata) if start.startswith("{") else {"metadata": written(metadata)}
