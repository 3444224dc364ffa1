"""The agent that plans tours with tools, traced by OpenTelemetry's conventions alone."""

from random import Random
from typing import NamedTuple

from usertrail.demo import phrases
from usertrail.demo.applications.asking import Answered, Ask, answered_by, maybe_error
from usertrail.demo.models import GPT_4O, GPT_5_MINI, SONNET, Model, call
from usertrail.demo.shapes import Attributes, Service
from usertrail.demo.tracing import TraceBuilder, gen_ai_call, json_text, message

SERVICE = Service("tour-planner", "tour_planner.tracing", "1.4.0")
TOOLS = ("find_route", "weather_forecast", "train_connections", "check_rental", "elevation_profile")


class Run(NamedTuple):
    """What stays the same through one run of the agent."""

    builder: TraceBuilder
    root: bytes
    ask: Ask
    model: Model
    exchange: phrases.Exchange


def tours(rng: Random, ask: Ask) -> Answered:
    """One run: think, call tools, think again, answer."""
    exchange = phrases.fill(rng, rng.choice(phrases.TOURS))
    builder = TraceBuilder(rng, SERVICE, ask.environment, ask.release)
    start = ask.start_ms
    about = _about(ask, exchange)
    root = builder.add("invoke_agent tour-planner", b"", start, start, about)
    model = rng.choices((SONNET, GPT_5_MINI, GPT_4O), (0.5, 0.3, 0.2))[0]
    run = Run(builder, root, ask, model, exchange)
    now, context = start + 6, 1900.0
    for tool in rng.sample(TOOLS, k=rng.choice((1, 2, 2, 3, 4))):
        now = _think(run, now, context, tool)
        now, failed = _use_tool(run, now, tool)
        context += 100 if failed else 650
    return _plan(run, now, context)


def _about(ask: Ask, exchange: phrases.Exchange) -> Attributes:
    about: Attributes = {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "tour-planner",
        "gen_ai.input.messages": json_text([message("user", exchange.question)]),
        "langfuse.trace.tags": ["agent", exchange.topic],
        "langfuse.trace.metadata.plan": ask.plan,
    }
    if ask.user_id is not None:
        about["user.id"] = ask.user_id
    if ask.session_id is not None:
        about["gen_ai.conversation.id"] = ask.session_id
    return about


def _think(run: Run, start: int, context: float, tool: str) -> int:
    """A call that decides to use the tool; the moment it ends."""
    made = call(run.builder.rng, run.model, context, 60)
    wish = {"type": "tool_call", "name": tool, "arguments": {"topic": run.exchange.topic}}
    reply = {"role": "assistant", "parts": [wish], "finish_reason": "tool_call"}
    attributes = gen_ai_call(made, [message("user", run.exchange.question)], [reply])
    end = start + made.duration_ms
    run.builder.add(f"chat {run.model.name}", run.root, start, end, attributes)
    return end + 2


def _use_tool(run: Run, start: int, tool: str) -> tuple[int, bool]:
    """The moment it ends, and whether it failed."""
    rng = run.builder.rng
    end = start + round(rng.lognormvariate(5.8, 0.7))
    error = maybe_error(rng, 0.02 + run.ask.error_rate, phrases.TOOL_ERRORS)
    attributes: Attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": tool,
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.arguments": json_text({"near": rng.choice(phrases.CITIES)}),
    }
    if error is None:
        result = {"km": rng.randrange(8, 140), "elevation_m": rng.randrange(20, 1800)}
        attributes["gen_ai.tool.call.result"] = json_text(result)
    run.builder.add(f"execute_tool {tool}", run.root, start, end, attributes, error)
    return end + 2, error is not None


def _plan(run: Run, start: int, context: float) -> Answered:
    rng = run.builder.rng
    made = call(rng, run.model, context, 420)
    error = maybe_error(rng, run.ask.error_rate, phrases.MODEL_ERRORS)
    reply = [message("assistant", run.exchange.answer)]
    asked = [message("user", run.exchange.question)]
    attributes = gen_ai_call(made, asked, None if error else reply)
    end = start + made.duration_ms
    name = f"chat {run.model.name}"
    span_id = run.builder.add(name, run.root, start, end, attributes, error)
    if error is None:
        run.builder.say_of_root({"gen_ai.output.messages": json_text(reply)})
    return answered_by(run.builder, span_id, error is not None)
