"""Connections: one page of a list, and how many rows the list has."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import strawberry
from asyncpg import Record

from usertrail.query.paging import Paged, Sort, encode
from usertrail.query.scalars import Count

Item = TypeVar("Item")


@strawberry.type
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class Edge(Generic[Item]):
    cursor: str
    node: Item


@strawberry.type
class Connection(Generic[Item]):
    edges: list[Edge[Item]]
    nodes: list[Item]
    page_info: PageInfo
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="How many there are on all pages; counted only when asked for.")
    async def total_count(self) -> Count:
        return Count(await self.count())


def connection(
    paged: Paged,
    sort: Sort,
    of: Callable[[Record], Item | None],
    count: Callable[[], Awaitable[int]],
) -> Connection[Item]:
    """A row that `of` finds nothing for was deleted while the page was read, and is left out."""
    edges = [
        Edge(cursor=encode(sort, row), node=node)
        for row in paged.rows
        if (node := of(row)) is not None
    ]
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
