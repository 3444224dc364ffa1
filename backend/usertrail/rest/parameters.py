"""What the query string asks for: a page, groups of fields, conditions."""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from starlette.datastructures import QueryParams

from usertrail.errors import BadInput
from usertrail.normalise.text import cleaned
from usertrail.rest.conditions import Condition, Parameter
from usertrail.schema.scalars import parse_instant

DEFAULT_LIMIT = 50
MAX_LIMIT = 100
MAX_PAGE = 10**9
# Postgres reads what it skips.
MAX_OFFSET = 1_000_000
MAX_CONDITIONS = 20
_BOOLEANS = {"true": True, "false": False}


class Page(NamedTuple):
    """Which rows of a list: the `number`-th so many, from 1."""

    number: int
    limit: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.limit

    def meta(self, total: int) -> dict[str, int]:
        return {
            "page": self.number,
            "limit": self.limit,
            "totalItems": total,
            "totalPages": -(-total // self.limit),
        }


class Place(NamedTuple):
    """Where a row stands in a list from the newest to the oldest: its instant, then its ids."""

    at: datetime
    ids: tuple[str, ...]


def page_of(query: QueryParams) -> Page:
    page = Page(_whole(query, "page", 1, MAX_PAGE), limit_of(query))
    if page.offset > MAX_OFFSET:
        raise BadInput(
            f"page {page.number} begins behind {page.offset:,} rows, and at most {MAX_OFFSET:,} "
            "are skipped; ask for a shorter time."
        )
    return page


def limit_of(query: QueryParams, most: int = MAX_LIMIT) -> int:
    return _whole(query, "limit", DEFAULT_LIMIT, most)


def _whole(query: QueryParams, name: str, default: int, most: int) -> int:
    text = query.get(name) or str(default)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    if not 1 <= number <= most:
        raise BadInput(f"{name} must be a whole number from 1 to {most}, not {text[:60]!r}.")
    return number


def groups_of(query: QueryParams, known: Sequence[str], default: Iterable[str]) -> set[str]:
    """The groups of fields to show. Raises BadInput for one that is not known."""
    names = _separated(query.get("fields") or "")
    for name in names:
        if name not in known:
            raise BadInput(f"fields must be some of {', '.join(known)}, not {name[:60]!r}.")
    return set(names or default)


def conditions_of(query: QueryParams, parameters: Mapping[str, Parameter]) -> list[Condition]:
    """What the parameters ask for; a condition of `filter` replaces those on the same column."""
    listed = _listed(query.get("filter"))
    columns = {condition.column for condition in listed}
    given = [
        _condition(name, parameter, query.getlist(name))
        for name, parameter in parameters.items()
        if any(query.getlist(name))
    ]
    return listed + [condition for condition in given if condition.column not in columns]


def _condition(name: str, parameter: Parameter, texts: list[str]) -> Condition:
    column, type, operator, commas = parameter
    if type in ("stringOptions", "arrayOptions"):
        values = [part for text in texts for part in _separated(text)] if commas else texts
        return Condition(column, type, operator, [value for value in values if value])
    value: str | bool = texts[-1]
    if type == "datetime":
        # A plus sign that was not encoded arrives as a space.
        value = texts[-1].replace(" ", "+")
    if type == "boolean":
        value = flag_of(name, texts[-1])
    return Condition(column, type, operator, value)


def flag_of(name: str, text: str) -> bool:
    if text not in _BOOLEANS:
        raise BadInput(f"{name} must be true or false, not {text[:60]!r}.")
    return _BOOLEANS[text]


def _separated(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]


def _listed(text: str | None) -> list[Condition]:
    if not text:
        return []
    try:
        listed = orjson.loads(text)
    except ValueError:
        raise BadInput("filter must be JSON.") from None
    if not isinstance(listed, list) or len(listed) > MAX_CONDITIONS:
        raise BadInput(f"filter must be a JSON list of at most {MAX_CONDITIONS} conditions.")
    return [_listed_condition(item) for item in listed]


def _listed_condition(item: Any) -> Condition:
    if not isinstance(item, dict):
        raise BadInput("A condition of filter must be an object.")
    for name in ("type", "column", "operator"):
        if not isinstance(item.get(name), str):
            raise BadInput(f"A condition of filter must have the text {name!r}.")
    key = item.get("key")
    if key is not None and not isinstance(key, str):
        raise BadInput("The key of a condition must be a text.")
    return Condition(item["column"], item["type"], item["operator"], item.get("value"), key)


def cursor_of(place: Place) -> str:
    key = [place.at.isoformat(), *place.ids]
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def place_of(query: QueryParams, ids: int) -> Place | None:
    """Behind which row the page begins; it is known by so many ids. Raises BadInput."""
    text = query.get("cursor")
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        at, *found = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if len(found) != ids or not all(isinstance(id, str) for id in found):
            raise ValueError
        return Place(parse_instant(at), tuple(cleaned(id) for id in found))
    except (ValueError, TypeError, binascii.Error, BadInput):
        raise BadInput(f"cursor is none of this list: {text[:60]!r}.") from None
