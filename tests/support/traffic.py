"""Random traffic, the same for the same seed: users, sessions, environments, models, feedback."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

import make
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import identify_user, ingest
from usertrail.normalise.records import Feedback, Records, Span

BEGIN = datetime(2026, 2, 26, tzinfo=UTC)
MICROSECONDS_OF_DAY = 86_400_000_000
DAYS = 12
ENVIRONMENTS = ["production", "staging", "default"]
MODELS = ["gpt-4o", "claude", "mistral"]


NAMES = {"user-01": ("Anna Berg", "anna@example.com"), "user-04": ("50%_off", None)}


class Traffic(NamedTuple):
    spans: list[Span]
    feedback: list[Feedback]


def traffic(random: Random, traces: int = 250, users: int = 15, feedback: int = 160) -> Traffic:
    """Some traces belong to nobody, some sessions to two users, some starts are at midnight."""
    spans: list[Span] = []
    for number in range(traces):
        spans += _trace(random, f"trace-{number}", users)
    given = [_feedback(random, f"feedback-{n}", traces) for n in range(feedback)]
    return Traffic(spans, given)


def moment(random: Random) -> datetime:
    day = BEGIN + timedelta(days=random.randrange(DAYS))
    if random.random() < 0.1:
        return day
    return day + timedelta(microseconds=random.randrange(MICROSECONDS_OF_DAY))


def _trace(random: Random, trace_id: str, users: int) -> list[Span]:
    started_at = moment(random)
    environment = random.choice(ENVIRONMENTS)
    # Squared, so that the first users have most traces and equal counts are common among the last.
    user = int(users * random.random() ** 2)
    root = make.span(
        trace_id,
        f"{trace_id}-0",
        name=random.choice(["chat", "search", "Über"]),
        started_at=started_at,
        ended_at=started_at + timedelta(microseconds=random.randrange(5_000_000)),
        environment=environment,
        user_id=None if random.random() < 0.15 else f"user-{user:02}",
        session_id=f"session-{random.randrange(30)}" if random.random() < 0.7 else None,
        trace_tags=tuple(sorted(random.sample(["a", "b", "c"], random.randrange(3)))),
        input=random.choice(['{"question": [1, 2]}', "hello", "", None]),
        output=random.choice(["42", "007", "plain text", None]),
    )
    rest = [
        make.span(
            trace_id,
            f"{trace_id}-{number}",
            parent_span_id=root.span_id,
            type="GENERATION",
            started_at=started_at + timedelta(milliseconds=number),
            ended_at=started_at + timedelta(milliseconds=random.randrange(number, 9000)),
            environment=environment,
            level=random.choice(["DEFAULT", "DEFAULT", "ERROR", "WARNING"]),
            model=random.choice([*MODELS, None]),
            input_tokens=random.randrange(3) * 100,
            output_tokens=random.randrange(2_000_000_000) if random.random() < 0.1 else 20,
            cost_usd=random.choice([None, Decimal("0.1"), Decimal("0.000000123")]),
        )
        for number in range(1, random.randrange(1, 4))
    ]
    return [root, *rest]


def _feedback(random: Random, feedback_id: str, traces: int) -> Feedback:
    values: dict[str, list[Any]] = {
        "thumbs": [True, False],
        "stars": [1, 2, 3, 4, 5],
        "score": [Decimal(random.randrange(1000)) / 1000],
        "mood": ["good", "bad", "so-so"],
    }
    name = random.choice(list(values))
    # Some are given to traces and sessions that never come.
    trace_id = f"trace-{random.randrange(traces + 5)}"
    target = (
        {"session_id": f"session-{random.randrange(32)}"}
        if random.random() < 0.3
        else {"trace_id": trace_id, "span_id": random.choice([None, f"{trace_id}-0"])}
    )
    return make.feedback(
        feedback_id,
        random.choice(values[name]),
        name=name,
        created_at=moment(random),
        comment=random.choice([None, "why"]),
        environment=random.choice([None, *ENVIRONMENTS]),
        **target,
    )


async def store(pool: Pool, project_id: str, sent: Traffic) -> None:
    """Store it for the project, and for a neighbour who has everything too."""
    async with pool.acquire() as db:
        neighbour = await create_project(db, "Neighbour")
    for id in (project_id, neighbour):
        await ingest(pool, id, Records(sent.spans, sent.feedback))
        for user_id, (name, email) in NAMES.items():
            await identify_user(pool, id, user_id, name, email, {"plan": "pro"})
