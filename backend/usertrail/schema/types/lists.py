"""Lists of traces and feedback that several types have."""

from usertrail.cooperative import map_in_slices
from usertrail.read import feedback, traces
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
from usertrail.schema.types.connection import PagedList


def list_traces(
    info: Info,
    of: str,
    key: str,
    period: PeriodInput | None = None,
    filter: TraceFilter | None = None,
    order_by: TraceOrder | None = None,
) -> "PagedList[types.Trace]":
    """`of` is a key of `traces.OF`, and `key` identifies the list within it."""
    load, within = info.context.load, period_of(period)
    conditions, sort = trace_conditions_of(filter), trace_sort_of(order_by)
    return PagedList(
        sort,
        lambda page: load(traces.select_trace_pages, key, of, page, within, conditions, sort),
        lambda rows: map_in_slices(rows, types.Trace.of),
        lambda: load(traces.count_traces, key, of, within, conditions),
    )


def list_feedback(
    info: Info,
    of: str,
    key: str,
    period: PeriodInput | None = None,
    filter: FeedbackFilter | None = None,
    sort: Sort = feedback.NEWEST_FIRST,
) -> "PagedList[types.Feedback]":
    """`of` is a key of `feedback.OF`, and `key` identifies the list within it."""
    load, within, conditions = info.context.load, period_of(period), feedback_conditions_of(filter)
    return PagedList(
        sort,
        lambda page: load(feedback.select_feedback_pages, key, of, page, within, conditions, sort),
        lambda rows: map_in_slices(rows, types.Feedback.of),
        lambda: load(feedback.count_feedback, key, of, within, conditions),
    )
