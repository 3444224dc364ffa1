"""Lists of traces and feedback that several types have."""

from collections.abc import Callable, Sequence

from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.read import feedback, traces
from usertrail.read.conditions import Condition
from usertrail.read.lists import Rows, count_list_rows, select_list_pages
from usertrail.read.paging import Sort
from usertrail.schema import types
from usertrail.schema.context import Info
from usertrail.schema.inputs.conversion import (
    feedback_conditions_of,
    period_of,
    trace_conditions_of,
    trace_sort_of,
)
from usertrail.schema.inputs.feedback import FeedbackFilter
from usertrail.schema.inputs.lists import TraceFilter, TraceOrder
from usertrail.schema.inputs.ranges import PeriodInput
from usertrail.schema.types.connection import Item, PagedList


def list_traces(
    info: Info,
    of: str,
    key: str,
    period: PeriodInput | None = None,
    filter: TraceFilter | None = None,
    order_by: TraceOrder | None = None,
) -> "PagedList[types.Trace]":
    """`of` is one of `traces.LISTED.lists`, and `key` identifies the list within it."""
    sort, conditions = trace_sort_of(order_by), trace_conditions_of(filter)
    return _list(info, traces.LISTED, of, key, period, conditions, sort, types.Trace.of)


def list_feedback(
    info: Info,
    of: str,
    key: str,
    period: PeriodInput | None = None,
    filter: FeedbackFilter | None = None,
    sort: Sort = feedback.NEWEST_FIRST,
) -> "PagedList[types.Feedback]":
    """`of` is one of `feedback.WHOLE.lists`, and `key` identifies the list within it."""
    conditions = feedback_conditions_of(filter)
    return _list(info, feedback.WHOLE, of, key, period, conditions, sort, types.Feedback.of)


def _list(
    info: Info,
    rows: Rows,
    of: str,
    key: str,
    period: PeriodInput | None,
    conditions: Sequence[Condition],
    sort: Sort,
    item: Callable[[Record], Item],
) -> PagedList[Item]:
    load, within = info.context.load, period_of(period)
    return PagedList(
        sort,
        lambda page: load(select_list_pages, key, rows, of, sort, page, within, conditions),
        lambda found: map_in_slices(found, item),
        lambda: load(count_list_rows, key, rows, of, within, conditions),
    )
