"""The statements that read lists: a page of each of many, or rows that meet conditions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.conditions import Column, Condition, any_of, is_scan, where
from usertrail.read.counted import Columns, fetch_columns, fetch_fitting
from usertrail.read.paging import Page, Paged, Sort, cut, tail, within
from usertrail.read.period import ALL_TIME, Period
from usertrail.read.statement import Binding, fetch, scan


class Rows(NamedTuple):
    """Rows of a table, and what is read of each."""

    table: str
    selected: str
    columns: Columns
    # What is read under the name of the table, if it is none.
    subquery: str | None = None
    # When a row began, and the lists that there are: which rows are in the list of `owner.key`.
    at: str = "started_at"
    lists: Mapping[str, str] = {}

    @property
    def source(self) -> str:
        return f"({self.subquery}) AS {self.table}" if self.subquery else self.table


async def select_rows(
    pool: ScopedPool,
    project_id: str,
    rows: Rows,
    conditions: Sequence[Condition],
    sort: Sort,
    page: Page,
) -> list[Record]:
    """Those of the project that meet all of the conditions, and lie on the page."""
    bind = Binding()
    statement, columns = _page(bind, project_id, rows, conditions, sort, page)
    return await fetch_columns(pool, bind, statement, columns, is_scan=is_scan(conditions))


async def select_fitting_page(
    pool: ScopedPool,
    project_id: str,
    rows: Rows,
    conditions: Sequence[Condition],
    sort: Sort,
    page: Page,
) -> Paged:
    """The same of a page by key, which ends early where its rows are long."""
    bind = Binding()
    statement, columns = _page(bind, project_id, rows, conditions, sort, page)
    found, count = await fetch_fitting(pool, bind, statement, columns, is_scan=is_scan(conditions))
    return cut(found, page)._replace(has_next=count > min(len(found), page.size))


def _page(
    bind: Binding,
    project_id: str,
    rows: Rows,
    conditions: Sequence[Condition],
    sort: Sort,
    page: Page,
) -> tuple[str, Columns]:
    statement = f"""
        SELECT {rows.selected}, {sort.clause} AS sort_value FROM {rows.source}
        WHERE {where(bind, project_id, rows.table, conditions)} AND {within(bind, sort, page)}
        {tail(bind, sort, page)}
    """
    return statement, rows.columns.also("sort_value")


async def count_rows(
    pool: ScopedPool, project_id: str, rows: Rows, conditions: Sequence[Condition]
) -> int:
    """How many rows of the project meet all of the conditions."""
    bind = Binding()
    read = scan if is_scan(conditions) else fetch
    [row] = await read(
        pool,
        f"""
        SELECT count(*) AS count FROM {rows.source}
        WHERE {where(bind, project_id, rows.table, conditions)}
        """,
        *bind.values,
    )
    count: int = row["count"]
    return count


async def select_by_id(
    pool: ScopedPool,
    project_id: str,
    rows: Rows,
    name: str,
    ids: Sequence[str],
    conditions: Sequence[Condition] = (),
    order: str = "",
) -> list[Record]:
    """Those of the project that have one of these ids under that name and meet all conditions."""
    bind = Binding()
    these = [any_of(Column("id", name), ids), *conditions]
    where_it_is = where(bind, project_id, rows.table, these)
    statement = f"SELECT {rows.selected} FROM {rows.source} WHERE {where_it_is} {order}"
    return await fetch_columns(pool, bind, statement, rows.columns)


async def select_list_pages(
    pool: ScopedPool,
    project_id: str,
    keys: Sequence[str],
    rows: Rows,
    of: str,
    sort: Sort,
    page: Page,
    period: Period = ALL_TIME,
    conditions: Sequence[Condition] = (),
) -> list[Paged]:
    """A page of the list of each key, in their order: rows with `sort_value`."""
    bind = Binding()
    source = _list(bind, project_id, rows, of, period, conditions)
    select = f"SELECT {rows.selected}, {sort.clause} AS sort_value {source}"
    return await select_pages(
        pool, bind, keys, select, sort, page, rows.columns, is_filtered=bool(conditions)
    )


async def count_list_rows(
    pool: ScopedPool,
    project_id: str,
    keys: Sequence[str],
    rows: Rows,
    of: str,
    period: Period = ALL_TIME,
    conditions: Sequence[Condition] = (),
) -> list[int]:
    """How many there are on all pages of the list of each key, in their order."""
    bind = Binding()
    return await count_lists(
        pool, bind, keys, _list(bind, project_id, rows, of, period, conditions)
    )


def _list(
    bind: Binding,
    project_id: str,
    rows: Rows,
    of: str,
    period: Period,
    conditions: Sequence[Condition],
) -> str:
    own = where(bind, project_id, rows.table, conditions)
    in_period = period.holds(bind, rows.at)
    return f"FROM {rows.table} WHERE {own} AND {rows.lists[of]} AND {in_period}"


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
