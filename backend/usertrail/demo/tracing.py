"""Builds the spans of one trace, with the attributes that SDKs and conventions give them."""

from random import Random

import orjson

from usertrail.demo.models import ModelUse
from usertrail.demo.shapes import Ask, Attributes, DemoSpan, DemoTrace, Source


class TraceBuilder:
    """The spans of one trace as they are added: a root, and all others below it."""

    def __init__(self, rng: Random, ask: Ask, service: tuple[str, str, str]) -> None:
        """`service` is a name, and the name and version of what it is traced with."""
        self.rng = rng
        self._trace_id = rng.randbytes(16).hex()
        self._source = Source(*service, ask.environment, ask.release)
        self._spans: list[DemoSpan] = []

    def add(
        self,
        name: str,
        start_ms: int,
        end_ms: int,
        attributes: Attributes,
        error: str | None = None,
        first_token_ms: int | None = None,
    ) -> str:
        """Add a span; its id."""
        span_id = self.rng.randbytes(8).hex()
        parent_id = self._spans[0].span_id if self._spans else ""
        self._spans.append(
            DemoSpan(span_id, parent_id, name, start_ms, end_ms, attributes, error, first_token_ms)
        )
        return span_id

    def finish(
        self, answer_span_id: str, has_failed: bool = False, more_of_root: Attributes | None = None
    ) -> DemoTrace:
        """The trace, its root stretched over all its spans."""
        root, *others = self._spans
        root.attributes.update(more_of_root or {})
        root = root._replace(end_ms=max(span.end_ms for span in self._spans))
        return DemoTrace(self._source, self._trace_id, [root, *others], answer_span_id, has_failed)


def json_text(value: object) -> str:
    return orjson.dumps(value).decode()


def langfuse_trace(ask: Ask, name: str, tags: list[str]) -> Attributes:
    """What the Langfuse SDKs put on the span that says something of its trace."""
    attributes: Attributes = {
        "langfuse.trace.name": name,
        "langfuse.trace.tags": tags,
        "langfuse.trace.metadata.plan": ask.plan,
    }
    return attributes | owners(ask)


def owners(ask: Ask, session: str = "session.id") -> Attributes:
    """User and session, where there are any."""
    named = {"user.id": ask.user_id, session: ask.session_id}
    return {key: value for key, value in named.items() if value is not None}


def observation(kind: str, given: object, got: object = None) -> Attributes:
    """Attributes of the Langfuse SDKs: strings as they are, everything else as JSON."""
    attributes: Attributes = {"langfuse.observation.type": kind}
    for field, value in (("input", given), ("output", got)):
        if value is not None:
            text = value if isinstance(value, str) else json_text(value)
            attributes[f"langfuse.observation.{field}"] = text
    return attributes


def generation(
    call: ModelUse, prompt: object, reply: object, temperature: float, error: str | None = None
) -> Attributes:
    """What the Langfuse SDKs send of a model's answer, or of its failure to give one."""
    if error is not None:
        model: Attributes = {"langfuse.observation.model.name": call.model.name}
        return observation("generation", prompt) | model
    parameters = json_text({"temperature": temperature, "max_tokens": 1024})
    return {
        **observation("generation", prompt, reply),
        **observed_call(call),
        "langfuse.observation.model.parameters": parameters,
    }


def observed_call(call: ModelUse) -> Attributes:
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


def messages(role: str, text: str) -> list[dict[str, object]]:
    """A chat message as OpenTelemetry's conventions write it."""
    return [{"role": role, "parts": [{"type": "text", "content": text}]}]
