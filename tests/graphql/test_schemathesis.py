"""Documents that Schemathesis makes up of the schema: right ones, and wrong ones."""

import logging
from base64 import b64encode
from typing import Any

import httpx
import pytest
import schemathesis
from graphql import (
    ArgumentNode,
    IntValueNode,
    NullValueNode,
    ObjectFieldNode,
    StringValueNode,
    ValueNode,
    Visitor,
    parse,
    print_ast,
    visit,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.graphql import nodes

import make
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.schema.executable import schema

# One or two seconds for each operation and mode.
EXAMPLES = 50
# Keys manage neither projects nor keys.
EXPECTED = {"BAD_USER_INPUT", "NOT_FOUND", "LIMIT_EXCEEDED", "FORBIDDEN"}
INVALID = {"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"}

TEXTS = st.text().map(nodes.String)
FLOATS = st.floats(allow_nan=False, allow_infinity=False).map(nodes.Float)
schemathesis.graphql.scalar("Count", st.integers(-(2**63), 2**63 - 1).map(nodes.Int))
schemathesis.graphql.scalar("Decimal", st.decimals().map(str).map(nodes.String))
schemathesis.graphql.scalar(
    "DateTime", st.datetimes().map(lambda at: nodes.String(f"{at.isoformat()}Z"))
)
schemathesis.graphql.scalar(
    "JSON",
    st.recursive(
        TEXTS | st.integers().map(nodes.Int) | FLOATS,
        lambda inner: st.lists(inner, max_size=3).map(nodes.List),
        max_leaves=5,
    ),
)

made_up = schemathesis.graphql.from_dict({"data": schema.introspect()})
OPERATIONS = [(root, name) for root in ("Query", "Mutation") for name in made_up[root]]

REAL = {
    "id": b64encode(b"User:anna").decode(),
    "ids": b64encode(b"Trace:t1").decode(),
    "userId": "anna",
    "traceId": "t1",
    "sessionId": "s1",
    "feedbackId": "f1",
}


class AtHome(Visitor):
    """Lets a document ask for what there is, page by page, so that more than its roots answer."""

    def enter_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode:
        value: ValueNode = node.value
        if node.name.value == "first" and isinstance(value, IntValueNode):
            value = IntValueNode(value=str(int(value.value) % 500 + 1))
        elif node.name.value in ("last", "after", "before"):
            value = NullValueNode()
        return ArgumentNode(name=node.name, value=value)

    def enter_string_value(
        self, node: StringValueNode, key: Any, parent: Any, path: Any, ancestors: list[Any]
    ) -> StringValueNode | None:
        holders = [above for above in (*ancestors, parent) if isinstance(above, HOLDERS)]
        name = holders[-1].name.value if holders else ""
        return StringValueNode(value=REAL[name]) if name in REAL else None


HOLDERS = (ArgumentNode, ObjectFieldNode)


def at_home(document: str) -> str:
    return print_ast(visit(parse(document), AtHome()))


@pytest.fixture
async def anna(pool: Pool, project: ProjectKeys) -> None:
    """What the documents find."""
    spans = [
        make.span(f"t{number}", user_id="anna", session_id="s1", input="[1]", model="m")
        for number in range(3)
    ]
    given = [make.feedback("f1", 3, trace_id="t1"), make.feedback("f2", True, session_id="s1")]
    await ingest(pool, project.project_id, Records(spans, given))


async def codes_of(client: httpx.AsyncClient, document: str) -> set[str]:
    answer = await client.post("/graphql", json={"query": document})
    assert answer.status_code == 200, answer.text
    return {error["extensions"]["code"] for error in answer.json().get("errors", [])}


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("root", "name"), OPERATIONS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_any_document_is_answered_or_refused(
    client: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    root: str,
    name: str,
    mode: GenerationMode,
    data: st.DataObject,
) -> None:
    case = data.draw(made_up[root][name].as_strategy(generation_mode=mode))
    assert isinstance(case.body, str) and case.meta is not None
    codes = await codes_of(client, case.body)
    # An operation without arguments has no wrong documents.
    if case.meta.generation.mode.is_positive:
        assert codes <= EXPECTED
        assert await codes_of(client, at_home(case.body)) <= EXPECTED
    else:
        assert codes and codes <= EXPECTED | INVALID
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
