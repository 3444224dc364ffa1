"""Which users a list must hold, in what order: every measure of each, and every filter."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, get_nullable_type
from hypothesis import strategies as st

from query_recount import Chosen, Json, Recount, ratings
from schema_walk import TYPES
from traffic import BEGIN, DAYS, ENVIRONMENTS, NAMES
from usertrail.normalise.records import Feedback


def fields_of(type_name: str) -> list[str]:
    """Of an enumeration or an input: all that there is, so that nothing new is forgotten."""
    type = TYPES[type_name]
    if isinstance(type, GraphQLEnumType):
        return list(type.values)
    assert isinstance(type, GraphQLInputObjectType)
    return list(type.fields)


def counted_users(recount: Recount, chosen: Chosen) -> list[Json]:
    users = []
    for user_id in recount.user_ids(chosen):
        seen = recount.seen(user_id)
        metrics = recount.metrics(user_id, chosen)
        spans = metrics["spanCount"]
        given = [item.feedback for item in recount.feedback_of(user_id, chosen)]
        latency = recount.latency(user_id, chosen) or {}
        users.append(
            metrics
            | {f"latency{name[0].upper()}{name[1:]}": value for name, value in latency.items()}
            | {
                "userId": user_id,
                "firstSeenAt": seen[0],
                "lastSeenAt": seen[-1],
                "costUsd": Decimal(metrics["costUsd"]),
                "errorRate": metrics["errorCount"] / spans if spans else None,
                "feedbackAverage": _mean(given),
                "given": given,
            }
        )
    return users


def ordered(
    users: Sequence[Json], field: str, direction: str, feedback: Json | None = None
) -> list[Json]:
    """By what the field of UserOrderField names and then by id, those without a value last."""
    first, *rest = field.lower().split("_")
    name = first + "".join(map(str.capitalize, rest))

    def value(user: Json) -> Any:
        if feedback is None:
            return user[name]
        given = [of for of in user["given"] if of.name == feedback["name"]]
        return len(given) if name == "feedbackCount" else _mean(given)

    valued = [user for user in users if value(user) is not None]
    without = [user for user in users if value(user) is None]
    parts: list[tuple[list[Json], Callable[[Json], Any]]] = [
        (valued, lambda user: (value(user), user["userId"])),
        (without, lambda user: user["userId"]),
    ]
    back = direction == "DESC"
    return [user for part, key in parts for user in sorted(part, key=key, reverse=back)]


def _mean(given: Sequence[Feedback]) -> Decimal | None:
    rated = ratings(given)
    return sum(rated, Decimal(0)) / len(rated) if rated else None


def orders() -> st.SearchStrategy[Json]:
    """Any field, either way; of feedback, by any name or by all together."""
    fields, direction = fields_of("UserOrderField"), st.sampled_from(fields_of("OrderDirection"))
    name = st.sampled_from(["thumbs", "stars", "score", "mood", "unheard of"])
    named = [field for field in fields if field.startswith("FEEDBACK_")]
    return st.fixed_dictionaries(
        {"field": st.sampled_from(fields), "direction": direction}
    ) | st.fixed_dictionaries(
        {
            "field": st.sampled_from(named),
            "direction": direction,
            "feedback": st.fixed_dictionaries({"name": name}),
        }
    )


def instants(recount: Recount) -> st.SearchStrategy[datetime]:
    """Midnights, starts of traces to the microsecond, and any others of the time."""
    midnights = [BEGIN + timedelta(days=day) for day in range(DAYS + 1)]
    starts = sorted(trace.started_at for trace in recount.traces.values())
    return (
        st.sampled_from(midnights)
        | st.sampled_from(starts)
        | st.integers(0, DAYS * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
    )


def periods(recount: Recount) -> st.SearchStrategy[Chosen]:
    bound = st.none() | instants(recount)
    return st.builds(Chosen, bound, bound, st.none())


def filters(recount: Recount, most: int = 3) -> st.SearchStrategy[Json]:
    """Up to so many conditions: more would let nobody through."""
    each = conditions(recount)
    names = st.sets(st.sampled_from(sorted(each)), max_size=most)
    return names.flatmap(
        lambda names: st.fixed_dictionaries({name: each[name] for name in sorted(names)})
    )


def conditions(recount: Recount) -> dict[str, st.SearchStrategy[Any]]:
    """On every field of UserFilter, of values that users have."""
    type, users = TYPES["UserFilter"], counted_users(recount, Chosen())
    assert isinstance(type, GraphQLInputObjectType)
    user_ids = [*(user["userId"] for user in users), "nobody"]
    own: dict[str, st.SearchStrategy[Any]] = {
        "search": st.sampled_from(SEARCHES),
        "userIds": st.lists(st.sampled_from(user_ids), max_size=10),
        "environments": st.lists(st.sampled_from([*ENVIRONMENTS, "nowhere"]), max_size=3),
        "feedback": _feedback_conditions(recount),
    }
    for name in type.fields.keys() - own.keys():
        kind = str(get_nullable_type(type.fields[name].type))
        own[name] = (
            _bounds("from", "to", instants(recount).map(datetime.isoformat))
            if kind == "Period"
            else _ranges(kind, [user[name] for user in users if user[name] is not None])
        )
    return own


SEARCHES = ["USER-0", "berg", "EXAMPLE.com", "50%_", "%", "\\", "nobody", ""]


def _ranges(kind: str, values: Sequence[Any]) -> st.SearchStrategy[Json]:
    spelt: Callable[[Any], Any] = {"CountRange": int, "FloatRange": float, "DecimalRange": str}[
        kind
    ]
    return _bounds("min", "max", st.sampled_from(sorted(set(values))).map(spelt))


def _bounds(least: str, most: str, bound: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """Either bound, both, in whatever order, or none."""
    return st.fixed_dictionaries({}, optional={least: bound, most: bound})


def _feedback_conditions(recount: Recount) -> st.SearchStrategy[Json]:
    """With and without a name, count and average, values, categories and comments."""
    given = [item.feedback for item in recount.feedback]
    names = sorted({of.name for of in given})
    count = _ranges("CountRange", range(6))
    average = _ranges("FloatRange", ratings(given))
    values = sorted({of.string_value or "" for of in given})
    named = {
        "count": count,
        "average": average,
        "value": _ranges("FloatRange", ratings(given)),
        "categories": st.lists(st.sampled_from(values), max_size=2),
        "hasComment": st.booleans(),
    }
    name = st.sampled_from([*names, "unheard of"])
    # More than two would let nobody through.
    some = st.sets(st.sampled_from(sorted(named)), max_size=2)
    return (
        st.fixed_dictionaries({}, optional={"name": name, "count": count, "average": average})
        | some.flatmap(
            lambda some: st.fixed_dictionaries(
                {"name": name} | {of: named[of] for of in sorted(some)}
            )
        )
        | st.fixed_dictionaries({"hasComment": st.booleans()}, optional={"count": count})
    )


def passes(user: Json, filter: Json) -> bool:
    """Whether all conditions hold, but for the environments: what is counted depends on them."""
    return all(
        CHECKS.get(name, _lies_within)(user, condition, name) for name, condition in filter.items()
    )


def _lies_within(user: Json, bounds: Json, name: str) -> bool:
    value = user[name]
    if isinstance(value, datetime):
        start, end = (
            at and datetime.fromisoformat(at) for at in (bounds.get("from"), bounds.get("to"))
        )
        return Chosen(start, end).holds(value, "")
    if name == "feedbackAverage" and value is not None:
        # As it is shown, to the last digit.
        value = float(value)
    return lies_in(value, bounds)


def lies_in(value: Any, bounds: Json) -> bool:
    low, high = (
        None if bound is None else Decimal(str(bound))
        for bound in (bounds.get("min"), bounds.get("max"))
    )
    if isinstance(value, float):
        # As it reads.
        value = Decimal(str(value))
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _is_named(user: Json, search: str, _: str) -> bool:
    name, email = NAMES.get(user["userId"], (None, None))
    texts = [text.lower() for text in (user["userId"], name, email) if text]
    return any(search.lower() in text for text in texts)


def _has_feedback(user: Json, condition: Json, _: str) -> bool:
    name = condition.get("name")
    given = [of for of in user["given"] if name in (None, of.name) and _is_asked(of, condition)]
    count = len(given) if name or "hasComment" in condition else len(ratings(given))
    mean = _mean(given)
    return lies_in(count, condition.get("count", {"min": 1})) and (
        "average" not in condition or lies_in(mean and float(mean), condition["average"])
    )


def _is_asked(of: Feedback, condition: Json) -> bool:
    """Whether a piece of feedback is one of those that are looked at."""
    return (
        ("value" not in condition or lies_in(of.value, condition["value"]))
        and ("categories" not in condition or of.string_value in condition["categories"])
        and ("hasComment" not in condition or bool(of.comment) == condition["hasComment"])
    )


CHECKS: dict[str, Callable[[Json, Any, str], bool]] = {
    "search": _is_named,
    "userIds": lambda user, user_ids, _: user["userId"] in user_ids,
    "environments": lambda *_: True,
    "feedback": _has_feedback,
}
