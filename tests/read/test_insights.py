"""Insights, against a plain recount and the rules as they are described."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

import httpx
import pytest

import make
from asking import Ask, refusals
from environment import ProjectKeys
from query_recount import RATINGS, Chosen, Recount, any_period
from traffic import BEGIN, DAYS, ENVIRONMENTS, Traffic, store
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Feedback, Records, Span

INSIGHTS = """
query ($period: Period, $environments: [String!], $first: Int, $kinds: [WorthALookKind!]) {
  overview(period: $period, environments: $environments) {
    insights(first: $first, kinds: $kinds) { kind user { userId } name before after change }
  }
}
"""
KINDS = ["COST_JUMPED", "TOKENS_JUMPED", "ERRORS_ROSE", "FEEDBACK_FELL", "NEVER_CAME_BACK"]
DAY = timedelta(days=1)


class Look(NamedTuple):
    """As answered, with exact numbers, and what it is ordered by within its kind."""

    kind: str
    user_id: str
    name: str | None
    before: Fraction
    after: Fraction
    order: Any


class Did(NamedTuple):
    traces: int
    spans: int
    errors: int
    tokens: int
    cost: Decimal


def did(recount: Recount, user_id: str, chosen: Chosen) -> Did:
    sums = recount.metrics(user_id, chosen)
    return Did(
        sums["traceCount"],
        sums["spanCount"],
        sums["errorCount"],
        sums["totalTokens"],
        Decimal(sums["costUsd"]),
    )


def risen(recount: Recount, before: Chosen, chosen: Chosen) -> Iterable[Look]:
    now = {user_id: did(recount, user_id, chosen) for user_id in recount.user_ids(chosen)}
    cost = sum((of.cost for of in now.values()), Decimal(0))
    tokens = sum(of.tokens for of in now.values())
    for user_id in recount.user_ids(before):
        old = did(recount, user_id, before)
        new = now.get(user_id) or did(recount, user_id, chosen)
        if old.traces < 3:
            continue

        def look(kind: str, old: int | Decimal, new: int | Decimal, of: str = user_id) -> Look:
            return Look(kind, of, None, Fraction(old), Fraction(new), (old - new, of))

        if jumped(old.cost, new.cost, cost, len(now)):
            yield look("COST_JUMPED", old.cost, new.cost)
        elif jumped(old.tokens, new.tokens, tokens, len(now)):
            yield look("TOKENS_JUMPED", old.tokens, new.tokens)
        is_worse = old.spans and new.spans and new.errors / new.spans > old.errors / old.spans
        if new.errors >= 5 and new.errors >= 2 * old.errors and is_worse:
            yield look("ERRORS_ROSE", old.errors, new.errors)


def jumped(old: Decimal | int, new: Decimal | int, total: Decimal | int, users: int) -> bool:
    return new > old and new >= 2 * old and Fraction(new - old) >= Fraction(total) / users


def fallen(recount: Recount, before: Chosen, chosen: Chosen) -> Iterable[Look]:
    given: dict[Any, tuple[list[Fraction], list[Fraction]]] = defaultdict(lambda: ([], []))
    for place, of in enumerate((before, chosen)):
        for item in recount.feedback_of(None, of):
            said = item.feedback
            if item.user_id and said.data_type in RATINGS and said.value is not None:
                key = item.user_id, said.name, said.data_type
                given[key][place].append(Fraction(said.value))
    for (user_id, name, data_type), (old, new) in given.items():
        if min(len(old), len(new)) < 3:
            continue
        then, now = sum(old) / len(old), sum(new) / len(new)
        if then > 0 and now <= then * 3 / 4:
            order = (now / then, user_id, name, data_type)
            yield Look("FEEDBACK_FELL", user_id, name, Fraction(then), Fraction(now), order)


def gone(recount: Recount, chosen: Chosen, now: datetime) -> Iterable[Look]:
    anywhen = Chosen(None, None, chosen.environments)
    for user_id in recount.user_ids(anywhen):
        seen = recount.seen(user_id, chosen.environments)
        begins = chosen._replace(environments=None).holds(seen[0], "")
        has_left = seen[-1] < seen[0] + DAY and seen[0] + 3 * DAY <= min(chosen.end or now, now)
        if begins and has_left and len(seen) >= 3:
            count, order = Fraction(len(seen)), (-len(seen), user_id)
            yield Look("NEVER_CAME_BACK", user_id, None, count, Fraction(0), order)


def expected(recount: Recount, chosen: Chosen, first: int, now: datetime) -> list[Look]:
    looks = list(gone(recount, chosen, now))
    end = min(chosen.end or now, now)
    if chosen.start is not None and chosen.start < end:
        before = Chosen(chosen.start - (end - chosen.start), chosen.start, chosen.environments)
        looks += [*risen(recount, before, chosen), *fallen(recount, before, chosen)]
    return [
        look
        for kind in KINDS
        for look in sorted((of for of in looks if of.kind == kind), key=lambda of: of.order)[:first]
    ]


def story(random: Random) -> tuple[list[Span], list[Feedback]]:
    """Users whose ways change halfway, each by another factor, and some who come only once."""
    spans: list[Span] = []
    given: list[Feedback] = []
    for user in range(40):
        factor = random.choice([0.5, 1, 2, 2, 6])
        likes = random.choice([(0.9, 0.3), (0.7, 0.6), (0.2, 0.9)])
        fails = random.choice([(0.1, 0.8), (0.3, 0.3)])
        first = random.randrange(DAYS) if user % 4 == 0 else None
        for number in range(random.randrange(2, 26)):
            day = first if first is not None else random.randrange(DAYS)
            late = day >= DAYS // 2
            started_at = BEGIN + day * DAY + timedelta(minutes=random.randrange(1440))
            trace_id = f"trace-{user}-{number}"
            spans.append(
                make.span(
                    trace_id,
                    user_id=f"user-{user:02}",
                    started_at=started_at,
                    environment=random.choice(ENVIRONMENTS),
                    level="ERROR" if random.random() < fails[late] else "DEFAULT",
                    total_tokens=int(100 * (factor if late else 1)),
                    cost_usd=Decimal("0.01") * random.choice([0, 1]) * (4 if late else 1),
                )
            )
            liked = random.random() < likes[late]
            name = random.choice(["thumbs", "stars"])
            value = liked if name == "thumbs" else Decimal(5 if liked else 1)
            said_at = started_at + timedelta(minutes=1)
            given.append(
                make.feedback(
                    f"f-{trace_id}", value, name=name, trace_id=trace_id, created_at=said_at
                )
            )
    return spans, given


def answered(look: dict[str, Any]) -> tuple[Any, ...]:
    return (look["kind"], look["user"]["userId"], look["name"])


async def test_who_is_found_is_who_the_rules_name(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    random = Random(3)
    spans, given = story(random)
    await store(pool, project.project_id, Traffic(spans, given))
    recount = Recount(spans, given)
    halves = Chosen(BEGIN + DAYS // 2 * DAY, BEGIN + DAYS * DAY)
    found: dict[str, int] = defaultdict(int)
    for round in range(30):
        chosen = halves if round == 0 else any_period(random, recount)
        first = random.choice([1, 3, 50])
        now = datetime.now(UTC)
        answer = await ask(
            INSIGHTS, period=chosen.period, environments=chosen.environments, first=first
        )
        looks = expected(recount, chosen, first, now)
        shown = answer["overview"]["insights"]
        assert [answered(look) for look in shown] == [look[:3] for look in looks], chosen
        for look, one in zip(looks, shown, strict=True):
            found[look.kind] += 1
            assert float(one["before"]) == pytest.approx(float(look.before))
            assert float(one["after"]) == pytest.approx(float(look.after))
            grown = (look.after - look.before) / look.before if look.before else None
            assert one["change"] == (grown if grown is None else pytest.approx(float(grown)))
    assert set(found) == set(KINDS), found


async def test_only_the_kinds_that_are_asked_for_are_looked_for(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    spans = [make.span(f"t{n}", user_id="anna", started_at=BEGIN) for n in range(3)]
    await ingest(pool, project.project_id, Records(spans))
    period = {"from": BEGIN.isoformat()}
    statements.clear()
    answer = await ask(INSIGHTS, period=period, kinds=["NEVER_CAME_BACK"])
    assert answer["overview"]["insights"] == [
        {
            "kind": "NEVER_CAME_BACK",
            "user": {"userId": "anna"},
            "name": None,
            "before": "3",
            "after": "0",
            "change": -1,
        }
    ]
    # The overview, who is found, and the users.
    assert len(statements) == 3
    # The former name gives the same.
    former = INSIGHTS.replace("insights", "insights: worthALook")
    assert await ask(former, period=period, kinds=["NEVER_CAME_BACK"]) == answer
    statements.clear()
    assert (await ask(INSIGHTS, kinds=[]))["overview"] == {"insights": []}
    assert len(statements) == 1


@pytest.mark.parametrize("first", [0, -1, 51])
async def test_a_number_of_users_that_cannot_be_shown(
    client: httpx.AsyncClient, first: int
) -> None:
    (error,) = await refusals(client, INSIGHTS, first=first)
    assert error["message"] == f"first must be between 1 and 50, not {first}."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("bound", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("end", ["from", "to"])
async def test_the_ends_of_the_calendar_have_nobody(
    ask: Ask, pool: Pool, project: ProjectKeys, end: str, bound: str
) -> None:
    await ingest(pool, project.project_id, Records([make.span(user_id="anna")]))
    answer = await ask(INSIGHTS, period={end: bound})
    assert answer["overview"]["insights"] == []
