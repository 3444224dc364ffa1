"""Pages by key: cursor <-> sort key, and the clauses that read a page."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, DecimalException
from math import isfinite
from typing import Literal, NamedTuple, Self

import orjson
from asyncpg import Record

from usertrail.errors import BadInput
from usertrail.read.statement import Binding
from usertrail.read.values import parse_instant

DEFAULT_SIZE = 50
MAX_PAGE_SIZE = 500
Kind = Literal["count", "float", "instant", "number", "text"]
SQL_TYPES: dict[Kind, str] = {
    # Of the columns' own types: an index is of no use for another.
    "count": "bigint",
    "float": "float8",
    "instant": "timestamptz",
    "number": "numeric",
    "text": "text",
}
INT64 = range(-(2**63), 2**63)
SortValue = datetime | Decimal | float | int | str | None


@dataclass(frozen=True)
class Sort:
    """An order of rows: by a known clause, and by ids where that is equal."""

    # What cursors call it: one of another order is refused. Empty in a list of one order alone.
    name: str
    clause: str
    kind: Kind
    ids: tuple[str, ...]
    descending: bool = True
    # Rows without a value come last either way.
    nullable: bool = False

    @property
    def column(self) -> str:
        """What is sorted by, as the name after that of the list."""
        return self.name.rpartition(".")[2]

    @property
    def key(self) -> str:
        return ", ".join((self.clause, *self.ids))

    def directed(self, *, descending: bool) -> Self:
        """The same order, or from its other end."""
        return replace(self, descending=descending)

    def order_by(self, *, backwards: bool = False) -> str:
        return self.over(self.clause, backwards=backwards)

    def over(self, clause: str, *, backwards: bool = False) -> str:
        """The same order of rows that have the value in another column."""
        direction = "DESC" if self.descending != backwards else "ASC"
        nulls = "" if not self.nullable else f" NULLS {'FIRST' if backwards else 'LAST'}"
        ids = "".join(f", {id} {direction}" for id in self.ids)
        return f"{clause} {direction}{nulls}{ids}"


class Cursor(NamedTuple):
    """Where a row stands: its sort value and its ids."""

    value: SortValue
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """Which rows of a list are asked for: those by a key, or those from an offset on."""

    size: int
    after: Cursor | None = None
    before: Cursor | None = None
    backwards: bool = False
    offset: int | None = None


class Paged(NamedTuple):
    """One page of one list."""

    rows: list[Record]
    has_next: bool
    has_previous: bool


def page_of(
    sort: Sort,
    first: int | None,
    after: str | None,
    last: int | None = None,
    before: str | None = None,
    most: int = MAX_PAGE_SIZE,
) -> Page:
    """The page that the arguments mean. Raises BadInput."""
    if first is not None and last is not None:
        raise BadInput("Give either first or last, not both.")
    for name, size in (("first", first), ("last", last)):
        if size is not None and not 1 <= size <= most:
            raise BadInput(f"{name} must be between 1 and {most}, not {size}.")
    backwards = last is not None or (first is None and before is not None)
    size = first if first is not None else last if last is not None else DEFAULT_SIZE
    return Page(
        size, _cursor_of("after", after, sort), _cursor_of("before", before, sort), backwards
    )


def encode(sort: Sort, row: Record) -> str:
    """The cursor of a row that has its `sort_value`."""
    value: SortValue = row["sort_value"]
    text = value.isoformat() if isinstance(value, datetime) else value
    name = [sort.name] if sort.name else []
    key = [*name, None if text is None else str(text), *(row[id] for id in sort.ids)]
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode()


def decode(sort: Sort, text: str) -> Cursor | None:
    """None for what is no cursor of a list in this order. Its padding may be left out."""
    padded = text + "=" * (-len(text) % 4)
    try:
        key = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if sort.name:
            name, *key = key
            if name != sort.name:
                return None
        value, *ids = key
        if len(ids) != len(sort.ids) or not all(
            isinstance(id, str) and "\0" not in id for id in ids
        ):
            return None
        return Cursor(_value_of(value, sort), tuple(ids))
    except (ValueError, TypeError, OverflowError, binascii.Error, DecimalException, BadInput):
        return None


def _cursor_of(argument: str, text: str | None, sort: Sort) -> Cursor | None:
    """Raises BadInput."""
    cursor = None if text is None else decode(sort, text)
    if text is not None and cursor is None:
        raise BadInput(f"{argument} is no cursor of this list in this order: {text!r}.")
    return cursor


def _value_of(value: object, sort: Sort) -> SortValue:
    if value is None and sort.nullable:
        return None
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    if sort.kind == "instant":
        return parse_instant(value)
    if sort.kind == "count":
        if (count := int(value)) not in INT64:
            raise ValueError
        return count
    if sort.kind == "float":
        share = float(value)
        if not isfinite(share):
            raise ValueError
        return share
    if sort.kind == "number":
        number = Decimal(value)
        if not number.is_finite() or abs(number.adjusted()) > 1000:
            raise ValueError
        return number
    return value


def _beyond(bind: Binding, sort: Sort, cursor: Cursor, *, backwards: bool) -> str:
    """The SQL condition that a row comes after the cursor; before it, when going backwards."""
    sign = "<" if sort.descending != backwards else ">"
    ids = ", ".join(bind(id, "text") for id in cursor.ids)
    if cursor.value is None:
        same = f"{sort.clause} IS NULL AND ({', '.join(sort.ids)}) {sign} ({ids})"
        return f"({sort.clause} IS NOT NULL OR {same})" if backwards else f"({same})"
    value = bind(cursor.value, SQL_TYPES[sort.kind])
    further = f"({sort.key}) {sign} ({value}, {ids})"
    return f"({further} OR {sort.clause} IS NULL)" if sort.nullable and not backwards else further


def within(bind: Binding, sort: Sort, page: Page) -> str:
    """The SQL conditions that cursors set."""
    conditions = []
    if page.after:
        conditions.append(_beyond(bind, sort, page.after, backwards=False))
    if page.before:
        conditions.append(_beyond(bind, sort, page.before, backwards=True))
    return " AND ".join(conditions) or "true"


def tail(bind: Binding, sort: Sort, page: Page) -> str:
    """The ORDER BY and LIMIT of a page; where it is one by key, of one row more."""
    order = sort.order_by(backwards=page.backwards)
    if page.offset is not None:
        return f"ORDER BY {order} LIMIT {bind(page.size, 'int')} OFFSET {bind(page.offset, 'int')}"
    return f"ORDER BY {order} LIMIT {bind(page.size + 1, 'int')}"


def cut(rows: Sequence[Record], page: Page) -> Paged:
    """Turn what `tail` let through into the page."""
    more = len(rows) > page.size
    kept = list(rows[: page.size])
    if page.backwards:
        return Paged(kept[::-1], page.before is not None, more)
    return Paged(kept, more, page.after is not None)
