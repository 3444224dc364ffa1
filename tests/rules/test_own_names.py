"""Users and sessions under names of a project's own: as they arrive, and in what is stored."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

import make
from asking import Ask, refusals
from batches import Send, event, users
from environment import ProjectKeys
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.own_names import own_ids_of, own_ids_of_stored
from usertrail.normalise.records import Records
from usertrail.normalise.rules import Rules
from usertrail.rules import backfill
from usertrail.rules.backfill import Backfill
from wire import SECOND_NS, request, wire_span

SET = """mutation ($user: [String!]!, $session: [String!]!) {
  setNames(input: { userId: $user, sessionId: $session }) { ownNames { userId sessionId } }
}"""
APPLY = """mutation { applyNames { namesApplication {
  finishedAt isOutdated traceCount seenTraceCount changedTraceCount
} } }"""
APPLICATION = """{ project { namesApplication {
  finishedAt isOutdated traceCount seenTraceCount changedTraceCount
} } }"""
LOGIN, THREAD = "acme.account.login", "acme.thread"
# By the number of the trace: the user and session that it belongs to.
OWNERS = "{ traces { nodes { traceId user { userId } session { sessionId } } } }"


async def set_names(ask: Ask, *user: str, session: tuple[str, ...] = ()) -> None:
    await ask(SET, user=list(user), session=list(session))


async def apply(ask: Ask, app: Starlette) -> Any:
    await ask(APPLY)
    await app.state.applying.wait()
    return (await ask(APPLICATION))["project"]["namesApplication"]


async def owners(ask: Ask) -> dict[int, tuple[str | None, str | None]]:
    found = (await ask(OWNERS))["traces"]["nodes"]
    return {
        int(trace["traceId"], 16): (
            trace["user"] and trace["user"]["userId"],
            trace["session"] and trace["session"]["sessionId"],
        )
        for trace in found
    }


def span(trace: int, number: int = 0, /, **named: Any) -> dict[str, Any]:
    """Number 0 is the root. Names have __ for a point."""
    parent = {} if number == 0 else {"parentSpanId": f"{trace:08x}{1:08x}"}
    return wire_span(
        {name.replace("__", "."): value for name, value in named.items()},
        traceId=f"{trace:032x}",
        spanId=f"{trace:08x}{number + 1:08x}",
        startTimeUnixNano=str(SECOND_NS * 1_770_000_000),
        endTimeUnixNano=str(SECOND_NS * 1_770_000_001),
        **parent,
    )


async def send(client: httpx.AsyncClient, *spans: dict[str, Any], **given: Any) -> None:
    body = request(*spans, **{"scope": "acme", **given})
    assert (await client.post("/v1/traces", json=body)).status_code == 200


@pytest.mark.parametrize(
    ("names", "places", "found"),
    [
        (["a.b"], [{"a.b": "ann"}], ["ann", "a.b", 0]),
        # The name before the place, the span before its resource.
        (["a", "b"], [{"b": "bob"}, {"a": "ann"}], ["ann", "a", 0]),
        (["a", "b"], [{"a": "", "b": "bob"}], ["bob", "b", 1]),
        (["a"], [{"a": "ann"}, {"a": "bob"}], ["ann", "a", 0]),
        # Inside of a JSON object, be it text or not.
        (["acme.login.id"], [{"acme": '{"login": {"id": 7}}'}], ["7", "acme.login.id", 0]),
        (["acme.login.id"], [{"acme.login": {"id": "ann"}}], ["ann", "acme.login.id", 0]),
        (["metadata.user"], [{"metadata": {"user": "ann"}}], ["ann", "metadata.user", 0]),
        (
            ["langfuse.trace.metadata.user"],
            [{"metadata": {"user": "ann"}}],
            ["ann", "langfuse.trace.metadata.user", 0],
        ),
        # Nobody.
        (["a"], [{"a": None}, {"b": "bob"}], None),
        (["a", "b"], [{"a": {}, "b": "null"}], None),
        (["a.b"], [{"a": "{not JSON"}], None),
    ],
)
def test_the_first_name_that_says_something_counts(
    names: list[str], places: list[dict[str, Any]], found: list[Any] | None
) -> None:
    own = own_ids_of(Rules(user_id_names=tuple(names)), places)
    assert own == ({} if found is None else {"user_id": found})


def test_what_was_not_kept_goes_on_saying_what_it_said() -> None:
    fields = {"own": {"user_id": ["ann", "a", 0]}}
    assert own_ids_of_stored(Rules(user_id_names=("b", "a")), fields, None) == {
        "user_id": ["ann", "a", 1]
    }
    assert own_ids_of_stored(Rules(user_id_names=("b",)), fields, None) == {}
    metadata = {"attributes": {"b": "bob"}}
    assert own_ids_of_stored(Rules(user_id_names=("b", "a")), fields, metadata) == {
        "user_id": ["bob", "b", 0]
    }


@pytest.mark.usefixtures("exact")
async def test_own_names_hold_for_what_arrives_from_then_on(
    ask: Ask, client: httpx.AsyncClient
) -> None:
    await send(client, span(1, acme__account__login="ann"))
    await set_names(ask, LOGIN, "metadata.tenant_user", session=(THREAD,))
    await send(client, span(2, acme__account__login="ann", acme__thread="s", user__id="bob"))
    # Across the trace it outweighs every other name, whoever speaks later.
    await send(client, span(3, acme__account__login="ann"), span(3, 1, user__id="bob"))
    await send(client, span(4), span(4, 1, user__id="bob"))
    # So does the first of the names the second.
    await send(
        client,
        span(5, acme__account__login="ann"),
        span(5, 1, langfuse__trace__metadata__tenant_user="eve"),
    )
    await send(client, span(6), resource={LOGIN: "res"})
    await send(client, span(7, **{"langfuse.trace.metadata": '{"tenant_user": "eve"}'}))
    await send(client, span(8, langfuse__observation__metadata__tenant_user=12))
    await send(client, span(9, acme__account__login="ann"), scope="langfuse-sdk")
    assert await owners(ask) == {
        1: (None, None),
        2: ("ann", "s"),
        3: ("ann", None),
        4: ("bob", None),
        5: ("ann", None),
        6: ("res", None),
        7: ("eve", None),
        8: ("12", None),
        9: ("ann", None),
    }


@pytest.mark.usefixtures("exact")
async def test_a_name_that_is_known_anyway_may_be_put_first(
    ask: Ask, client: httpx.AsyncClient, app: Starlette
) -> None:
    await send(client, span(1, gen_ai__user="ann", user__id="bob"))
    assert (await owners(ask))[1] == ("bob", None)
    await set_names(ask, "gen_ai.user")
    await send(client, span(2, gen_ai__user="ann"), span(2, 1, user__id="bob"))
    await apply(ask, app)
    assert await owners(ask) == {1: ("ann", None), 2: ("ann", None)}


@pytest.mark.usefixtures("exact")
async def test_events_are_named_by_their_metadata(
    ask: Ask, send_events: Send, app: Starlette
) -> None:
    before = event("trace-create", id="t0", metadata={"tenant": {"user": "ann"}})
    await send_events(before, event("span-create", id="o0", traceId="t1", metadata={"who": "eve"}))
    await set_names(ask, "metadata.tenant.user", "metadata.who")
    await send_events(
        event("trace-create", id="t2", userId="bob", metadata={"tenant": {"user": "ann"}}),
        event("trace-create", id="t3", userId="bob"),
        event("span-create", id="o3", traceId="t3", metadata={"who": "eve"}),
    )
    assert await users(ask) == {"ann": 1, "eve": 1}
    await apply(ask, app)
    assert await users(ask) == {"ann": 2, "eve": 2}
    # What changes a span later leaves it its user.
    await send_events(event("span-update", 9, id="o0", traceId="t1", output="done"))
    assert await users(ask) == {"ann": 2, "eve": 2}


@pytest.mark.usefixtures("exact")
async def test_own_names_are_applied_to_what_is_stored_and_taken_back(
    ask: Ask, client: httpx.AsyncClient, app: Starlette
) -> None:
    await send(
        client,
        span(1, acme__account__login="ann", acme__thread="s1"),
        span(1, 1, user__id="bob", session__id="given"),
    )
    await send(client, span(2, user__id="bob"), resource={LOGIN: "ann"})
    await send(client, span(3, user__id="bob", **{"langfuse.trace.metadata": '{"login": "eve"}'}))
    await send(client, span(4, user__id="bob"))
    await ask(
        """mutation { submitFeedback(input: {
          feedbackId: "f", sessionId: "given", name: "helpful", booleanValue: true
        }) { feedback { name } } }"""
    )
    said = {1: ("bob", "given"), 2: ("bob", None), 3: ("bob", None), 4: ("bob", None)}
    assert await owners(ask) == said
    await set_names(ask, LOGIN, "metadata.login", session=(THREAD,))
    assert await owners(ask) == said
    assert await apply(ask, app) == {
        "finishedAt": (await ask(APPLICATION))["project"]["namesApplication"]["finishedAt"],
        "isOutdated": False,
        "traceCount": 4,
        "seenTraceCount": 4,
        "changedTraceCount": 3,
    }
    named = {1: ("ann", "s1"), 2: ("ann", None), 3: ("eve", None), 4: ("bob", None)}
    assert await owners(ask) == named
    assert await users(ask) == {"ann": 2, "eve": 1, "bob": 1}
    # Again, and nothing is different.
    assert (await apply(ask, app))["changedTraceCount"] == 0
    assert await owners(ask) == named
    await set_names(ask)
    assert await owners(ask) == named
    assert (await ask(APPLICATION))["project"]["namesApplication"]["isOutdated"]
    await apply(ask, app)
    assert await owners(ask) == said


@pytest.mark.usefixtures("exact")
async def test_an_application_that_broke_off_goes_on_where_it_was(
    ask: Ask,
    project: ProjectKeys,
    pool: Pool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spans = [
        make.span(f"t{number:02}", metadata={"attributes": {LOGIN: f"u{number % 3}"}})
        for number in range(10)
    ]
    await ingest(pool, project.project_id, Records(spans))
    monkeypatch.setattr(backfill, "MAX_TRACES", 3)
    await set_names(ask, LOGIN)
    killed = Backfill(pool)
    await killed.begin(project.project_id)
    await killed.stop()
    assert await backfill.step(pool, project.project_id)
    half = (await ask(APPLICATION))["project"]["namesApplication"]
    assert half["finishedAt"] is None and 3 <= half["seenTraceCount"] < 10
    assert sum((await users(ask)).values()) == half["changedTraceCount"]
    # The next one goes on with it, and so do two at once.
    processes = Backfill(pool), Backfill(pool)
    for process in processes:
        await process.resume()
    await asyncio.gather(*(process.wait() for process in processes))
    whole = (await ask(APPLICATION))["project"]["namesApplication"]
    assert (whole["seenTraceCount"], whole["changedTraceCount"]) == (10, 10)
    assert await users(ask) == {"u0": 4, "u1": 3, "u2": 3}


@pytest.mark.usefixtures("exact")
async def test_names_that_change_meanwhile_are_applied_from_the_start(
    ask: Ask, project: ProjectKeys, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = [
        make.span(f"t{number}", metadata={"attributes": {LOGIN: "ann", "other": "eve"}})
        for number in range(4)
    ]
    await ingest(pool, project.project_id, Records(spans))
    monkeypatch.setattr(backfill, "MAX_TRACES", 2)
    await set_names(ask, LOGIN)
    process = Backfill(pool)
    await process.begin(project.project_id)
    await process.stop()
    await backfill.step(pool, project.project_id)
    await set_names(ask, "other")
    assert (await ask(APPLICATION))["project"]["namesApplication"] == {
        "finishedAt": None,
        "isOutdated": False,
        "traceCount": 4,
        "seenTraceCount": 0,
        "changedTraceCount": 0,
    }
    await process.resume()
    await process.wait()
    assert await users(ask) == {"eve": 4}


@pytest.mark.usefixtures("exact")
async def test_what_arrives_meanwhile_is_counted_once(
    ask: Ask, client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill, "MAX_TRACES", 2)
    for number in range(1, 21):
        await send(client, span(number, acme__account__login=f"u{number % 4}", user__id="bob"))
    await set_names(ask, LOGIN)
    await asyncio.gather(
        ask(APPLY),
        *(
            send(
                client,
                span(number, 1, gen_ai__usage__input_tokens=5),
                span(number, 0, acme__account__login=f"u{number % 4}", user__id="bob"),
            )
            for number in range(1, 31)
        ),
    )
    await app.state.applying.wait()
    assert await users(ask) == {"u0": 7, "u1": 8, "u2": 8, "u3": 7}
    overview = await ask("{ overview { metrics { totalTokens spanCount } } }")
    assert overview["overview"]["metrics"] == {"totalTokens": 150, "spanCount": 60}


async def test_names_of_another_project_count_for_nothing(
    ask: Ask, client: httpx.AsyncClient, app: Starlette, pool: Pool
) -> None:
    async with pool.acquire() as db:
        keys = await create_key(db, await create_project(db, "Other"))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x", auth=keys) as stranger:
        for query in (SET, APPLY):
            body = {"query": query, "variables": {"user": [LOGIN], "session": []}}
            assert "errors" not in (await stranger.post("/graphql", json=body)).json()
        await app.state.applying.wait()
        theirs = {"query": "{ project { attributeNames { name } } }"}
        await send(client, span(1, acme__account__login="ann"))
        body = (await stranger.post("/graphql", json=theirs)).json()
        assert body["data"]["project"]["attributeNames"] == []
    assert await owners(ask) == {1: (None, None)}
    found = await ask("{ project { ownNames { userId } namesApplication { startedAt } } }")
    assert found["project"] == {"ownNames": {"userId": []}, "namesApplication": None}


async def test_names_that_arrived_are_offered_with_what_they_hold(
    ask: Ask, client: httpx.AsyncClient, send_events: Send
) -> None:
    nested = json.dumps({"tenant": {"user": "ann"}, "ok": True})
    await send(
        client,
        span(1, acme__account__login="ann", long="x" * 201, count=3),
        span(1, 1, acme__account__login="ann", **{"langfuse.trace.metadata": nested}),
        resource={"service.name": "shop"},
    )
    await send_events(event("trace-create", id="t", metadata={"who": "eve"}))
    found = await ask("{ project { attributeNames { name seenCount example } } }")
    offered = {
        one["name"]: (one["seenCount"], one["example"])
        for one in found["project"]["attributeNames"]
    }
    assert offered == {
        LOGIN: (2, "ann"),
        "count": (1, "3"),
        "metadata.tenant.user": (1, "ann"),
        "metadata.who": (1, "eve"),
        "service.name": (1, "shop"),
        "telemetry.sdk.language": (1, "python"),
    }
    assert list(offered) == sorted(offered)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([""], "input.userId[0] must have 1 to 200 characters, all printable."),
        (["a", "x" * 201], "input.userId[1] must have 1 to 200 characters"),
        (["a\nb"], "input.userId[0] must have"),
        (["a", " a "], "input.userId contains 'a' twice."),
        (list("abcdef"), "input.userId must have at most 5 names, not 6."),
    ],
)
async def test_what_cannot_be_a_name_is_refused_in_a_sentence(
    client: httpx.AsyncClient, names: list[str], sentence: str
) -> None:
    [error] = await refusals(client, SET, user=names, session=[])
    assert sentence in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
