"""What agents of many frameworks sent, folded: whose it is, and each token once.

The bodies are those of the programs in senders/python, and one of CrewAI's, which is too large to
be installed for each run of the tests. What they add up to is what the models there said: the
story's tokens with each of three calls, at the list price.
"""

from decimal import Decimal

import pytest

from captured import captured, records_of
from story import STORY
from usertrail.store.contributions import state_of
from usertrail.store.fold import fold

# Input, output and total tokens, and the cost.
TOLD = (480, 195, 675, Decimal("0.002925"))
# Without what was cached, which costs half.
WITHOUT_CACHED = (480, 195, 675, Decimal("0.00315"))
BEDROCK = (510, 120, 630, Decimal("0.0028665"))
FRAMEWORKS = {
    "agno-3.1.10": TOLD,
    "crewai-1.15.30": TOLD,
    # It asks once.
    "dspy-3.4.1": (160, 65, 225, Decimal("0.000975")),
    "google-adk-2.13.0": (480, 195, 675, Decimal("0.0023475")),
    "haystack-3.4.1": WITHOUT_CACHED,
    "langgraph-1.2.24": TOLD,
    "llama-index-0.14.25": TOLD,
    "openai-agents-0.24.0": TOLD,
    "pydantic-ai-2.68.0": TOLD,
    "smolagents-1.26.0": WITHOUT_CACHED,
    "strands-1.62.0": BEDROCK,
    "strands-1.62.0-newer": BEDROCK,
}


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_spans_of_an_agent_add_up_to_what_its_model_said(framework: str) -> None:
    spans = [span for request in captured(framework) for span in records_of(request).spans]
    (trace_id,) = {span.trace_id for span in spans}
    trace = fold(trace_id, [state_of(span) for span in spans])
    assert (trace.user_id, trace.session_id) == (STORY["userId"], STORY["sessionId"])
    sums = ("input_tokens", "output_tokens", "total_tokens", "cost_usd")
    assert tuple(trace.sums[name] for name in sums) == FRAMEWORKS[framework]
