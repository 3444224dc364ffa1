"""Which users a list must hold: every measure of each, and whether a filter lets them through."""

from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from query_recount import Chosen, Json, Recount, average, ratings
from traffic import NAMES, moment


def counted_users(recount: Recount, chosen: Chosen) -> list[Json]:
    users = []
    for user_id in recount.user_ids(chosen):
        seen = recount.seen(user_id)
        metrics = recount.metrics(user_id, chosen)
        spans = metrics["spanCount"]
        given = [item.feedback for item in recount.feedback_of(user_id, chosen)]
        rated = ratings(given)
        users.append(
            metrics
            | {
                "userId": user_id,
                "firstSeenAt": seen[0],
                "lastSeenAt": seen[-1],
                "costUsd": Decimal(metrics["costUsd"]),
                "errorRate": metrics["errorCount"] / spans if spans else None,
                "feedbackAverage": sum(rated) / len(rated) if rated else None,
                "given": given,
            }
        )
    return users


FEEDBACK_CONDITIONS = [
    {"name": name, "count": count, "average": average}
    for name in (None, "stars", "mood", "thumbs")
    for count in (None, {"min": 2}, {"max": 3}, {"max": 0})
    for average in (None, {"min": 0.5}, {"max": 3})
]


def any_filter(random: Random) -> Json:
    """Each condition is there or not; ranges are wide enough to let some users through."""
    low = random.randrange(12)
    instants = sorted([moment(random), moment(random)])
    period = {"from": instants[0].isoformat(), "to": instants[1].isoformat()}
    conditions: Json = {
        "search": random.choice(["USER-0", "berg", "EXAMPLE.com", "50%_", "%", "nobody", ""]),
        "userIds": [f"user-{n:02}" for n in random.sample(range(15), 8)],
        "traceCount": random.choice([{"min": low}, {"max": low}, {"min": 1, "max": low}]),
        "totalTokens": random.choice([{"min": 500}, {"max": 3_000_000_000}]),
        "costUsd": random.choice(
            [{"min": "0.1"}, {"max": "0.500000123"}, {"min": "0.1", "max": "0.1"}]
        ),
        "errorCount": random.choice([{"min": 1}, {"max": 3}]),
        "feedback": random.choice(FEEDBACK_CONDITIONS),
        "firstSeenAt": {"to": instants[1].isoformat()},
        "lastSeenAt": period,
    }
    return {name: value for name, value in conditions.items() if random.random() < 0.22}


def lies_in(value: Any, bounds: Json | None, kind: Any = int) -> bool:
    if bounds is None:
        return True
    low, high = bounds.get("min"), bounds.get("max")
    return value is not None and (
        (low is None or value >= kind(low)) and (high is None or value <= kind(high))
    )


def passes(user: Json, filter: Json) -> bool:
    name, email = NAMES.get(user["userId"], (None, None))
    texts = [text.lower() for text in (user["userId"], name, email) if text]
    return (
        any(filter.get("search", "").lower() in text for text in texts)
        and user["userId"] in filter.get("userIds", [user["userId"]])
        and lies_in(user["traceCount"], filter.get("traceCount"))
        and lies_in(user["totalTokens"], filter.get("totalTokens"))
        and lies_in(user["costUsd"], filter.get("costUsd"), Decimal)
        and lies_in(user["errorCount"], filter.get("errorCount"))
        and _in_period(user["firstSeenAt"], filter.get("firstSeenAt"))
        and _in_period(user["lastSeenAt"], filter.get("lastSeenAt"))
        and _has_feedback(user, filter.get("feedback"))
    )


def _in_period(at: datetime, period: Json | None) -> bool:
    bounds = {name: datetime.fromisoformat(text) for name, text in (period or {}).items()}
    return Chosen(bounds.get("from"), bounds.get("to")).holds(at, "")


def _has_feedback(user: Json, condition: Json | None) -> bool:
    if condition is None:
        return True
    name = condition["name"]
    given = [of for of in user["given"] if name in (None, of.name)]
    count = len(given) if name else len(ratings(given))
    return lies_in(count, condition["count"] or {"min": 1}) and lies_in(
        average(given), condition["average"], float
    )
