"""The story by Langfuse 4 and 5: what concerns the trace is propagated to every span in it."""

import sys
from datetime import UTC, datetime
from time import sleep

from langfuse import Langfuse, propagate_attributes
from langfuse.api import Prompt_Text
from langfuse.model import TextPromptClient

from the_story import EVENT, FAILURE, FEEDBACK, GENERATION, STEP, STORY, TOOL

langfuse = Langfuse(environment=STORY["environment"], release=STORY["release"])
prompt = TextPromptClient(
    Prompt_Text(**GENERATION["prompt"], prompt="Be brief.", config={}, labels=[], tags=[])
)

with (
    propagate_attributes(
        trace_name=STORY["traceName"],
        user_id=STORY["userId"],
        session_id=STORY["sessionId"],
        version=STORY["version"],
        tags=STORY["tags"],
        metadata=STORY["metadata"],
    ),
    # Major 4 propagates only texts; the root's own metadata may nest.
    langfuse.start_as_current_observation(
        name=STORY["root"]["name"],
        input=STORY["input"],
        output=STORY["output"],
        metadata=STORY["nestedMetadata"],
    ) as root,
):
    with root.start_as_current_observation(name=STEP["name"]) as step:
        step.create_event(
            name=EVENT["name"], level=EVENT["level"], status_message=EVENT["statusMessage"]
        )
        with step.start_as_current_observation(
            as_type="tool", name=TOOL["name"], input=TOOL["input"]
        ) as tool:
            tool.update(output=TOOL["output"])
        with step.start_as_current_observation(
            as_type="generation",
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
    failure = root.start_observation(name=FAILURE["name"])
    failure.update(level="ERROR", status_message=FAILURE["statusMessage"])
    failure.end()
    for score in [] if "without feedback" in sys.argv else FEEDBACK:
        root.score_trace(**score)
        generation.score(**score)
        langfuse.create_score(session_id=STORY["sessionId"], **score)

langfuse.flush()
