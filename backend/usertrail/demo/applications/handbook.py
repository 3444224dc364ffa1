"""The staff's search in the handbook: embed, retrieve, rerank, answer."""

from random import Random

from usertrail.demo import phrases
from usertrail.demo.applications.asking import (
    Answered,
    Ask,
    answered_by,
    langfuse_trace,
    maybe_error,
)
from usertrail.demo.models import EMBEDDING, GEMINI_FLASH, GPT_41_MINI, RERANKER, SONNET, call
from usertrail.demo.shapes import Attributes, Service
from usertrail.demo.tracing import TraceBuilder, observation, observed_call

SERVICE = Service("handbook-search", "langfuse-sdk", "3.15.0")


def handbook(rng: Random, ask: Ask) -> Answered:
    """One search: embed the question, retrieve, rerank, answer from the passages."""
    exchange = phrases.fill(rng, rng.choice(phrases.HANDBOOK))
    builder = TraceBuilder(rng, SERVICE, ask.environment, ask.release)
    about = langfuse_trace(ask, "handbook-search", ["search", exchange.topic])
    # Propagated to every span, as this SDK's `propagate_attributes` does.
    passed_on: Attributes = {key: about[key] for key in ("user.id", "session.id") if key in about}
    start = ask.start_ms
    root = builder.add("search", b"", start, start, observation("chain", exchange.question) | about)
    embedded = call(rng, EMBEDDING, 14, 0)
    vector = observation("embedding", exchange.question) | observed_call(embedded) | passed_on
    now = start + embedded.duration_ms + 4
    builder.add("embed-query", root, start + 4, now, vector)
    found = rng.sample(phrases.PASSAGES, k=5)
    error = maybe_error(rng, ask.error_rate * 0.6, phrases.SEARCH_ERRORS)
    looked = observation("retriever", {"query": exchange.question, "k": 5}, error or found)
    retrieved = now + round(rng.lognormvariate(4.6, 0.5))
    retriever = builder.add("retrieve", root, now, retrieved, looked | passed_on, error)
    if error is not None:
        return answered_by(builder, retriever, True)
    reranked = call(rng, RERANKER, 900, 0)
    ranking = observation("span", {"documents": 5}, found[:3]) | observed_call(reranked)
    now = retrieved + reranked.duration_ms
    builder.add("rerank", root, retrieved + 1, now, ranking | passed_on)
    return _answer_from(builder, root, now, ask, (exchange, found[:3]), passed_on)


def _answer_from(
    builder: TraceBuilder,
    root: bytes,
    start: int,
    ask: Ask,
    found: tuple[phrases.Exchange, list[str]],
    passed_on: Attributes,
) -> Answered:
    rng = builder.rng
    exchange, passages = found
    model = rng.choices((GPT_41_MINI, GEMINI_FLASH, SONNET), (0.5, 0.35, 0.15))[0]
    made = call(rng, model, 2600, 210)
    error = maybe_error(rng, ask.error_rate * 0.6, phrases.MODEL_ERRORS)
    answer = None if error else exchange.answer
    prompt = "\n".join(("Answer from these passages only.", *passages, exchange.question))
    attributes = observation("generation", prompt, answer) | passed_on
    attributes["langfuse.observation.model.name"] = model.name
    if error is None:
        attributes |= observed_call(made, 0.0)
        builder.say_of_root({"langfuse.observation.output": exchange.answer})
    end = start + made.duration_ms
    first = None if error else start + made.first_token_ms
    span_id = builder.add("write-answer", root, start, end, attributes, error, first)
    return answered_by(builder, span_id, error is not None)
