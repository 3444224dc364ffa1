"""Converts GraphQL inputs to the types of `read`, which does not depend on GraphQL."""

from collections.abc import Sequence
from decimal import Decimal

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import MAX_NAME_BYTES, storable_id
from usertrail.read import traces
from usertrail.read.columns import FEEDBACK, ON_TRACE, TRACE
from usertrail.read.conditions import (
    ARRAYS,
    FLAGS,
    HOLDS,
    HOLDS_NOT,
    KEYS,
    TEXTS,
    Condition,
    Range,
    Some,
    any_of,
    contains,
    equals,
    in_range,
    under_key,
)
from usertrail.read.feedback_kinds import AskedFeedback
from usertrail.read.measures import Scope
from usertrail.read.paging import Sort
from usertrail.read.period import ALL_TIME, Interval, Period
from usertrail.read.users import feedback
from usertrail.read.users import filter as users
from usertrail.schema.context import Info
from usertrail.schema.inputs.feedback import FeedbackCondition, FeedbackDataType, FeedbackFilter
from usertrail.schema.inputs.lists import OrderDirection, UserFilter, UserOrder
from usertrail.schema.inputs.ranges import (
    CountRange,
    DecimalRange,
    FloatRange,
    IntervalInput,
    PeriodInput,
)
from usertrail.schema.inputs.traces import (
    MetadataCondition,
    TraceFeedbackCondition,
    TraceFilter,
    TraceOrder,
)


def period_of(input: PeriodInput | None) -> Period:
    """Without an end the period stops at the current time, unless it is all time."""
    if input is None or (input.from_ is None and input.to is None):
        return ALL_TIME
    return Period(input.from_, input.to, until_now=input.to is None)


def _some_period(input: PeriodInput | None) -> Period | None:
    return None if input is None else period_of(input)


def scope_of(info: Info, period: PeriodInput | None, environments: list[str] | None) -> Scope:
    """All of the caller's project in that period and in those environments."""
    return Scope(info.context.project_id, period_of(period), environments_of(environments))


def size_of(first: int | None, default: int, most: int) -> int:
    """How many entries of a list without pages are asked for. Raises BadInput."""
    size = default if first is None else first
    if not 1 <= size <= most:
        raise BadInput(f"first must be between 1 and {most}, not {size}.")
    return size


def interval_of(input: IntervalInput | None) -> Interval:
    return Interval.DAY if input is None else Interval(input.value)


def environments_of(input: Sequence[str] | None) -> tuple[str, ...] | None:
    """None for all. No environment has an empty name, by which totals call all together."""
    return None if input is None else tuple(filter(None, input))


def range_of(input: CountRange | FloatRange | DecimalRange | None) -> Range | None:
    return None if input is None else Range(_exact(input.min), _exact(input.max))


def _exact(value: int | float | Decimal | None) -> Decimal | None:
    """The decimal that the float is written as, so that 0.1 includes 0.1."""
    return None if value is None else Decimal(str(value))


def user_filter_of(input: UserFilter | None) -> users.UserFilter:
    if input is None:
        return users.EVERY_USER
    ids = input.user_ids
    return users.UserFilter(
        search=input.search,
        user_ids=None if ids is None else tuple(map(storable_id, ids)),
        environments=environments_of(input.environments),
        measures=tuple(
            condition
            for name, column in users.FILTERED.items()
            for condition in in_range(column, range_of(getattr(input, name)))
        ),
        feedback=_feedback_condition(input.feedback),
        first_seen_at=_some_period(input.first_seen_at),
        last_seen_at=_some_period(input.last_seen_at),
    )


def _feedback_condition(input: FeedbackCondition | None) -> feedback.FeedbackCondition | None:
    """Raises BadInput."""
    if input is None:
        return None
    is_named = input.name is not None
    for name, value in (("value", input.value), ("categories", input.categories)):
        if value is not None and not is_named:
            raise BadInput(f"feedback.{name} requires a name.")
    if input.average is not None and input.has_comment is not None and not is_named:
        raise BadInput("feedback.average with hasComment requires a name.")
    asked = asked_feedback("feedback", input.name, input.data_type)
    categories = input.categories
    return feedback.FeedbackCondition(
        asked if is_named else None,
        range_of(input.value),
        None if categories is None else tuple(categories),
        input.has_comment,
        range_of(input.count),
        range_of(input.average),
    )


def asked_feedback(
    argument: str, name: str | None, data_type: FeedbackDataType | None
) -> AskedFeedback:
    """Raises BadInput for a type without a name."""
    if name is None and data_type is not None:
        raise BadInput(f"The data type of {argument} requires a name.")
    return AskedFeedback(
        None if name is None else storable_id(name, MAX_NAME_BYTES),
        None if data_type is None else str(data_type.value),
    )


def trace_conditions_of(input: TraceFilter | None) -> list[Condition | Some]:
    if input is None:
        return []
    conditions: list[Condition | Some] = [
        condition
        for name in (*traces.OF_SPANS, "latency_ms")
        for condition in in_range(TRACE[name], range_of(getattr(input, name)))
    ]
    if input.search:
        conditions.append(contains(input.search, "name", "trace_id"))
    for name, id in (("user_id", input.user_id), ("session_id", input.session_id)):
        if id is not None:
            conditions.append(equals(TRACE[name], storable_id(id)))
    for name, values in (
        ("environment", input.environments),
        ("name", input.names),
        ("release", input.releases),
        ("version", input.versions),
    ):
        if values is not None:
            conditions.append(any_of(TRACE[name], values))
    if input.models is not None:
        conditions.append(Condition(TRACE["models"], KEYS["any of"], input.models))
    if input.has_error is not None:
        conditions.append(Condition(TRACE["has_error"], FLAGS["="], input.has_error))
    if input.has_feedback is not None:
        test = HOLDS if input.has_feedback else HOLDS_NOT
        conditions.append(Condition(TRACE["has_feedback"], test))
    if input.feedback is not None:
        conditions.append(Some(ON_TRACE, _feedback_on_trace(input.feedback)))
    return [*conditions, *_tag_conditions(input), *map(_metadata_condition, input.metadata or ())]


def _tag_conditions(input: TraceFilter) -> list[Condition]:
    wanted = {"all of": input.tags or None, "any of": input.tags_any, "none of": input.tags_none}
    return [
        Condition(TRACE["tags"], ARRAYS[test], tags)
        for test, tags in wanted.items()
        if tags is not None
    ]


def _metadata_condition(input: MetadataCondition) -> Condition:
    if input.value is None:
        return Condition(TRACE["metadata"], KEYS["one"], key=input.key)
    return Condition(under_key(TRACE["metadata"], "text"), TEXTS["="], input.value, input.key)


def _feedback_on_trace(input: TraceFeedbackCondition) -> list[Condition]:
    conditions = in_range(FEEDBACK["value"], range_of(input.value))
    if input.name is not None:
        conditions.append(equals(FEEDBACK["name"], input.name))
    if input.has_comment is not None:
        conditions.append(Condition(FEEDBACK["has_comment"], FLAGS["="], input.has_comment))
    return conditions


def feedback_conditions_of(input: FeedbackFilter | None) -> list[Condition]:
    if input is None:
        return []
    conditions = in_range(FEEDBACK["value"], range_of(input.value))
    if input.user_id is not None:
        conditions.append(equals(FEEDBACK["user_id"], storable_id(input.user_id)))
    if input.names is not None:
        conditions.append(any_of(FEEDBACK["name"], input.names))
    if input.data_types is not None:
        kinds = [str(kind.value) for kind in input.data_types]
        conditions.append(any_of(FEEDBACK["data_type"], kinds))
    if input.categories is not None:
        conditions.append(equals(FEEDBACK["data_type"], "CATEGORICAL"))
        conditions.append(any_of(FEEDBACK["string_value"], input.categories))
    if input.has_comment is not None:
        conditions.append(Condition(FEEDBACK["has_comment"], FLAGS["="], input.has_comment))
    if input.is_annotation is not None:
        conditions.append(Condition(FEEDBACK["is_annotation"], FLAGS["="], input.is_annotation))
    return conditions


def user_sort_of(input: UserOrder | None) -> feedback.UserSort:
    """Raises BadInput."""
    if input is None:
        return users.LAST_SEEN_FIRST
    column = str(input.field.value)
    sort = users.SORTS[column]
    if input.feedback is not None:
        if column not in feedback.BY_NAME:
            raise BadInput(f"orderBy.feedback has no meaning with the field {column.upper()}.")
        of = input.feedback
        sort = sort.of(asked_feedback("orderBy.feedback", of.name, of.data_type))
    return sort.directed(descending=_is_down(input))


def trace_sort_of(input: TraceOrder | None) -> Sort:
    if input is None:
        return traces.NEWEST_FIRST
    return traces.SORTS[str(input.field.value)].directed(descending=_is_down(input))


def _is_down(input: UserOrder | TraceOrder) -> bool:
    return input.direction is OrderDirection.DESC
