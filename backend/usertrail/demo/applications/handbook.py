"""The staff's search in the handbook: embed, retrieve, rerank, answer."""

from random import Random

from usertrail.demo.models import call, draw
from usertrail.demo.shapes import Ask, Attributes, DemoTrace
from usertrail.demo.story import STORY, Exchange, maybe_error, pick
from usertrail.demo.tracing import (
    TraceBuilder,
    generation,
    langfuse_trace,
    observation,
    observed_call,
    owners,
)

SERVICE = ("handbook-search", "langfuse-sdk", "3.15.0")
MODELS = {"gpt-4.1-mini": 0.5, "gemini-2.5-flash": 0.35, "claude-sonnet-4-5": 0.15}


def handbook(rng: Random, ask: Ask) -> DemoTrace:
    """One search: embed the question, retrieve, rerank, answer from the passages."""
    exchange = pick(rng, "handbook")
    builder = TraceBuilder(rng, ask, SERVICE)
    # Propagated to every span, as this SDK's `propagate_attributes` does.
    passed_on = owners(ask)
    start, question = ask.start_ms, exchange.question
    about = langfuse_trace(ask, "handbook-search", ["search", exchange.topic])
    builder.add("search", start, start, observation("chain", question) | about)
    embedded = call(rng, "text-embedding-3-small", 14, 0)
    vector = observation("embedding", question) | observed_call(embedded) | passed_on
    now = start + embedded.duration_ms + 4
    builder.add("embed-query", start + 4, now, vector)
    found = rng.sample(STORY["search"]["passages"], k=5)
    error = maybe_error(rng, ask.error_rate * 0.6, "search")
    looked = observation("retriever", {"query": question, "k": 5}, error or found) | passed_on
    retrieved = now + round(rng.lognormvariate(4.6, 0.5))
    retriever = builder.add("retrieve", now, retrieved, looked, error)
    if error is not None:
        return builder.finish(retriever, has_failed=True)
    reranked = call(rng, "rerank-v3.5", 900, 0)
    ranking = observation("span", {"documents": 5}, found[:3]) | observed_call(reranked)
    now = retrieved + reranked.duration_ms
    builder.add("rerank", retrieved + 1, now, ranking | passed_on)
    return _answer_from(builder, now, ask, exchange, found[:3])


def _answer_from(
    builder: TraceBuilder, start: int, ask: Ask, exchange: Exchange, passages: list[str]
) -> DemoTrace:
    rng = builder.rng
    made = call(rng, draw(rng, MODELS), 2600, 210)
    error = maybe_error(rng, ask.error_rate * 0.6, "model")
    prompt = "\n".join(("Answer from these passages only.", *passages, exchange.question))
    attributes = generation(made, prompt, exchange.answer, 0.0, error) | owners(ask)
    end = start + made.duration_ms
    first = None if error else start + made.first_token_ms
    span_id = builder.add("write-answer", start, end, attributes, error, first)
    output: Attributes = {} if error else {"langfuse.observation.output": exchange.answer}
    return builder.finish(span_id, error is not None, output)
