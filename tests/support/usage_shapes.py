"""Usage as providers and libraries say it, and the tokens by kind that it means.

usage_shapes.json names for each the document that it follows.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple


class Shape(NamedTuple):
    source: str
    sent: dict[str, Any]
    usage: dict[str, int]


SHAPES = [Shape(**shape) for shape in json.loads(Path(__file__).with_suffix(".json").read_text())]
