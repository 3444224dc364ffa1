"""One story that every sender tells, and what GraphQL must then say of it.

`story.json` is what programs read and send. A sender whose wire cannot carry a part of it names
that part, and `assert_story` then asserts that exactly this part is missing.
"""

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from sdks.programs import Door
from usertrail.database.pool import create_pool
from usertrail.verify import verify

STORY_FILE = Path(__file__).parent / "story.json"
STORY: dict[str, Any] = json.loads(STORY_FILE.read_text())
# Parts of the story that are spans.
SPANS = ("root", "step", "generation", "tool", "failure", "event")
GENERATION = STORY["generation"]

Told = dict[str, Any]

# What GraphQL says of each part when a sender tells all of it.
EXPECTED: Told = {
    "user": STORY["userId"],
    "session": STORY["sessionId"],
    "tags": STORY["tags"],
    "metadata": STORY["metadata"],
    "nested metadata": STORY["nestedMetadata"],
    "environment": STORY["environment"],
    "release": STORY["release"],
    "version": STORY["version"],
    "trace name": STORY["traceName"],
    "input": STORY["input"],
    "output": STORY["output"],
    "parents": {
        "root": None,
        "step": "root",
        "generation": "step",
        "tool": "step",
        "failure": "root",
        "event": "step",
    },
    "types": {"root": "SPAN", "step": "SPAN", "generation": "GENERATION", "failure": "SPAN"},
    "tool type": "TOOL",
    "event type": "EVENT",
    "model": GENERATION["model"],
    "model parameters": GENERATION["modelParameters"],
    "tokens": {"inputTokens": 160, "outputTokens": 65, "totalTokens": 225},
    "tokens by kind": GENERATION["usage"],
    "cost": Decimal("0.0038"),
    "cost by kind": GENERATION["cost"],
    # Between the start and the end of the generation.
    "first token": True,
    "prompt": GENERATION["prompt"],
    "generation input": GENERATION["input"],
    "generation output": GENERATION["output"],
    "generation metadata": GENERATION["metadata"],
    "tool input": STORY["tool"]["input"],
    "tool output": STORY["tool"]["output"],
    "error": STORY["failure"]["statusMessage"],
    "event": [STORY["event"]["level"], STORY["event"]["statusMessage"]],
    **{
        f"feedback on the {target}": [
            {
                "name": "helpful",
                "dataType": "BOOLEAN",
                "value": 1.0,
                "stringValue": "True",
                "comment": "yes!",
            },
            {
                "name": "stars",
                "dataType": "NUMERIC",
                "value": 4.5,
                "stringValue": None,
                "comment": "nice",
            },
            {
                "name": "tone",
                "dataType": "CATEGORICAL",
                "value": None,
                "stringValue": "friendly",
                "comment": "warm",
            },
        ]
        for target in ("trace", "generation", "session")
    },
}
# What it says of a part that was not sent; null for what is not named here.
ABSENT: Told = {
    "tags": [],
    "metadata": {},
    "nested metadata": {},
    "environment": "default",
    "tool type": "SPAN",
    "event type": "SPAN",
    "model parameters": {},
    "tokens": {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0},
    "tokens by kind": {},
    # By the price list of gpt-4o: 2.5 dollars for a million tokens in, 1.25 cached, 10 out.
    "cost": Decimal("0.000975"),
    "cost by kind": {"input": 0.000325, "output": 0.00065, "total": 0.000975},
    "first token": False,
    "generation metadata": {},
    "feedback on the trace": [],
    "feedback on the generation": [],
    "feedback on the session": [],
}
SUMS = "spanCount errorCount inputTokens outputTokens totalTokens costUsd"
METRICS = f"traceCount sessionCount {SUMS} feedbackCount feedbackAverage"
EVERYTHING = f"""
fragment Given on Feedback {{ name dataType value stringValue comment }}
query Everything {{
  overview {{ metrics {{ {METRICS} }} models {{ model generationCount {SUMS[21:]} }} }}
  feedback {{ nodes {{ ...Given user {{ userId }} }} }}
  users {{ nodes {{ userId environments metrics {{ {METRICS} }} }} }}
  traces {{ nodes {{
    traceId name environment release version tags metadata input output {SUMS}
    user {{ userId }}
    session {{ sessionId user {{ userId }} metrics {{ {METRICS} }} feedback {{ ...Given }} }}
    feedback {{ ...Given span {{ spanId }} }}
    spans {{ nodes {{
      spanId parentSpanId type name startedAt latencyMs timeToFirstTokenMs level statusMessage
      environment version model modelParameters promptName promptVersion usageDetails costDetails
      inputTokens outputTokens totalTokens costUsd input output metadata
      feedback {{ ...Given }}
    }} }}
  }} }}
}}
"""


def read_story(door: Door, names: Mapping[str, str] | None = None) -> Told:
    """What GraphQL says of the only trace there is, part by part as in EXPECTED.

    `names` are those of a sender that cannot name its spans as the story does, by part.
    Asserts on the way that all totals agree with the spans and the feedback they are of.
    """
    everything = ask(door, EVERYTHING)
    _assert_counted(everything)
    (trace,) = everything["traces"]["nodes"]
    named = _spans_by_part(trace, names or {})
    return {
        **_told_of_trace(trace),
        **_told_of_generation(named["generation"]),
        **_told_of_spans(named),
        **_told_of_feedback(trace, named),
    }


def assert_story(
    told: Told, lacking: frozenset[str] = frozenset(), otherwise: Told | None = None
) -> None:
    """Every part as in the story, but `lacking` ones absent and `otherwise` as given there."""
    expected = EXPECTED | {part: ABSENT.get(part) for part in lacking} | (otherwise or {})
    assert expected.keys() == EXPECTED.keys(), "a part that the story does not have"
    differing = [part for part in expected if told[part] != expected[part]]
    assert {part: told[part] for part in differing} == {part: expected[part] for part in differing}


def ask(door: Door, query: str, **variables: object) -> Any:
    """The data of a GraphQL document, over HTTP with the keys that the sender has."""
    answer = httpx.post(
        f"{door.url}/graphql",
        json={"query": query, "variables": variables},
        auth=(door.public_key, door.secret_key),
    ).json()
    assert "errors" not in answer, answer
    return answer["data"]


def post_feedback(door: Door, names: Mapping[str, str] | None = None) -> None:
    """The story's feedback over REST, for a sender that has no way to give any."""
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    generation = _spans_by_part(trace, names or {})["generation"]
    on_trace = {"traceId": trace["traceId"]}
    on_generation = {**on_trace, "observationId": generation["spanId"]}
    for target in (on_trace, on_generation, {"sessionId": STORY["sessionId"]}):
        for given in STORY["feedback"]:
            answer = httpx.post(
                f"{door.url}/api/public/scores",
                json={**given, **target},
                auth=(door.public_key, door.secret_key),
            )
            assert answer.status_code == 200, answer.text


def assert_recounted(database_url: str) -> None:
    """Counting every total anew finds nothing amiss."""

    async def recount() -> None:
        async with create_pool(database_url) as pool:
            assert await verify(pool) == []

    # In a thread of its own, since a browser may be open, which occupies the loop of this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, recount()).result()


def _spans_by_part(trace: Told, names: Mapping[str, str]) -> dict[str, Told]:
    found = {}
    for part in SPANS:
        name = names.get(part, STORY[part]["name"])
        named = [span for span in trace["spans"]["nodes"] if span["name"] == name]
        assert len(named) == 1, f"{len(named)} spans are named {name!r}"
        found[part] = named[0]
    return found


def _told_of_trace(trace: Told) -> Told:
    return {
        "user": trace["user"] and trace["user"]["userId"],
        "session": trace["session"] and trace["session"]["sessionId"],
        "trace name": trace["name"],
        "metadata": _chosen(trace["metadata"], STORY["metadata"]),
        "nested metadata": _chosen(trace["metadata"], STORY["nestedMetadata"]),
        **{
            part: trace[part]
            for part in ("tags", "environment", "release", "version", "input", "output")
        },
    }


def _told_of_generation(span: Told) -> Told:
    first_token_ms = span["timeToFirstTokenMs"]
    prompt = {"name": span["promptName"], "version": span["promptVersion"]}
    return {
        "model": span["model"],
        "model parameters": span["modelParameters"] or {},
        "tokens": {name: span[name] for name in EXPECTED["tokens"]},
        "tokens by kind": span["usageDetails"] or {},
        "cost": Decimal(span["costUsd"]),
        "cost by kind": span["costDetails"] or {},
        "first token": first_token_ms is not None and 0 < first_token_ms <= span["latencyMs"],
        "prompt": prompt if any(prompt.values()) else None,
        "generation input": span["input"],
        "generation output": span["output"],
        "generation metadata": _chosen(span["metadata"], GENERATION["metadata"]),
    }


def _told_of_spans(named: dict[str, Told]) -> Told:
    part_by_id = {span["spanId"]: part for part, span in named.items()}
    failure, event = named["failure"], named["event"]
    assert {span["environment"] for span in named.values()} == {named["root"]["environment"]}
    return {
        "parents": {
            part: span["parentSpanId"] and part_by_id.get(span["parentSpanId"], "no part")
            for part, span in named.items()
        },
        "types": {part: named[part]["type"] for part in EXPECTED["types"]},
        "tool type": named["tool"]["type"],
        "event type": event["type"],
        "tool input": named["tool"]["input"],
        "tool output": named["tool"]["output"],
        "error": failure["statusMessage"] if failure["level"] == "ERROR" else None,
        "event": [event["level"], event["statusMessage"]],
    }


def _told_of_feedback(trace: Told, named: dict[str, Told]) -> Told:
    session = trace["session"] or {"feedback": []}
    on_trace = [given for given in trace["feedback"] if given["span"] is None]
    for given in trace["feedback"]:
        del given["span"]
    return {
        "feedback on the trace": _by_name(on_trace),
        "feedback on the generation": _by_name(named["generation"]["feedback"]),
        "feedback on the session": _by_name(session["feedback"]),
    }


def _by_name(feedback: list[Told]) -> list[Told]:
    return sorted(feedback, key=lambda given: str(given["name"]))


def _chosen(metadata: Told | None, of: Told) -> Told:
    """Only what the story says; SDKs add some of their own."""
    return {key: value for key, value in (metadata or {}).items() if key in of}


def _assert_counted(everything: Told) -> None:
    """Totals of trace, session, user and everybody are those of the spans and the feedback."""
    (trace,) = everything["traces"]["nodes"]
    spans, feedback = trace["spans"]["nodes"], everything["feedback"]["nodes"]
    sums = _sums(spans)
    assert {name: trace[name] for name in sums} == sums
    session, user = trace["session"], trace["user"]
    counts = {"traceCount": 1, "sessionCount": int(session is not None), **sums}
    assert everything["overview"]["metrics"] == counts | _feedback_counts(feedback)
    of_users = {node["userId"]: node for node in everything["users"]["nodes"]}
    assert of_users.keys() == ({user["userId"]} if user else set())
    for user_id, node in of_users.items():
        own = [given for given in feedback if given["user"] == {"userId": user_id}]
        assert node["metrics"] == counts | _feedback_counts(own)
        assert node["environments"] == [trace["environment"]]
    if session:
        assert session["metrics"] == counts | _feedback_counts(feedback)
        assert session["user"] == user


def _sums(spans: list[Told]) -> Told:
    tokens = {name: sum(span[name] for span in spans) for name in EXPECTED["tokens"]}
    return {
        "spanCount": len(spans),
        "errorCount": sum(span["level"] == "ERROR" for span in spans),
        **tokens,
        "costUsd": str(sum((Decimal(span["costUsd"]) for span in spans), Decimal(0))),
    }


def _feedback_counts(feedback: list[Told]) -> Told:
    values = [given["value"] for given in feedback if given["value"] is not None]
    return {
        "feedbackCount": len(feedback),
        "feedbackAverage": sum(values) / len(values) if values else None,
    }
