"""What a span means by what single senders write: rules that their payloads do not show."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wire import SECOND_NS, START_NS, attributes, read

STARTED_AT = datetime.fromtimestamp(START_NS // SECOND_NS, UTC)
OTHER = "my.own.instrumentation"
FAILED: dict[str, Any] = {"code": 2}


def event(name: str, time_ns: Any = START_NS, **named: Any) -> dict[str, Any]:
    return {"name": name, "timeUnixNano": time_ns, "attributes": attributes(named)}


def exception(message: str) -> dict[str, Any]:
    return event("exception", **{"exception.message": message})


@pytest.mark.parametrize("name", ["First Token Stream Event", "gen_ai.content.completion.chunk"])
def test_the_first_event_of_a_token_is_the_first_token(name: str) -> None:
    events = [event(name, str(START_NS + half * SECOND_NS // 2)) for half in (2, 1)]
    expected = STARTED_AT + timedelta(seconds=0.5)
    assert read(span={"events": events}).completion_started_at == expected


@pytest.mark.parametrize(
    "time_ns", ["0", str(START_NS + 9 * SECOND_NS), str(10**40), "soon", -1, None]
)
def test_a_token_at_no_time_of_its_span_is_none(time_ns: Any) -> None:
    events = [event("First Token Stream Event", time_ns)]
    assert read(span={"events": events}).completion_started_at is None


def test_a_failed_span_without_a_message_has_that_of_its_last_exception() -> None:
    events = [exception("tried again"), exception("boom"), event("cleaned up")]
    for status, message in ((FAILED, "boom"), (FAILED | {"message": "no"}, "no"), ({}, None)):
        assert read(span={"events": events, "status": status}).status_message == message


def test_a_failed_span_may_say_what_was_wrong_by_an_attribute() -> None:
    said = {"error.message": "boom"}
    assert read(said, span={"status": FAILED}).status_message == "boom"
    assert read(said).status_message is None


def test_what_version_7_of_vercel_s_sdk_knows_of_a_call_is_the_trace_s() -> None:
    span = read(
        {
            "ai.settings.context.userId": "ada",
            "ai.settings.context.sessionId": "s-1",
            "ai.settings.context.tags": ["beta"],
            "ai.settings.context.plan": "pro",
            "ai.settings.maxRetries": 2,
        },
        scope=OTHER,
    )
    said = span.trace_fields
    assert (said.user_id, said.session_id, said.tags) == ("ada", "s-1", ("beta",))
    assert said.metadata == {"plan": "pro"}
    assert span.model_parameters == {"maxRetries": 2}


def test_what_openllmetry_associates_is_metadata_but_for_user_and_session() -> None:
    associated = "traceloop.association.properties"
    sent = {f"{associated}.user_id": "ada", f"{associated}.customer_id": "acme"}
    said = read(sent, scope=OTHER).trace_fields
    assert (said.user_id, said.metadata) == ("ada", {"customer_id": "acme"})
