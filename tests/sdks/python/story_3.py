"""The story by Langfuse 3: the trace is updated from within its root span."""

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

with langfuse.start_as_current_span(name=STORY["root"]["name"]) as root:
    root.update_trace(
        name=STORY["traceName"],
        user_id=STORY["userId"],
        session_id=STORY["sessionId"],
        version=STORY["version"],
        tags=STORY["tags"],
        metadata=METADATA,
        input=STORY["input"],
        output=STORY["output"],
    )
    with root.start_as_current_span(name=STEP["name"]) as step:
        step.create_event(
            name=EVENT["name"], level=EVENT["level"], status_message=EVENT["statusMessage"]
        )
        with step.start_as_current_observation(
            as_type="tool", name=TOOL["name"], input=TOOL["input"]
        ) as tool:
            tool.update(output=TOOL["output"])
        with step.start_as_current_generation(
            name=GENERATION["name"],
            model=GENERATION["model"],
            model_parameters=GENERATION["modelParameters"],
            input=GENERATION["input"],
            metadata=GENERATION["metadata"],
            prompt=prompt,
        ) as generation:
            sleep(0.002)
            generation.update(completion_start_time=datetime.now(UTC))
            sleep(0.002)
            generation.update(
                output=GENERATION["output"],
                usage_details=GENERATION["usage"],
                cost_details=GENERATION["cost"],
            )
    failure = root.start_span(name=FAILURE["name"])
    failure.update(level="ERROR", status_message=FAILURE["statusMessage"])
    failure.end()
    for score in FEEDBACK:
        root.score_trace(**score)
        generation.score(**score)
        langfuse.create_score(session_id=STORY["sessionId"], **score)

langfuse.flush()
