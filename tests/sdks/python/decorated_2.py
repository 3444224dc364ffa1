"""Langfuse 2 by its decorators: the user is in the last event of the trace."""

from langfuse.decorators import langfuse_context, observe


@observe(as_type="generation")
def answer(question):
    langfuse_context.update_current_observation(
        model="gpt-4o", usage_details={"input": 10, "output": 5}
    )
    langfuse_context.score_current_observation(name="certainty", value=0.5)
    return "Because."


@observe()
def fail():
    raise ValueError("no such table")


@observe(name="chat-turn")
def reply(question):
    said = answer(question)
    try:
        fail()
    except ValueError:
        pass
    langfuse_context.score_current_trace(name="tone", value="friendly", data_type="CATEGORICAL")
    langfuse_context.update_current_trace(
        user_id="decorated", session_id="by-decorator", tags=["late"], metadata={"plan": "pro"}
    )
    return {"answer": said}


reply("Why?")
langfuse_context.flush()
