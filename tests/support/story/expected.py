"""The story, and what GraphQL says of each part of it, sent or not."""

import json
from decimal import Decimal
from typing import Any

from paths import TESTS

STORY_FILE = TESTS / "story.json"
STORY: dict[str, Any] = json.loads(STORY_FILE.read_text())
# Parts of the story that are spans.
SPANS = ("root", "step", "generation", "tool", "failure", "event")
GENERATION = STORY["generation"]

Told = dict[str, Any]

# What GraphQL says of each part when a sender tells all of it.
EXPECTED: Told = {
    "user": STORY["userId"],
    "session": STORY["sessionId"],
    "tags": STORY["tags"],
    "metadata": STORY["metadata"],
    "nested metadata": STORY["nestedMetadata"],
    "environment": STORY["environment"],
    "release": STORY["release"],
    "version": STORY["version"],
    "trace name": STORY["traceName"],
    "input": STORY["input"],
    "output": STORY["output"],
    "parents": {
        "root": None,
        "step": "root",
        "generation": "step",
        "tool": "step",
        "failure": "root",
        "event": "step",
    },
    "types": {"root": "SPAN", "step": "SPAN", "generation": "GENERATION", "failure": "SPAN"},
    "tool type": "TOOL",
    "event type": "EVENT",
    "model": GENERATION["model"],
    "model parameters": GENERATION["modelParameters"],
    "tokens": {"inputTokens": 160, "outputTokens": 65, "totalTokens": 225},
    "tokens by kind": GENERATION["usage"],
    "cost": Decimal("0.0038"),
    "cost by kind": GENERATION["cost"],
    # Between the start and the end of the generation.
    "first token": True,
    "prompt": GENERATION["prompt"],
    "generation input": GENERATION["input"],
    "generation output": GENERATION["output"],
    "generation metadata": GENERATION["metadata"],
    "tool input": STORY["tool"]["input"],
    "tool output": STORY["tool"]["output"],
    "error": STORY["failure"]["statusMessage"],
    "event": [STORY["event"]["level"], STORY["event"]["statusMessage"]],
    **{
        f"feedback on the {target}": [
            {
                "name": "helpful",
                "dataType": "BOOLEAN",
                "value": 1.0,
                "stringValue": "True",
                "comment": "yes!",
            },
            {
                "name": "stars",
                "dataType": "NUMERIC",
                "value": 4.5,
                "stringValue": None,
                "comment": "nice",
            },
            {
                "name": "tone",
                "dataType": "CATEGORICAL",
                "value": None,
                "stringValue": "friendly",
                "comment": "warm",
            },
        ]
        for target in ("trace", "generation", "session")
    },
}
# What it says of a part that was not sent; null for what is not named here.
ABSENT: Told = {
    "tags": [],
    "metadata": {},
    "nested metadata": {},
    "environment": "default",
    "tool type": "SPAN",
    "event type": "SPAN",
    "model parameters": {},
    "tokens": {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0},
    "tokens by kind": {},
    # By the price list of gpt-4o: 2.5 dollars for a million tokens in, 1.25 cached, 10 out.
    "cost": Decimal("0.000975"),
    "cost by kind": {"input": 0.000325, "output": 0.00065, "total": 0.000975},
    "first token": False,
    "generation metadata": {},
    "feedback on the trace": [],
    "feedback on the generation": [],
    "feedback on the session": [],
}
