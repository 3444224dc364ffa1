"""Pages of lists whose rows come and go between them: none twice, and none left out that stayed."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import make
from asking import Ask
from environment import ProjectKeys
from query_recount import Chosen, Json, Recount
from users_recount import counted_users, fields_of, ordered
from usertrail.database.pool import Pool
from usertrail.ingest import delete_user, ingest
from usertrail.normalise.records import Feedback, Records, Span


class Person(NamedTuple):
    """A user, by their only trace and what was thought of it."""

    span: Span
    feedback: list[Feedback]


class Round(NamedTuple):
    """What happens before the next page is asked for."""

    coming: list[Person]
    # Places among those who are there.
    going: list[int]


class Story(NamedTuple):
    first: list[Person]
    rounds: list[Round]


@st.composite
def people(draw: st.DrawFn, number: int) -> Person:
    """With values that are often the same, or none."""
    few = st.integers(0, 2)
    trace_id = f"trace-{number:02}"
    started_at = make.START + timedelta(minutes=draw(few))
    span = make.span(
        trace_id,
        trace_id,
        user_id=f"user-{number:02}",
        session_id=draw(st.sampled_from([None, f"session-{number}"])),
        started_at=started_at,
        ended_at=started_at + timedelta(seconds=draw(few)),
        level=draw(st.sampled_from(["DEFAULT", "ERROR"])),
        input_tokens=draw(few),
        output_tokens=draw(few),
        cost_usd=Decimal(draw(few)),
    )
    thoughts = draw(st.lists(few, max_size=2))
    return Person(
        span,
        [
            make.feedback(f"{trace_id}-{place}", value, trace_id=trace_id)
            for place, value in enumerate(thoughts)
        ],
    )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Nobody comes back who has gone: that would be somebody else, at another place."""
    numbers = iter(draw(st.permutations(range(18))))

    def some(most: int) -> list[Person]:
        return [draw(people(next(numbers))) for _ in range(draw(st.integers(0, most)))]

    first = some(8)
    going = st.lists(st.integers(0, 20), max_size=2)
    return Story(first, [Round(some(2), draw(going)) for _ in range(5)])


class Listed(NamedTuple):
    """A list: its name and order in GraphQL, the ids of its rows, and how they must be ordered."""

    name: str
    order: str
    id: str
    id_of: Callable[[Person], str]
    arrange: Callable[[Iterable[Person], Json], list[str]]

    @property
    def page(self) -> str:
        return f"""
            query (
                $first: Int, $after: String, $last: Int, $before: String, $period: Period,
                $orderBy: {self.order}
            ) {{
                page: {self.name}(
                    first: $first, after: $after, last: $last, before: $before, period: $period,
                    orderBy: $orderBy
                ) {{
                    totalCount nodes {{ id: {self.id} }}
                    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
                }}
            }}
        """


def sent_by(people: Iterable[Person]) -> Records:
    people = list(people)
    return Records(
        [person.span for person in people],
        [given for person in people for given in person.feedback],
    )


def users_of(people: Iterable[Person], order: Json) -> list[str]:
    sent = sent_by(people)
    counted = counted_users(Recount(sent.spans, sent.feedback), Chosen())
    return [user["userId"] for user in ordered(counted, **order)]


def traces_of(people: Iterable[Person], order: Json) -> list[str]:
    values: dict[str, Callable[[Span], Any]] = {
        "STARTED_AT": lambda span: span.started_at,
        "LATENCY": lambda span: span.ended_at - span.started_at,
        "SPAN_COUNT": lambda span: 1,
        "ERROR_COUNT": lambda span: int(span.level == "ERROR"),
        "INPUT_TOKENS": lambda span: span.input_tokens,
        "OUTPUT_TOKENS": lambda span: span.output_tokens,
        "TOTAL_TOKENS": lambda span: span.total_tokens,
        "COST_USD": lambda span: span.cost_usd,
    }
    value = values[order["field"]]
    spans = sorted((person.span for person in people), key=lambda of: (value(of), of.trace_id))
    return [span.trace_id for span in (spans[::-1] if order["direction"] == "DESC" else spans)]


def user_id_of(person: Person) -> str:
    return str(person.span.trace_fields.user_id)


USERS = Listed("users", "UserOrder", "userId", user_id_of, users_of)
TRACES = Listed("traces", "TraceOrder", "traceId", lambda person: person.span.trace_id, traces_of)


class Project:
    """Who is there, by the id of the row that is theirs."""

    def __init__(self, pool: Pool, project_id: str, listed: Listed) -> None:
        self.pool, self.project_id, self.id_of = pool, project_id, listed.id_of
        self.there: dict[str, Person] = {}

    async def come(self, people: list[Person]) -> None:
        await ingest(self.pool, self.project_id, sent_by(people))
        self.there |= {self.id_of(person): person for person in people}

    async def go(self, id: str) -> None:
        await delete_user(self.pool, self.project_id, user_id_of(self.there.pop(id)))
        # Who comes again does so much later.
        await self.pool.execute("UPDATE erasure SET erased_at = '2020-01-01'")


@pytest.mark.parametrize("listed", [USERS, TRACES], ids=lambda listed: listed.name)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    story=stories(),
    data=st.data(),
    size=st.integers(1, 4),
    backwards=st.booleans(),
    period=st.sampled_from([None, {"from": "2026-01-01T00:00:00Z"}]),
)
async def test_rows_that_come_and_go_neither_double_nor_hide_another(
    ask: Ask,
    pool: Pool,
    project: ProjectKeys,
    listed: Listed,
    story: Story,
    data: st.DataObject,
    size: int,
    backwards: bool,
    period: Json | None,
) -> None:
    order = {
        "field": data.draw(st.sampled_from(fields_of(f"{listed.order}Field"))),
        "direction": data.draw(st.sampled_from(fields_of("OrderDirection"))),
    }
    around = Project(pool, project.project_id, listed)
    await around.come(story.first)
    rounds, stayed, seen = iter(story.rounds), {*around.there}, list[str]()
    cursor, last = None, dict[str, Person]()
    while True:
        bounds = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        page = (await ask(listed.page, period=period, orderBy=order, **bounds))["page"]
        # The last row seen may be gone by now: what follows is what would follow it.
        rows = listed.arrange((last | around.there).values(), order)
        rest = rows[::-1] if backwards else rows
        rest = rest[max(map(rest.index, last), default=-1) + 1 :]
        expected = rest[:size]
        assert [node["id"] for node in page["nodes"]] == expected[:: -1 if backwards else 1]
        assert page["totalCount"] == len(around.there)
        more = page["pageInfo"]["hasPreviousPage" if backwards else "hasNextPage"]
        assert more == (len(rest) > size)
        seen += expected
        if not more:
            break
        cursor = page["pageInfo"]["startCursor" if backwards else "endCursor"]
        last = {seen[-1]: around.there[seen[-1]]}
        coming, going = next(rounds, Round([], []))
        await around.come(coming)
        for place in going:
            if around.there:
                await around.go(sorted(around.there)[place % len(around.there)])
        stayed &= {*around.there}
    assert len(seen) == len({*seen})
    assert stayed <= {*seen}
    for id in [*around.there]:
        await around.go(id)
