"""The models that the demo's applications call, and what a call takes in tokens and time."""

from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from usertrail.demo.story import STORY


class Model(NamedTuple):
    name: str
    vendor: str
    tokens_per_second: float
    first_token_ms: float
    # Share of the input that the vendor serves from its cache, on average.
    cached_share: float = 0.0
    # Tokens thought per token said.
    thinking: float = 0.0
    # US dollars per million tokens (input, output), where the application knows its own price.
    own_price: tuple[float, float] | None = None


class ModelUse(NamedTuple):
    """One call of a model. Input includes cached tokens; output includes thinking."""

    model: Model
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    thinking_tokens: int
    first_token_ms: int
    duration_ms: int

    @property
    def own_cost(self) -> dict[str, float] | None:
        """US dollars by kind, where the application computes them itself."""
        if self.model.own_price is None:
            return None
        input_price, output_price = self.model.own_price
        input_cost = round(self.input_tokens * input_price / 1e6, 9)
        output_cost = round(self.output_tokens * output_price / 1e6, 9)
        total = round(input_cost + output_cost, 9)
        return {"input": input_cost, "output": output_cost, "total": total}


MODELS = {name: Model(name, **fields) for name, fields in STORY["models"].items()}


def draw(rng: Random, shares: Mapping[str, float]) -> str:
    """A name, each in its share of the draws."""
    return rng.choices(list(shares), list(shares.values()))[0]


def call(rng: Random, name: str, context_tokens: float, answer_tokens: float) -> ModelUse:
    """A call with about so many tokens in and out; the long tail is long, as in life."""
    model = MODELS[name]
    input_tokens = max(4, round(context_tokens * rng.lognormvariate(0, 0.35)))
    said = max(1, round(answer_tokens * rng.lognormvariate(0, 0.45))) if answer_tokens else 0
    thought = round(said * model.thinking * rng.lognormvariate(0, 0.5))
    share = min(0.9, rng.random() * 2 * model.cached_share)
    cached = int(input_tokens * share / 64) * 64
    first_token_ms = round(model.first_token_ms * rng.lognormvariate(0, 0.3))
    seconds = (said + thought) / model.tokens_per_second * rng.lognormvariate(0, 0.2)
    duration_ms = first_token_ms + round(seconds * 1000)
    return ModelUse(
        model, input_tokens, cached, said + thought, thought, first_token_ms, duration_ms
    )
