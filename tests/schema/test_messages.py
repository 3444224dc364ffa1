"""What was asked and answered, as fields of a trace."""

import json
from datetime import timedelta

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

TURNS = """{ session(sessionId: "talk") {
    traces(orderBy: {field: STARTED_AT, direction: ASC}) {
        nodes { traceId userMessage assistantMessage }
    }
} }"""
KIBIBYTE = 1024


def turn(number: int, input: str | None, output: str | None) -> Records:
    started_at = make.START + timedelta(minutes=number)
    said = {"input": input, "output": output}
    return Records([make.span(f"{number}", session_id="talk", started_at=started_at, **said)])


async def test_the_turns_of_a_conversation(pool: Pool, project: ProjectKeys, ask: Ask) -> None:
    history = [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}]
    turns = [
        turn(1, '{"question": "Why?"}', '{"answer": "So."}'),
        turn(2, json.dumps([*history, {"role": "user", "content": "And red?"}]), "Later."),
        turn(3, None, None),
        turn(4, '{"order": 1, "items": 2}', "[]"),
    ]
    for records in reversed(turns):
        await ingest(pool, project.project_id, records)
    nodes = (await ask(TURNS))["session"]["traces"]["nodes"]
    assert [tuple(node.values()) for node in nodes] == [
        ("1", "Why?", "So."),
        ("2", "And red?", "Later."),
        ("3", None, None),
        ("4", None, None),
    ]


@pytest.mark.parametrize(("size", "is_read"), [(100, True), (500, True), (600, False)])
async def test_long_inputs_are_read_up_to_a_length(
    pool: Pool, project: ProjectKeys, ask: Ask, size: int, is_read: bool
) -> None:
    history = [{"role": "system", "content": "x" * size * KIBIBYTE}]
    asked = json.dumps([*history, {"role": "user", "content": "Why?"}])
    await ingest(pool, project.project_id, turn(1, asked, asked))
    [node] = (await ask(TURNS))["session"]["traces"]["nodes"]
    assert node == {
        "traceId": "1",
        "userMessage": "Why?" if is_read else None,
        "assistantMessage": None,
    }


async def test_of_a_trace_alone_and_of_an_event(pool: Pool, project: ProjectKeys, ask: Ask) -> None:
    said = make.span("1", trace_input='{"query": "Who?"}', trace_output="Me.", input="inner")
    await ingest(pool, project.project_id, Records([said]))
    answer = await ask('{ trace(traceId: "1") { userMessage assistantMessage } }')
    assert answer["trace"] == {"userMessage": "Who?", "assistantMessage": "Me."}
