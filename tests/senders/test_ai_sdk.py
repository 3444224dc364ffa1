"""Vercel's AI SDK, each major of it with OpenTelemetry's exporter for JSON."""

from decimal import Decimal

import pytest

from environment import RunningServer
from sdk_programs import Door
from sender_programs import run_javascript
from story import (
    EXPECTED,
    GENERATION,
    STORY,
    Told,
    assert_recounted,
    assert_story,
    post_feedback,
    read_story,
)

pytestmark = pytest.mark.usefixtures("senders")

# A name of its own has nothing but these, which are metadata of each call; metadata is flat.
LACKING = frozenset(
    {
        *("nested metadata", "release", "prompt", "generation metadata", "input", "output"),
        *("cost", "cost by kind"),
    }
)
STEP, ANSWER, FAILURE = (STORY[part]["name"] for part in ("step", "generation", "failure"))
NAMES = {
    "step": f"{STEP}:ai.generateText",
    "generation": f"{ANSWER}:ai.streamText.doStream",
    "failure": f"{FAILURE}:ai.generateText.doGenerate",
}
TYPES = EXPECTED["types"] | {"failure": "GENERATION"}
# Between these the SDK has spans of its own.
PARENTS = {
    **{"root": None, "step": "root", "event": "root"},
    **dict.fromkeys(("generation", "failure"), "no part"),
}
TEMPERATURE = GENERATION["modelParameters"]["temperature"]
QUESTION = GENERATION["input"][0]["content"]
OF_ALL: Told = {
    "trace name": STORY["root"]["name"],
    "types": TYPES,
    "parents": PARENTS | {"tool": "step"},
    "generation input": [{"role": "user", "content": [{"type": "text", "text": QUESTION}]}],
}
PARAMETERS = {"temperature": TEMPERATURE, "max_tokens": 100, "maxRetries": 2}
LATER_PARAMETERS = {"model parameters": PARAMETERS | {"maxOutputTokens": 100}}
OF_MAJOR: dict[int, Told] = {
    4: {
        "model parameters": PARAMETERS | {"maxTokens": 100},
        # It knew neither cached tokens nor reasoning.
        "tokens by kind": {"input": 160, "output": 65, "total": 225},
        "cost": Decimal("0.00105"),
        "cost by kind": {"input": 0.0004, "output": 0.00065, "total": 0.00105},
    },
    5: LATER_PARAMETERS,
    6: LATER_PARAMETERS | {"tokens by kind": GENERATION["usage"] | {"input_cache_creation": 0}},
    7: {
        "types": TYPES | {"step": "AGENT"},
        "parents": PARENTS | {"tool": "no part"},
        # Reasoning has no name among those it writes.
        "tokens by kind": {
            **{"input": 100, "input_cached_tokens": 60, "input_cache_creation": 0},
            **{"output": 65, "total": 225},
        },
        "generation input": [{"role": "user", "parts": [{"type": "text", "content": QUESTION}]}],
        "generation output": [
            {
                "role": "assistant",
                "parts": [{"type": "text", "content": GENERATION["output"]}],
                "finish_reason": "stop",
            }
        ],
    },
}
NAMES_OF_7 = {
    "step": f"invoke_agent {STEP}",
    "generation": "chat gpt-4o",
    "failure": "chat broken",
}


@pytest.mark.parametrize("major", OF_MAJOR)
def test_vercel_s_ai_sdk_tells_the_story(server: RunningServer, door: Door, major: int) -> None:
    names = NAMES_OF_7 if major == 7 else NAMES
    run_javascript(door, "ai", "story.mjs", str(major))
    post_feedback(door, names)
    assert_story(read_story(door, names), LACKING, OF_ALL | OF_MAJOR[major])
    assert_recounted(server.database_url)
