"""What a score means as feedback, and which scores are refused with which sentence."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from make import START
from usertrail.errors import BadInput
from usertrail.normalise.langfuse import feedback_of_score, parse_batch
from usertrail.normalise.records import Feedback

SCORE = {"id": "s1", "traceId": "t1", "name": "rating", "value": 1}


def of(**given: Any) -> Feedback:
    return feedback_of_score({**SCORE, **given}, START)


def of_event(body: dict[str, Any], **given: Any) -> Feedback:
    judged = parse_batch([{"id": "e1", "type": "score-create", "body": body, **given}], START)
    [feedback] = judged.records.feedback
    return feedback


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": 4.5}, ("NUMERIC", Decimal("4.5"), None)),
        ({"value": 0.1}, ("NUMERIC", Decimal("0.1"), None)),
        ({"value": "good"}, ("CATEGORICAL", None, "good")),
        ({"value": 1, "dataType": "BOOLEAN"}, ("BOOLEAN", Decimal(1), "True")),
        ({"value": 0.0, "dataType": "BOOLEAN"}, ("BOOLEAN", Decimal(0), "False")),
        ({"value": "x\0y", "dataType": "TEXT"}, ("TEXT", None, "xy")),
        ({"value": "x", "dataType": "CORRECTION"}, ("CORRECTION", None, "x")),
    ],
)
def test_a_score_has_a_number_or_a_text(given: dict[str, Any], expected: tuple[Any, ...]) -> None:
    feedback = of(**given)
    assert (feedback.data_type, feedback.value, feedback.string_value) == expected


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"value": True}, "number or a text"),
        ({"value": None}, "number or a text"),
        ({"value": float("nan")}, "finite"),
        ({"value": 2, "dataType": "BOOLEAN"}, "0 or 1"),
        ({"value": "1", "dataType": "NUMERIC"}, "finite number"),
        ({"value": 1, "dataType": "CATEGORICAL"}, "must be a text"),
        ({"value": "x" * 501, "dataType": "TEXT"}, "1 to 500"),
        ({"value": "", "dataType": "TEXT"}, "1 to 500"),
        ({"dataType": "STARS"}, "dataType must be one of"),
        ({"dataType": ["NUMERIC"]}, "dataType must be one of"),
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"traceId": None}, "Exactly one"),
        ({"sessionId": "s"}, "Exactly one"),
        ({"traceId": "", "sessionId": "s", "observationId": "o"}, "needs the traceId"),
        ({"datasetRunId": "d"}, "dataset runs"),
        ({"traceId": ["t"]}, "traceId must be a text"),
        ({"source": "EVAL"}, "EVAL"),
        ({"source": "ANNOTATION"}, "configId"),
        ({"source": "HEARSAY"}, "source"),
        ({"comment": 5}, "comment"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"timestamp": "1969-12-31T23:59:59Z"}, "timestamp"),
        ({"value": "x", "dataType": "CORRECTION", "traceId": None, "sessionId": "s"}, "session"),
    ],
)
def test_a_score_that_cannot_be_used_is_refused_with_a_reason(
    given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        of(**given)


def test_a_score_is_of_a_trace_a_span_of_it_or_a_session() -> None:
    assert of(traceId=7)[1:4] == ("7", None, None)
    assert of(observationId="o")[1:4] == ("t1", "o", None)
    assert of(traceId=None, sessionId="s")[1:4] == (None, None, "s")
    assert of(observationId=None, sessionId="")[1:4] == ("t1", None, None)


def test_a_correction_is_always_of_the_output() -> None:
    assert of(value="x", dataType="CORRECTION", name="n").name == "output"


def test_a_score_without_id_gets_one_and_an_event_lends_its_own() -> None:
    assert len(of(id="").feedback_id) == 32
    assert of(id="").feedback_id != of(id="").feedback_id
    assert of_event({**SCORE, "id": None}).feedback_id == "e1"


def test_feedback_is_as_old_as_it_says_and_in_utc() -> None:
    assert of().created_at == START
    assert of(timestamp="2026-01-02T03:04:05+02:00").created_at == datetime(
        2026, 1, 2, 1, 4, 5, tzinfo=UTC
    )
    event = of_event(SCORE, timestamp="2026-01-02T03:04:05.123456Z")
    assert event.created_at.microsecond == 123456


def test_the_environment_is_the_targets_where_the_sender_names_none() -> None:
    assert of().environment is None
    assert of(environment="Staging").environment == "staging"


def test_what_is_too_long_or_too_deep_is_shortened_or_refused() -> None:
    assert len(of(name="n" * 2000).name.encode()) <= 500
    assert len(of(id="i" * 2000).feedback_id.encode()) <= 1000
    deep: Any = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(BadInput, match="metadata"):
        of(metadata=deep)
    assert of(metadata={"a": [1, "x\0"]}).metadata == {"a": [1, "x"]}
