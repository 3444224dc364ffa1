"""Asks a running server for all of the story, and gives the feedback of those who cannot."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import httpx

from sdk_programs import Door
from story.counting import assert_counted
from story.expected import ABSENT, EXPECTED, GENERATION, SPANS, STORY, Told

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
      inputTokens outputTokens totalTokens costUsd repeatsTokens repeatsCost input output metadata
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
    assert_counted(everything)
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
