"""A user's trace and a score for each name given; no server takes the one named "refused"."""

import sys

from langfuse import Langfuse

user_id, *names = sys.argv[1:]
langfuse = Langfuse()
if hasattr(langfuse, "trace"):
    trace = langfuse.trace(name="rated", user_id=user_id)
    trace.span(name="step").end()
    trace_id, give = trace.id, langfuse.score
else:
    from langfuse import propagate_attributes

    with propagate_attributes(user_id=user_id):
        with langfuse.start_as_current_observation(name="step") as root:
            trace_id, give = root.trace_id, langfuse.create_score
for name in names:
    value, data_type = (2, "BOOLEAN") if name == "refused" else (4.5, "NUMERIC")
    give(trace_id=trace_id, name=name, value=value, data_type=data_type)
langfuse.flush()
