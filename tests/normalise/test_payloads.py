"""Each captured payload -> the records it means, and the traces these add up to.

expected.json of each folder was computed from the same bodies by another program, which had been
checked against the SDKs' own end-to-end tests.
"""

import json
from typing import Any

import pytest

from captured import (
    FOLDER,
    REVIEWABLE_RECORDS,
    Captured,
    all_as_json,
    captured,
    records_of,
    written,
)
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.langfuse import span_of
from usertrail.normalise.records import Feedback, Span, SpanEvent, TraceEvent, TraceFields
from usertrail.store.contributions import state_of, state_of_event
from usertrail.store.fold import Trace, fold

FOLDERS = sorted(path.parent.name for path in FOLDER.glob("*/expected.json"))
# What a trace of another instrumentation keeps beside the metadata that was meant as such.
KEPT_FOR_ALL = {"attributes", "resourceAttributes", "scope"}

# Who says an input or output, by id: of the trace, and of its own.
Texts = dict[str, tuple[TraceFields, Span | TraceFields]]
# A trace whose user id is a number, which that program refuses.
REFUSED_THERE = {"33f97120-51ea-4c68-b2b8-68977636a0b8"}

GENAI = "otel-genai-semconv-0.66b2"
OPENINFERENCE = "openinference-semconv-0.1.42"
SYSTEM_FIRST = [
    {"role": "system", "content": [{"type": "text", "content": "be brief"}]},
    {"role": "user", "parts": [{"type": "text", "content": "hi"}]},
]
# Where we mean to differ from that program: (folder, trace or span, field) -> what we say.
OURS: dict[tuple[str, str, str], Any] = {
    # User ids that Langfuse does not read.
    (GENAI, "enduser.id", "userId"): "u-enduser.id",
    (GENAI, "gen_ai.user", "userId"): "u-gen_ai.user",
    # Any span may name the session.
    (GENAI, "invoke_agent x", "sessionId"): "conv-1",
    # What an agent says of its tokens is kept, and counts while no call below it says any.
    (GENAI, "invoke_agent x", "usageDetails"): {"input": 100, "total": 100},
    (GENAI, "invoke_agent x", "costDetails"): {"input": 0.00025, "output": 0.0, "total": 0.00025},
    (GENAI, "invoke_agent x", "model"): "gpt-4o",
    # The instructions are the first message.
    **{
        (GENAI, name, "input"): SYSTEM_FIRST
        for name in (
            "user.id",
            "enduser.id",
            "langfuse.user.id",
            "gen_ai.user",
            "resource-only-user",
        )
    },
    # Lists are rebuilt from dotted names, and their items are what these say they are.
    (OPENINFERENCE, "llm", "input"): [{"role": "user", "content": "hi"}],
    (OPENINFERENCE, "llm", "output"): [{"role": "assistant", "content": "yo"}],
    # Cached and reasoning tokens have their price too: 7 x 2.50 + 4 x 1.25, (5 + 2) x 10 a million.
    **{
        (folder, span, "costDetails"): {"input": 2.25e-05, "output": 7e-05, "total": 9.25e-05}
        for folder in ("python-3.15.0", "python-4.18.0", "python-5.0.4")
        for span in ("oai-chat", "OpenAI-generation")
    },
}


@pytest.mark.parametrize("request_", captured() + written(), ids=str)
def test_a_captured_body_means_its_records(request_: Captured) -> None:
    found = all_as_json(records_of(request_))
    if len(found) > REVIEWABLE_RECORDS:
        assert not request_.records_path.exists()
        return
    assert found == json.loads(request_.records_path.read_text())


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_spans_of_an_sdk_add_up_to_the_expected_traces(folder: str) -> None:
    spans = spans_by_trace(folder)
    events = events_by_trace(folder)
    expected = expected_of(folder)["traces"]
    found = spans.keys() | events.keys()
    assert found - REFUSED_THERE == {trace["id"] for trace in expected}
    for trace in expected:
        of_trace, said = spans.get(trace["id"], {}), events.get(trace["id"], {})
        versions = [state_of(span) for span in of_trace.values()]
        versions += [state_of_event(event) for event in said.values()]
        texts: Texts = {span.span_id: (span.trace_fields, span) for span in of_trace.values()}
        texts |= {event.event_id: (event.fields, event.fields) for event in said.values()}
        compare_trace(fold(trace["id"], versions), texts, trace, folder)
        assert len(of_trace) == trace["observationCount"]
        for observation in trace["observations"]:
            compare_span(of_trace[observation["id"]], observation, folder)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_scores_of_an_sdk_are_the_expected_feedback(folder: str) -> None:
    expected = expected_of(folder)
    scores = [score for trace in expected["traces"] for score in trace["scores"]]
    by_id = {score["id"]: score for score in (*scores, *expected["scores_without_trace"])}
    found = feedback_by_id(folder)
    assert by_id.keys() <= found.keys()
    # The other program has no place for feedback on a trace that never came.
    others = [feedback for key, feedback in found.items() if key not in by_id]
    assert not {feedback.trace_id for feedback in others} & {t["id"] for t in expected["traces"]}
    for feedback_id, score in by_id.items():
        feedback = found[feedback_id]
        assert feedback.name == score["name"]
        assert feedback.data_type == score["dataType"]
        # The other program writes 0 for a category or text.
        value = None if feedback.data_type in ("CATEGORICAL", "TEXT") else score["value"]
        assert (None if feedback.value is None else float(feedback.value)) == value
        assert feedback.string_value == score["stringValue"]
        assert feedback.comment == score["comment"]
        assert feedback.span_id == score["observationId"]
        assert (feedback.environment or "default") == score["environment"]


def expected_of(folder: str) -> Any:
    return json.loads((FOLDER / folder / "expected.json").read_text())


def spans_by_trace(folder: str) -> dict[str, dict[str, Span]]:
    found: dict[str, dict[str, Span]] = {}
    events: dict[tuple[str, str], list[SpanEvent]] = {}
    for request in captured(folder):
        records = records_of(request)
        for span in records.spans:
            found.setdefault(span.trace_id, {})[span.span_id] = span
        for event in records.span_events:
            assert event.trace_id
            events.setdefault((event.trace_id, event.span_id), []).append(event)
    for (trace_id, span_id), of_span in events.items():
        found.setdefault(trace_id, {})[span_id] = span_of(trace_id, span_id, of_span)
    return found


def events_by_trace(folder: str) -> dict[str, dict[str, TraceEvent]]:
    found: dict[str, dict[str, TraceEvent]] = {}
    for request in captured(folder):
        for event in records_of(request).trace_events:
            found.setdefault(event.trace_id, {})[event.event_id] = event
    return found


def feedback_by_id(folder: str) -> dict[str, Feedback]:
    """Of feedback sent again, what the later says over what the earlier said."""
    found: dict[str, Feedback] = {}
    for request in captured(folder):
        for feedback in records_of(request).feedback:
            said = {name: value for name, value in feedback._asdict().items() if value is not None}
            earlier = found.get(feedback.feedback_id, feedback)
            found[feedback.feedback_id] = earlier._replace(**said)
    return found


def compare_trace(
    folded: Trace,
    texts: Texts,
    trace: dict[str, Any],
    folder: str,
) -> None:
    expected = {
        field: OURS.get((folder, str(trace["name"]), field), value)
        for field, value in trace.items()
    }
    assert folded.user_id == storable_id(expected["userId"] or "")
    assert folded.session_id == (expected["sessionId"] or "")
    # Without a root we show the name of the earliest span, Langfuse none.
    assert expected["name"] in (folded.name, None)
    for field in ("environment", "release", "version", "tags", "public"):
        assert getattr(folded, field) == expected[field], (trace["name"], field)
    metadata = {key: value for key, value in folded.metadata.items() if key not in KEPT_FOR_ALL}
    if folder == "python-5.0.4" and "numstr" in metadata:
        # This SDK says that it means text, and text it stays.
        assert metadata.pop("numstr") == str(expected["metadata"].pop("numstr"))
    assert metadata == expected["metadata"]
    assert milliseconds(folded.started_at) == expected["timestamp"]
    for field in ("input", "output"):
        by = getattr(folded, f"{field}_span_id")
        said = None
        if by:
            of_trace, own = texts[by]
            said = getattr(of_trace, field) or getattr(own, field)
        assert decoded(said) == expected[field], (trace["name"], field)


def compare_span(span: Span, observation: dict[str, Any], folder: str) -> None:
    expected = {
        field: OURS.get((folder, observation["name"], field), value)
        for field, value in observation.items()
    }
    found = {
        "id": span.span_id,
        "parentObservationId": span.parent_span_id,
        "type": span.type,
        "name": span.name,
        "level": span.level,
        "statusMessage": span.status_message,
        "model": span.model,
        "usageDetails": span.usage_details,
        "costDetails": pytest.approx(span.cost_details),
        "input": decoded(span.input),
        "output": decoded(span.output),
        "completionStartTime": span.completion_started_at
        and milliseconds(span.completion_started_at),
    }
    assert found == expected


def milliseconds(moment: Any) -> str:
    return str(moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"))


def decoded(text: str | None) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
