"""Keyset paging by time, from the newest item to the oldest, over lists that have no such paging.

Items that arrive at the source meanwhile are newer than the cursor, so no page shifts. The cursor
is all that a later run needs to continue.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, NamedTuple

from usertrail.langfuse_import.client import ImportInterrupted, LangfuseClient
from usertrail.langfuse_import.lists import MILLISECOND, ListEndpoint, read_page
from usertrail.normalise.fields import moment_of


class TimeCursor(NamedTuple):
    """All items from `before` on were read; of the millisecond before it, those in `seen`."""

    before: datetime
    seen: frozenset[str] = frozenset()


class Step(NamedTuple):
    """The new items of a page, and the cursor after it."""

    items: list[Any]
    cursor: TimeCursor
    # Items in the rest of the list, including these; None if the server does not count.
    total: int | None


async def pages_by_time(
    client: LangfuseClient, endpoint: ListEndpoint, since: datetime | None, cursor: TimeCursor
) -> AsyncIterator[Step]:
    """The steps from the cursor to the oldest item. Raises ImportInterrupted."""
    next_page = None
    while True:
        page = await read_page(client, endpoint, since, cursor.before, next_page)
        times = [time for item in page.items if (time := _time(item, endpoint))]
        if times and next_page is None and min(times) >= cursor.before:
            raise ImportInterrupted(
                f"{client.host} does not know the parameter {endpoint.before} of {endpoint.path}: "
                "this version is too old. Its latest minor version has the parameter."
            )
        fresh = [item for item in page.items if item_id(item) not in cursor.seen]
        # The source may store microseconds and show milliseconds.
        reached = min(times, default=cursor.before) + MILLISECOND
        if reached < cursor.before:
            cursor = TimeCursor(reached, _seen_at(page.items, endpoint, reached))
            next_page = None
        else:
            # One millisecond has more items than a page: only here pages go by number or cursor.
            cursor = TimeCursor(cursor.before, cursor.seen | {item_id(item) for item in page.items})
            next_page = page.next
        yield Step(fresh, cursor, page.total)
        if page.next is None or not page.items:
            return


def _time(item: Any, endpoint: ListEndpoint) -> datetime | None:
    """The item's time, truncated to milliseconds."""
    moment = moment_of(item.get(endpoint.time)) if isinstance(item, dict) else None
    return moment and moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _seen_at(items: list[Any], endpoint: ListEndpoint, reached: datetime) -> frozenset[str]:
    return frozenset(
        item_id(item) for item in items if _time(item, endpoint) == reached - MILLISECOND
    )


def item_id(item: Any) -> str:
    return str(item.get("id")) if isinstance(item, dict) else ""
