"""The story by the wrapper of OpenAI's client that the Langfuse SDK has."""

from langfuse import get_client
from langfuse.openai import openai
from the_story import EVENT, FAILURE, GENERATION, METADATA, STEP, STORY, TOOL

# What the wrapper takes from the metadata of a call is said of the trace.
CALL = {
    "model": GENERATION["model"],
    "metadata": {
        "langfuse_user_id": STORY["userId"],
        "langfuse_session_id": STORY["sessionId"],
        "langfuse_tags": STORY["tags"],
        **GENERATION["metadata"],
    },
}

langfuse = get_client()
client = openai.OpenAI()
with langfuse.start_as_current_observation(name=STORY["root"]["name"]) as root:
    root.update(input=STORY["input"], output=STORY["output"], metadata=METADATA)
    with langfuse.start_as_current_observation(name=STEP["name"]) as step:
        step.create_event(
            name=EVENT["name"], level=EVENT["level"], status_message=EVENT["statusMessage"]
        )
        with step.start_as_current_observation(
            as_type="tool", name=TOOL["name"], input=TOOL["input"], output=TOOL["output"]
        ):
            pass
        chunks = client.chat.completions.create(
            name=GENERATION["name"],
            messages=GENERATION["input"],
            stream=True,
            stream_options={"include_usage": True},
            **CALL,
            **GENERATION["modelParameters"],
        )
        for _ in chunks:
            pass
        client.chat.completions.create(name="whole-answer", messages=GENERATION["input"], **CALL)
        client.embeddings.create(name="embed", model="text-embedding-3-small", input="sky")
    try:
        client.chat.completions.create(
            name=FAILURE["name"], messages=GENERATION["input"], **{**CALL, "model": "broken"}
        )
    except openai.BadRequestError:
        pass
    else:
        raise AssertionError("it did not fail")
langfuse.flush()
