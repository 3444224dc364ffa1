"""An answer and an error by LiteLLM with one of its callbacks, named on the command line.

Nothing is asked of any model: LiteLLM answers itself with what it is told to.
"""

import os
import sys

# Or else it fetches its list of prices.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
from litellm.litellm_core_utils.thread_pool_executor import executor
from the_story import FAILURE, GENERATION, METADATA, STORY

CALLBACK = sys.argv[1]
USAGE = GENERATION["usage"]
METADATA_OF_CALL = {
    "trace_id": "litellm-trace",
    "trace_name": STORY["traceName"],
    "trace_user_id": STORY["userId"],
    "session_id": STORY["sessionId"],
    "tags": STORY["tags"],
    "trace_metadata": METADATA,
    "version": STORY["version"],
    "trace_version": STORY["version"],
    "trace_release": STORY["release"],
}

if CALLBACK == "langfuse":
    litellm.success_callback = litellm.failure_callback = [CALLBACK]
else:
    litellm.callbacks = [CALLBACK]
usage = litellm.Usage(
    prompt_tokens=USAGE["input"] + USAGE["input_cached_tokens"],
    completion_tokens=USAGE["output"] + USAGE["output_reasoning_tokens"],
    total_tokens=USAGE["total"],
    prompt_tokens_details={"cached_tokens": USAGE["input_cached_tokens"]},
    completion_tokens_details={"reasoning_tokens": USAGE["output_reasoning_tokens"]},
)
message = {"role": "assistant", "content": GENERATION["output"]}
whole = litellm.ModelResponse(
    model=GENERATION["model"], choices=[{"message": message}], usage=usage
)
litellm.completion(
    model=GENERATION["model"],
    messages=GENERATION["input"],
    metadata={
        **METADATA_OF_CALL,
        **GENERATION["metadata"],
        "generation_id": "litellm-answer",
        "generation_name": GENERATION["name"],
    },
    mock_response=whole,
    **GENERATION["modelParameters"],
)
try:
    litellm.completion(
        model=GENERATION["model"],
        messages=GENERATION["input"],
        metadata={**METADATA_OF_CALL, "generation_name": FAILURE["name"]},
        mock_response=Exception(FAILURE["statusMessage"]),
        num_retries=0,
    )
except litellm.InternalServerError:
    pass
else:
    raise AssertionError("it did not fail")
# The callbacks run in threads, which lose a trace when the program ends before both have a tracer.
executor.shutdown()
