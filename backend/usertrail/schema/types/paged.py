"""Connections: one page of a list, and how many rows the list has."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import strawberry
from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.read.paging import Paged, Sort, encode
from usertrail.schema.scalars import Count

Item = TypeVar("Item")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there are rows after this page.")
    has_previous_page: bool = strawberry.field(
        description="Whether there are rows before this page."
    )
    start_cursor: str | None = strawberry.field(
        description="The cursor of its first row, for before; null for an empty page."
    )
    end_cursor: str | None = strawberry.field(
        description="The cursor of its last row, for after; null for an empty page."
    )


@strawberry.type(description="A row of a list, and where it stands there.")
class Edge(Generic[Item]):
    cursor: str = strawberry.field(
        description="Where the row stands, for after and before; it holds in the same order only."
    )
    node: Item = strawberry.field(description="The row itself.")


@strawberry.type(
    description="One page of a list. Rows that come or go between two pages move no other row."
)
class Connection(Generic[Item]):
    edges: list[Edge[Item]] = strawberry.field(
        description="The rows of the page, each with its cursor."
    )
    nodes: list[Item] = strawberry.field(description="The rows of the page, without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in its list.")
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="How many there are on all pages; counted only when asked for.")
    async def total_count(self) -> Count:
        return Count(await self.count())


async def connection(
    paged: Paged,
    sort: Sort,
    of: Callable[[Record], Item | None],
    count: Callable[[], Awaitable[int]],
) -> Connection[Item]:
    """A row that `of` finds nothing for was deleted while the page was read, and is left out."""

    def edge(row: Record) -> Edge[Item] | None:
        node = of(row)
        return None if node is None else Edge(cursor=encode(sort, row), node=node)

    edges = [edge for edge in await map_in_slices(paged.rows, edge) if edge is not None]
    return Connection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo(
            has_next_page=paged.has_next,
            has_previous_page=paged.has_previous,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        count=count,
    )
