"""What the query string asks for: a page, groups of fields, conditions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from starlette.datastructures import QueryParams

from usertrail.errors import BadInput
from usertrail.read.conditions import Condition
from usertrail.read.paging import Page, Paged, Sort, decode, encode
from usertrail.rest.columns import Parameter
from usertrail.rest.filters import Filterable, Given, condition_of

DEFAULT_LIMIT = 50
MAX_LIMIT = 100
MAX_PAGE = 10**9
# Postgres reads what it skips.
MAX_OFFSET = 1_000_000
MAX_CONDITIONS = 20
_BOOLEANS = {"true": True, "false": False}


def page_of(query: QueryParams) -> Page:
    """The `page`-th so many rows, from 1. Raises BadInput."""
    number, limit = _whole(query, "page", 1, MAX_PAGE), limit_of(query)
    offset = (number - 1) * limit
    if offset > MAX_OFFSET:
        raise BadInput(
            f"page {number} begins after {offset:,} rows, and at most {MAX_OFFSET:,} "
            "can be skipped; use a shorter time range."
        )
    return Page(limit, offset=offset)


def meta_of(page: Page, total: int) -> dict[str, int]:
    """Which of how many pages it is."""
    return {
        "page": (page.offset or 0) // page.size + 1,
        "limit": page.size,
        "totalItems": total,
        "totalPages": -(-total // page.size),
    }


def page_after(query: QueryParams, sort: Sort, most: int = MAX_LIMIT) -> Page:
    """So many rows behind the one that the cursor is of. Raises BadInput."""
    text, limit = query.get("cursor"), limit_of(query, most)
    if not text:
        return Page(limit)
    cursor = decode(sort, text)
    if cursor is None:
        raise BadInput(f"cursor is not a valid cursor of this list: {text[:60]!r}.")
    return Page(limit, after=cursor)


def cursor_of(sort: Sort, paged: Paged) -> dict[str, str]:
    """Where the next page begins, if there is one."""
    return {"cursor": encode(sort, paged.rows[-1]).rstrip("=")} if paged.has_next else {}


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


def conditions_of(
    query: QueryParams, columns: Filterable, parameters: Mapping[str, Parameter]
) -> list[Condition]:
    """What the parameters ask for; a condition of `filter` replaces those on the same column.

    Raises BadInput.
    """
    listed = _listed(query.get("filter"))
    replaced = {given.column for given in listed}
    given = [
        _given(name, parameter, query.getlist(name))
        for name, parameter in parameters.items()
        if any(query.getlist(name))
    ]
    asked = listed + [one for one in given if one.column not in replaced]
    return [condition_of(columns, one) for one in asked]


def _given(name: str, parameter: Parameter, texts: list[str]) -> Given:
    column, type, operator, commas = parameter
    if type in ("stringOptions", "arrayOptions"):
        values = [part for text in texts for part in _separated(text)] if commas else texts
        return Given(column, type, operator, [value for value in values if value])
    value: str | bool = texts[-1]
    if type == "datetime":
        # A plus sign that was not encoded arrives as a space.
        value = texts[-1].replace(" ", "+")
    if type == "boolean":
        value = flag_of(name, texts[-1])
    return Given(column, type, operator, value)


def flag_of(name: str, text: str) -> bool:
    if text not in _BOOLEANS:
        raise BadInput(f"{name} must be true or false, not {text[:60]!r}.")
    return _BOOLEANS[text]


def _separated(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]


def _listed(text: str | None) -> list[Given]:
    if not text:
        return []
    try:
        listed = orjson.loads(text)
    except ValueError:
        raise BadInput("filter must be JSON.") from None
    if not isinstance(listed, list) or len(listed) > MAX_CONDITIONS:
        raise BadInput(f"filter must be a JSON list of at most {MAX_CONDITIONS} conditions.")
    return [_listed_condition(item) for item in listed]


def _listed_condition(item: Any) -> Given:
    if not isinstance(item, dict):
        raise BadInput("A condition of filter must be an object.")
    for name in ("type", "column", "operator"):
        if not isinstance(item.get(name), str):
            raise BadInput(f"A condition of filter must have the string {name!r}.")
    key = item.get("key")
    if key is not None and not isinstance(key, str):
        raise BadInput("The key of a condition must be a string.")
    return Given(item["column"], item["type"], item["operator"], item.get("value"), key)
