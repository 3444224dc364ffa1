"""The statements that read lists: a page of each of many, or rows that meet conditions."""

from collections.abc import Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.conditions import Condition, is_scan, where
from usertrail.read.counted import Columns, fetch_columns, fetch_fitting
from usertrail.read.paging import Page, Paged, Sort, cut, tail, within
from usertrail.read.statement import Binding, fetch, scan


class Rows(NamedTuple):
    """Rows of a table, and what is read of each."""

    table: str
    selected: str
    columns: Columns
    # What is read under the name of the table, if it is none.
    subquery: str | None = None

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
