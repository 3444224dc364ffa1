"""Lists of traces and feedback that several types have."""

from usertrail.cooperative import map_in_slices
from usertrail.read import feedback, traces
from usertrail.read.lists import Listing, count_list_rows, select_list_pages
from usertrail.read.paging import Sort
from usertrail.schema import types
from usertrail.schema.context import Info
from usertrail.schema.inputs import conversion
from usertrail.schema.inputs.feedback import FeedbackFilter
from usertrail.schema.inputs.ranges import PeriodInput
from usertrail.schema.inputs.traces import TraceFilter, TraceOrder
from usertrail.schema.types.connection import Item, Items, PagedList


def list_traces(
    info: Info,
    of: str,
    key: str,
    period: PeriodInput | None = None,
    filter: TraceFilter | None = None,
    order_by: TraceOrder | None = None,
) -> "PagedList[types.Trace]":
    """`of` is one of `traces.LISTED.lists`, and `key` identifies the list within it."""
    listing = listing_of_traces(period, filter, order_by, of)
    return paged_list(info, listing, key, lambda rows: map_in_slices(rows, types.Trace.of))


def listing_of_traces(
    period: PeriodInput | None,
    filter: TraceFilter | None,
    order_by: TraceOrder | None = None,
    of: str = "project",
) -> Listing:
    sort, conditions = conversion.trace_sort_of(order_by), conversion.trace_conditions_of(filter)
    return Listing(traces.LISTED, sort, conditions, conversion.period_of(period), of)


def list_feedback(
    info: Info,
    of: str,
    key: str,
    period: PeriodInput | None = None,
    filter: FeedbackFilter | None = None,
    sort: Sort = feedback.NEWEST_FIRST,
) -> "PagedList[types.Feedback]":
    """`of` is one of `feedback.WHOLE.lists`, and `key` identifies the list within it."""
    conditions = conversion.feedback_conditions_of(filter)
    listing = Listing(feedback.WHOLE, sort, conditions, conversion.period_of(period), of)
    return paged_list(info, listing, key, lambda rows: map_in_slices(rows, types.Feedback.of))


def paged_list(info: Info, listing: Listing, key: str, items: Items[Item]) -> PagedList[Item]:
    load = info.context.load
    return PagedList(
        listing.sort,
        lambda page: load(select_list_pages, key, listing, page),
        items,
        lambda: load(count_list_rows, key, listing),
    )
