"""The statements that read lists: a page of each of many, or rows that meet conditions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.conditions import Column, Condition, Some, any_of, is_scan, where
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
    lists: Mapping[str, str] = {"project": "true"}

    @property
    def source(self) -> str:
        return f"({self.subquery}) AS {self.table}" if self.subquery else self.table


class Listing(NamedTuple):
    """A list of rows: in which order, those that meet all conditions, when, and whose."""

    rows: Rows
    sort: Sort
    conditions: Sequence[Condition | Some] = ()
    period: Period = ALL_TIME
    of: str = "project"

    def source(self, bind: Binding, pool: ScopedPool) -> str:
        """Its FROM and WHERE."""
        rows = self.rows
        own = where(bind, pool.project_id, rows.table, self.conditions)
        in_period = self.period.holds(bind, rows.at)
        return f"FROM {rows.source} WHERE {own} AND {rows.lists[self.of]} AND {in_period}"

    def page(self, bind: Binding, pool: ScopedPool, page: Page) -> tuple[str, Columns]:
        """The statement for a page of it, and its columns."""
        sort = self.sort
        statement = f"""
            SELECT {self.rows.selected}, {sort.clause} AS sort_value {self.source(bind, pool)}
                AND {within(bind, sort, page)} {tail(bind, sort, page)}
        """
        return statement, self.rows.columns.also("sort_value")


async def select_rows(pool: ScopedPool, listing: Listing, page: Page) -> list[Record]:
    """Those of the project's list that lie on the page."""
    bind, scans = Binding(), is_scan(listing.conditions)
    return await fetch_columns(pool, bind, *listing.page(bind, pool, page), is_scan=scans)


async def select_fitting_page(pool: ScopedPool, listing: Listing, page: Page) -> Paged:
    """The same of a page by key, which ends early where its rows are long."""
    bind, scans = Binding(), is_scan(listing.conditions)
    found, count = await fetch_fitting(pool, bind, *listing.page(bind, pool, page), is_scan=scans)
    return cut(found, page)._replace(has_next=count > min(len(found), page.size))


async def count_rows(pool: ScopedPool, listing: Listing) -> int:
    """How many rows there are on all pages of the project's list."""
    bind = Binding()
    read = scan if is_scan(listing.conditions) else fetch
    statement = f"SELECT count(*) AS count {listing.source(bind, pool)}"
    [row] = await read(pool, statement, *bind.values)
    count: int = row["count"]
    return count


async def select_by_id(
    pool: ScopedPool,
    rows: Rows,
    name: str,
    ids: Sequence[str],
    conditions: Sequence[Condition] = (),
    order: str = "",
) -> list[Record]:
    """Those of the project that have one of these ids under that name and meet all conditions."""
    bind, these = Binding(), [any_of(Column("id", name), ids), *conditions]
    in_project = where(bind, pool.project_id, rows.table, these)
    statement = f"SELECT {rows.selected} FROM {rows.source} WHERE {in_project} {order}"
    return await fetch_columns(pool, bind, statement, rows.columns)


async def select_list_pages(
    pool: ScopedPool, keys: Sequence[str], listing: Listing, page: Page, bind: Binding | None = None
) -> list[Paged]:
    """A page of the list of each key, in their order: rows with `sort_value`.

    What is read of the rows may have bound values. Where few rows pass a filter, all are looked at.
    """
    bind = bind or Binding()
    each, columns = listing.page(bind, pool, page)
    statement = f"""
        SELECT owner.key AS owner_key, page.* FROM unnest({bind(keys, "text[]")}) AS owner(key)
        CROSS JOIN LATERAL ({each}) AS page
    """
    columns, scans = columns.also("owner_key"), bool(listing.conditions)
    by_key: dict[str, list[Record]] = {key: [] for key in keys}
    for row in await fetch_columns(pool, bind, statement, columns, is_scan=scans):
        by_key[row["owner_key"]].append(row)
    return [cut(by_key[key], page) for key in keys]


async def count_list_rows(pool: ScopedPool, keys: Sequence[str], listing: Listing) -> list[int]:
    """How many there are on all pages of the list of each key, in their order."""
    bind = Binding()
    statement = f"""
        SELECT owner.key, (SELECT count(*) {listing.source(bind, pool)}) AS count
        FROM unnest({bind(keys, "text[]")}) AS owner(key)
    """
    by_key = {row["key"]: row["count"] for row in await scan(pool, statement, *bind.values)}
    return [by_key[key] for key in keys]
