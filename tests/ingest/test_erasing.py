"""Whoever is erased stays so: no retry, and nothing that comes late, brings them back."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

import make
from asking import Ask, refusals
from batches import INGESTION, event, users
from environment import ProjectKeys
from tests.receive.test_ingest_stats import arrived
from tests.rules.test_own_names import apply, set_names
from tests.schema.test_erase import about, all_rows
from usertrail.access.projects import create_project
from usertrail.database.pool import Database, Pool
from usertrail.ingest import (
    Dropped,
    delete_expired_erasures,
    delete_traces,
    delete_user,
    identify_user,
    ingest,
)
from usertrail.ingest import write as storing
from usertrail.normalise.records import Records, SpanEvent, TraceEvent, TraceFields
from usertrail.verify import verify
from wire import request, wire_span

BERT = make.span("his", "his", user_id="bert", session_id="shared")
NORA = Records(
    [
        make.span("hers", "root", user_id="nora", session_id="own", input="I am nora"),
        make.span("hers", "call", parent_span_id="root", model="m", input_tokens=5),
        make.span(
            "early",
            "early",
            user_id="nora",
            session_id="shared",
            started_at=make.START.replace(day=1),
        ),
    ],
    [
        make.feedback("on-trace", 1, trace_id="hers", comment="says nora"),
        make.feedback("on-span", 1, trace_id="hers", span_id="call", comment="says nora"),
        make.feedback("on-own", 1, session_id="own", comment="says nora"),
        make.feedback("on-shared", 1, session_id="shared", comment="says nora"),
    ],
    [TraceEvent("hers", "event", make.START, None, TraceFields(user_id="nora"))],
    [SpanEvent("hers", "part", "e1", False, make.START, {"name": "part", "output": "says nora"})],
)


@pytest.fixture
async def erased(pool: Pool, project: ProjectKeys) -> str:
    """The project, from which nora was erased, and in which bert is as he was."""
    await ingest(pool, project.project_id, NORA)
    await ingest(pool, project.project_id, Records([BERT]))
    assert await delete_user(pool, project.project_id, "nora") == 2
    return project.project_id


@pytest.fixture(autouse=True)
def counted(exact: None) -> None:
    """Every one of these tests ends with exact totals."""


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=5)


async def test_what_is_sent_again_is_not_stored(pool: Pool, erased: str) -> None:
    before = await all_rows(pool)
    unstored = await ingest(pool, erased, NORA)
    assert unstored == Dropped(tuple(NORA.spans), 6)
    for one in NORA.spans:
        assert (await ingest(pool, erased, Records([one]))).spans == (one,)
    for item in NORA.feedback:
        assert (await ingest(pool, erased, Records(feedback=[item]))).event_count == 1
    assert await all_rows(pool) == before
    assert about(before, "nora") == {table: [] for table in before}


@pytest.mark.parametrize(
    "late",
    [
        Records([make.span("hers", "late", parent_span_id="call", output="says nora")]),
        Records([make.span("hers", "late", started_at=soon(), output="says nora")]),
        Records(feedback=[make.feedback("new", trace_id="hers", created_at=soon())]),
        Records(feedback=[make.feedback("new", session_id="own", created_at=soon())]),
        Records(trace_events=[TraceEvent("hers", "late", soon(), None, TraceFields(name="nora"))]),
        # An update need not say to which trace its span belongs.
        Records(span_events=[SpanEvent(None, "part", "e2", True, soon(), {"output": "says nora"})]),
        Records([make.span("unseen", "unseen", user_id="nora", session_id="unseen")]),
        Records([make.span("unseen", "unseen", session_id="own", output="says nora")]),
        Records(
            [make.span("unseen", "unseen", user_id="nora", session_id="unseen")],
            [make.feedback("unseen", trace_id="unseen"), make.feedback("two", session_id="unseen")],
        ),
    ],
    ids=lambda records: "-".join(
        name for name, of in zip(Records._fields, records, strict=True) if of
    ),
)
async def test_what_comes_late_is_not_stored(pool: Pool, erased: str, late: Records) -> None:
    before = await all_rows(pool)
    unstored = await ingest(pool, erased, late)
    assert len(unstored.spans) + unstored.event_count == sum(map(len, late))
    assert await all_rows(pool) == before


async def test_a_trace_whose_user_is_told_later_goes_with_the_feedback_on_it(
    pool: Pool, erased: str
) -> None:
    before = await all_rows(pool)
    given = [make.feedback("f", trace_id="unseen"), make.feedback("g", session_id="unseen")]
    unseen = make.span("unseen", "unseen", session_id="unseen", input="I am nora")
    assert await ingest(pool, erased, Records([unseen], given[:1])) == Dropped()
    named = make.span("unseen", "named", parent_span_id="unseen", user_id="nora")
    assert (await ingest(pool, erased, Records([named]))).spans == (named,)
    assert await all_rows(pool) == before
    # Known from now on, even by those that name nobody.
    assert await ingest(pool, erased, Records([unseen], given)) == Dropped((unseen,), 2)
    assert await all_rows(pool) == before


async def test_who_comes_back_is_stored_from_then_on(pool: Pool, erased: str, ask: Ask) -> None:
    await identify_user(pool, erased, "nora", "Nora", None, None)
    again = make.span("again", "again", user_id="nora", session_id="own", started_at=soon())
    given = [
        make.feedback("new", 1, session_id="own", created_at=soon()),
        make.feedback("new-too", 1, trace_id="again", created_at=soon()),
    ]
    assert await ingest(pool, erased, Records([again], given)) == Dropped()
    # What was given to this session before does not come back with it.
    assert (await ingest(pool, erased, NORA)).event_count == 6
    assert await users(ask) == {"nora": 1, "bert": 1}
    found = await ask("{ feedback { nodes { feedbackId user { userId } } } }")
    assert sorted(node["feedbackId"] for node in found["feedback"]["nodes"]) == ["new", "new-too"]


async def test_others_are_not_concerned(pool: Pool, erased: str, ask: Ask) -> None:
    async with pool.acquire() as db:
        other = await create_project(db, "Other")
    assert await ingest(pool, other, NORA) == Dropped()
    late = make.span("late", "late", user_id="bert", session_id="own")
    given = make.feedback("his", session_id="shared")
    assert await ingest(pool, erased, Records([BERT, late], [given])) == Dropped()
    assert await users(ask) == {"bert": 2}


async def test_deleted_traces_stay_away_and_their_user_does_not(
    pool: Pool, project: ProjectKeys, ask: Ask
) -> None:
    await ingest(pool, project.project_id, NORA)
    await delete_traces(pool, project.project_id, ["hers"])
    unstored = await ingest(pool, project.project_id, NORA)
    assert {span.trace_id for span in unstored.spans} == {"hers"}
    assert await users(ask) == {"nora": 1}
    # Nor is the session taken for erased, of which another trace comes late.
    late = make.span("late", "late", session_id="own")
    assert await ingest(pool, project.project_id, Records([late])) == Dropped()


async def test_it_is_forgotten_after_a_while(pool: Pool, erased: str, ask: Ask) -> None:
    await pool.execute("UPDATE erasure SET erased_at = erased_at - interval '29 days'")
    await delete_expired_erasures(pool)
    assert len((await ingest(pool, erased, NORA)).spans) == 3
    await pool.execute("UPDATE erasure SET erased_at = erased_at - interval '31 days'")
    assert await ingest(pool, erased, NORA) == Dropped()
    assert await users(ask) == {"nora": 2, "bert": 1}
    await delete_expired_erasures(pool)
    assert await pool.fetchval("SELECT count(*) FROM erasure") == 0


async def test_what_is_remembered_names_nobody_and_is_another_in_each_project(
    pool: Pool, erased: str
) -> None:
    async with pool.acquire() as db:
        other = await create_project(db, "Other")
    await ingest(pool, other, NORA)
    await delete_user(pool, other, "nora")
    hashes: dict[str, set[bytes]] = {erased: set(), other: set()}
    for row in await pool.fetch("SELECT * FROM erasure"):
        assert list(row.keys()) == ["project_id", "hash", "erased_at"]
        assert len(row["hash"]) == 16
        hashes[row["project_id"]].add(row["hash"])
    # The user, two traces, the session of her own, a span that came in parts, and all feedback.
    assert len(hashes[erased]) == 9
    assert not hashes[erased] & hashes[other]


async def test_senders_are_not_made_to_try_again_and_settings_tell(
    client: httpx.AsyncClient, app: Starlette, ask: Ask
) -> None:
    spans = request(wire_span({"user.id": "nora"}))
    batch = {"batch": [event("trace-create", id="t", userId="nora")]}
    score = {"traceId": "t", "name": "stars", "value": 1}
    for body in (spans, batch):
        path = INGESTION if body is batch else "/v1/traces"
        assert (await client.post(path, json=body)).is_success
    await ask("Erase", input={"userId": "nora"})
    answer = await client.post("/v1/traces", json=spans)
    assert answer.status_code == 200
    assert answer.json()["partialSuccess"] == {
        "rejectedSpans": "1",
        "errorMessage": "1 spans were refused: 'step': its trace or user was erased.",
    }
    answer = await client.post(INGESTION, json=batch)
    assert (answer.status_code, answer.json()["errors"]) == (207, [])
    assert (await client.post("/api/public/scores", json=score)).status_code == 200
    assert (await client.post("/api/public/scores", json=[score])).status_code == 202
    [error] = await refusals(
        client,
        "mutation ($input: SubmitFeedbackInput!) { submitFeedback(input: $input) { __typename } }",
        input={"traceId": "t", "name": "stars", "value": 1},
    )
    assert error["extensions"]["code"] == "NOT_FOUND"
    told = await arrived(app, ask)
    assert told["total"] == {
        "requestCount": 6,
        "refusedRequestCount": 0,
        "spanCount": 1,
        "refusedSpanCount": 1,
        "eventCount": 1,
        "refusedEventCount": 3,
    }
    assert {(of["code"], of["status"]) for of in told["refusals"]} == {("ERASED", 410)}
    assert await users(ask) == {}


async def test_a_name_of_the_projects_own_does_not_bring_them_back(
    client: httpx.AsyncClient, app: Starlette, pool: Pool, ask: Ask, project: ProjectKeys
) -> None:
    await set_names(ask, "app.name")
    await delete_user(pool, project.project_id, "nora")
    await set_names(ask, "acme.login")
    past = {"startTimeUnixNano": str(10**18), "endTimeUnixNano": str(10**18)}
    body = request(wire_span({"acme.account": "nora"}, **past), scope="acme")
    assert (await client.post("/v1/traces", json=body)).json() == {}
    await set_names(ask, "acme.account")
    await apply(ask, app)
    assert await pool.fetchval("SELECT count(*) FROM span") == 0


async def test_what_is_stored_at_the_same_moment_is_found(
    pool: Pool, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trace that is written, and not yet to be seen, when the user is erased."""
    written, go_on = asyncio.Event(), asyncio.Event()

    async def wait(db: Database, *arguments: Any) -> None:
        written.set()
        await go_on.wait()

    monkeypatch.setattr(storing, "announce", wait)
    storing_it = asyncio.create_task(ingest(pool, project.project_id, NORA))
    await written.wait()
    erasing = asyncio.create_task(delete_user(pool, project.project_id, "nora"))
    await asyncio.sleep(0.2)
    go_on.set()
    await storing_it
    assert await erasing == 2
    assert about(await all_rows(pool), "nora") == {table: [] for table in await all_rows(pool)}


async def test_nobody_comes_back_among_many_who_store_and_erase(
    pool: Pool, project: ProjectKeys
) -> None:
    def part(number: int) -> Records:
        """Traces that many parts share; only some of these name the user."""
        user = {"user_id": ("nora", "bert")[number % 2]} if number % 5 == 0 else {}
        return Records(
            [
                make.span(f"t{number % 2}-{trace}", f"{number}", is_root=True, **user)
                for trace in range(12)
            ],
            [make.feedback(f"f{number}", 1, trace_id=f"t{number % 2}-{number % 12}")],
        )

    async def send(numbers: list[int]) -> None:
        for number in numbers:
            await ingest(pool, project.project_id, part(number))

    sending = [asyncio.create_task(send(list(range(start, 80, 4)))) for start in range(4)]
    await asyncio.sleep(0.1)
    for _ in range(3):
        await delete_user(pool, project.project_id, "nora")
    await asyncio.gather(*sending)
    await send(list(range(80)))
    owners = await pool.fetch("SELECT user_id, count(*) FROM trace GROUP BY user_id")
    assert [tuple(row) for row in owners] == [("bert", 12)]
    assert await pool.fetchval("SELECT count(*) FROM feedback") == 40
    assert await verify(pool) == []
