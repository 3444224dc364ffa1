"""Every filter and order of the list of traces."""

from typing import Any

import pytest

from environment import ProjectKeys
from rest_client import AskRest
from three_traces import filtered, store_three
from usertrail.database.pool import Pool


@pytest.fixture
async def stored(pool: Pool, project: ProjectKeys) -> None:
    await store_three(pool, project.project_id)


TRACE_LISTS: list[tuple[dict[str, Any], str]] = [
    ({}, "three two one"),
    ({"userId": "anna"}, "two one"),
    ({"userId": "bert"}, ""),
    ({"name": "chat"}, "one"),
    ({"sessionId": "s-2"}, "two"),
    ({"tags": "b"}, "two one"),
    ({"tags": ["a", "b"]}, "one"),
    ({"environment": "production"}, "one"),
    ({"environment": ["production", "default"]}, "three two one"),
    ({"version": "v2"}, "two"),
    ({"release": "r1"}, "one"),
    ({"fromTimestamp": "2026-03-10T13:00:00.000Z"}, "three two"),
    ({"toTimestamp": "2026-03-10T13:00:00.000Z"}, "one"),
    # A plus sign that was not encoded is a space.
    ({"fromTimestamp": "2026-03-10T14:00:00 00:00"}, "three"),
    ({"userId": "anna", "name": "search"}, "two"),
    ({"orderBy": "timestamp.asc"}, "one two three"),
    ({"orderBy": "name.asc"}, "one two three"),
    ({"orderBy": "userId.desc"}, "two one three"),
    ({"orderBy": "sessionId.desc"}, "two one three"),
    ({"orderBy": "id.asc"}, "one three two"),
    ({"limit": 2}, "three two"),
    ({"limit": 2, "page": 2}, "one"),
    ({"page": 3}, ""),
    ({"name": ""}, "three two one"),
    ({"unknown": "ignored"}, "three two one"),
]


@pytest.mark.parametrize(("parameters", "expected"), TRACE_LISTS)
@pytest.mark.usefixtures("stored")
async def test_traces_are_listed_as_the_parameters_say(
    ask_rest: AskRest, parameters: dict[str, Any], expected: str
) -> None:
    answer = await ask_rest("/traces", **parameters)
    assert [trace["id"] for trace in answer["data"]] == expected.split()


TRACE_FILTERS: list[tuple[tuple[Any, ...], str]] = [
    (("string", "id", "=", "one"), "one"),
    (("string", "name", "contains", "ha"), "one"),
    (("string", "name", "does not contain", "ha"), "three two"),
    (("string", "name", "starts with", "se"), "two"),
    (("string", "name", "ends with", "ch"), "two"),
    # Neither of the two is a wildcard.
    (("string", "name", "contains", "%"), ""),
    (("string", "name", "contains", "_"), ""),
    (("stringOptions", "userId", "any of", ["anna", "x"]), "two one"),
    (("stringOptions", "userId", "none of", ["anna"]), "three"),
    (("stringOptions", "version", "none of", ["v1"]), "three two"),
    (("arrayOptions", "tags", "any of", ["a", "x"]), "one"),
    (("arrayOptions", "tags", "none of", ["a"]), "three two"),
    (("arrayOptions", "tags", "all of", ["a", "b"]), "one"),
    (("datetime", "timestamp", ">", "2026-03-10T13:00:00Z"), "three"),
    (("datetime", "timestamp", "<=", "2026-03-10T13:00:00Z"), "two one"),
    (("number", "latency", ">=", 10), "two one"),
    (("number", "latency", "<", 2), "three"),
    (("number", "inputTokens", "=", 10), "one"),
    (("number", "outputTokens", ">", 19), "one"),
    (("number", "totalTokens", ">=", 30), "one"),
    (("number", "tokens", "<", 30), "three two"),
    (("number", "inputCost", ">=", 0.1), "one"),
    (("number", "outputCost", ">", 0.3), ""),
    (("number", "totalCost", "=", 0.4), "one"),
    (("string", "level", "=", "ERROR"), "one"),
    (("string", "level", "=", "WARNING"), "two"),
    (("number", "errorCount", "=", 1), "one"),
    (("number", "warningCount", "=", 1), "two"),
    (("number", "defaultCount", "=", 1), "three one"),
    (("number", "debugCount", ">", 0), ""),
    (("boolean", "public", "=", True), "two"),
    (("boolean", "bookmarked", "<>", True), "three two one"),
    (("null", "sessionId", "is null"), "three"),
    (("null", "release", "is not null"), "one"),
    (("stringObject", "metadata", "=", "gold", "tier"), "one"),
    (("stringObject", "metadata", "is set", None, "tier"), "one"),
    (("stringObject", "metadata", "is not set", None, "tier"), "three two"),
    (("numberObject", "metadata", ">", 2, "seats"), "one"),
    (("numberObject", "metadata", ">", 2, "tier"), ""),
    (("categoryOptions", "metadata", "any of", ["gold"], "tier"), "one"),
    (("categoryOptions", "metadata", "none of", ["gold"], "tier"), "three two"),
    (("number", "scores_avg", ">", 0.5), "two one"),
    (("numberObject", "scores_avg", "<", 0.5, "quality"), "two"),
    (("numberObject", "scores", ">", 0.5, "quality"), "one"),
    (("categoryOptions", "score_categories", "any of", ["good"], "tone"), "one"),
    (("categoryOptions", "score_categories", "none of", ["good"], "tone"), "three two"),
    (("booleanObject", "score_booleans", "=", True, "like"), "two"),
    (("booleanObject", "score_booleans", "<>", True, "like"), "three one"),
]


@pytest.mark.parametrize(("given", "expected"), TRACE_FILTERS)
@pytest.mark.usefixtures("stored")
async def test_traces_are_filtered_by_each_column(
    ask_rest: AskRest, given: tuple[Any, ...], expected: str
) -> None:
    answer = await ask_rest("/traces", filter=filtered(given))
    assert [trace["id"] for trace in answer["data"]] == expected.split()
    assert answer["meta"]["totalItems"] == len(expected.split())


@pytest.mark.usefixtures("stored")
async def test_a_condition_replaces_the_parameter_of_its_column_and_joins_the_others(
    ask_rest: AskRest,
) -> None:
    answer = await ask_rest(
        "/traces",
        userId="nobody",
        name="chat",
        filter=filtered(("string", "userId", "=", "anna"), ("string", "release", "=", "r1")),
    )
    assert [trace["id"] for trace in answer["data"]] == ["one"]
