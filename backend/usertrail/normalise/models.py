"""Which model of the price table a name means, in any of the spellings that senders have for it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import (
    ClauseAnd,
    ClauseContains,
    ClauseEndsWith,
    ClauseOr,
    MatchLogic,
    ModelInfo,
    Provider,
)

# Where a model is looked for when its name alone does not say who sells it. OpenRouter's permanent
# names have the maker before them and say themselves whose they are.
_SELLERS = ("openai", "aws", "google", "voyageai", "cohere", "mistral", "x-ai")
_MARKETS = ("openrouter",)
# "openai:gpt-4o", "openai.responses:gpt-5", "google-gla:gemini-2.5-pro": a library's name of the
# API comes first. What is tuned ("ft:gpt-4o:acme") costs something else.
_API = re.compile(r"(?!ft:)([a-z][\w-]*)(?:\.[\w-]+)*:(?=[a-z])", re.IGNORECASE)
# How a market serves a model at the price of all others: OpenRouter, "Model variants".
_VARIANT = re.compile(r":(?:beta|nitro|floor|online|exacto|thinking|extended)$", re.IGNORECASE)
_FREE = re.compile(r":free$", re.IGNORECASE)
# Vertex AI's versions: "claude-sonnet-4@20250514", "gemini-2.0-flash@001".
_VERSION = re.compile(r"@[\w.-]+$")
# OpenAI's own way and others of writing the same: "gpt-4o:2024-08-06".
_DATE = re.compile(r":(?=\d{4}-\d{2}-\d{2}$)")
# What may stand before a part of a name that is a name by itself.
_BOUNDARY = frozenset("./:@~")
# What makes another model of one, which its maker's price is not for: "deepseek-r1:7b" runs at
# home, "deepseek-r1-distill-llama-70b" is a Llama, "claude-3-5-sonnet-tuned" is somebody's own.
_DERIVED = re.compile(
    r":\d+(?:\.\d+)?[bm](?![a-z])|[-_.](?:distill(?:ed)?|(?:fine-?)?tuned?|lora|clone)(?![a-z])"
)


def is_free(model: str) -> bool:
    """Whether the name itself says that nothing is paid for it."""
    return _FREE.search(model) is not None


@lru_cache(maxsize=4096)
def model_info(model: str, provider: str | None) -> ModelInfo | None:
    """The model by its name and seller, and by what is left after each prefix of the name.

    A name that merely contains another's means another model, so it is none.
    """
    model = model.strip()
    for name, seller in _attempts(model, provider):
        found = _found(name, seller)
        if found:
            return found
    return _dated(model)


def _attempts(model: str, provider: str | None) -> Iterator[tuple[str, str | None]]:
    """Names and who may sell the model under them, the most telling first."""
    yield model, provider
    yield model, None
    pieces = list(_pieces(model))
    for place, (seller, rest) in enumerate(pieces):
        yield rest, seller
        for earlier, _ in reversed(pieces[:place]):
            yield rest, earlier
        yield rest, None
    for name in [rest for _, rest in pieces] or [model]:
        yield from ((name, seller) for seller in _SELLERS)
    if "/" in model:
        yield from ((name, seller) for name in (model, *_rests(pieces)) for seller in _MARKETS)
    for plainer in (_VARIANT.sub("", model), _VERSION.sub("", model), _DATE.sub("-", model)):
        if plainer != model:
            yield from _attempts(plainer, provider)


def _pieces(model: str) -> Iterator[tuple[str, str]]:
    """(what was before, what is left) after each prefix: "a/b:c" gives ("a", "b:c"), ("b", "c")."""
    rest = model
    while True:
        api = _API.match(rest)
        if api:
            seller, rest = api[1], rest[api.end() :]
        else:
            seller, slash, after = rest.partition("/")
            if not slash or not after:
                return
            rest = after
        yield seller, rest


def _rests(pieces: list[tuple[str, str]]) -> list[str]:
    return [rest for _, rest in pieces if "/" in rest]


def _found(name: str, seller: str | None) -> ModelInfo | None:
    try:
        _, info = get_snapshot().find_provider_model(name, None, seller, None)
    except LookupError:
        return None
    name = name.lower()
    if set(_DERIVED.findall(name)) - set(_DERIVED.findall(info.id.lower())):
        return None
    if name.startswith(info.id.lower()) or not info.match.is_match(name):
        # It is the model's own; or the table knows it by another way of writing its date.
        return info
    return info if _is_named(name, info.match) else None


def _is_named(name: str, clause: MatchLogic) -> bool:
    """Whether the clause takes the name for a whole one, and not for a part of another."""
    if isinstance(clause, ClauseOr):
        return any(_is_named(name, inner) for inner in clause.or_)
    if isinstance(clause, ClauseAnd):
        return all(_is_named(name, inner) for inner in clause.and_)
    if not clause.is_match(name):
        return False
    if isinstance(clause, ClauseContains):
        before = name.partition(clause.contains.lower())[0]
    elif isinstance(clause, ClauseEndsWith):
        before = name.removesuffix(clause.ends_with.lower())
    else:
        return True
    return not before or before[-1] in _BOUNDARY


def _dated(model: str) -> ModelInfo | None:
    """A seller's only model of this name with a date: "deepseek-v3" for "deepseek-v3-0324"."""
    dated = re.compile(re.escape(model.lower().rpartition("/")[2]) + r"-\d{4,8}")
    for name in (model, *_rests(list(_pieces(model)))):
        seller = _provider(name) if "/" in name else None
        models = seller.models if seller else []
        found = [info for info in models if dated.fullmatch(info.id.lower())]
        if len(found) == 1:
            return found[0]
    return None


def _provider(model: str) -> Provider | None:
    try:
        return get_snapshot().find_provider(model, None, None)
    except LookupError:
        return None
