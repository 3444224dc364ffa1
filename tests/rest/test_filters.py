"""Every filter of the lists of observations, scores and sessions."""

from typing import Any

import pytest

from environment import ProjectKeys
from rest_client import AskRest
from three_traces import filtered, store_three
from usertrail.database.pool import Pool


@pytest.fixture
async def stored(pool: Pool, project: ProjectKeys) -> None:
    await store_three(pool, project.project_id)


OBSERVATION_LISTS: list[tuple[dict[str, Any], str]] = [
    ({}, "three-root two-root one-call one-root"),
    ({"name": "call"}, "one-call"),
    ({"userId": "anna"}, "two-root one-call one-root"),
    ({"type": "GENERATION"}, "one-call"),
    ({"traceId": "one"}, "one-call one-root"),
    ({"level": "WARNING"}, "two-root"),
    ({"parentObservationId": "one-root"}, "one-call"),
    ({"parentObservationId": ""}, "three-root two-root one-root"),
    ({"environment": "production"}, "one-root"),
    ({"version": "v9"}, "one-call"),
    ({"sessionId": "s-1"}, "one-call one-root"),
    ({"isRootObservation": "false"}, "one-call"),
    ({"fromStartTime": "2026-03-10T13:00:00Z"}, "three-root two-root"),
    ({"toStartTime": "2026-03-10T12:01:00Z"}, "one-root"),
    ({"filter": filtered(("string", "id", "=", "one-call"))}, "one-call"),
    ({"filter": filtered(("number", "latency", ">", 3))}, "two-root one-call"),
    ({"filter": filtered(("number", "timeToFirstToken", "=", 1))}, "one-call"),
    ({"filter": filtered(("number", "tokensPerSecond", "=", 5))}, "one-call"),
    ({"filter": filtered(("number", "inputCost", "=", 0.1))}, "one-call"),
    ({"filter": filtered(("number", "totalCost", ">", 0))}, "one-call"),
    ({"filter": filtered(("string", "model", "=", "gpt-4o"))}, "one-call"),
    ({"filter": filtered(("string", "promptName", "=", "greeting"))}, "one-call"),
    ({"filter": filtered(("number", "promptVersion", "=", 2))}, "one-call"),
    ({"filter": filtered(("string", "statusMessage", "contains", "oo"))}, "one-call"),
    ({"filter": filtered(("string", "input", "matches", "hello"))}, "one-call"),
    ({"filter": filtered(("string", "output", "matches", "needle"))}, "one-call"),
    ({"filter": filtered(("stringObject", "metadata", "=", "first", "step"))}, "one-call"),
    ({"filter": filtered(("string", "traceName", "=", "search"))}, "two-root"),
    ({"filter": filtered(("arrayOptions", "traceTags", "all of", ["a"]))}, "one-call one-root"),
    ({"filter": filtered(("string", "traceEnvironment", "=", "production"))}, "one-call one-root"),
    ({"filter": filtered(("boolean", "isRootObservation", "=", False))}, "one-call"),
    ({"filter": filtered(("datetime", "endTime", ">", "2026-03-10T14:00:00Z"))}, "three-root"),
]


@pytest.mark.parametrize("path", ["/observations", "/v2/observations"])
@pytest.mark.parametrize(("parameters", "expected"), OBSERVATION_LISTS)
@pytest.mark.usefixtures("stored")
async def test_observations_are_listed_as_the_parameters_say(
    ask_rest: AskRest, path: str, parameters: dict[str, Any], expected: str
) -> None:
    answer = await ask_rest(path, **parameters)
    assert [observation["id"] for observation in answer["data"]] == expected.split()


SCORE_LISTS: list[tuple[dict[str, Any], str]] = [
    ({}, "f-5 f-2 f-4 f-3 f-1"),
    ({"userId": "anna"}, "f-5 f-2 f-4 f-3 f-1"),
    ({"userId": "Bert"}, ""),
    ({"name": "quality"}, "f-2 f-1"),
    ({"dataType": "CATEGORICAL"}, "f-3"),
    ({"source": "ANNOTATION"}, "f-4"),
    ({"environment": "production"}, "f-5 f-3 f-1"),
    ({"traceTags": "a"}, "f-3 f-1"),
    ({"traceTags": ["a", "b"]}, "f-3 f-1"),
    ({"value": "0.9", "operator": "="}, "f-1"),
    ({"value": "0.5", "operator": ">"}, "f-5 f-4 f-1"),
    ({"value": "0.9", "operator": "!="}, "f-5 f-2 f-4"),
    ({"value": "0.1"}, "f-2"),
    ({"scoreIds": "f-1,f-3, f-9"}, "f-3 f-1"),
    ({"configId": "none"}, ""),
    ({"queueId": "none"}, ""),
    ({"datasetRunId": "none"}, ""),
    ({"fromTimestamp": "2026-03-10T13:00:00Z"}, "f-5 f-2"),
    ({"toTimestamp": "2026-03-10T13:00:00Z"}, "f-4 f-3 f-1"),
    ({"traceId": "one"}, "f-3 f-1"),
    ({"sessionId": "s-1"}, "f-5"),
    ({"observationId": "one-call,x"}, "f-3"),
    ({"filter": filtered(("stringObject", "metadata", "=", "nurse", "who"))}, "f-1"),
    ({"filter": filtered(("number", "value", "<", 0.5))}, "f-2"),
    ({"limit": 1, "page": 2}, "f-2"),
]


@pytest.mark.parametrize(("parameters", "expected"), SCORE_LISTS)
@pytest.mark.usefixtures("stored")
async def test_scores_are_listed_as_the_parameters_say(
    ask_rest: AskRest, parameters: dict[str, Any], expected: str
) -> None:
    answer = await ask_rest("/v2/scores", **parameters)
    assert [score["id"] for score in answer["data"]] == expected.split()


SCORE_LISTS_V3: list[tuple[dict[str, Any], str]] = [
    ({}, "f-5 f-2 f-4 f-3 f-1"),
    ({"id": "f-1,f-2"}, "f-2 f-1"),
    ({"name": "quality,tone"}, "f-2 f-3 f-1"),
    ({"source": "annotation"}, "f-4"),
    ({"dataType": "boolean,CATEGORICAL"}, "f-4 f-3"),
    ({"environment": "production"}, "f-5 f-3 f-1"),
    ({"traceId": "one,two"}, "f-2 f-4 f-3 f-1"),
    ({"sessionId": "s-1"}, "f-5"),
    ({"traceId": "one", "observationId": "one-call"}, "f-3"),
    ({"dataType": "NUMERIC", "value": "0.1,5"}, "f-5 f-2"),
    ({"dataType": "BOOLEAN", "value": "true"}, "f-4"),
    ({"dataType": "BOOLEAN", "value": "false"}, ""),
    ({"dataType": "categorical", "value": "good,bad"}, "f-3"),
    ({"dataType": "NUMERIC", "valueMin": "0.5"}, "f-5 f-1"),
    ({"dataType": "NUMERIC", "valueMin": "0.1", "valueMax": "0.9"}, "f-2 f-1"),
    ({"configId": "x"}, ""),
    ({"authorUserId": "x"}, ""),
    ({"experimentId": "x"}, ""),
    ({"fromTimestamp": "2026-03-10T13:00:00Z", "toTimestamp": "2026-03-10T14:00:00Z"}, "f-2"),
]


@pytest.mark.parametrize(("parameters", "expected"), SCORE_LISTS_V3)
@pytest.mark.usefixtures("stored")
async def test_scores_of_the_third_version_are_listed_as_the_parameters_say(
    ask_rest: AskRest, parameters: dict[str, Any], expected: str
) -> None:
    answer = await ask_rest("/v3/scores", **parameters)
    assert [score["id"] for score in answer["data"]] == expected.split()


SESSION_LISTS: list[tuple[dict[str, Any], str]] = [
    ({}, "s-2 s-1"),
    ({"environment": "production"}, "s-1"),
    ({"fromTimestamp": "2026-03-10T13:00:00Z"}, "s-2"),
    ({"toTimestamp": "2026-03-10T13:00:00Z"}, "s-1"),
    ({"limit": 1, "page": 2}, "s-1"),
]


@pytest.mark.parametrize(("parameters", "expected"), SESSION_LISTS)
@pytest.mark.usefixtures("stored")
async def test_sessions_are_listed_as_the_parameters_say(
    ask_rest: AskRest, parameters: dict[str, Any], expected: str
) -> None:
    answer = await ask_rest("/sessions", **parameters)
    assert [session["id"] for session in answer["data"]] == expected.split()
