"""The support chat, and the job that sums up the shop's reviews at night."""

from random import Random

from usertrail.demo import phrases
from usertrail.demo.applications.asking import (
    Answered,
    Ask,
    answered_by,
    langfuse_trace,
    maybe_error,
)
from usertrail.demo.models import (
    GEMINI_FLASH,
    GPT_4O,
    GPT_4O_MINI,
    HAIKU,
    MISTRAL_SMALL,
    Model,
    call,
)
from usertrail.demo.shapes import Service
from usertrail.demo.tracing import TraceBuilder, observation, observed_call

SERVICE = Service("support-chat", "langfuse-sdk", "3.15.0")
SYSTEM_PROMPT = "You are the friendly support of a bicycle shop. Answer briefly."


def support(rng: Random, ask: Ask) -> Answered:
    """One turn of the support chat: look up the customer's case, then answer."""
    exchange = phrases.fill(rng, rng.choice(phrases.FOLLOW_UPS if ask.turn else phrases.SUPPORT))
    builder = TraceBuilder(rng, SERVICE, ask.environment, ask.release)
    tags = [exchange.topic, rng.choice(("web", "app"))] if exchange.topic else ["follow-up"]
    start = ask.start_ms
    attributes = observation("span", {"message": exchange.question, "turn": ask.turn})
    root = builder.add(
        "chat-turn", b"", start, start, attributes | langfuse_trace(ask, "support", tags)
    )
    now = start + rng.randrange(2, 9)
    if not ask.turn:
        now = _look_up_case(builder, root, now, exchange.topic)
    model = rng.choices((GPT_4O, GPT_4O_MINI, HAIKU), (0.25, 0.45, 0.3))[0]
    span_id, now, failed = _chat(builder, root, now, ask, model, exchange)
    if failed and rng.random() < 0.6:
        # A second vendor steps in.
        span_id, now, failed = _chat(
            builder, root, now + 250, ask._replace(error_rate=0), MISTRAL_SMALL, exchange
        )
    if not failed:
        builder.say_of_root({"langfuse.observation.output": exchange.answer})
    return answered_by(builder, span_id, failed)


def _look_up_case(builder: TraceBuilder, root: bytes, start: int, topic: str) -> int:
    """A tool that reads the customer's orders; the moment it ends."""
    end = start + round(builder.rng.lognormvariate(4.2, 0.4))
    orders = [{"order": builder.rng.randrange(100_000, 999_999), "state": "shipped"}]
    builder.add("look-up-orders", root, start, end, observation("tool", {"topic": topic}, orders))
    return end + 3


def _chat(
    builder: TraceBuilder,
    root: bytes,
    start: int,
    ask: Ask,
    model: Model,
    exchange: phrases.Exchange,
) -> tuple[bytes, int, bool]:
    """A streamed call; its span, the moment it ends, and whether it failed."""
    rng = builder.rng
    prompt = [
        {"role": "system", "content": SYSTEM_PROMPT},
        {"role": "user", "content": exchange.question},
    ]
    made = call(rng, model, 900 + 420 * ask.turn, 150)
    error = maybe_error(rng, ask.error_rate, phrases.MODEL_ERRORS)
    if error is not None:
        attributes = observation("generation", prompt)
        attributes["langfuse.observation.model.name"] = model.name
        end = start + rng.randrange(900, 8000)
        return builder.add("answer", root, start, end, attributes, error), end, True
    reply = {"role": "assistant", "content": exchange.answer}
    attributes = observation("generation", prompt, reply) | observed_call(made, 0.3)
    end = start + made.duration_ms
    first = start + made.first_token_ms
    return builder.add("answer", root, start, end, attributes, None, first), end, False


def digest(rng: Random, ask: Ask) -> Answered:
    """The nightly job that sums up the reviews: nobody's trace."""
    builder = TraceBuilder(rng, SERVICE, ask.environment, ask.release)
    attributes = observation("span", {"reviews": rng.randrange(20, 90)}, {"mailed": True})
    attributes |= langfuse_trace(ask, "review-digest", ["batch"])
    root = builder.add("review-digest", b"", ask.start_ms, ask.start_ms, attributes)
    made = call(rng, GEMINI_FLASH, 9000, 380)
    summary = observation("generation", "Sum up these reviews.", rng.choice(phrases.PRAISE))
    end = ask.start_ms + 20 + made.duration_ms
    attributes = summary | observed_call(made, 0.2)
    span_id = builder.add("sum-up", root, ask.start_ms + 20, end, attributes)
    return answered_by(builder, span_id, False)
