"""Usage objects of model providers, and of libraries that call them.

Names are in snake case, with a dot before each name of an inner object. They follow the API
references: OpenAI (CompletionUsage, ResponseUsage), Anthropic (Usage), Gemini (UsageMetadata),
Bedrock (Converse's TokenUsage), Cohere (Usage), Ollama (/api/chat), DeepSeek, Perplexity,
watsonx.ai (text generation), OpenRouter (/generation), LlamaIndex (TokenCountingEvent), the AI SDK
(LanguageModelUsage), LangChain (UsageMetadata) and MLflow (mlflow.chat.tokenUsage).
"""

import re

from usertrail.normalise.conventions.kinds import (
    CACHE_READ,
    CACHE_WRITE,
    CACHE_WRITE_1H,
    CACHE_WRITE_5M,
    CITATIONS,
    INPUT,
    OUTPUT,
    REASONING,
    TOOL_USE,
    TOTAL,
)

# {kind: its names in order of precedence}
NAMES = {
    INPUT: (
        "prompt_tokens",
        "input_tokens",
        "input_tokens.total",
        "prompt_token_count",
        "input_token_count",
        "prompt_eval_count",
        "tokens.input_tokens",
        "billed_units.input_tokens",
        "native_tokens_prompt",
        "tokens_prompt",
    ),
    OUTPUT: (
        "completion_tokens",
        "output_tokens",
        "output_tokens.total",
        "candidates_token_count",
        "response_token_count",
        "output_token_count",
        "completion_token_count",
        "generated_token_count",
        "generated_tokens",
        "eval_count",
        "tokens.output_tokens",
        "billed_units.output_tokens",
        "native_tokens_completion",
        "tokens_completion",
    ),
    TOTAL: ("total_tokens", "total_token_count", "total"),
    CACHE_READ: (
        "cache_read_input_tokens",
        "cache_read.input_tokens",
        "cache_read_input_token_count",
        "cache_read_tokens",
        "cached_input_tokens",
        "cached_content_token_count",
        "cached_content_tokens",
        "prompt_cache_hit_tokens",
        "num_cached_tokens",
        "native_tokens_cached",
        "cached_prompt_text_tokens",
        "cached_tokens",
        "input_tokens.cache_read",
    ),
    CACHE_WRITE: (
        "cache_creation_input_tokens",
        "cache_creation.input_tokens",
        "cache_write_input_tokens",
        "cache_write_input_token_count",
        "cache_creation_tokens",
        "cache_write_tokens",
        "input_tokens.cache_write",
    ),
    CACHE_WRITE_5M: (
        "cache_creation.ephemeral_5m_input_tokens",
        "cache_creation.5m_input_tokens",
        "ephemeral_5m_input_tokens",
    ),
    CACHE_WRITE_1H: (
        "cache_creation.ephemeral_1h_input_tokens",
        "cache_creation.1h_input_tokens",
        "ephemeral_1h_input_tokens",
        "cache_creation_input_tokens_above_1hr",
    ),
    TOOL_USE: ("tool_use_prompt_token_count",),
    REASONING: (
        "thoughts_token_count",
        "thoughts_tokens",
        "output_tokens.reasoning",
        "native_tokens_reasoning",
        # As an attribute it repeats tokens of the output (see usage.py).
        "reasoning_tokens",
    ),
    CITATIONS: ("citation_tokens",),
}
# Within an object of details: "prompt_tokens_details.cached_tokens". The kind of other parts is the
# side and their name.
DETAILS = re.compile(
    r"(?:(prompt|input|cache)|(completion|output|candidates))_tokens?_details\.(\w+)"
)
PARTS = {
    CACHE_READ: ("cached_tokens", "cache_read", "cache_read_tokens", "cache_read_input_tokens"),
    CACHE_WRITE: (
        "cache_creation",
        "cache_creation_tokens",
        "cache_write",
        "cache_write_tokens",
        "cache_creation_input_tokens",
    ),
    CACHE_WRITE_5M: ("ephemeral_5m_input_tokens",),
    CACHE_WRITE_1H: ("ephemeral_1h_input_tokens",),
    REASONING: ("reasoning_tokens", "reasoning", "thinking_tokens"),
}
# Remainders of other counts, which would be counted twice.
REPEATS = re.compile(r"(?:.*\.(?:text|no_cache)(?:_tokens)?|prompt_cache_miss_tokens)")
# Unknown names that count something else: those of nested objects, and those with input or output
# but without token.
NO_TOKENS = re.compile(
    r"\.|cost|duration|time|seconds|requests|queries|units|^(?!.*token).*(input|output)"
)

# Anthropic and Bedrock exclude cached tokens from input_tokens. With "prompt" in the name of the
# input, as LiteLLM has it, they are included.
EXCLUSIVE_INPUT = "input_tokens"
EXCLUSIVE_CACHES = frozenset(
    {
        "cache_read_input_tokens",
        "cache_creation_input_tokens",
        "cache_write_input_tokens",
        "cache_read_input_token_count",
        "cache_write_input_token_count",
    }
)
# Gemini excludes thoughts from candidates, Perplexity citations from the completion.
EXCLUSIVE_REASONING = frozenset({"thoughts_token_count", "thoughts_tokens", "citation_tokens"})
