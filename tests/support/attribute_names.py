"""The attribute names that the tables of the conventions know."""

from typing import Any

from usertrail.normalise import conventions
from usertrail.normalise.conventions import langfuse, vercel


def known_names() -> list[str]:
    """Every attribute name in the tables, and one of each family."""
    names: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, str):
            names.add(value)
        elif isinstance(value, tuple):
            for item in value:
                collect(item)

    for module in (conventions, langfuse, vercel):
        for value in vars(module).values():
            collect(value)
    kinds = ["0.x", *(name for kind in conventions.ALL.usage.values() for name in kind)]
    return sorted(names | {f"{family}.{kind}" for family in conventions.FAMILIES for kind in kinds})
