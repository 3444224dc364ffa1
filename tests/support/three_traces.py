"""Traces that differ in all that a list may ask for, and how to ask."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import orjson

import make
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

HOUR = timedelta(hours=1)


async def store_three(pool: Pool, project_id: str) -> None:
    """Traces one, two and three, an hour apart, of two users."""
    one = make.span(
        "one",
        "one-root",
        user_id="anna",
        session_id="s-1",
        trace_name="chat",
        trace_tags=("a", "b"),
        trace_version="v1",
        trace_release="r1",
        trace_metadata={"tier": "gold", "seats": 3},
        environment="production",
    )
    one_call = make.span(
        "one",
        "one-call",
        parent_span_id="one-root",
        type="GENERATION",
        name="call",
        model="gpt-4o",
        level="ERROR",
        status_message="boom",
        version="v9",
        started_at=make.START + HOUR / 60,
        ended_at=make.START + HOUR / 60 + timedelta(seconds=4),
        completion_started_at=make.START + HOUR / 60 + timedelta(seconds=1),
        prompt_name="greeting",
        prompt_version=2,
        input="Hello there",
        output="Needle",
        input_tokens=10,
        output_tokens=20,
        cost_details={"input": 0.1, "output": 0.3},
        cost_usd=Decimal("0.4"),
        metadata={"step": "first"},
    )
    two = make.span(
        "two",
        "two-root",
        user_id="anna",
        session_id="s-2",
        trace_name="search",
        trace_tags=("b",),
        trace_version="v2",
        trace_public=True,
        level="WARNING",
        started_at=make.START + HOUR,
        ended_at=make.START + HOUR + timedelta(seconds=10),
    )
    three = make.span("three", "three-root", user_id="Bert", started_at=make.START + 2 * HOUR)
    feedback = [
        make.feedback("f-1", 0.9, trace_id="one", name="quality", metadata={"who": "nurse"}),
        make.feedback("f-2", 0.1, trace_id="two", name="quality", created_at=make.START + HOUR),
        make.feedback("f-3", "good", trace_id="one", span_id="one-call", name="tone"),
        make.feedback("f-4", True, trace_id="two", name="like", source="ANNOTATION"),
        make.feedback("f-5", 5, session_id="s-1", name="stars", created_at=make.START + 2 * HOUR),
    ]
    await ingest(pool, project_id, Records([one, one_call, two, three], feedback))


def condition(type: str, column: str, operator: str, *rest: Any) -> dict[str, Any]:
    names = ("value", "key")
    return {"type": type, "column": column, "operator": operator} | dict(
        zip(names, rest, strict=False)
    )


def filtered(*conditions: tuple[Any, ...]) -> str:
    return orjson.dumps([condition(*given) for given in conditions]).decode()
