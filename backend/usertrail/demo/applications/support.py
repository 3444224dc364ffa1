"""The support chat, and the job that sums up the shop's reviews at night."""

from random import Random

from usertrail.demo.models import call, draw
from usertrail.demo.shapes import Ask, Attributes, DemoTrace
from usertrail.demo.story import STORY, Exchange, maybe_error, pick
from usertrail.demo.tracing import TraceBuilder, generation, langfuse_trace, observation

SERVICE = ("support-chat", "langfuse-sdk", "3.15.0")
SYSTEM_PROMPT = "You are the friendly support of a bicycle shop. Answer briefly."
MODELS = {"gpt-4o": 0.25, "gpt-4o-mini": 0.45, "claude-haiku-4-5": 0.3}
# Of a second vendor, who steps in.
SECOND_MODEL = "mistral-small-latest"


def support(rng: Random, ask: Ask) -> DemoTrace:
    """One turn of the support chat: look up the customer's case, then answer."""
    exchange = pick(rng, "follow_ups" if ask.turn else "support")
    builder = TraceBuilder(rng, ask, SERVICE)
    tags = [exchange.topic, rng.choice(("web", "app"))] if exchange.topic else ["follow-up"]
    about = observation("span", {"message": exchange.question, "turn": ask.turn})
    about |= langfuse_trace(ask, "support", tags)
    builder.add("chat-turn", ask.start_ms, ask.start_ms, about)
    now = ask.start_ms + rng.randrange(2, 9)
    if not ask.turn:
        now = _look_up_case(builder, now, exchange.topic)
    model = draw(rng, MODELS)
    span_id, now, failed = _chat(builder, now, ask, model, exchange)
    if failed and rng.random() < 0.6:
        lucky = ask._replace(error_rate=0)
        span_id, now, failed = _chat(builder, now + 250, lucky, SECOND_MODEL, exchange)
    output: Attributes = {} if failed else {"langfuse.observation.output": exchange.answer}
    return builder.finish(span_id, failed, output)


def _look_up_case(builder: TraceBuilder, start: int, topic: str) -> int:
    """A tool that reads the customer's orders; the moment it ends."""
    end = start + round(builder.rng.lognormvariate(4.2, 0.4))
    orders = [{"order": builder.rng.randrange(100_000, 999_999), "state": "shipped"}]
    builder.add("look-up-orders", start, end, observation("tool", {"topic": topic}, orders))
    return end + 3


def _chat(
    builder: TraceBuilder, start: int, ask: Ask, model: str, exchange: Exchange
) -> tuple[str, int, bool]:
    """A streamed call; its span, the moment it ends, and whether it failed."""
    rng = builder.rng
    prompt = [
        {"role": "system", "content": SYSTEM_PROMPT},
        {"role": "user", "content": exchange.question},
    ]
    made = call(rng, model, 900 + 420 * ask.turn, 150)
    error = maybe_error(rng, ask.error_rate, "model")
    reply = {"role": "assistant", "content": exchange.answer}
    end = start + (rng.randrange(900, 8000) if error else made.duration_ms)
    first = None if error else start + made.first_token_ms
    attributes = generation(made, prompt, reply, 0.3, error)
    return builder.add("answer", start, end, attributes, error, first), end, error is not None


def digest(rng: Random, ask: Ask) -> DemoTrace:
    """The nightly job that sums up the reviews: nobody's trace."""
    builder = TraceBuilder(rng, ask, SERVICE)
    about = observation("span", {"reviews": rng.randrange(20, 90)}, {"mailed": True})
    about |= langfuse_trace(ask, "review-digest", ["batch"])
    builder.add("review-digest", ask.start_ms, ask.start_ms, about)
    made = call(rng, "gemini-2.5-flash", 9000, 380)
    praise = rng.choice(STORY["feedback"]["praise"])
    start = ask.start_ms + 20
    attributes = generation(made, "Sum up these reviews.", praise, 0.2)
    return builder.finish(builder.add("sum-up", start, start + made.duration_ms, attributes))
