"""A trace folded from spans alone is the same as one folded state by state."""

from datetime import timedelta
from decimal import Decimal, localcontext
from random import Random

import pytest

from make import START, span
from usertrail.ingest import EXACT
from usertrail.normalise.records import Span
from usertrail.store.contributions import state_of
from usertrail.store.fold import fold, fold_spans
from usertrail.store.nesting import MAX_AWAITED


def spans_of_trace(random: Random) -> dict[str, Span]:
    """In any order; with one root, several or none, and parents that may not have come."""
    count = random.randrange(1, 12)
    roots = random.choice([0, 1, 1, 2])
    speaking = random.random() * 0.5

    def said(name: str, *values: object) -> dict[str, object]:
        return {f"trace_{name}": random.choice(values)} if random.random() < speaking else {}

    def one(n: int) -> Span:
        has_model = random.random() < 0.4
        parent_id = None if n < roots else f"{random.randrange(count + 2)}"
        return span(
            "trace",
            f"{n}",
            parent_span_id=parent_id,
            is_root=n < roots,
            started_at=START + timedelta(seconds=random.randrange(4)),
            ended_at=START + timedelta(seconds=random.randrange(9) - 2),
            environment=random.choice(["default", "staging"]),
            level=random.choice(["DEFAULT", "ERROR"]),
            name=f"name-{random.randrange(3)}",
            input=random.choice([None, "", "in"]),
            output=random.choice([None, "out"]),
            metadata=random.choice([{}, {"a": {"b": n}}]),
            model=random.choice(["m", "n"]) if has_model else None,
            input_tokens=random.choice([0, 3]) if has_model else 0,
            cost_usd=random.choice([None, Decimal("0.10"), Decimal("1e-30")])
            if has_model
            else None,
            **said("user_id", "ada", "bert"),
            **said("session_id", "s", "t"),
            **said("name", "said", "other"),
            **said("tags", ("a",), ("b", "c")),
            **said("metadata", {"a": n}, {"a": {"c": n}}),
            **said("output", "o"),
            **said("public", True),
            **said("version", "1", "2"),
        )

    found = [one(n) for n in range(count)]
    random.shuffle(found)
    return {of.span_id: of for of in found}


@pytest.mark.parametrize("seed", range(20))
def test_spans_alone_fold_to_the_same(seed: int) -> None:
    random = Random(seed)
    with localcontext(EXACT):
        for _ in range(100):
            spans = spans_of_trace(random)
            assert fold_spans("trace", spans) == fold("trace", map(state_of, spans.values()))


def test_so_do_many_that_wait_for_their_parents() -> None:
    for count in (MAX_AWAITED, MAX_AWAITED + 1):
        spans = {f"{n}": span("trace", f"{n}", parent_span_id=f"p{n}") for n in range(count)}
        assert fold_spans("trace", spans) == fold("trace", map(state_of, spans.values()))
