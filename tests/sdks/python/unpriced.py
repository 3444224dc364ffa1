"""A generation that does not say what it cost, and a score that is given twice."""

from langfuse import get_client

langfuse = get_client()

with langfuse.start_as_current_span(name="chat-turn") as root:
    root.update_trace(user_id="py-user", session_id="py-session")
    with root.start_as_current_generation(name="answer", model="gpt-4o") as generation:
        generation.update(usage_details={"input": 1000, "output": 500})

score = {"name": "stars", "score_id": "stars-of-py-session", "data_type": "NUMERIC"}
langfuse.create_score(session_id="py-session", value=2, **score)
langfuse.create_score(session_id="py-session", value=4.5, **score)
langfuse.flush()
