"""The models that the demo's applications call, and what a call takes in tokens and time."""

import math
from random import Random
from typing import NamedTuple


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


GPT_4O = Model("gpt-4o", "openai", 85, 480, cached_share=0.3)
GPT_4O_MINI = Model("gpt-4o-mini", "openai", 110, 360, cached_share=0.3)
GPT_41_MINI = Model("gpt-4.1-mini", "openai", 95, 400, cached_share=0.4)
GPT_5_MINI = Model("gpt-5-mini", "openai", 120, 1900, cached_share=0.4, thinking=1.4)
SONNET = Model("claude-sonnet-4-5", "anthropic", 70, 900, cached_share=0.55)
HAIKU = Model("claude-haiku-4-5", "anthropic", 150, 450, cached_share=0.4)
GEMINI_FLASH = Model("gemini-2.5-flash", "gcp.gemini", 190, 420, thinking=0.3)
MISTRAL_SMALL = Model("mistral-small-latest", "mistral_ai", 130, 300)
EMBEDDING = Model("text-embedding-3-small", "openai", 1e6, 60, own_price=(0.02, 0.0))
RERANKER = Model("rerank-v3.5", "cohere", 1e6, 140, own_price=(0.05, 0.0))


def call(rng: Random, model: Model, context_tokens: float, answer_tokens: float) -> ModelUse:
    """A call with about so many tokens in and out; the long tail is long, as in life."""
    input_tokens = max(4, round(context_tokens * rng.lognormvariate(0, 0.35)))
    answer_count = (
        max(1, round(answer_tokens * rng.lognormvariate(0, 0.45))) if answer_tokens else 0
    )
    thinking_count = round(answer_count * model.thinking * rng.lognormvariate(0, 0.5))
    share = min(0.9, rng.random() * 2 * model.cached_share)
    cached = math.floor(input_tokens * share / 64) * 64
    first_token_ms = round(model.first_token_ms * rng.lognormvariate(0, 0.3))
    rest_ms = round(
        (answer_count + thinking_count)
        * 1000
        / model.tokens_per_second
        * rng.lognormvariate(0, 0.2)
    )
    return ModelUse(
        model,
        input_tokens,
        cached,
        answer_count + thinking_count,
        thinking_count,
        first_token_ms,
        first_token_ms + rest_ms,
    )
