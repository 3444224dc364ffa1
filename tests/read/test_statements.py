"""The number of statements of an operation does not depend on how many rows it shows."""

import re
from datetime import timedelta
from typing import Any

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

DAY = timedelta(days=1)
# Neither bound at midnight: the period has whole days and two ragged ends.
PERIOD = {
    "from": (make.START - 3 * DAY).isoformat(),
    "to": (make.START + 3 * DAY).isoformat(),
}


async def fill(pool: Pool, project: ProjectKeys, count: int) -> None:
    """So many users, so many traces of the first of them, so many spans of the first of those."""
    spans = [
        make.span(
            f"trace-{number}",
            f"root-{number}",
            user_id=f"user-{number}",
            session_id=f"session-{number}",
            started_at=make.START + timedelta(hours=number % 100),
        )
        for number in range(count)
    ]
    spans += [
        make.span(f"more-{number}", user_id="user-0", session_id=f"more-{number}", input="text")
        for number in range(count)
    ]
    spans += [
        make.span("trace-0", f"span-{number}", parent_span_id="root-0", model="gpt-4o")
        for number in range(count)
    ]
    spans += [
        make.span(f"turn-{number}", session_id="talk", input="text", output="answer")
        for number in range(count)
    ]
    given = [make.feedback(trace_id="trace-0", span_id=f"span-{n}") for n in range(count)]
    given += [make.feedback(trace_id=f"more-{n}") for n in range(count)]
    given += [make.feedback(trace_id=f"turn-{n}") for n in range(count)]
    given += [make.feedback(session_id=f"session-{n}") for n in range(count)]
    await ingest(pool, project.project_id, Records(spans, given))


TURNS = """query ($sessionId: String!) {
  session(sessionId: $sessionId) {
    metrics { costUsd }
    feedback { name }
    traces(first: 500, orderBy: { field: STARTED_AT, direction: ASC }) {
      totalCount nodes { user { userId } input output feedback { name } }
    }
  }
}"""
SAID = """query ($userId: String!, $period: Period) {
  user(userId: $userId) {
    models(period: $period) { model }
    feedbackSummary(period: $period) { name activity(interval: HOUR) { count average } }
    feedback(first: 500, period: $period, filter: { dataTypes: [NUMERIC], hasComment: false }) {
      totalCount nodes { name trace { traceId } }
    }
  }
}"""
OPERATIONS: list[tuple[str, dict[str, Any], int]] = [
    # page of ids, users, metrics, activity, count
    ("UserList", {"period": PERIOD, "first": 500}, 5),
    ("UserList", {"first": 500}, 5),
    ("UserList", {"period": PERIOD, "orderBy": {"field": "TOTAL_TOKENS"}}, 5),
    ("UserList", {"period": PERIOD, "orderBy": {"field": "FEEDBACK_AVERAGE"}}, 5),
    # user; metrics and metrics before; activity; latency; models; feedback summary; traces, count,
    # feedback on them; sessions, count, their rows and metrics; feedback, count, traces of it
    ("UserDetail", {"userId": "user-0", "period": PERIOD, "previous": PERIOD}, 16),
    # trace; user and metrics; session; input; output is absent; feedback; spans, count, feedback
    ("TraceDetail", {"traceId": "trace-0"}, 8),
    # session; metrics; feedback on it; traces, count, feedback on them; inputs; outputs
    (TURNS, {"sessionId": "talk"}, 8),
    # user; models; feedback summary, activity; feedback, count, traces of it
    (SAID, {"userId": "user-0", "period": PERIOD}, 7),
    # project and its three lists; overview; activity; latency of everybody, and of so few one by
    # one; models; feedback summary
    ("Overview", {"period": PERIOD}, 10),
]


@pytest.mark.parametrize(("operation", "variables", "number"), OPERATIONS)
@pytest.mark.parametrize("count", [2, 150])
async def test_an_operation_takes_as_many_statements_for_more_rows(
    ask: Ask,
    pool: Pool,
    project: ProjectKeys,
    statements: list[str],
    operation: str,
    variables: dict[str, object],
    number: int,
    count: int,
) -> None:
    await fill(pool, project, count)
    statements.clear()
    await ask(operation, **variables)
    assert len(statements) == number, "\n".join(statements)


RATING = {"feedbackId": "new", "traceId": "trace-0", "name": "thumbs", "booleanValue": True}
MUTATIONS: list[tuple[str, dict[str, Any], dict[int, int]]] = [
    ("Submit", {"input": RATING}, {2: 16, 150: 16}),
    ("Identify", {"input": {"userId": "user-0", "name": "Ada"}}, {2: 2, 150: 2}),
    # The feedback on all the traces is deleted 250 at a time, by two statements.
    ("Erase", {"input": {"userId": "user-0"}}, {2: 45, 150: 47}),
]


@pytest.mark.parametrize(("operation", "variables", "numbers"), MUTATIONS)
@pytest.mark.parametrize("count", [2, 150])
async def test_a_mutation_takes_as_many_statements_for_more_rows(
    ask: Ask,
    pool: Pool,
    project: ProjectKeys,
    statements: list[str],
    operation: str,
    variables: dict[str, object],
    numbers: dict[int, int],
    count: int,
) -> None:
    await fill(pool, project, count)
    statements.clear()
    await ask(operation, **variables)
    assert len(statements) == numbers[count], "\n".join(statements)


LISTS_IN_LISTS = """
query ($period: Period) {
  users(first: 500) {
    nodes {
      userId
      traces(first: 3, period: $period) {
        totalCount nodes { spans(first: 2) { totalCount nodes { input } } input }
      }
      sessions(first: 2) {
        totalCount nodes { sessionId user { name } feedback { name } traces { nodes { name } } }
      }
      feedback(first: 2) { totalCount nodes { span { output } session { startedAt } } }
      latency { p50Ms } models { model } feedbackSummary { name }
    }
  }
}
"""


async def test_lists_in_lists_take_a_statement_each(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    await fill(pool, project, 60)
    statements.clear()
    answer = await ask(LISTS_IN_LISTS, period=PERIOD)
    # Two fields that lead to the same rows share a statement only if they come to it together, so
    # the number varies, but stays far below one for each user.
    assert len(statements) <= 30, "\n".join(statements)
    users = answer["users"]["nodes"]
    assert len(users) == 60
    assert all(user["traces"]["nodes"] and user["sessions"]["nodes"] for user in users)
    assert any(trace["input"] == "text" for user in users for trace in user["traces"]["nodes"])


async def test_lists_that_show_no_texts_read_none(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    await fill(pool, project, 3)
    statements.clear()
    await ask(
        '{ traces { nodes { name } } trace(traceId: "trace-0") { spans { nodes { name } } } }'
    )
    assert not any("THEN input END" in statement for statement in statements)
    assert not any("coalesce(nullif(trace_fields" in statement for statement in statements)
    statements.clear()
    await ask('{ trace(traceId: "more-0") { spans { edges { node { ...Texts } } } } }' + TEXTS)
    assert any("THEN input END" in statement for statement in statements)


TEXTS = " fragment Texts on Span { input }"


async def test_nothing_is_counted_that_is_not_asked_for(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    await fill(pool, project, 3)
    statements.clear()
    await ask("{ users { nodes { userId } } traces { nodes { traceId } } }")
    assert len(statements) == 3
    assert not any("count(*)" in statement for statement in statements)


JOINED = r"([\w()]+)\s+(?:CROSS |LEFT |FULL |INNER )?JOIN\s+(\w+|\()"


async def test_no_statement_joins_traces_with_users(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    await fill(pool, project, 3)
    statements.clear()
    for operation, variables, _ in OPERATIONS:
        await ask(operation, **variables)
    joins = {pair for statement in statements for pair in re.findall(JOINED, statement, re.DOTALL)}
    assert joins == {
        # The keys of lists, with a page of each.
        ("owner(key)", "LATERAL"),
        # The busiest of all time, some at each step, with what they did in the period.
        ("walk", "LATERAL"),
        ("step", "LATERAL"),
        # Totals of users with what was said of them.
        ("seen", "("),
        # The size of an answer, and its rows where they fit.
        ("size", "counted"),
        # Traces with their feedback; feedback with its kinds.
        ("trace", "feedback"),
        ("given", "("),
    }
