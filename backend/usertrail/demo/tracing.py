"""Builds the spans of one trace, with the attributes that SDKs and conventions give them."""

from random import Random

import orjson

from usertrail.demo.models import ModelUse
from usertrail.demo.shapes import Attributes, DemoSpan, DemoTrace, Service


class TraceBuilder:
    """The spans of one trace as they are added, the root first."""

    def __init__(self, rng: Random, service: Service, environment: str, release: str) -> None:
        self.rng = rng
        self._head = (rng.randbytes(16), service, environment, release)
        self._spans: list[DemoSpan] = []

    def add(
        self,
        name: str,
        parent: bytes,
        start_ms: int,
        end_ms: int,
        attributes: Attributes,
        error: str | None = None,
        first_token_ms: int | None = None,
    ) -> bytes:
        """Add a span; its id, to be the parent of others."""
        span_id = self.rng.randbytes(8)
        self._spans.append(
            DemoSpan(span_id, parent, name, start_ms, end_ms, attributes, error, first_token_ms)
        )
        return span_id

    def finish(self) -> DemoTrace:
        """The trace, its root stretched over all its spans."""
        root, *others = self._spans
        end_ms = max(span.end_ms for span in self._spans)
        return DemoTrace(*self._head, [root._replace(end_ms=end_ms), *others])

    def say_of_root(self, attributes: Attributes) -> None:
        self._spans[0].attributes.update(attributes)


def json_text(value: object) -> str:
    return orjson.dumps(value).decode()


def observation(kind: str, given: object, got: object = None) -> Attributes:
    """Attributes of the Langfuse SDKs: strings as they are, everything else as JSON."""
    attributes: Attributes = {"langfuse.observation.type": kind}
    for field, value in (("input", given), ("output", got)):
        if value is not None:
            text = value if isinstance(value, str) else json_text(value)
            attributes[f"langfuse.observation.{field}"] = text
    return attributes


def observed_call(call: ModelUse, temperature: float | None = None) -> Attributes:
    """What the Langfuse SDKs send of a call: model, tokens by kind, and the cost if known."""
    answer_tokens = call.output_tokens - call.thinking_tokens
    usage = {
        "input": call.input_tokens - call.cached_tokens,
        "input_cached_tokens": call.cached_tokens,
        "output": answer_tokens,
        "output_reasoning_tokens": call.thinking_tokens,
    }
    usage = {kind: count for kind, count in usage.items() if count}
    usage["total"] = call.input_tokens + call.output_tokens
    attributes: Attributes = {
        "langfuse.observation.model.name": call.model.name,
        "langfuse.observation.usage_details": json_text(usage),
    }
    if call.own_cost is not None:
        attributes["langfuse.observation.cost_details"] = json_text(call.own_cost)
    if temperature is not None:
        parameters = json_text({"temperature": temperature, "max_tokens": 1024})
        attributes["langfuse.observation.model.parameters"] = parameters
    return attributes


def gen_ai_call(call: ModelUse, given: object, got: object = None) -> Attributes:
    """What OpenTelemetry's conventions for generative AI say of a chat call."""
    attributes: Attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": call.model.vendor,
        "gen_ai.request.model": call.model.name,
        "gen_ai.request.max_tokens": 2048,
        "gen_ai.input.messages": json_text(given),
    }
    if got is not None:
        attributes |= {
            "gen_ai.response.model": call.model.name,
            "gen_ai.usage.input_tokens": call.input_tokens,
            "gen_ai.usage.output_tokens": call.output_tokens,
            "gen_ai.usage.cache_read.input_tokens": call.cached_tokens,
            "gen_ai.response.time_to_first_chunk": call.first_token_ms / 1000,
            "gen_ai.output.messages": json_text(got),
        }
    return attributes


def message(role: str, text: str) -> dict[str, object]:
    """A chat message as OpenTelemetry's conventions write it."""
    return {"role": role, "parts": [{"type": "text", "content": text}]}
