"""Relay connections: a page of a list, and the total count."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import strawberry
from asyncpg import Record
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from usertrail.cooperative import map_in_slices
from usertrail.read.paging import MAX_PAGE_SIZE, Page, Paged, Sort, encode, page_of
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.scalars import Count

Item = TypeVar("Item")
Items = Callable[[Sequence[Record]], Awaitable[Sequence[Item | None]]]


@object_type("Information about the position of a page in its list.")
class PageInfo:
    has_next_page: bool = described("Whether more rows follow this page.")
    has_previous_page: bool = described("Whether rows precede this page.")
    start_cursor: str | None = described(
        "The cursor of the first row, for before; null if the page is empty."
    )
    end_cursor: str | None = described(
        "The cursor of the last row, for after; null if the page is empty."
    )


@object_type("A row of a list with its cursor.")
class Edge(Generic[Item]):
    cursor: str = described(
        "The position of the row, for after and before; valid only for the same list in the same "
        "order."
    )
    node: Item = described("The row at this position.")


@object_type(
    "A page of a list. Rows that are added or removed between two requests do not shift the others."
)
class Connection(Generic[Item]):
    edges: list[Edge[Item]] = described("The rows of the page with their cursors.")
    nodes: list[Item] = described("The rows of the page without cursors.")
    page_info: PageInfo = described("Information for fetching the next or previous page.")
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @described("The number of rows on all pages, computed only if requested.")
    async def total_count(self) -> Count:
        return Count(await self.count())


@dataclass(frozen=True)
class PagedList(Generic[Item]):
    """A paginated list, as returned by the resolver of a connection field."""

    sort: Sort
    read: Callable[[Page], Awaitable[Paged]]
    # The objects for these rows; None for a row that was deleted meanwhile, which is left out.
    items: "Items[Item]"
    count: Callable[[], Awaitable[int]]

    async def connection(self, page: Page) -> Connection[Item]:
        paged = await self.read(page)
        items = await self.items(paged.rows)
        found = [
            (row, item) for row, item in zip(paged.rows, items, strict=True) if item is not None
        ]
        edges = await map_in_slices(
            found, lambda of: Edge(cursor=encode(self.sort, of[0]), node=of[1])
        )
        return Connection(
            edges=edges,
            nodes=[edge.node for edge in edges],
            page_info=PageInfo(
                has_next_page=paged.has_next,
                has_previous_page=paged.has_previous,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=self.count,
        )


PAGE_ARGUMENTS = {
    "first": arguments.First,
    "after": arguments.After,
    "last": arguments.Last,
    "before": arguments.Before,
}


class Paging(FieldExtension):
    """Adds pagination arguments to a field, before its own, and returns a page of its list."""

    def __init__(self, page_arguments: Mapping[str, Any], max_size: int) -> None:
        self._page_arguments = page_arguments
        self._max_size = max_size

    def apply(self, field: StrawberryField) -> None:
        own = [
            argument
            for argument in field.arguments
            if argument.python_name not in self._page_arguments
        ]
        paging = [
            StrawberryArgument(name, None, StrawberryAnnotation(annotation), default=None)
            for name, annotation in self._page_arguments.items()
        ]
        field.arguments = paging + own

    def resolve(
        self,
        next_: Callable[..., PagedList[Any]],
        source: Any,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        **own: Any,
    ) -> Awaitable[Connection[Any]]:
        """Raises BadInput."""
        listed = next_(source, info, **own)
        return listed.connection(page_of(listed.sort, first, after, last, before, self._max_size))


def connection(
    of: object,
    description: str,
    *,
    metadata: Mapping[Any, Any] | None = None,
    page_arguments: Mapping[str, Any] = PAGE_ARGUMENTS,
    max_size: int = MAX_PAGE_SIZE,
) -> Any:
    """A field of this Connection[...] type, whose resolver returns a PagedList."""
    return described(
        description,
        graphql_type=of,
        metadata=metadata,
        extensions=[Paging(page_arguments, max_size)],
    )
