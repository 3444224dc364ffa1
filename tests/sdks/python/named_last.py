"""A trace whose user is named once its generation is sent."""

import sys

from langfuse import Langfuse

user_id = sys.argv[1]
call = {"model": "gpt-4o", "usage_details": {"input": 10, "output": 5}}
langfuse = Langfuse()
if hasattr(langfuse, "trace"):
    trace = langfuse.trace(name="unknown-yet")
    trace.generation(name="answer", **call).end()
    langfuse.flush()
    trace.update(user_id=user_id, name="known")
elif hasattr(langfuse, "update_current_trace"):
    with langfuse.start_as_current_span(name="unknown-yet"):
        langfuse.start_generation(name="answer", **call).end()
        langfuse.flush()
        langfuse.update_current_trace(user_id=user_id, name="known")
else:
    from langfuse import propagate_attributes

    with langfuse.start_as_current_observation(name="unknown-yet"):
        langfuse.start_observation(as_type="generation", name="answer", **call).end()
        langfuse.flush()
        with propagate_attributes(user_id=user_id, trace_name="known"):
            langfuse.start_observation(name="afterwards").end()
langfuse.flush()
