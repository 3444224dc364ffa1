"""The agent that plans tours with tools, traced by OpenTelemetry's conventions alone."""

from random import Random
from typing import NamedTuple

from usertrail.demo.models import call, draw
from usertrail.demo.shapes import Ask, Attributes, DemoTrace
from usertrail.demo.story import STORY, Exchange, maybe_error, pick
from usertrail.demo.tracing import TraceBuilder, gen_ai_call, json_text, messages, owners

SERVICE = ("tour-planner", "tour_planner.tracing", "1.4.0")
MODELS = {"claude-sonnet-4-5": 0.5, "gpt-5-mini": 0.3, "gpt-4o": 0.2}
TOOLS = ("find_route", "weather_forecast", "train_connections", "check_rental", "elevation_profile")


class Run(NamedTuple):
    """What stays the same through one run of the agent."""

    builder: TraceBuilder
    ask: Ask
    model: str
    exchange: Exchange
    # The conversation so far, as every call of the model is given it.
    asked: list[dict[str, object]]


def tours(rng: Random, ask: Ask) -> DemoTrace:
    """One run: think, call tools, think again, answer."""
    exchange = pick(rng, "tours")
    builder = TraceBuilder(rng, ask, SERVICE)
    asked = messages("user", exchange.question)
    about: Attributes = {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "tour-planner",
        "gen_ai.input.messages": json_text(asked),
        "langfuse.trace.tags": ["agent", exchange.topic],
        "langfuse.trace.metadata.plan": ask.plan,
    }
    about |= owners(ask, session="gen_ai.conversation.id")
    builder.add("invoke_agent tour-planner", ask.start_ms, ask.start_ms, about)
    model = draw(rng, MODELS)
    run = Run(builder, ask, model, exchange, asked)
    now, context = ask.start_ms + 6, 1900.0
    for tool in rng.sample(TOOLS, k=rng.choice((1, 2, 2, 3, 4))):
        now = _think(run, now, context, tool)
        now, failed = _use_tool(run, now, tool)
        context += 100 if failed else 650
    return _plan(run, now, context)


def _think(run: Run, start: int, context: float, tool: str) -> int:
    """A call that decides to use the tool; the moment it ends."""
    made = call(run.builder.rng, run.model, context, 60)
    wish = {"type": "tool_call", "name": tool, "arguments": {"topic": run.exchange.topic}}
    reply = {"role": "assistant", "parts": [wish], "finish_reason": "tool_call"}
    end = start + made.duration_ms
    run.builder.add(f"chat {run.model}", start, end, gen_ai_call(made, run.asked, [reply]))
    return end + 2


def _use_tool(run: Run, start: int, tool: str) -> tuple[int, bool]:
    """The moment it ends, and whether it failed."""
    rng = run.builder.rng
    end = start + round(rng.lognormvariate(5.8, 0.7))
    error = maybe_error(rng, 0.02 + run.ask.error_rate, "tool")
    attributes: Attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": tool,
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.arguments": json_text({"near": rng.choice(STORY["blanks"]["city"])}),
    }
    if error is None:
        result = {"km": rng.randrange(8, 140), "elevation_m": rng.randrange(20, 1800)}
        attributes["gen_ai.tool.call.result"] = json_text(result)
    run.builder.add(f"execute_tool {tool}", start, end, attributes, error)
    return end + 2, error is not None


def _plan(run: Run, start: int, context: float) -> DemoTrace:
    made = call(run.builder.rng, run.model, context, 420)
    error = maybe_error(run.builder.rng, run.ask.error_rate, "model")
    reply = None if error else messages("assistant", run.exchange.answer)
    end = start + made.duration_ms
    attributes = gen_ai_call(made, run.asked, reply)
    span_id = run.builder.add(f"chat {run.model}", start, end, attributes, error)
    output: Attributes = {"gen_ai.output.messages": json_text(reply)} if reply else {}
    return run.builder.finish(span_id, error is not None, output)
