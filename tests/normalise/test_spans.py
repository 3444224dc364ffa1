"""What a span means: the rules that the captured payloads do not show."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.otlp_source import Sdk
from wire import (
    SECOND_NS,
    START_NS,
    read,
)

OTHER = "my.own.instrumentation"
STARTED_AT = datetime.fromtimestamp(START_NS // SECOND_NS, UTC)

USER_KEYS = [
    "langfuse.user.id",
    "user.id",
    "langfuse.observation.metadata.langfuse_user_id",
    "langfuse.trace.metadata.langfuse_user_id",
    "ai.telemetry.metadata.userId",
    "traceloop.association.properties.user_id",
    "enduser.id",
    "gen_ai.user",
    "llm.user",
]


@pytest.mark.parametrize("place", range(len(USER_KEYS)))
def test_the_most_specific_user_id_wins(place: int) -> None:
    assert (
        read({key: key for key in reversed(USER_KEYS[place:])}).trace_fields.user_id
        == (USER_KEYS[place])
    )


@pytest.mark.parametrize(
    ("sent", "user_id"),
    [
        (42, "42"),
        (True, "true"),
        (["a", "b"], '["a","b"]'),
        ("  a b  ", "  a b  "),
        ("a\0b", "ab"),
        ("", "fallback"),
        (0, "fallback"),
        (False, "fallback"),
        ("\0", "fallback"),
    ],
)
def test_a_user_id_of_any_kind_is_text_and_an_empty_one_is_none(sent: Any, user_id: Any) -> None:
    assert read({"user.id": sent, "llm.user": "fallback"}).trace_fields.user_id == user_id


def test_a_user_id_is_not_read_from_the_resource() -> None:
    assert read(resource={"user.id": "ada"}).trace_fields.user_id is None


def test_a_long_id_keeps_its_beginning_and_never_meets_another() -> None:
    one, other = storable_id("é" * 1000 + "1"), storable_id("é" * 1000 + "2")
    assert one != other
    assert one.startswith("é" * 400)
    assert len(one.encode()) <= 1000
    assert storable_id(one) == one
    assert storable_id("u" * 1000) == "u" * 1000
    assert read({"user.id": "é" * 1000 + "1"}).trace_fields.user_id == one


def test_the_session_is_found_under_each_of_its_names() -> None:
    names = ["langfuse.session.id", "session.id", "gen_ai.conversation.id"]
    for name in [*names, "traceloop.association.properties.session_id"]:
        assert read({name: "s"}, scope=OTHER).trace_fields.session_id == "s"


@pytest.mark.parametrize(
    ("sent", "tags"),
    [
        (["a", 1, ""], ("a", "1")),
        ('["a","b"]', ("a", "b")),
        ("a, b", ("a", "b")),
        ("a", ("a",)),
        ("[a", ("[a",)),
    ],
)
def test_tags_come_as_list_json_or_with_commas(sent: Any, tags: tuple[str, ...]) -> None:
    assert read({"langfuse.trace.tags": sent}).trace_fields.tags == tags


@pytest.mark.parametrize(
    ("sent", "environment"),
    [
        ("Production", "production"),
        ("langfuse-langfuse_eu", "eu"),
        ("langfuse", "default"),
        ("a b", "default"),
        ("x" * 50, "x" * 40),
    ],
)
def test_an_environment_is_a_short_word_in_lower_case(sent: str, environment: str) -> None:
    assert read({"langfuse.environment": sent}).environment == environment


def test_the_environment_of_a_span_comes_before_that_of_its_resource() -> None:
    resource = {"deployment.environment": "old", "deployment.environment.name": "new"}
    assert read(resource=resource).environment == "new"
    assert read({"deployment.environment.name": "own"}, resource=resource).environment == "own"
    assert read().environment == "default"


def test_version_and_release_are_the_traces_only_where_a_span_speaks_of_it() -> None:
    named = {"langfuse.version": "2", "langfuse.release": "r"}
    child = {"span": {"parentSpanId": "00f067aa0ba902b7"}}
    assert read(named).trace_fields[3:5] == ("2", "r")
    assert read({**named, "user.id": "ada"}, **child).trace_fields[3:5] == ("2", "r")
    quiet = read(named, **child)
    assert quiet.version == "2"
    assert quiet.trace_fields.version is None
    assert quiet.trace_fields.release is None


@pytest.mark.parametrize("mark", ["langfuse.internal.as_root", "langfuse.internal.is_app_root"])
def test_a_marked_span_is_a_root_though_it_names_a_parent(mark: str) -> None:
    parent = {"parentSpanId": "00f067aa0ba902b7"}
    assert read({mark: True}, span=parent).is_root
    assert not read({mark: False}, span=parent).is_root
    assert read(span={"parentSpanId": "0" * 16}).is_root


def test_metadata_of_python_5_is_json_once_and_of_others_where_it_reads_as_such() -> None:
    key = "langfuse.observation.metadata"
    sent = {f"{key}.n": '"7"', f"{key}.langfuse_user_id": '"ada"', f"{key}.o": '{"a":[1]}'}
    newer = read(sent, version="5.0.4")
    assert newer.metadata == {"n": "7", "langfuse_user_id": "ada", "o": {"a": [1]}}
    assert newer.trace_fields.user_id == "ada"
    older = read({**sent, f"{key}.plain": "7", f"{key}.zero": "007", f"{key}.big": "9" * 30})
    assert older.trace_fields.user_id == '"ada"'
    assert older.metadata["plain"] == 7
    assert older.metadata["zero"] == "007"
    assert older.metadata["big"] == "9" * 30
    # The header tells it, where a collector has not eaten it.
    assert read(sent, version="4.0.0", sdk=Sdk("python", "5.1")).trace_fields.user_id == "ada"
    assert read(sent, version="5.0", sdk=Sdk("javascript", "5.1")).trace_fields.user_id == '"ada"'


def test_metadata_sent_whole_is_joined_with_single_keys() -> None:
    sent = {
        "langfuse.trace.metadata": '{"a": 1, "b": {"c": NaN}}',
        "langfuse.trace.metadata.d": "x",
    }
    fields = read(sent).trace_fields
    assert fields.metadata == {"a": 1, "b": {"c": "NaN"}, "d": "x"}
    assert read({"langfuse.trace.metadata": "a note"}).trace_fields.metadata == {
        "metadata": "a note"
    }


def test_other_instrumentations_keep_all_they_say() -> None:
    sent = {"http.method": "GET", "retries": 2, "input.value": "in", "langfuse.metadata.k": "v"}
    root = read(sent, scope=OTHER, resource={"service.name": "shop"})
    assert root.input == "in"
    assert root.metadata["k"] == "v"
    assert root.metadata["attributes"] == {"http.method": "GET", "retries": "2"}
    assert root.metadata["resourceAttributes"]["service.name"] == "shop"
    assert root.metadata["scope"]["name"] == OTHER
    child = read(sent, scope=OTHER, span={"parentSpanId": "00f067aa0ba902b7"})
    assert child.metadata.keys() == {"k", "attributes"}


@pytest.mark.parametrize(
    ("named", "type_"),
    [
        ({"langfuse.observation.type": "tool", "openinference.span.kind": "LLM"}, "TOOL"),
        ({"langfuse.observation.type": "nonsense"}, "SPAN"),
        ({"openinference.span.kind": "LLM"}, "GENERATION"),
        ({"openinference.span.kind": "RERANKER"}, "SPAN"),
        ({"gen_ai.operation.name": "embeddings"}, "EMBEDDING"),
        ({"gen_ai.operation.name": "invoke_agent", "gen_ai.request.model": "m"}, "AGENT"),
        ({"gen_ai.operation.name": ["chat"]}, "SPAN"),
        ({"ai.operationId": "ai.streamText.doStream", "ai.model.id": "m"}, "GENERATION"),
        ({"ai.operationId": "ai.streamText.doStream"}, "SPAN"),
        ({"ai.operationId": "ai.toolCall"}, "TOOL"),
        ({"gen_ai.tool.call.id": "1", "model": "m"}, "TOOL"),
        ({"model": "m"}, "GENERATION"),
        ({}, "SPAN"),
    ],
)
def test_the_type_is_what_the_first_convention_says(named: dict[str, Any], type_: str) -> None:
    assert read(named, scope=OTHER).type == type_


def test_a_span_of_early_python_that_names_a_model_is_a_generation() -> None:
    named = {"langfuse.observation.type": "span", "langfuse.observation.model.name": "gpt-4o"}
    assert read(named, version="3.3.9").type == "GENERATION"
    assert read(named, version="3.4.0").type == "SPAN"


@pytest.mark.parametrize(
    ("sent", "level"),
    [("warn", "WARNING"), ("Fatal", "ERROR"), ("trace", "DEBUG"), ("ok", "DEFAULT")],
)
def test_a_level_has_aliases(sent: str, level: str) -> None:
    assert read({"langfuse.observation.level": sent}).level == level


def test_a_level_nobody_knows_leaves_it_to_the_status() -> None:
    named = {"langfuse.observation.level": "loud"}
    assert read(named).level == "DEFAULT"
    failed = read(named, span={"status": {"code": 2, "message": "no"}})
    assert (failed.level, failed.status_message) == ("ERROR", "no")
    assert read(span={"status": {"code": "STATUS_CODE_ERROR"}}).level == "ERROR"


def test_the_prompt_is_that_of_a_generation() -> None:
    named = {"langfuse.observation.prompt.name": "p", "langfuse.observation.prompt.version": "3"}
    assert read(named).prompt_name is None
    generation = read({**named, "langfuse.observation.type": "generation"})
    assert (generation.prompt_name, generation.prompt_version) == ("p", 3)
    vercel = {"ai.telemetry.metadata.langfusePrompt": '{"name": "v", "version": 99999999999}'}
    generation = read({**vercel, "model": "m"}, scope=OTHER)
    assert (generation.prompt_name, generation.prompt_version) == ("v", None)


@pytest.mark.parametrize(
    ("named", "seconds"),
    [
        ({"langfuse.observation.completion_start_time": '"2027-01-15T08:00:00.25Z"'}, 0.25),
        ({"langfuse.observation.completion_start_time": "2027-01-15T08:00:00.25+00:00"}, 0.25),
        ({"ai.response.msToFirstChunk": 250}, 0.25),
        ({"gen_ai.response.time_to_first_chunk": 0.25}, 0.25),
        ({"langfuse.observation.completion_start_time": "soon"}, None),
        ({"ai.response.msToFirstChunk": 1e300}, None),
    ],
)
def test_the_first_token_comes_at_a_time_or_after_a_delay(
    named: dict[str, Any], seconds: float | None
) -> None:
    expected = None if seconds is None else STARTED_AT + timedelta(seconds=seconds)
    assert read(named).completion_started_at == expected
