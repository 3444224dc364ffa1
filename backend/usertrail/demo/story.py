"""What a bicycle shop's applications are asked and answer in the demo, as told in story.toml."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from random import Random
from typing import Any, NamedTuple

STORY: dict[str, Any] = tomllib.loads(files(__package__).joinpath("story.toml").read_text("utf-8"))


class Exchange(NamedTuple):
    topic: str
    question: str
    answer: str


def pick(rng: Random, kind: str) -> Exchange:
    """An exchange with its blanks filled, the same in question and answer."""
    texts = rng.choice(STORY["exchanges"][kind])
    words = _blanks(rng)
    return Exchange(*(text.format(**words) for text in texts))


def say(rng: Random, texts: Sequence[str]) -> str:
    """One of these, with its blanks filled."""
    return rng.choice(texts).format(**_blanks(rng))


def maybe_error(rng: Random, rate: float, kind: str) -> str | None:
    """What an exception of this kind says, in this share of the calls."""
    text = say(rng, STORY["errors"][kind])
    return text if rng.random() < rate else None


def _blanks(rng: Random) -> dict[str, str | int]:
    return {
        **{name: rng.choice(words) for name, words in STORY["blanks"].items()},
        "number": rng.randrange(100_000, 999_999),
        "number2": rng.randrange(55, 98),
        "days": rng.randrange(2, 9),
    }
