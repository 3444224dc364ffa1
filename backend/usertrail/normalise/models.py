"""Finds a model of the price table by its name, in any of the spellings that senders use."""

import re
from collections.abc import Iterator

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

from usertrail.normalise.memoize import memoized

# Providers to search when the name alone does not tell the provider. OpenRouter's permanent slugs
# have the maker as a prefix.
_SELLERS = ("openai", "aws", "google", "voyageai", "cohere", "mistral", "x-ai")
_MARKETS = ("openrouter",)
# "openai:gpt-4o", "openai.responses:gpt-5", "google-gla:gemini-2.5-pro": the prefix is a library's
# name of the API. Fine-tuned models ("ft:gpt-4o:acme") have other prices.
_API = re.compile(r"(?!ft:)([a-z][\w-]*)(?:\.[\w-]+)*:(?=[a-z])", re.IGNORECASE)
# Variants at the same price (OpenRouter's docs, "Model variants").
_VARIANT = re.compile(r":(?:beta|nitro|floor|online|exacto|thinking|extended)$", re.IGNORECASE)
_FREE = re.compile(r":free$", re.IGNORECASE)
# Vertex AI's versions: "claude-sonnet-4@20250514", "gemini-2.0-flash@001".
_VERSION = re.compile(r"@[\w.-]+$")
# Dates after a colon: "gpt-4o:2024-08-06".
_DATE = re.compile(r":(?=\d{4}-\d{2}-\d{2}$)")
# Characters that may precede a model name within a longer one.
_BOUNDARY = frozenset("./:@~")
# Marks of derived models, which the original's price is not for: "deepseek-r1:7b" runs locally,
# "deepseek-r1-distill-llama-70b" is a Llama, "claude-3-5-sonnet-tuned" is a private one.
_DERIVED = re.compile(
    r":\d+(?:\.\d+)?[bm](?![a-z])|[-_.](?:distill(?:ed)?|(?:fine-?)?tuned?|lora|clone)(?![a-z])"
)


def is_free(model: str) -> bool:
    """Whether the name is of a free variant: OpenRouter's suffix ":free"."""
    return _FREE.search(model) is not None


@memoized(4096)
def model_info(model: str, provider: str | None) -> ModelInfo | None:
    """The model by name and provider, else by what is left after each prefix of the name.

    None for unknown models, also for a name that merely contains a known one.
    """
    model = model.strip()
    for name, seller in _attempts(model, provider):
        found = _found(name, seller)
        if found:
            return found
    return _dated(model)


def _attempts(model: str, provider: str | None) -> Iterator[tuple[str, str | None]]:
    """(name, provider) pairs to look up, the most specific first."""
    yield model, provider
    yield model, None
    pieces = list(_pieces(model))
    for index, (seller, rest) in enumerate(pieces):
        yield rest, seller
        for earlier, _ in reversed(pieces[:index]):
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
    """(prefix, rest) for each prefix: "a/b:c" gives ("a", "b:c"), ("b", "c")."""
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
        # It is the model's id; or the table matched it by another spelling of its date.
        return info
    return info if _is_named(name, info.match) else None


def _is_named(name: str, clause: MatchLogic) -> bool:
    """Whether the clause matches the name as a whole, not as a part of another model's name."""
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
    """A provider's only model of this name with a date: "deepseek-v3" finds "deepseek-v3-0324"."""
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
