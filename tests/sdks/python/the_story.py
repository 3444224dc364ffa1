"""What every program here tells; tests/story.json has it."""

import json
from pathlib import Path

STORY = json.loads((Path(__file__).parents[2] / "story.json").read_text())
METADATA = {**STORY["metadata"], **STORY["nestedMetadata"]}
STEP, GENERATION, TOOL = STORY["step"], STORY["generation"], STORY["tool"]
FAILURE, EVENT = STORY["failure"], STORY["event"]
# The arguments that each score has in all majors.
FEEDBACK = [
    {
        "name": given["name"],
        "value": given["value"],
        "data_type": given["dataType"],
        "comment": given["comment"],
    }
    for given in STORY["feedback"]
]
