"""What is asked: every example operation, and lists of users in the orders that matter."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from usertrail.database.pool import Pool

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "frontend/src/explorer/operations.graphql").read_text()
ACTIVITY = r"activity\(period: \$period, interval: DAY\) \{\s+at\s+metrics \{[^}]*\}\s+\}"
WITHOUT_ACTIVITY = re.sub(ACTIVITY, "", OPERATIONS, count=1)
assert "activity" not in WITHOUT_ACTIVITY[: WITHOUT_ACTIVITY.index("query UserDetail")]
ORDERS = {
    "tokens": "TOTAL_TOKENS",
    "feedback average": "FEEDBACK_AVERAGE",
    "last seen": "LAST_SEEN_AT",
}


class Case(NamedTuple):
    """One request that is made again and again."""

    name: str
    operation: str
    variables: dict[str, Any]
    document: str = OPERATIONS

    @property
    def body(self) -> dict[str, Any]:
        return {
            "query": self.document,
            "operationName": self.operation,
            "variables": self.variables,
        }


async def cases_of(pool: Pool, now: datetime) -> list[Case]:
    """Of a project that holds a history."""
    user_id, trace_id, spare_id = await pool.fetchrow(BUSIEST) or ("", "", "")
    month = {"from": (now - timedelta(days=30)).isoformat(), "to": now.isoformat()}
    before = {"from": (now - timedelta(days=60)).isoformat(), "to": month["from"]}
    cases = [
        Case(
            f"UserList by {name}, {length}",
            "UserList",
            {"period": period, "orderBy": {"field": field}},
            WITHOUT_ACTIVITY,
        )
        for length, period in (("all time", None), ("30 days", month))
        for name, field in ORDERS.items()
    ]
    feedback = {"feedbackId": "benchmark", "traceId": trace_id, "name": "stars", "value": 4}
    return [
        *cases,
        Case("UserList with activity, 30 days", "UserList", {"period": month}),
        Case(
            "UserDetail, 30 days",
            "UserDetail",
            {"userId": user_id, "period": month, "previous": before},
        ),
        Case("UserDetail, all time", "UserDetail", {"userId": user_id}),
        Case("TraceDetail", "TraceDetail", {"traceId": trace_id}),
        Case("Overview, 30 days", "Overview", {"period": month}),
        Case("Overview, all time", "Overview", {}),
        Case("Submit", "Submit", {"input": feedback}),
        Case("Identify", "Identify", {"input": {"userId": user_id, "name": "Ada"}}),
        Case("Erase", "Erase", {"input": {"userId": spare_id}}),
    ]


def now() -> datetime:
    return datetime.now(UTC)


# The user with the most traces, one trace of theirs, and somebody who has none to lose.
BUSIEST = """
    SELECT user_id, trace_id, 'nobody@example.com' FROM trace
    WHERE user_id = (
        SELECT user_id FROM user_total WHERE user_id <> '' ORDER BY trace_count DESC LIMIT 1
    )
    LIMIT 1
"""
