"""Usage in the shapes that providers have for it, wherever a sender puts it."""

import json
from typing import Any

import pytest

from make import START
from usage_shapes import SHAPES, Shape
from usertrail.normalise.langfuse import parse_batch, span_of
from wire import read

OTHER = "my.own.instrumentation"
USAGE = "langfuse.observation.usage_details"
shapes = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.source)


@shapes
def test_usage_details_in_the_shape_of_a_provider_are_its_kinds(shape: Shape) -> None:
    span = read({USAGE: json.dumps(shape.sent)})
    assert span.usage_details == shape.usage
    assert span.total_tokens >= span.input_tokens + span.output_tokens


@shapes
@pytest.mark.parametrize("field", ["usage", "usageDetails"])
def test_so_are_they_in_an_event(shape: Shape, field: str) -> None:
    body = {"id": "g", "traceId": "t", field: shape.sent}
    event = {"id": "e", "type": "generation-create", "timestamp": START.isoformat(), "body": body}
    [said] = parse_batch([event], START).records.span_events
    assert span_of("t", "g", [said]).usage_details == shape.usage


@shapes
def test_so_are_they_in_an_attribute_of_mlflow(shape: Shape) -> None:
    assert read({"mlflow.chat.tokenUsage": json.dumps(shape.sent)}).usage_details == shape.usage


# In an attribute it is said again of an output that holds it.
IN_ATTRIBUTES = [shape for shape in SHAPES if "citation_tokens" not in shape.sent]


@pytest.mark.parametrize("shape", IN_ATTRIBUTES, ids=lambda shape: shape.source)
def test_so_are_they_in_attributes_of_their_own(shape: Shape) -> None:
    span = read({f"gen_ai.usage.{name}": n for name, n in flat(shape.sent)}, scope=OTHER)
    sums = {side: sum(n for kind, n in shape.usage.items() if side in kind) for side in SIDES}
    assert (span.input_tokens, span.output_tokens) == (sums["input"], sums["output"])
    assert span.total_tokens == shape.usage["total"]


SIDES = ("input", "output")


def flat(sent: dict[str, Any], before: str = "") -> list[tuple[str, int]]:
    """Names with a dot for each object within another."""
    return [
        pair
        for name, value in sent.items()
        for pair in (
            flat(value, f"{before}{name}.") if isinstance(value, dict) else [(before + name, value)]
        )
        if isinstance(pair[1], int) and not isinstance(pair[1], bool)
    ]
