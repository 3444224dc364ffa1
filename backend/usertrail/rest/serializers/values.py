"""How instants, texts and metadata are written."""

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
    """The object that Postgres wrote of a jsonb; an empty one where there is none."""
    return orjson.loads(text) if text else {}


def as_object(metadata: str | None) -> Any:
    """Metadata as the clients expect it; what is no object stands under this one key."""
    if metadata is None:
        return {}
    return written(metadata) if metadata.startswith("{") else {"metadata": written(metadata)}
