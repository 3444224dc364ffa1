"""All totals, counted anew from what they are of."""

from decimal import Decimal

from apart import run_apart
from story.expected import EXPECTED, Told
from usertrail.database.pool import create_pool
from usertrail.verify import verify


def assert_recounted(database_url: str) -> None:
    """Counting every total anew finds nothing amiss."""

    async def recount() -> None:
        async with create_pool(database_url) as pool:
            assert await verify(pool) == []

    run_apart(recount())


def assert_counted(everything: Told) -> None:
    """Totals of trace, session, user and everybody are those of the spans and the feedback."""
    (trace,) = everything["traces"]["nodes"]
    spans, feedback = trace["spans"]["nodes"], everything["feedback"]["nodes"]
    sums = _sums(spans)
    assert {name: trace[name] for name in sums} == sums
    session, user = trace["session"], trace["user"]
    counts = {"traceCount": 1, "sessionCount": int(session is not None), **sums}
    assert everything["overview"]["metrics"] == counts | _feedback_counts(feedback)
    of_users = {node["userId"]: node for node in everything["users"]["nodes"]}
    assert of_users.keys() == ({user["userId"]} if user else set())
    for user_id, node in of_users.items():
        own = [given for given in feedback if given["user"] == {"userId": user_id}]
        assert node["metrics"] == counts | _feedback_counts(own)
        assert node["environments"] == [trace["environment"]]
    if session:
        assert session["metrics"] == counts | _feedback_counts(feedback)
        assert session["user"] == user


def _sums(spans: list[Told]) -> Told:
    tokens = {
        name: sum(span[name] for span in spans if not span["repeatsTokens"])
        for name in EXPECTED["tokens"]
    }
    costs = (Decimal(span["costUsd"]) for span in spans if not span["repeatsCost"])
    return {
        "spanCount": len(spans),
        "errorCount": sum(span["level"] == "ERROR" for span in spans),
        **tokens,
        "costUsd": str(sum(costs, Decimal(0))),
    }


def _feedback_counts(feedback: list[Told]) -> Told:
    values = [given["value"] for given in feedback if given["value"] is not None]
    return {
        "feedbackCount": len(feedback),
        "feedbackAverage": sum(values) / len(values) if values else None,
    }
