"""How instants, texts and metadata are written."""

from datetime import datetime
from typing import Any

from usertrail.normalise.text import decoded

Item = dict[str, Any]


def instant(value: datetime | None) -> str | None:
    """ISO 8601 in UTC with milliseconds."""
    if value is None:
        return None
    return value.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def meaning(text: str | None) -> Any:
    """What a stored text means: JSON where it is JSON, else itself; nothing where it is empty."""
    return decoded(text) if text else None


def as_object(metadata: Any) -> Item:
    """Metadata as the clients expect it; what is no object stands under this one key."""
    if metadata is None:
        return {}
    return metadata if isinstance(metadata, dict) else {"metadata": metadata}
