"""Pages by key: cursor <-> sort key, and the statement that reads a page of each of many lists."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, DecimalException
from math import isfinite
from typing import Literal, NamedTuple

import orjson
from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.errors import BadInput
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.statement import Binding, scan

DEFAULT_SIZE = 50
MOST = 500
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
    """An order of rows: by a known clause, and by id where that is equal."""

    # What cursors call it: one of another order is refused.
    name: str
    clause: str
    kind: Kind
    id: str
    descending: bool = True
    # Rows without a value come last either way.
    nullable: bool = False

    def order_by(self, *, backwards: bool) -> str:
        return self.over(self.clause, backwards=backwards)

    def over(self, clause: str, *, backwards: bool = False) -> str:
        """The same order of rows that have the value in another column."""
        direction = "DESC" if self.descending != backwards else "ASC"
        nulls = "" if not self.nullable else f" NULLS {'FIRST' if backwards else 'LAST'}"
        return f"{clause} {direction}{nulls}, {self.id} {direction}"


class Cursor(NamedTuple):
    """Where a row stands: its sort value and its id."""

    value: SortValue
    id: str


@dataclass(frozen=True)
class Page:
    """Which rows of a list are asked for."""

    size: int
    after: Cursor | None = None
    before: Cursor | None = None
    backwards: bool = False


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
    most: int = MOST,
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
    value: SortValue = row["sort_value"]
    text = value.isoformat() if isinstance(value, datetime) else value
    key = [sort.name, None if text is None else str(text), row[sort.id]]
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode()


def _cursor_of(argument: str, text: str | None, sort: Sort) -> Cursor | None:
    if text is None:
        return None
    try:
        name, value, id = orjson.loads(base64.b64decode(text, altchars=b"-_", validate=True))
        if name != sort.name or not isinstance(id, str) or "\0" in id:
            raise ValueError
        return Cursor(_value_of(value, sort), id)
    except (ValueError, TypeError, OverflowError, binascii.Error, DecimalException):
        raise BadInput(f"{argument} is no cursor of this list in this order: {text!r}.") from None


def _value_of(value: object, sort: Sort) -> SortValue:
    if value is None and sort.nullable:
        return None
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    if sort.kind == "instant":
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError
        return instant.astimezone(UTC)
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
    id = bind(cursor.id, "text")
    if cursor.value is None:
        same = f"{sort.clause} IS NULL AND {sort.id} {sign} {id}"
        return f"({sort.clause} IS NOT NULL OR {same})" if backwards else f"({same})"
    value = bind(cursor.value, SQL_TYPES[sort.kind])
    further = f"({sort.clause}, {sort.id}) {sign} ({value}, {id})"
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
    """The ORDER BY and LIMIT of a page, and of one row more."""
    order = sort.order_by(backwards=page.backwards)
    return f"ORDER BY {order} LIMIT {bind(page.size + 1, 'int')}"


def cut(rows: Sequence[Record], page: Page) -> Paged:
    """Turn what `tail` let through into the page."""
    more = len(rows) > page.size
    kept = list(rows[: page.size])
    if page.backwards:
        return Paged(kept[::-1], page.before is not None, more)
    return Paged(kept, more, page.after is not None)


async def select_pages(
    pool: ScopedPool,
    bind: Binding,
    keys: Sequence[str],
    select: str,
    sort: Sort,
    page: Page,
    columns: Columns,
    *,
    is_filtered: bool = False,
) -> list[Paged]:
    """A page of the list of each key. The SELECT ends in its WHERE and may name `owner.key`.

    It has these columns, and `sort_value`. Where few rows pass a filter, all are looked at for a
    page of them.
    """
    statement = f"""
        SELECT owner.key AS owner_key, page.* FROM unnest({bind(keys, "text[]")}) AS owner(key)
        CROSS JOIN LATERAL (
            {select} AND {within(bind, sort, page)} {tail(bind, sort, page)}
        ) AS page
    """
    columns = columns.also("owner_key", "sort_value")
    rows = await fetch_columns(pool, bind, statement, columns, is_scan=is_filtered)
    by_key: dict[str, list[Record]] = {key: [] for key in keys}
    for row in rows:
        by_key[row["owner_key"]].append(row)
    return [cut(by_key[key], page) for key in keys]


async def count_lists(
    pool: ScopedPool, bind: Binding, keys: Sequence[str], source: str
) -> list[int]:
    """How many rows the list of each key has. The source is a FROM with its WHERE."""
    rows = await scan(
        pool,
        f"""
        SELECT owner.key, (SELECT count(*) {source}) AS count
        FROM unnest({bind(keys, "text[]")}) AS owner(key)
        """,
        *bind.values,
    )
    by_key = {row["key"]: row["count"] for row in rows}
    return [by_key[key] for key in keys]
