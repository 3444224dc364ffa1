"""What spans mean by the names of single tools, each after the source or documentation it names."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wire import SECOND_NS, START_NS, attributes, read

OTHER = "my.own.instrumentation"
STARTED_AT = datetime.fromtimestamp(START_NS // SECOND_NS, UTC)
DETAILS = "gen_ai.client.inference.operation.details"

USERS = (
    "langsmith.metadata.user_id",
    "mlflow.trace.user",
    "lmnr.association.properties.user_id",
    "mastra.metadata.userId",
    "nat.user.id",
    "gen_ai.openai.request.user",
    "user_id",
    "userId",
)
SESSIONS = (
    "langsmith.metadata.thread_id",
    "langsmith.metadata.session_id",
    "langsmith.metadata.conversation_id",
    "mlflow.trace.session",
    "lmnr.association.properties.session_id",
    "mastra.metadata.threadId",
    "nat.conversation.id",
    "aiq.conversation.id",
    "traceloop.association.properties.chat_id",
    "langgraph.thread_id",
    "session_id",
    "sessionId",
    "thread_id",
    "conversation_id",
)


@pytest.mark.parametrize("name", USERS)
def test_a_user_is_found_under_the_names_of_other_tools(name: str) -> None:
    assert read({name: "ada"}, scope=OTHER).trace_fields.user_id == "ada"
    # What is said plainly by OpenTelemetry's name comes first.
    assert read({name: "ada", "user.id": "eve"}, scope=OTHER).trace_fields.user_id == "eve"


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_is_found_under_the_names_of_other_tools(name: str) -> None:
    assert read({name: "s-1"}, scope=OTHER).trace_fields.session_id == "s-1"
    said = read({name: "s-1", "session.id": "s-2"}, scope=OTHER).trace_fields
    assert said.session_id == "s-2"


@pytest.mark.parametrize(
    ("key", "session_key"),
    [("user_id", "session_id"), ("userId", "thread_id"), ("user_id", "conversationId")],
)
def test_openinference_s_metadata_may_name_user_and_session(key: str, session_key: str) -> None:
    sent = {"metadata": f'{{"{key}": "ada", "{session_key}": "s-1", "plan": "pro"}}'}
    span = read(sent | {"user_id": "plain", "thread_id": "plain"}, scope=OTHER)
    assert (span.trace_fields.user_id, span.trace_fields.session_id) == ("ada", "s-1")
    # It is kept as it was sent.
    assert span.metadata["attributes"]["metadata"] == sent["metadata"]


@pytest.mark.parametrize("sent", ["no JSON", "[1]", '{"user_id": null}', "", 5])
def test_metadata_of_another_kind_names_nobody(sent: Any) -> None:
    assert read({"metadata": sent}, scope=OTHER).trace_fields.user_id is None


def test_nemo_s_unknown_is_nobody() -> None:
    """nvidia-nat-core writes "unknown" for what it does not know: `span_exporter.py`."""
    sent = {"nat.conversation.id": "unknown", "nat.user.id": "unknown", "nat.span.kind": "LLM"}
    span = read(sent, scope=OTHER)
    assert (span.trace_fields.user_id, span.trace_fields.session_id) == (None, None)
    assert span.type == "GENERATION"


@pytest.mark.parametrize(
    ("sent", "type_"),
    [
        # langsmith's `_otel_exporter.py`: a retriever's operation is "embeddings".
        ({"langsmith.span.kind": "retriever", "gen_ai.operation.name": "embeddings"}, "RETRIEVER"),
        ({"langsmith.span.kind": "chain", "gen_ai.operation.name": "chain"}, "CHAIN"),
        ({"langsmith.span.kind": "prompt", "gen_ai.operation.name": "chat"}, "SPAN"),
        ({"langsmith.span.kind": "llm"}, "GENERATION"),
        # mlflow's `SpanType`, in JSON.
        ({"mlflow.spanType": '"CHAT_MODEL"'}, "GENERATION"),
        ({"mlflow.spanType": "RETRIEVER"}, "RETRIEVER"),
        # lmnr's `LaminarSpanType`.
        ({"lmnr.span.type": "LLM"}, "GENERATION"),
        ({"lmnr.span.type": "DEFAULT"}, "SPAN"),
        # @mastra/otel-exporter's `span-converter`.
        ({"mastra.span.type": "workflow_step"}, "CHAIN"),
        ({"mastra.span.type": "model_generation"}, "SPAN"),
        ({"mastra.span.type": "model_generation", "gen_ai.request.model": "m"}, "GENERATION"),
        # OpenTelemetry's conventions for GenAI, 0.1.0.
        ({"gen_ai.operation.name": "retrieval", "gen_ai.request.model": "m"}, "RETRIEVER"),
        ({"gen_ai.operation.name": "search_memory"}, "RETRIEVER"),
        ({"gen_ai.operation.name": "upsert_memory", "gen_ai.request.model": "m"}, "SPAN"),
        ({"gen_ai.operation.name": "invoke_workflow"}, "CHAIN"),
        ({"gen_ai.operation.name": "plan", "gen_ai.request.model": "m"}, "CHAIN"),
        ({"gen_ai.operation.name": "fetch_response"}, "GENERATION"),
    ],
)
def test_tools_have_their_own_words_for_the_type_of_a_span(
    sent: dict[str, Any], type_: str
) -> None:
    assert read(sent, scope=OTHER).type == type_


def test_langsmith_s_tags_and_metadata_are_the_trace_s() -> None:
    sent = {
        "langsmith.span.tags": "t1, t2",
        "langsmith.metadata.user_id": "ada",
        "langsmith.metadata.plan": "pro",
        # The project of LangSmith, not a conversation.
        "langsmith.trace.session_id": "project",
    }
    said = read(sent, scope=OTHER).trace_fields
    assert (said.tags, said.session_id, said.metadata) == (("t1", "t2"), None, {"plan": "pro"})


def test_langsmith_s_details_of_tokens_are_objects_as_python_prints_them() -> None:
    sent = {
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 20,
        "gen_ai.usage.input_token_details": "{'cache_read': 60, 'audio': 0}",
        "gen_ai.usage.output_token_details": "{'reasoning': 5}",
    }
    assert read(sent, scope=OTHER).usage_details == {
        "input": 40,
        "input_cached_tokens": 60,
        "output": 15,
        "output_reasoning_tokens": 5,
        "total": 120,
    }


def test_mlflow_s_model_and_cost_are_in_json() -> None:
    sent = {
        "mlflow.spanType": '"LLM"',
        "mlflow.llm.model": '"gpt-4o"',
        "mlflow.trace.user": '"ada"',
        "mlflow.chat.tokenUsage": '{"input_tokens": 10, "output_tokens": 5, "total_tokens": 15}',
        "mlflow.llm.cost": '{"input_cost": 0.1, "output_cost": 0.2, "total_cost": 0.3}',
    }
    span = read(sent, scope="mlflow")
    assert (span.model, span.trace_fields.user_id, str(span.cost_usd)) == ("gpt-4o", "ada", "0.3")
    assert span.usage_details == {"input": 10, "output": 5, "total": 15}


def test_laminar_s_costs_are_no_tokens() -> None:
    sent = {
        "lmnr.span.type": "LLM",
        "lmnr.span.input": "hi",
        "lmnr.span.output": "yo",
        "lmnr.association.properties.metadata.plan": "pro",
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.input_cost": 1.0,
        "gen_ai.usage.output_cost": 2.0,
    }
    span = read(sent, scope=OTHER)
    assert (span.input, span.output, span.usage_details) == ("hi", "yo", {"input": 10, "total": 10})
    assert (str(span.cost_usd), span.trace_fields.metadata) == ("3.0", {"plan": "pro"})


def test_mastra_s_spans_have_content_under_the_name_of_their_kind() -> None:
    sent = {
        "mastra.span.type": "workflow_run",
        "mastra.workflow_run.input": "in",
        "mastra.workflow_run.output": "out",
        "mastra.tags": '["beta"]',
        "mastra.completion_start_time": "2027-01-15T08:00:00.500Z",
    }
    span = read(sent, scope=OTHER)
    assert (span.input, span.output, span.trace_fields.tags) == ("in", "out", ("beta",))
    assert span.completion_started_at == STARTED_AT + timedelta(seconds=0.5)


def test_claude_code_counts_what_went_through_the_cache_beside_the_input() -> None:
    """https://code.claude.com/docs/en/monitoring-usage, claude_code.llm_request."""
    sent = {
        "span.type": "llm_request",
        "gen_ai.request.model": "claude-opus-4-5",
        "input_tokens": 2000,
        "output_tokens": 1200,
        "cache_read_tokens": 500,
        "cache_creation_tokens": 100,
        "ttft_ms": 900,
    }
    span = read(sent, scope="com.anthropic.claude_code.tracing")
    assert (span.input_tokens, span.output_tokens, span.total_tokens) == (2600, 1200, 3800)
    assert span.completion_started_at == STARTED_AT + timedelta(seconds=0.9)
    # (2000 x 5 + 500 x 0.5 + 100 x 6.25 + 1200 x 25) / 10^6
    assert str(span.cost_usd) == "0.040875"
    # The same words on the spans of others may mean anything.
    assert read({**sent, "span.type": "batch"}, scope=OTHER).total_tokens == 0


def test_claude_code_s_prompt_and_tools_are_read_where_they_are_not_withheld() -> None:
    prompt = read({"span.type": "interaction", "user_prompt": "fix it"}, scope=OTHER)
    assert (prompt.type, prompt.input) == ("AGENT", "fix it")
    assert read({"span.type": "interaction", "user_prompt": "<REDACTED>"}).input is None
    output = {"name": "tool.output", "attributes": attributes({"output": "3 files"})}
    sent = {"span.type": "claude_code.tool", "tool_name": "Bash", "full_command": "ls"}
    tool = read(sent, span={"events": [output]}, scope=OTHER)
    assert (tool.type, tool.name, tool.input, tool.output) == ("TOOL", "Bash", "ls", "3 files")


@pytest.mark.parametrize(
    ("sent", "content"),
    [
        (
            {"gen_ai.retrieval.query.text": "why?", "gen_ai.retrieval.documents": '[{"id":"d"}]'},
            ("why?", '[{"id":"d"}]'),
        ),
        ({"gen_ai.memory.query.text": "q", "gen_ai.memory.records": "[]"}, ("q", "[]")),
        ({"input.value": "hi", "gen_ai.output.messages": "[1]"}, ("hi", "[1]")),
        ({"langfuse.observation.input": "hi", "output.value": "yo"}, ("hi", "yo")),
        # Logfire's version 1 of its records of OpenAI and Anthropic.
        (
            {"request_data": '{"model":"m"}', "response_data": '{"message":{}}'},
            ('{"model":"m"}', '{"message":{}}'),
        ),
    ],
)
def test_input_and_output_of_operations_of_their_own(
    sent: dict[str, Any], content: tuple[str, str]
) -> None:
    span = read(sent, scope=OTHER)
    assert (span.input, span.output) == content


def details(**said: str) -> dict[str, Any]:
    named = {f"gen_ai.{name}.messages": value for name, value in said.items()}
    return {"name": DETAILS, "attributes": attributes(named)}


@pytest.mark.parametrize(
    ("events", "content"),
    [
        # Strands writes one event for each side.
        ([details(input='["a"]'), details(output='["b"]')], ('["a"]', '["b"]')),
        ([details(output='["b"]'), details(input='["a"]')], ('["a"]', '["b"]')),
        # Two calls, the second of which was given all of the first.
        ([details(input='["a"]'), details(input='["a","b","c"]')], ('["a","b","c"]', None)),
        ([details(output='["a"]'), details(output='["b"]')], (None, '["a","b"]')),
    ],
)
def test_all_details_of_an_inference_are_read(
    events: list[dict[str, Any]], content: tuple[str | None, str | None]
) -> None:
    span = read(span={"events": events}, scope=OTHER)
    assert (span.input, span.output) == content


def test_replies_of_openai_s_responses_are_the_last_messages_that_logfire_records() -> None:
    """`responses_output_events` of logfire: they come without an event of a choice."""
    sent = (
        '[{"event.name":"gen_ai.user.message","role":"user","content":"hi"},'
        '{"event.name":"gen_ai.assistant.message","role":"assistant","content":"yo"}]'
    )
    span = read({"events": sent}, scope="logfire.openai")
    assert span.input == '[{"event.name":"gen_ai.user.message","role":"user","content":"hi"}]'
    assert span.output == (
        '{"event.name":"gen_ai.assistant.message","role":"assistant","content":"yo"}'
    )


def test_what_older_versions_of_google_s_adk_leave_to_the_response_is_read_there() -> None:
    """`usage_metadata` of google-genai's GenerateContentResponse, as google-adk writes it."""
    sent = {
        "gen_ai.request.model": "gemini-2.5-flash",
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.output_tokens": 50,
        "gcp.vertex.agent.llm_response": '{"usage_metadata":{"prompt_token_count":1000,'
        '"cached_content_token_count":800,"candidates_token_count":50,"thoughts_token_count":400,'
        '"total_token_count":1450}}',
    }
    span = read(sent, scope="gcp.vertex.agent")
    assert span.usage_details == {
        "input": 200,
        "input_cached_tokens": 800,
        "output": 50,
        "output_reasoning_tokens": 400,
        "total": 1450,
    }
    # (200 x 0.30 + 800 x 0.03 + 450 x 2.50) / 10^6
    assert str(span.cost_usd) == "0.001209"
