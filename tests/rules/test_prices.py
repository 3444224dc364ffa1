"""A project's own prices: which counts, exactly what a call costs by it, and from when on."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from asking import Ask, refusals
from batches import Send, event, span_of
from environment import ProjectKeys
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.app import create_app
from usertrail.database.pool import Pool
from usertrail.normalise.cost import priced_cost
from usertrail.normalise.prices import Price, Prices, matches
from usertrail.rules.rows import MAX_PRICES
from usertrail.settings import Settings
from wire import request, wire_span

JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
SET = """mutation ($input: SetPricesInput!) { setPrices(input: $input) { prices {
  modelPattern from prices { kind usdPerMillionTokens usdPerThousandTokens }
} } }"""
DELETE = """mutation ($input: DeletePricesInput!) {
  deletePrices(input: $input) { deletedModelPattern }
}"""
LIST = "{ project { prices { modelPattern from prices { kind usdPerMillionTokens } } } }"
COSTS = "{ traces { nodes { traceId metrics: spans { nodes { costUsd } } } } }"
IN_FORCE = """query ($model: String!, $at: DateTime) {
  project { pricesInForce(model: $model, at: $at) {
    kind usdPerMillionTokens usdPerThousandTokens modelPattern
  } }
}"""


def price(pattern: str, usd: str, kind: str = "input", starts_at: datetime | None = None) -> Price:
    return Price(pattern, starts_at, kind, Decimal(usd))


def given(pattern: str, from_: datetime | None = None, **usd: Any) -> dict[str, Any]:
    return {
        "modelPattern": pattern,
        "from": from_ and from_.isoformat(),
        "prices": [{"kind": kind, "usdPerMillionTokens": usd[kind]} for kind in usd],
    }


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("gpt-4o", "gpt-4o", True),
        ("gpt-4o", "gpt-4o-mini", False),
        ("gpt-4o*", "gpt-4o", True),
        ("gpt-4o-*", "gpt-4o", False),
        ("*", "", True),
        ("*/llama-*-8b", "acme/llama-3.1-8b", True),
        ("*/llama-*-8b", "llama-3.1-8b", False),
        ("a*a", "a", False),
        ("a*ab", "aab", True),
        ("*ab*ab*", "abab", True),
        ("*ab*ab*", "aba", False),
        ("a.c", "abc", False),
        ("[ab]", "a", False),
    ],
)
def test_a_star_stands_for_any_characters_and_nothing_else_does(
    pattern: str, name: str, fits: bool
) -> None:
    assert matches(pattern, name) is fits


def test_a_pattern_of_many_stars_is_no_more_work() -> None:
    assert not matches("*a" * 100 + "*b", "a" * 200)


@pytest.mark.parametrize(
    ("usage", "at", "usd"),
    [
        # Exactly its model, then the longest pattern.
        ({"input": 10}, MARCH, "40"),
        ({"input": 10}, JANUARY, "30"),
        # That pattern has none for it, and no price for its side.
        ({"output": 10}, MARCH, "50"),
        # A kind costs what its side does, but for those with a price of their own.
        ({"input_audio_tokens": 10}, MARCH, "40"),
        ({"cache_read_input_tokens": 10}, MARCH, "1"),
        ({"input_cached_tokens": 10}, JANUARY, "1"),
        ({"output_reasoning_tokens": 10}, MARCH, "50"),
        # What names no side counts only under its very name.
        ({"searches": 10, "search": 10}, MARCH, "70"),
        ({"input": 1, "output": 1, "searches": 1, "total": 99}, MARCH, "16"),
        ({"total": 10}, MARCH, None),
    ],
)
def test_the_most_specific_pattern_counts_and_of_its_prices_the_latest(
    usage: dict[str, int], at: datetime, usd: str | None
) -> None:
    prices = Prices(
        [
            price("acme-large", "4000000", starts_at=MARCH),
            price("acme-large", "3000000"),
            price("acme-large", "9000000", starts_at=MARCH + timedelta(seconds=1)),
            price("acme-large", "100000", "input_cached_tokens"),
            price("acme-*", "2000000"),
            price("acme-*", "5000000", "output"),
            price("*", "1000000", "output"),
            price("*", "7000000", "searches"),
        ]
    )
    cost = priced_cost("ACME-Large", None, usage, at, prices)
    assert cost.usd == (None if usd is None else Decimal(usd))


def test_own_prices_come_before_the_table_kind_by_kind() -> None:
    # The list price of OpenAI's gpt-4o: $2.50 for a million input tokens, $10.00 for output.
    usage = {"input": 1_000_000, "output": 1_000_000, "pages": 3, "total": 2_000_000}
    assert priced_cost("gpt-4o", None, usage, MARCH).usd == Decimal("12.5")
    prices = Prices([price("gpt-4o", "2"), price("gpt-4o", "10000", "pages")])
    cost = priced_cost("gpt-4o", None, usage, MARCH, prices)
    assert cost.usd == Decimal("12.03")
    assert cost.details == {"input": 2.0, "output": 10.0, "pages": 0.03, "total": 12.03}


def test_a_price_of_many_digits_is_not_rounded() -> None:
    prices = Prices([price("m", "123456789.123456789012")])
    cost = priced_cost("m", None, {"input": 999_999_999_999}, MARCH, prices)
    assert cost.usd == Decimal(f"{123456789123456789012 * 999_999_999_999}E-18")
    free = priced_cost("m", None, {"input": 5}, MARCH, Prices([price("m", "0")]))
    assert free.usd == 0


async def send_span(
    client: httpx.AsyncClient, number: int, at: datetime = MARCH, cost: float | None = None
) -> None:
    start_ns = int(at.timestamp()) * 10**9
    span = wire_span(
        {
            "gen_ai.request.model": "acme-large",
            "gen_ai.usage.input_tokens": 1000,
            "gen_ai.usage.output_tokens": 100,
            **({} if cost is None else {"gen_ai.usage.cost": cost}),
        },
        traceId=f"{number:032x}",
        startTimeUnixNano=str(start_ns),
        endTimeUnixNano=str(start_ns),
    )
    answer = await client.post("/v1/traces", json=request(span, scope="own"))
    assert answer.status_code == 200


async def costs(ask: Ask) -> dict[int, str]:
    """By the number of the trace; 0 where no price is known."""
    found = await ask(COSTS)
    return {
        int(trace["traceId"], 16): span["costUsd"]
        for trace in found["traces"]["nodes"]
        for span in trace["metrics"]["nodes"]
    }


@pytest.mark.usefixtures("exact")
async def test_prices_hold_for_what_arrives_from_then_on(
    ask: Ask, client: httpx.AsyncClient
) -> None:
    await send_span(client, 1)
    set_ = await ask(SET, input=given(" Acme-* ", MARCH, input="3.5", output="14"))
    assert set_["setPrices"]["prices"] == {
        "modelPattern": "acme-*",
        "from": "2026-03-01T00:00:00.000000+00:00",
        "prices": [
            {"kind": "input", "usdPerMillionTokens": "3.5", "usdPerThousandTokens": "0.0035"},
            {"kind": "output", "usdPerMillionTokens": "14", "usdPerThousandTokens": "0.014"},
        ],
    }
    await send_span(client, 2)
    await send_span(client, 3, MARCH - timedelta(seconds=1))
    # A cost that the sender states counts before any price.
    await send_span(client, 4, cost=0.5)
    # The same pattern and start: these take the place of those.
    await ask(SET, input=given("acme-*", MARCH, input="1"))
    await send_span(client, 5)
    await ask(DELETE, input={"modelPattern": "ACME-*", "from": MARCH.isoformat()})
    await send_span(client, 6)
    assert (await ask(LIST))["project"]["prices"] == []
    assert await costs(ask) == {1: "0", 2: "0.0049", 3: "0", 4: "0.5", 5: "0.001", 6: "0"}
    overview = await ask("{ overview { metrics { costUsd } } }")
    assert overview["overview"]["metrics"]["costUsd"] == "0.5059"


@pytest.mark.usefixtures("exact")
async def test_prices_hold_for_events_too(ask: Ask, send_events: Send) -> None:
    usage = {"input": 1000, "output": 100}
    body: dict[str, Any] = {"traceId": "t", "model": "acme-large", "usageDetails": usage}
    await send_events(event("generation-create", id="before", **body))
    await ask(SET, input=given("acme-large", input="3.5", output="14", searches="10000"))
    await send_events(
        event("generation-create", id="priced", **body),
        event("generation-create", id="stated", **body, costDetails={"total": 7}),
        event("generation-create", id="searched", **{**body, "usageDetails": {"searches": 2}}),
    )
    found = {id: await span_of(ask, id) for id in ("before", "priced", "stated", "searched")}
    assert {id: span["costUsd"] for id, span in found.items()} == {
        "before": "0",
        "priced": "0.0049",
        "stated": "7",
        "searched": "0.02",
    }
    assert found["searched"]["costDetails"] == {
        "input": 0, "output": 0, "searches": 0.02, "total": 0.02
    }  # fmt: skip


@pytest.mark.usefixtures("exact")
async def test_what_comes_later_of_a_span_leaves_its_cost_unless_it_is_about_that(
    ask: Ask, send_events: Send
) -> None:
    usage = {"input": 1000, "output": 100}
    body: dict[str, Any] = {"traceId": "t", "model": "acme-large", "usageDetails": usage}
    await ask(SET, input=given("acme-*", input="1"))
    await send_events(event("generation-create", id="o", **body))
    for changed in ("2", None):
        if changed:
            await ask(SET, input=given("acme-*", input=changed))
        else:
            await ask(DELETE, input={"modelPattern": "acme-*"})
        await send_events(event("generation-update", 1, f"named-{changed}", id="o", name="said"))
        found = await span_of(ask)
        assert (found["name"], found["costUsd"]) == ("said", "0.001")
    await ask(SET, input=given("acme-*", input="3"))
    await send_events(
        event("generation-update", 2, id="o", traceId="t", usageDetails={"input": 2000})
    )
    assert (await span_of(ask))["costUsd"] == "0.006"
    await send_events(event("generation-update", 3, id="o", costDetails={"total": 5}))
    assert (await span_of(ask))["costUsd"] == "5"


async def test_every_process_knows_at_once(
    ask: Ask, client: httpx.AsyncClient, project: ProjectKeys, pool: Pool, app: Starlette
) -> None:
    settings: Settings = app.state.settings
    other = create_app(settings, pool, "a digest", project.project_id)
    keys = (project.public_key, project.secret_key)
    transport = httpx.ASGITransport(other)
    async with httpx.AsyncClient(transport=transport, base_url="http://other", auth=keys) as there:
        await ask(SET, input=given("acme-large", input="1", output="0"))
        await send_span(there, 1)
        await ask(SET, input=given("acme-large", input="2", output="0"))
        await send_span(there, 2)
        await send_span(client, 3)
    assert await costs(ask) == {1: "0.001", 2: "0.002", 3: "0.002"}


async def test_prices_of_another_project_count_for_nothing(
    ask: Ask, client: httpx.AsyncClient, app: Starlette, pool: Pool
) -> None:
    async with pool.acquire() as db:
        keys = await create_key(db, await create_project(db, "Other"))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x", auth=keys) as stranger:
        body = {"query": SET, "variables": {"input": given("*", input="1")}}
        assert "errors" not in (await stranger.post("/graphql", json=body)).json()
    assert (await ask(LIST))["project"]["prices"] == []
    errors = await refusals(client, DELETE, input={"modelPattern": "*"})
    assert errors[0]["extensions"]["code"] == "NOT_FOUND"
    await send_span(client, 1)
    assert await costs(ask) == {1: "0"}


async def test_a_project_without_prices_asks_nothing_more(
    ask: Ask, client: httpx.AsyncClient, statements: list[str]
) -> None:
    await send_span(client, 1)
    assert not [statement for statement in statements if "price" in statement]
    await ask(SET, input=given("m", input="1"))
    statements.clear()
    for number in (2, 3):
        await send_span(client, number)
    assert len([statement for statement in statements if "FROM price" in statement]) == 1


async def test_what_holds_is_told_by_model(ask: Ask) -> None:
    await ask(SET, input=given("gpt-4o*", input="2", input_cached_tokens="0.5"))
    await ask(SET, input=given("gpt-4o*", MARCH, input="1"))
    found = await ask(IN_FORCE, model="GPT-4o", at=JANUARY.isoformat())
    assert found["project"]["pricesInForce"] == [
        {
            "kind": kind,
            "usdPerMillionTokens": million,
            "usdPerThousandTokens": thousand,
            "modelPattern": pattern,
        }
        for kind, million, thousand, pattern in [
            ("input", "2", "0.002", "gpt-4o*"),
            ("input_cached_tokens", "0.5", "0.0005", "gpt-4o*"),
            ("output", "10", "0.01", None),
        ]
    ]
    later = await ask(IN_FORCE, model="gpt-4o")
    assert later["project"]["pricesInForce"][0]["usdPerMillionTokens"] == "1"
    nothing = await ask(IN_FORCE, model="nobody's")
    assert nothing["project"]["pricesInForce"] == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (given("  ", input="1"), "input.modelPattern must have 1 to 200 characters"),
        (given("m\u200b", input="1"), "input.modelPattern must have 1 to 200 characters"),
        (given("m" * 201, input="1"), "input.modelPattern must have 1 to 200 characters"),
        (given("m"), "input.prices must have 1 to 30 entries, not 0."),
        (given("m", input="-1"), "input.prices[0].usdPerMillionTokens must be 0 to 1,000,000,000"),
        (given("m", input="1000000000.1"), "US dollars with at most 12 decimal places"),
        (given("m", output="0.0000000000001"), "not 1E-13."),
        (given("m", input="NaN"), "finite number"),
        (given("m", None, **{" ": "1"}), "input.prices[0].kind must have 1 to 100 characters"),
        (given("m", total="1"), "must not be 'total', which is the sum of the other kinds."),
        (
            given("m", None, **{"input": "1", " input": "1"}),
            "input.prices has two entries for the kind 'input'.",
        ),
        (given("m", datetime(1969, 12, 31, tzinfo=UTC), input="1"), "must not be before 1970"),
    ],
)
async def test_what_cannot_be_a_price_is_refused_in_a_sentence(
    client: httpx.AsyncClient, wrong: dict[str, Any], sentence: str
) -> None:
    [error] = await refusals(client, SET, input=wrong)
    assert sentence in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_project_has_only_so_many_prices(ask: Ask, client: httpx.AsyncClient) -> None:
    kinds: dict[str, Any] = {f"kind-{number}": "1" for number in range(30)}
    for number in range(MAX_PRICES // 30):
        await ask(SET, input=given(f"m{number}", **kinds))
    [error] = await refusals(client, SET, input=given("last", **kinds))
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": MAX_PRICES, "value": 510}
    assert len((await ask(LIST))["project"]["prices"]) == MAX_PRICES // 30
    # What takes the place of others is no more of them.
    await ask(SET, input=given("m0", **kinds))


async def test_trailing_zeros_are_no_digits(ask: Ask) -> None:
    await ask(SET, input=given("m", input="2.50000000000000000"))
    [stored] = (await ask(LIST))["project"]["prices"]
    assert stored["prices"] == [{"kind": "input", "usdPerMillionTokens": "2.5"}]
