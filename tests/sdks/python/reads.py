"""What each major reads back with the calls of its own that it has for it."""

import json
import sys

from langfuse import Langfuse

user_id, trace_id = sys.argv[1:]
langfuse = Langfuse()
says = {}
if hasattr(langfuse, "fetch_traces"):
    says["traces"] = [trace.id for trace in langfuse.fetch_traces(user_id=user_id).data]
    says["sessions"] = [session.id for session in langfuse.fetch_sessions().data]
    trace = langfuse.fetch_trace(trace_id).data
    spans, scores = langfuse.fetch_observations(user_id=user_id).data, trace.scores
elif hasattr(langfuse.api, "sessions"):
    says["traces"] = [trace.id for trace in langfuse.api.trace.list(user_id=user_id).data]
    says["sessions"] = [session.id for session in langfuse.api.sessions.list().data]
    spans = langfuse.api.trace.get(trace_id).observations
    if hasattr(langfuse.api, "score_v_2"):
        scores = langfuse.api.score_v_2.get(user_id=user_id, trace_id=trace_id).data
    else:
        scores = langfuse.api.scores.get_many(user_id=user_id, trace_id=trace_id).data
else:
    spans = langfuse.api.observations.get_many(user_id=user_id).data
    says["traces"] = sorted({span.trace_id for span in spans})
    says["sessions"] = sorted({span.session_id for span in spans})
    scores = langfuse.api.scores.get_many(trace_id=trace_id).data
says["spans"] = sorted(span.name for span in spans)
says["scores"] = sorted([score.name, score.data_type] for score in scores)
print(json.dumps(says))
