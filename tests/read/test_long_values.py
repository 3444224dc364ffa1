"""Long input and output: how long they are is told, and they are read only where they are shown."""

import httpx
import pytest

import make
from asking import Ask, refusals
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

# Two bytes each.
LONG = "ä" * 500_000

SPANS = """
query ($most: Int) {
  trace(traceId: "trace") {
    inputBytes input(maxBytes: $most)
    outputBytes output(maxBytes: $most)
    spans { nodes { spanId inputBytes input(maxBytes: $most) outputBytes output(maxBytes: $most) } }
  }
}
"""


@pytest.fixture
async def stored(pool: Pool, project: ProjectKeys) -> None:
    root = make.span(span_id="root", input='{"question": "Why?"}', output=LONG)
    child = make.span(span_id="child", parent_span_id="root", input=LONG, output=None)
    await ingest(pool, project.project_id, Records([root, child]))


@pytest.mark.usefixtures("stored")
async def test_what_is_longer_than_asked_for_is_left_out_and_its_length_told(ask: Ask) -> None:
    trace = (await ask(SPANS, most=1000))["trace"]
    child, root = trace.pop("spans")["nodes"]
    short = {"inputBytes": 20, "input": {"question": "Why?"}}
    assert trace == {**short, "outputBytes": 1_000_000, "output": None}
    assert root == {"spanId": "root", **trace}
    long, none = {"inputBytes": 1_000_000, "input": None}, {"outputBytes": 0, "output": None}
    assert child == {"spanId": "child", **long, **none}


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("most", [1_000_000, None])
async def test_what_is_just_as_long_is_shown(ask: Ask, most: int | None) -> None:
    trace = (await ask(SPANS, most=most))["trace"]
    assert trace["output"] == LONG
    assert {span["spanId"]: span["input"] for span in trace["spans"]["nodes"]} == {
        "root": {"question": "Why?"},
        "child": LONG,
    }


@pytest.mark.usefixtures("stored")
async def test_two_lengths_in_one_query_are_each_kept(ask: Ask) -> None:
    trace = await ask(
        """{ trace(traceId: "trace") { spans { nodes {
        spanId short: output(maxBytes: 10) all: output one: input(maxBytes: 20) } } } }"""
    )
    assert trace["trace"]["spans"]["nodes"] == [
        {"spanId": "child", "short": None, "all": None, "one": None},
        {"spanId": "root", "short": None, "all": LONG, "one": {"question": "Why?"}},
    ]


@pytest.mark.usefixtures("stored")
async def test_a_node_keeps_to_it_too(ask: Ask) -> None:
    spans = await ask('{ trace(traceId: "trace") { spans { nodes { id spanId } } } }')
    ids = {span["spanId"]: span["id"] for span in spans["trace"]["spans"]["nodes"]}
    query = "query ($id: ID!) { node(id: $id) { ... on Span { inputBytes input(maxBytes: 9) } } }"
    answer = await ask(query, id=ids["child"])
    assert answer == {"node": {"inputBytes": 1_000_000, "input": None}}
    answer = await ask(query.replace("(maxBytes: 9)", ""), id=ids["child"])
    assert answer["node"]["input"] == LONG


@pytest.mark.usefixtures("stored")
async def test_lengths_alone_read_no_text(ask: Ask, statements: list[str]) -> None:
    await ask('{ trace(traceId: "trace") { spans { nodes { inputBytes outputBytes } } } }')
    assert len(statements) == 2
    assert not any("THEN input END" in statement for statement in statements)
    assert "NULL::jsonb AS metadata" in statements[1]


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "field", ["input(maxBytes: -1)", "spans { nodes { output(maxBytes: -1) } }"]
)
async def test_a_negative_length_is_refused_by_name(client: httpx.AsyncClient, field: str) -> None:
    [error] = await refusals(client, f'{{ trace(traceId: "trace") {{ {field} }} }}')
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == "maxBytes must not be negative, but is -1."
