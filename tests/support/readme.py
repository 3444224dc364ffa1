"""The examples of the README, as they are written."""

import re

from paths import README


def examples(heading: str = "Ask the API") -> dict[str, str]:
    """The code blocks of the section, by their language."""
    section = README.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^```(\w+)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE))
