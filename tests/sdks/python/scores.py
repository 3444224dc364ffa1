"""Generations with tokens, with and without their cost, and scores of every kind."""

import json

from langfuse import get_client

langfuse = get_client()
signed_in = langfuse.auth_check()

with langfuse.start_as_current_span(name="chat-turn", input={"question": "Why?"}) as root:
    root.update_trace(user_id="py-user", session_id="py-session", tags=["web"])
    with root.start_as_current_generation(name="own-cost", model="gpt-4o") as generation:
        generation.update(
            output="Because.",
            usage_details={"input": 1000, "output": 500},
            cost_details={"input": 0.1, "output": 0.2, "total": 0.3},
        )
    with root.start_as_current_generation(name="by-price-list", model="gpt-4o") as priced:
        priced.update(usage_details={"input": 1000, "output": 500})
    root.score_trace(name="thumbs", value=1, data_type="BOOLEAN", comment="yes!")
    generation.score(name="tone", value="friendly", data_type="CATEGORICAL")
    root.update(output="Because.")

score = {"name": "stars", "score_id": "stars-of-py-session", "data_type": "NUMERIC"}
langfuse.create_score(session_id="py-session", value=2, **score)
langfuse.create_score(session_id="py-session", value=4.5, **score)
langfuse.flush()
told = {
    "signedIn": signed_in,
    "traceId": root.trace_id,
    "url": langfuse.get_trace_url(trace_id=root.trace_id),
}
print(json.dumps(told))
