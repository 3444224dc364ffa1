"""Agents of many frameworks, by the real packages against a running server.

Each is asked the story's question. Its model, which says the story's tokens each time, lets it call
a tool that finds, then one that fails, and then answers.
"""

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from environment import RunningServer
from sdk_programs import Door
from sender_programs import run_python
from story import EVERYTHING, GENERATION, STORY, Told, ask, assert_recounted

pytestmark = pytest.mark.usefixtures("senders")

QUESTION = STORY["input"]["question"]
ANSWER = STORY["output"]["answer"]
INSTRUCTIONS = "Answer in one sentence."
TOOLS = {"search", "look_up_prices"}
ERROR = STORY["failure"]["statusMessage"]
WITHOUT_REASONING = {"input": 100, "input_cached_tokens": 60, "output": 65, "total": 225}
WITHOUT_PARTS = {"input": 160, "output": 65, "total": 225}
# What GraphQL says of every agent here, unless AGENTS says otherwise: content is looked for, since
# each framework writes it differently; the tool is its name and whether it has its output; the
# failure is what failed, its type and whether it says why.
EXPECTED: Told = {
    "user": STORY["userId"],
    "session": STORY["sessionId"],
    "tags": STORY["tags"],
    "environment": STORY["environment"],
    "input of the trace": True,
    "output of the trace": True,
    "models": {"gpt-4o"},
    "usage of each call": [GENERATION["usage"]] * 3,
    "tokens": {"inputTokens": 480, "outputTokens": 195, "totalTokens": 675},
    # By the price list of gpt-4o: 2.5 dollars for a million tokens in, 1.25 cached, 10 out.
    "cost": 3 * Decimal("0.000975"),
    "instructions": True,
    "question": True,
    "call of a tool": True,
    "answer": True,
    "tool": ["search", True],
    "failure": ["look_up_prices", "TOOL", True],
    "errors": 1,
}
# Gemini's price: 1.25 dollars for a million tokens in, 0.125 cached, 10 out.
GEMINI_COST = 3 * Decimal("0.0007825")
# Claude Sonnet's on Bedrock: 3 dollars for a million tokens in, 0.3 cached, 3.75 to cache, 15 out.
CLAUDE_COST = 3 * Decimal("0.0009555")
BEDROCK = {
    "models": {"us.anthropic.claude-sonnet-4-20250514-v1:0"},
    "usage of each call": [
        {
            **{"input": 100, "input_cached_tokens": 60, "input_cache_creation": 10},
            **{"output": 40, "total": 210},
        }
    ]
    * 3,
    "tokens": {"inputTokens": 510, "outputTokens": 120, "totalTokens": 630},
    "cost": CLAUDE_COST,
    "types": {"AGENT": 1, "SPAN": 3, "GENERATION": 3, "TOOL": 2},
}
NO_CONTENT_OF_THE_TRACE = {"input of the trace": False, "output of the trace": False}
AGENTS: Mapping[str, Told] = {
    "pydantic_ai": {
        **NO_CONTENT_OF_THE_TRACE,
        "tags": [],
        "types": {"SPAN": 1, "AGENT": 1, "GENERATION": 3, "TOOL": 2},
    },
    "openai_agents": {
        **NO_CONTENT_OF_THE_TRACE,
        "types": {"AGENT": 2, "CHAIN": 4, "GENERATION": 3, "TOOL": 2},
        # It says that something failed, and keeps to itself what.
        "failure": ["look_up_prices", "TOOL", False],
    },
    "langgraph": {
        "tags": [],
        "types": {"CHAIN": 6, "GENERATION": 3, "TOOL": 2},
    },
    "adk": {
        **NO_CONTENT_OF_THE_TRACE,
        "tags": [],
        "models": {"gemini-2.5-pro"},
        "cost": GEMINI_COST,
        # It names the kind of the error alone; what it was is the tool's output.
        "failure": ["look_up_prices", "TOOL", False],
        "types": {"SPAN": 1, "CHAIN": 1, "AGENT": 1, "GENERATION": 3, "TOOL": 2},
    },
    "strands": BEDROCK,
    "strands newer": BEDROCK,
    "llama_index": {
        # It prints its objects, but for the messages of the model.
        **NO_CONTENT_OF_THE_TRACE,
        "types": {"CHAIN": 15, "GENERATION": 6, "TOOL": 2},
    },
    "dspy": {
        # It asks once, without tools, of which its own spans tell nothing but the content.
        "models": {"openai/gpt-4o"},
        "call of a tool": False,
        "tool": ["search.__call__", True],
        "failure": ["look_up_prices.__call__", "TOOL", True],
        "usage of each call": [GENERATION["usage"]],
        "tokens": {"inputTokens": 160, "outputTokens": 65, "totalTokens": 225},
        "cost": Decimal("0.000975"),
        "types": {"CHAIN": 4, "GENERATION": 2, "TOOL": 2},
    },
    "smolagents": {
        "usage of each call": [WITHOUT_PARTS] * 3,
        "cost": 3 * Decimal("0.00105"),
        "types": {"AGENT": 1, "CHAIN": 3, "GENERATION": 3, "TOOL": 3},
        # The step that a tool fails in, too.
        "errors": 2,
    },
    "haystack": {
        **NO_CONTENT_OF_THE_TRACE,
        "usage of each call": [WITHOUT_PARTS] * 3,
        "cost": 3 * Decimal("0.00105"),
        "types": {"SPAN": 1, "CHAIN": 6, "GENERATION": 3},
        # It has no spans for tools.
        "tool": None,
        "failure": ["Agent.run", "CHAIN", True],
        "errors": 2,
    },
    "agno": {
        "tags": [],
        "usage of each call": [WITHOUT_REASONING] * 3,
        "types": {"AGENT": 1, "GENERATION": 3, "TOOL": 2},
    },
}


@pytest.mark.parametrize("agent", AGENTS)
def test_an_agent_tells_whose_run_it_was_what_it_cost_and_what_was_said(
    server: RunningServer, door: Door, openai_url: str, agent: str
) -> None:
    framework, *arguments = agent.split()
    environment = framework if framework == "llama_index" else "agents"
    run_python(door, environment, f"agent_{framework}.py", *arguments, openai_url=openai_url)
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    told, expected = told_of(trace), EXPECTED | AGENTS[agent]
    assert told.keys() == expected.keys()
    differing = [part for part in expected if told[part] != expected[part]]
    assert {part: told[part] for part in differing} == {part: expected[part] for part in differing}
    assert_recounted(server.database_url)


def told_of(trace: Told) -> Told:
    """What GraphQL says of each part, as in EXPECTED."""
    spans = sorted(trace["spans"]["nodes"], key=lambda span: str(span["startedAt"]))
    calls = [span for span in spans if span["type"] == "GENERATION" and span["usageDetails"]]
    return {
        "user": trace["user"] and trace["user"]["userId"],
        "session": trace["session"] and trace["session"]["sessionId"],
        "tags": trace["tags"],
        "environment": trace["environment"],
        "input of the trace": QUESTION in texts_in(trace["input"]),
        "output of the trace": ANSWER in texts_in(trace["output"]),
        "types": dict(Counter(span["type"] for span in spans)),
        "models": {span["model"] for span in calls},
        "usage of each call": [span["usageDetails"] for span in calls],
        "tokens": {name: trace[name] for name in EXPECTED["tokens"]},
        "cost": Decimal(trace["costUsd"]),
        **told_of_calls(calls),
        **told_of_tools(spans),
        "errors": trace["errorCount"],
    }


def told_of_calls(calls: list[Told]) -> Told:
    asked = texts_in(calls[-1]["input"])
    return {
        "instructions": any(INSTRUCTIONS in text for text in asked),
        "question": any(QUESTION in text for text in asked),
        "call of a tool": bool(TOOLS & texts_in(calls[0]["output"])),
        "answer": any(ANSWER in texts_in(call["output"]) for call in calls),
    }


def told_of_tools(spans: list[Told]) -> Told:
    tools = [span for span in spans if span["type"] == "TOOL"]
    found = next((span for span in tools if "sky" in json.dumps(span["input"])), None)
    failures = [span for span in spans if span["level"] == "ERROR"]
    # The innermost, rather than what it is part of.
    failure = failures[-1]
    return {
        "tool": found and [found["name"], "d1" in json.dumps(found["output"])],
        "failure": [failure["name"], failure["type"], ERROR in failure["statusMessage"]],
    }


def texts_in(value: Any) -> set[str]:
    """All texts of a JSON value, also of JSON that is written in a text."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {text for item in value for text in texts_in(item)}
    if not isinstance(value, str):
        return set()
    try:
        inner = json.loads(value)
    except ValueError:
        return {value.strip()}
    return texts_in(inner) if isinstance(inner, dict | list) else {value.strip()}
