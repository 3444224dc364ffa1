"""What each generation's lists give, and the events that it becomes."""

from typing import Any

import pytest

from usertrail.langfuse_import.events import (
    event_of_its_trace,
    event_of_observation,
    event_of_score,
    event_of_trace,
)

START = "2026-03-10T12:00:00.000Z"
LATER = "2026-03-10T13:00:00.000Z"
OBSERVATION = {"id": "o", "traceId": "t", "type": "GENERATION", "startTime": START}
SCORE = {"id": "s", "name": "stars", "timestamp": START, "source": "API"}


def body_of(**given: object) -> Any:
    return event_of_observation({**OBSERVATION, **given})["body"]


def test_the_same_is_told_by_the_same_event_and_a_change_by_a_greater_one() -> None:
    trace = {"id": "t", "timestamp": START, "updatedAt": START}
    once, again = event_of_trace(trace), event_of_trace(dict(trace))
    changed = event_of_trace(trace | {"updatedAt": LATER})
    assert once == again
    assert once["id"] < changed["id"]
    assert once["body"]["timestamp"] == changed["body"]["timestamp"]
    observation = event_of_observation({**OBSERVATION, "id": "t", "updatedAt": START})
    assert observation["id"] != once["id"]


def test_ids_of_any_length_give_an_event_id_that_is_accepted() -> None:
    assert len(event_of_trace({"id": "x" * 800, "timestamp": START})["id"]) < 100


@pytest.mark.parametrize(
    ("given", "costs"),
    [
        ({"costDetails": {"input": 1e-9, "total": 0.1 + 0.2}}, {"input": 1e-9, "total": 0.1 + 0.2}),
        ({"costDetails": {"total": 0}}, {"total": 0}),
        ({"costDetails": {"input": 1.5}, "calculatedTotalCost": 2}, {"total": 2, "input": 1.5}),
        ({"costDetails": {}, "totalCost": 2.5}, {"total": 2.5}),
        # Langfuse 2 has no details.
        ({"calculatedInputCost": 1, "calculatedTotalCost": 3}, {"input": 1, "total": 3}),
        ({"costDetails": {}, "calculatedTotalCost": 0}, None),
        ({"costDetails": {"total": "dear"}}, None),
        ({"costDetails": ["odd"]}, None),
    ],
)
def test_costs_are_kept_as_the_source_says(given: dict[str, Any], costs: Any) -> None:
    assert body_of(**given).get("costDetails") == costs


def test_usage_is_that_in_detail_or_else_the_older_one() -> None:
    older = {"unit": "TOKENS", "input": 3, "output": 4, "total": 7}
    assert body_of(usage=older)["usage"] == older
    in_detail = body_of(usage=older, usageDetails={"input": 3, "cached": 4})
    assert in_detail["usageDetails"] == {"input": 3, "cached": 4}
    assert "usage" not in in_detail
    assert "usage" not in body_of(usage=dict.fromkeys(older, 0))


def test_input_and_output_that_count_as_nothing_elsewhere_are_kept_as_text() -> None:
    body = body_of(input=0, output=False, metadata={})
    assert (body["input"], body["output"]) == ("0", "false")
    assert "metadata" not in body


def test_a_prompt_is_told_with_name_and_version_or_not_at_all() -> None:
    body = body_of(promptName="p", promptVersion=2)
    assert (body["promptName"], body["promptVersion"]) == ("p", 2)
    assert "promptName" not in body_of(promptName="p", promptVersion=None)


def test_a_type_that_is_not_known_is_a_span() -> None:
    assert event_of_observation({**OBSERVATION, "type": "DREAM"})["type"] == "span-create"
    assert event_of_observation({**OBSERVATION, "type": "RETRIEVER"})["type"] == "retriever-create"


def test_parameters_and_model_are_read_in_both_spellings() -> None:
    assert body_of(modelParameters='{"top_p": 1}')["modelParameters"] == {"top_p": 1}
    assert body_of(modelParameters={"top_p": 1})["modelParameters"] == {"top_p": 1}
    assert body_of(providedModelName="gpt")["model"] == "gpt"


def test_an_observation_of_the_newest_list_tells_of_its_trace() -> None:
    row = {
        **OBSERVATION,
        "parentObservationId": "p",
        "name": "step",
        "userId": "ada",
        "sessionId": "s",
        "tags": ["a"],
        "traceName": "turn",
        "input": "not of the trace",
    }
    told = event_of_its_trace(row)
    assert told is not None
    assert told["type"] == "trace-create"
    assert told["body"] == {
        "id": "t",
        "timestamp": START,
        "name": "turn",
        "userId": "ada",
        "sessionId": "s",
        "tags": ["a"],
    }
    assert event_of_its_trace({**OBSERVATION, "parentObservationId": "p"}) is None
    assert event_of_its_trace({**OBSERVATION, "traceId": None}) is None
    root = event_of_its_trace({**row, "isRootObservation": True, "input": "hello"})
    assert root is not None
    assert (root["body"]["input"], root["body"]["name"]) == ("hello", "turn")
    unnamed = event_of_its_trace({**OBSERVATION, "name": "handle"})
    assert unnamed is not None
    assert unnamed["body"]["name"] == "handle"


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"dataType": "NUMERIC", "value": 0.1}, 0.1),
        ({"dataType": "BOOLEAN", "value": 1, "stringValue": "True"}, 1),
        ({"dataType": "BOOLEAN", "value": True}, 1),
        ({"dataType": "CATEGORICAL", "value": 0, "stringValue": "good"}, "good"),
        ({"dataType": "CATEGORICAL", "value": "good"}, "good"),
        ({"dataType": "TEXT", "value": 0, "stringValue": "fine"}, "fine"),
        ({"dataType": "CORRECTION", "value": "better"}, "better"),
    ],
)
def test_the_value_of_a_score_is_read_from_every_list(given: dict[str, Any], value: Any) -> None:
    sent = event_of_score({**SCORE, **given})
    assert sent["body"]["value"] == value
    assert type(sent["body"]["value"]) is type(value)
    assert sent["timestamp"] == START


@pytest.mark.parametrize(
    ("subject", "target"),
    [
        ({"kind": "trace", "id": "t"}, {"traceId": "t"}),
        (
            {"kind": "observation", "id": "o", "traceId": "t"},
            {"traceId": "t", "observationId": "o"},
        ),
        ({"kind": "session", "id": "s"}, {"sessionId": "s"}),
        ({"kind": "experiment", "id": "r"}, {"datasetRunId": "r"}),
    ],
)
def test_what_a_score_of_the_newest_list_is_given_to(
    subject: dict[str, str], target: dict[str, str]
) -> None:
    body = event_of_score({**SCORE, "subject": subject, "details": {"comment": "c"}})["body"]
    ids = ("traceId", "observationId", "sessionId", "datasetRunId")
    assert {name: body[name] for name in ids if name in body} == target
    assert body["comment"] == "c"
