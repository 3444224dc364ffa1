"""The story by Langfuse 2, whose batches hold creates and updates of traces and observations."""

from datetime import UTC, datetime
from time import sleep

from langfuse import Langfuse
from langfuse.api import Prompt_Text
from langfuse.model import TextPromptClient

from the_story import EVENT, FAILURE, FEEDBACK, GENERATION, METADATA, STEP, STORY, TOOL

langfuse = Langfuse(environment=STORY["environment"], release=STORY["release"])
prompt = TextPromptClient(
    Prompt_Text(**GENERATION["prompt"], prompt="Be brief.", config={}, labels=[], tags=[])
)

trace = langfuse.trace(
    name=STORY["traceName"],
    user_id=STORY["userId"],
    session_id=STORY["sessionId"],
    version=STORY["version"],
    tags=STORY["tags"],
    metadata=METADATA,
    input=STORY["input"],
)
root = trace.span(name=STORY["root"]["name"])
step = root.span(name=STEP["name"])
step.event(name=EVENT["name"], level=EVENT["level"], status_message=EVENT["statusMessage"])
tool = step.span(name=TOOL["name"], input=TOOL["input"])
tool.end(output=TOOL["output"])
generation = step.generation(
    name=GENERATION["name"],
    model=GENERATION["model"],
    model_parameters=GENERATION["modelParameters"],
    input=GENERATION["input"],
    metadata=GENERATION["metadata"],
    prompt=prompt,
)
sleep(0.002)
generation.update(completion_start_time=datetime.now(UTC))
sleep(0.002)
generation.end(
    output=GENERATION["output"],
    usage_details=GENERATION["usage"],
    cost_details=GENERATION["cost"],
)
step.end()
failure = root.span(name=FAILURE["name"])
failure.end(level="ERROR", status_message=FAILURE["statusMessage"])
root.end()
trace.update(output=STORY["output"])
for score in FEEDBACK:
    trace.score(**score)
    generation.score(**score)

langfuse.shutdown()
