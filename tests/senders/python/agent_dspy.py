"""A module of DSPy's that finds before it answers; LiteLLM, which it asks, counts the tokens."""

import dspy
from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from openinference.instrumentation import using_attributes
from openinference.instrumentation.dspy import DSPyInstrumentor
from openinference.instrumentation.litellm import LiteLLMInstrumentor
from otel_story import provider
from the_story import METADATA, STORY, TOOL

DSPyInstrumentor().instrument(tracer_provider=provider)
LiteLLMInstrumentor().instrument(tracer_provider=provider)


class Helper(dspy.Module):
    def __init__(self):
        super().__init__()
        self.respond = dspy.Predict(dspy.Signature("question, found -> answer", INSTRUCTIONS))
        self.search, self.look_up = dspy.Tool(search), dspy.Tool(look_up_prices)

    def forward(self, question):
        found = self.search(**TOOL["input"])
        try:
            self.look_up()
        except RuntimeError:
            return self.respond(question=question, found=found)
        raise AssertionError("it did not fail")


dspy.configure(lm=dspy.LM(f"openai/{MODEL}", cache=False), adapter=dspy.JSONAdapter())
with using_attributes(
    user_id=STORY["userId"],
    session_id=STORY["sessionId"],
    tags=STORY["tags"],
    metadata=METADATA,
):
    Helper()(question=QUESTION)
provider.shutdown()
