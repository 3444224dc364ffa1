"""Walks a list from the newest to the oldest by time, never by the number of a page.

What arrives at the source meanwhile is newer than where the walk is, so nothing shifts. Where it is
says all that a later run needs to go on.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, NamedTuple

from usertrail.langfuse_import.client import BrokenOff, Source
from usertrail.langfuse_import.lists import MILLISECOND, Listing, read
from usertrail.normalise.fields import moment_of


class Place(NamedTuple):
    """Everything from `before` on was read, and of its last millisecond the items seen."""

    before: datetime
    seen: frozenset[str] = frozenset()


class Step(NamedTuple):
    """What was read for the first time, and where the walk is after it."""

    items: list[Any]
    place: Place
    # How many the rest of the list has, these included; None where the server does not count.
    total: int | None


async def walk(
    source: Source, listing: Listing, since: datetime | None, place: Place
) -> AsyncIterator[Step]:
    """The steps from here to the oldest. Raises BrokenOff."""
    next_page = None
    while True:
        page = await read(source, listing, since, place.before, next_page)
        times = [time for item in page.items if (time := _time(item, listing))]
        if times and next_page is None and min(times) >= place.before:
            raise BrokenOff(
                f"{source.host} does not know the parameter {listing.before} of {listing.path}: "
                "it is too old to be read. Its newest update of the same version knows it."
            )
        fresh = [item for item in page.items if item_id(item) not in place.seen]
        # The source may know more than the milliseconds it shows.
        reached = min(times, default=place.before) + MILLISECOND
        if reached < place.before:
            place = Place(reached, _seen_at(page.items, listing, reached))
            next_page = None
        else:
            # One millisecond holds more than a page: this is where pages must be numbered.
            place = Place(place.before, place.seen | {item_id(item) for item in page.items})
            next_page = page.next
        yield Step(fresh, place, page.total)
        if page.next is None or not page.items:
            return


def _time(item: Any, listing: Listing) -> datetime | None:
    """To the millisecond."""
    moment = moment_of(item.get(listing.time)) if isinstance(item, dict) else None
    return moment and moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _seen_at(items: list[Any], listing: Listing, reached: datetime) -> frozenset[str]:
    return frozenset(
        item_id(item) for item in items if _time(item, listing) == reached - MILLISECOND
    )


def item_id(item: Any) -> str:
    return str(item.get("id")) if isinstance(item, dict) else ""
