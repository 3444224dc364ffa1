"""A trace for each of the user ids given by name, in the one way of the three that is asked for."""

import json
import sys

from langfuse import Langfuse

way, sdk, user_ids = sys.argv[1:]
langfuse = Langfuse()
for case, user_id in json.loads(user_ids).items():
    name = f"{sdk}: {case}"
    if way == "trace":
        langfuse.trace(name=name, user_id=user_id)
    elif way == "update_trace":
        with langfuse.start_as_current_span(name=name) as root:
            root.update_trace(user_id=user_id)
    else:
        from langfuse import propagate_attributes

        with propagate_attributes(user_id=user_id), langfuse.start_as_current_observation(name=name):
            pass
langfuse.flush()
