"""Converts GraphQL inputs to the types of `read`, which does not depend on GraphQL."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from usertrail.normalise.identifiers import storable_id
from usertrail.read import traces
from usertrail.read.columns import FEEDBACK, TRACE
from usertrail.read.conditions import (
    ARRAYS,
    FLAGS,
    HOLDS,
    HOLDS_NOT,
    Condition,
    Range,
    any_of,
    contains,
    equals,
    in_range,
)
from usertrail.read.paging import Sort
from usertrail.read.period import ALL_TIME, Interval, Period
from usertrail.read.users import filter as users
from usertrail.schema.inputs.feedback import FeedbackCondition, FeedbackFilter
from usertrail.schema.inputs.lists import (
    OrderDirection,
    TraceFilter,
    TraceOrder,
    UserFilter,
    UserOrder,
)
from usertrail.schema.inputs.ranges import (
    CountRange,
    DecimalRange,
    FloatRange,
    IntervalInput,
    PeriodInput,
)


def period_of(given: PeriodInput | None) -> Period:
    """Without an end the period stops at the current time, unless it is all time."""
    if given is None or (given.from_ is None and given.to is None):
        return ALL_TIME
    return Period(given.from_, given.to, until_now=given.to is None)


def _some_period(given: PeriodInput | None) -> Period | None:
    return None if given is None else period_of(given)


def interval_of(given: IntervalInput | None) -> Interval:
    return Interval.DAY if given is None else Interval(given.value)


def environments_of(given: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)


def range_of(given: CountRange | FloatRange | DecimalRange | None) -> Range | None:
    return None if given is None else Range(_exact(given.min), _exact(given.max))


def _exact(value: int | float | Decimal | None) -> Decimal | None:
    """The decimal that the float is written as, so that 0.1 includes 0.1."""
    return None if value is None else Decimal(str(value))


def user_filter_of(given: UserFilter | None) -> users.UserFilter:
    if given is None:
        return users.EVERY_USER
    ids = given.user_ids
    return users.UserFilter(
        search=given.search,
        user_ids=None if ids is None else tuple(map(storable_id, ids)),
        environments=environments_of(given.environments),
        measures=tuple(
            condition
            for name, column in users.FILTERED.items()
            for condition in in_range(column, range_of(getattr(given, name)))
        ),
        feedback=_feedback_condition(given.feedback),
        first_seen_at=_some_period(given.first_seen_at),
        last_seen_at=_some_period(given.last_seen_at),
    )


def _feedback_condition(given: FeedbackCondition | None) -> users.FeedbackCondition | None:
    if given is None:
        return None
    return users.FeedbackCondition(given.name, range_of(given.count), range_of(given.average))


def trace_conditions_of(given: TraceFilter | None) -> list[Condition]:
    if given is None:
        return []
    conditions = [
        condition
        for name in ("total_tokens", "cost_usd", "latency_ms")
        for condition in in_range(TRACE[name], range_of(getattr(given, name)))
    ]
    if given.search:
        conditions.append(contains(given.search, "name", "trace_id"))
    if given.user_id is not None:
        conditions.append(equals(TRACE["user_id"], storable_id(given.user_id)))
    if given.session_id is not None:
        conditions.append(equals(TRACE["session_id"], storable_id(given.session_id)))
    if given.environments is not None:
        conditions.append(any_of(TRACE["environment"], given.environments))
    if given.tags:
        conditions.append(Condition(TRACE["tags"], ARRAYS["all of"], given.tags))
    if given.has_error is not None:
        conditions.append(Condition(TRACE["has_error"], FLAGS["="], given.has_error))
    if given.has_feedback is not None:
        test = HOLDS if given.has_feedback else HOLDS_NOT
        conditions.append(Condition(TRACE["has_feedback"], test))
    return conditions


def feedback_conditions_of(given: FeedbackFilter | None) -> list[Condition]:
    if given is None:
        return []
    conditions = in_range(FEEDBACK["value"], range_of(given.value))
    if given.user_id is not None:
        conditions.append(equals(FEEDBACK["user_id"], storable_id(given.user_id)))
    if given.names is not None:
        conditions.append(any_of(FEEDBACK["name"], given.names))
    if given.data_types is not None:
        kinds = [str(kind.value) for kind in given.data_types]
        conditions.append(any_of(FEEDBACK["data_type"], kinds))
    if given.categories is not None:
        conditions.append(equals(FEEDBACK["data_type"], "CATEGORICAL"))
        conditions.append(any_of(FEEDBACK["string_value"], given.categories))
    if given.has_comment is not None:
        conditions.append(Condition(FEEDBACK["has_comment"], FLAGS["="], given.has_comment))
    return conditions


def user_sort_of(given: UserOrder | None) -> Sort:
    return _sort(users.SORTS, given) if given else users.LAST_SEEN_FIRST


def trace_sort_of(given: TraceOrder | None) -> Sort:
    return _sort(traces.SORTS, given) if given else traces.NEWEST_FIRST


def _sort(sorts: Mapping[str, Sort], given: UserOrder | TraceOrder) -> Sort:
    column = str(given.field.value)
    return sorts[column].directed(descending=given.direction is OrderDirection.DESC)
