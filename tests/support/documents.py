"""The documents of the project, and the examples in them, as they are written."""

import re
from itertools import chain
from pathlib import Path

from paths import ROOT

README = ROOT / "README.md"
GUIDES = ROOT / "backend" / "docs"
ROOMS = (".github", "backend", "frontend", "tests")


def documents() -> list[Path]:
    """Every document of the project, without those of what is installed in it."""
    folders = [ROOT / room for room in ROOMS]
    found = chain((README, *GUIDES.glob("*.md")), *(folder.glob("*.md") for folder in folders))
    return sorted(found)


def examples(heading: str, document: Path = README) -> dict[str, str]:
    """The code blocks below a heading, before the next one of any level, by their language."""
    _, found, rest = document.read_text().partition(f"# {heading}\n")
    assert found, f"{document.name} has no heading {heading!r}"
    section = re.split(r"^##+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]
    return dict(re.findall(r"^```(\w+)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE))
