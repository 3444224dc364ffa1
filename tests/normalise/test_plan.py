"""The tables narrowed to the names of a span read from it what the whole tables would read."""

import tracemalloc
from collections.abc import Callable
from secrets import token_hex
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribute_names import known_names
from captured import Captured, captured, records_of, written
from make import START
from usertrail.normalise import otlp
from usertrail.normalise.content_readers import READERS, Reader
from usertrail.normalise.conventions import ALL, family_of, genai
from usertrail.normalise.metadata import is_metadata
from usertrail.normalise.otlp import spans_of
from usertrail.normalise.otlp_source import Sdk
from usertrail.normalise.plan import Plan, plan_of
from usertrail.normalise.rules import NO_RULES, Rules
from wire import attributes, request, wire_span

KNOWN = known_names()
MESSAGES = tuple(
    f"{family}.{index}.message.{rest}"
    for pair in ALL.content_families
    for family in pair
    for index in (0, 1)
    for rest in ("role", "content", "tool_calls.0.tool_call.function.name")
)
# Values that a table knows, and JSON of the shapes that are looked into.
WORDS = (
    *sorted({word for table in ALL.types for word in table.types}),
    *("ai.generateText", "invoke_agent", "unknown", "llm_request", "<REDACTED>"),
    *("gpt-4o", "claude-sonnet-4-5", "openai", "true", "1", "2026-11-23T10:00:00Z", "a,b", ""),
    *("null", "[]", "{", '"quoted"', '["a","b"]', '[{"role":"user","content":"hi"}]'),
    *('{"user_id":"ada","session_id":"s"}', '{"input":1,"output":2,"total":3}', '{"total":0.5}'),
    *('{"usage":{"prompt_tokens":4,"completion_tokens":5}}', '{"temperature":0.2,"name":"p"}'),
)
names = st.sampled_from(KNOWN) | st.sampled_from(MESSAGES) | st.text(max_size=8)
values = (
    st.sampled_from(WORDS)
    | st.text(max_size=8)
    | st.booleans()
    | st.integers(-5, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(st.sampled_from(WORDS), max_size=2)
)
named = st.dictionaries(names, values, max_size=12)
event_names = st.sampled_from(
    (
        *(*ALL.first_token_events, *ALL.output_events, *genai.MESSAGE_EVENT_ROLES, "unknown"),
        *(genai.CHOICE_EVENT, genai.DETAILS_EVENT, genai.EXCEPTION_EVENT),
        *(event for event, _ in genai.CONTENT_EVENTS),
    )
)
events = st.lists(st.tuples(event_names, named), max_size=2)
scopes = st.sampled_from(
    [("langfuse-sdk", "3.0.0"), ("langfuse-sdk", "3.15.0"), ("langfuse-sdk", "5.0.4"), ("x", "1")]
)
rules = st.sampled_from([NO_RULES, Rules(user_id_names=("metadata.user_id", "prompt"))])


def whole_plan(*names: str) -> Plan:
    """A plan that leaves nothing out."""
    families = tuple((*found, name) for name in names if (found := family_of(name)))

    def is_for(reader: Reader, has_events: bool) -> bool:
        return bool(
            reader.names & set(names)
            or reader.families & {family for family, _, _ in families}
            or (has_events and reader.of_events)
        )

    return Plan(
        tables=ALL,
        families=families,
        readers=tuple(reader for reader in READERS if is_for(reader, False)),
        readers_with_events=tuple(reader for reader in READERS if is_for(reader, True)),
        pair=None,
        pair_with_events=None,
        plain_names=tuple(name for name in names if not is_metadata(name)),
        has_metadata=True,
        is_named=True,
        has_trace_fields=True,
        is_call=True,
        is_encoded=True,
    )


def read_both_ways(read: Callable[[], Any]) -> tuple[str, str]:
    """What is read by plans, and by the whole tables; as text, which tells 1 from True."""
    planned = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(otlp, "plan_of", whole_plan)
        return repr(planned), repr(read())


@settings(max_examples=400, deadline=None)
@given(
    spans=st.lists(st.tuples(named, events, st.booleans(), st.booleans()), min_size=1, max_size=3),
    scope=scopes,
    resource=named,
    rules=rules,
)
def test_no_name_is_missed(
    spans: list[tuple[dict[str, Any], list[Any], bool, bool]],
    scope: tuple[str, str],
    resource: dict[str, Any],
    rules: Rules,
) -> None:
    sent = request(
        *(
            wire_span(
                of_span,
                parentSpanId="" if is_root else "1" * 16,
                status={"code": 2} if is_error else {},
                events=[
                    {"name": name, "attributes": attributes(of_event), "timeUnixNano": "5"}
                    for name, of_event in events
                ],
            )
            for of_span, events, is_root, is_error in spans
        ),
        scope=scope[0],
        version=scope[1],
        resource=resource,
    )
    body = orjson.dumps(sent)
    planned, plain = read_both_ways(lambda: spans_of(body, "json", Sdk(), START, rules))
    assert planned == plain
    assert "unexpected error" not in planned


@pytest.mark.parametrize(
    "value",
    [
        *("gpt-4o", "chat", "true", '{"user_id":"ada","session_id":"s"}'),
        *('{"usage":{"prompt_tokens":4,"completion_tokens":5}}', '["a","b"]'),
    ],
)
def test_each_name_is_read_where_it_is_alone(value: str) -> None:
    spans = [wire_span({name: value}, parentSpanId="1" * 16) for name in KNOWN]
    body = orjson.dumps(request(*spans, scope="x"))
    planned, plain = read_both_ways(lambda: spans_of(body, "json", Sdk(), START))
    assert planned == plain


@pytest.mark.parametrize(
    "request_", [one for one in captured() + written() if one.path.endswith("/traces")], ids=str
)
def test_no_name_of_a_real_sender_is_missed(request_: Captured) -> None:
    planned, plain = read_both_ways(lambda: records_of(request_))
    assert planned == plain


@pytest.mark.parametrize("length", [8, 10_000])
def test_made_up_names_hold_no_memory(length: int) -> None:
    def read_sets(count: int) -> None:
        for _ in range(count):
            plan_of("user.id", *(token_hex(length // 2) for _ in range(4)))

    read_sets(10_000 if length < 100 else 100)
    tracemalloc.start()
    read_sets(2_000)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 4_000_000
