"""Every argument of the schema refuses what it cannot use, and the refusal names it."""

import json
from typing import Any

import httpx
import pytest

import make
from environment import ProjectKeys
from schema_walk import (
    SESSION,
    TRACE,
    USER,
    Asking,
    Slot,
    as_literal,
    as_variable,
    fields,
    has_literal,
    slots,
)
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records


@pytest.fixture
async def anna(pool: Pool, project: ProjectKeys) -> None:
    """A user with a trace in a session, since nothing is asked of who is not there."""
    span = make.span(TRACE, user_id=USER, session_id=SESSION)
    given = make.feedback("f1", 1, trace_id=TRACE, span_id=span.span_id)
    await ingest(pool, project.project_id, Records([span], [given]))


async def errors_of(client: httpx.AsyncClient, asking: Asking) -> list[dict[str, Any]]:
    """Over server-sent events where only these answer. orjson writes no infinity, json does."""
    body = json.dumps(asking._asdict()).encode()
    headers = {"content-type": "application/json"}
    if asking.query.startswith("subscription"):
        headers["accept"] = "text/event-stream"
    answer = await client.post("/graphql", content=body, headers=headers)
    assert answer.status_code == 200, (asking, answer.text)
    text = answer.text
    if asking.query.startswith("subscription"):
        text = next(line for line in text.splitlines() if line.startswith("data: "))[6:]
    return json.loads(text).get("errors", [])  # type: ignore[no-any-return]  # JSON


def names(error: dict[str, Any], slot: Slot) -> bool:
    is_bad_input = error["extensions"]["code"] == "BAD_USER_INPUT"
    return is_bad_input and ".".join(slot.path) in error["message"]


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("field", fields())
async def test_a_wrong_value_is_refused_by_the_name_of_its_argument(
    client: httpx.AsyncClient, field: str
) -> None:
    accepted = []
    for slot in slots(field):
        for value in slot.wrong():
            askings = [as_variable(slot, value)]
            if has_literal(value):
                askings.append(as_literal(slot, value))
            for asking in askings:
                errors = await errors_of(client, asking)
                if not errors or not all(names(error, slot) for error in errors):
                    accepted.append((asking, errors))
    assert not accepted, "\n".join(map(str, accepted[:20]))
