"""Usage as providers and libraries say it, and the tokens it means.

Each is named after the document that it follows.
"""

from typing import Any, NamedTuple


class Shape(NamedTuple):
    source: str
    sent: dict[str, Any]
    usage: dict[str, int]


CACHED = {"input": 120, "input_cached_tokens": 9000, "input_cache_creation": 500, "output": 80}

SHAPES = (
    Shape(
        "OpenAI, Chat Completions, CompletionUsage",
        {
            "prompt_tokens": 2006,
            "completion_tokens": 300,
            "total_tokens": 2306,
            "prompt_tokens_details": {"cached_tokens": 1920, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": 192,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 10,
                "rejected_prediction_tokens": 0,
            },
        },
        {
            "input": 86,
            "input_cached_tokens": 1920,
            "input_audio_tokens": 0,
            "output": 98,
            "output_reasoning_tokens": 192,
            "output_audio_tokens": 0,
            "output_accepted_prediction_tokens": 10,
            "output_rejected_prediction_tokens": 0,
            "total": 2306,
        },
    ),
    Shape(
        "the same without a total, as streams end",
        {"prompt_tokens": 143, "completion_tokens": 19},
        {"input": 143, "output": 19, "total": 162},
    ),
    Shape(
        "OpenAI, Embeddings",
        {"prompt_tokens": 8, "total_tokens": 8},
        {"input": 8, "total": 8},
    ),
    Shape(
        "OpenAI, Responses, ResponseUsage",
        {
            "input_tokens": 81,
            "input_tokens_details": {"cached_tokens": 11},
            "output_tokens": 1035,
            "output_tokens_details": {"reasoning_tokens": 832},
            "total_tokens": 1116,
        },
        {
            "input": 70,
            "input_cached_tokens": 11,
            "output": 203,
            "output_reasoning_tokens": 832,
            "total": 1116,
        },
    ),
    Shape(
        "OpenAI, Realtime: cached tokens are text and audio too",
        {
            "total_tokens": 253,
            "input_tokens": 132,
            "output_tokens": 121,
            "input_token_details": {
                "text_tokens": 119,
                "audio_tokens": 13,
                "cached_tokens": 64,
                "cached_tokens_details": {"text_tokens": 64, "audio_tokens": 0},
            },
            "output_token_details": {"text_tokens": 30, "audio_tokens": 91},
        },
        {
            "input": 55,
            "input_cached_tokens": 64,
            "input_audio_tokens": 13,
            "output": 30,
            "output_audio_tokens": 91,
            "total": 253,
        },
    ),
    Shape(
        "Anthropic, Messages, Usage: the cache is beside the input",
        {
            "input_tokens": 120,
            "output_tokens": 80,
            "cache_read_input_tokens": 9000,
            "cache_creation_input_tokens": 500,
            "cache_creation": {"ephemeral_5m_input_tokens": 500, "ephemeral_1h_input_tokens": 0},
            "server_tool_use": {"web_search_requests": 2},
            "service_tier": "standard",
        },
        {**CACHED, "total": 9700},
    ),
    Shape(
        "the same, in part kept for an hour",
        {
            "input_tokens": 120,
            "output_tokens": 80,
            "cache_creation_input_tokens": 500,
            "cache_creation": {"ephemeral_5m_input_tokens": 200, "ephemeral_1h_input_tokens": 300},
        },
        {
            "input": 120,
            "input_cache_creation": 200,
            "input_cache_creation_1h": 300,
            "output": 80,
            "total": 700,
        },
    ),
    Shape(
        "Bedrock, Converse, TokenUsage",
        {"inputTokens": 100, "outputTokens": 50, "totalTokens": 150},
        {"input": 100, "output": 50, "total": 150},
    ),
    Shape(
        "the same with its cache, which is beside the input",
        {
            "inputTokens": 120,
            "outputTokens": 80,
            "totalTokens": 9700,
            "cacheReadInputTokens": 9000,
            "cacheWriteInputTokens": 500,
        },
        {**CACHED, "total": 9700},
    ),
    Shape(
        "the same by its older names, which some versions write beside",
        {
            "inputTokens": 120,
            "outputTokens": 80,
            "totalTokens": 9700,
            "cacheReadInputTokens": 9000,
            "cacheReadInputTokenCount": 9000,
            "cacheWriteInputTokens": 500,
            "cacheWriteInputTokenCount": 500,
        },
        {**CACHED, "total": 9700},
    ),
    Shape(
        "Gemini, UsageMetadata: thoughts are beside the candidates, what was cached in the prompt",
        {
            "promptTokenCount": 1000,
            "cachedContentTokenCount": 800,
            "candidatesTokenCount": 50,
            "toolUsePromptTokenCount": 30,
            "thoughtsTokenCount": 400,
            "totalTokenCount": 1480,
            "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 1000}],
        },
        {
            "input": 200,
            "input_cached_tokens": 800,
            "input_tool_use_tokens": 30,
            "output": 50,
            "output_reasoning_tokens": 400,
            "total": 1480,
        },
    ),
    Shape(
        "the same of its SDK for Python, without a total",
        {"prompt_token_count": 10, "candidates_token_count": 5, "thoughts_token_count": 4},
        {"input": 10, "output": 5, "output_reasoning_tokens": 4, "total": 19},
    ),
    Shape(
        "OpenRouter, usage accounting",
        {
            "prompt_tokens": 194,
            "completion_tokens": 2,
            "total_tokens": 196,
            "cost": 1,
            "is_byok": False,
            "cost_details": {"upstream_inference_cost": 19},
            "prompt_tokens_details": {"cached_tokens": 100, "cache_write_tokens": 90},
            "completion_tokens_details": {"reasoning_tokens": 0},
        },
        {
            "input": 4,
            "input_cached_tokens": 100,
            "input_cache_creation": 90,
            "output": 2,
            "output_reasoning_tokens": 0,
            "total": 196,
        },
    ),
    Shape(
        "LiteLLM, Usage, of Anthropic: its prompt holds the cache",
        {
            "prompt_tokens": 9620,
            "completion_tokens": 80,
            "total_tokens": 9700,
            "prompt_tokens_details": {"cached_tokens": 9000},
            "cache_read_input_tokens": 9000,
            "cache_creation_input_tokens": 500,
        },
        {**CACHED, "total": 9700},
    ),
    Shape(
        "Ollama, /api/chat",
        {
            "prompt_eval_count": 26,
            "eval_count": 298,
            "total_duration": 4883583458,
            "load_duration": 1334875,
            "prompt_eval_duration": 342546000,
            "eval_duration": 4535599000,
        },
        {"input": 26, "output": 298, "total": 324},
    ),
    Shape(
        "Cohere, v2 Chat, Usage",
        {
            "billed_units": {"input_tokens": 5, "output_tokens": 418},
            "tokens": {"input_tokens": 71, "output_tokens": 418},
        },
        {"input": 71, "output": 418, "total": 489},
    ),
    Shape(
        "Cohere, v2 Embed: only what is billed",
        {"billed_units": {"input_tokens": 2}},
        {"input": 2, "total": 2},
    ),
    Shape(
        "Mistral, UsageInfo",
        {
            "prompt_tokens": 16,
            "completion_tokens": 34,
            "total_tokens": 50,
            "prompt_audio_seconds": 3,
        },
        {"input": 16, "output": 34, "total": 50},
    ),
    Shape(
        "DeepSeek: hits and misses of the cache make the prompt",
        {
            "prompt_tokens": 100,
            "prompt_cache_hit_tokens": 64,
            "prompt_cache_miss_tokens": 36,
            "completion_tokens": 10,
            "total_tokens": 110,
        },
        {"input": 36, "input_cached_tokens": 64, "output": 10, "total": 110},
    ),
    Shape(
        "xAI: reasoning is beside the completion, and in the total",
        {
            "prompt_tokens": 32,
            "completion_tokens": 9,
            "total_tokens": 135,
            "prompt_tokens_details": {"cached_tokens": 6},
            "completion_tokens_details": {"reasoning_tokens": 94},
        },
        {
            "input": 26,
            "input_cached_tokens": 6,
            "output": 9,
            "output_reasoning_tokens": 94,
            "total": 135,
        },
    ),
    Shape(
        "Perplexity, deep research: its total leaves out what it reasoned and cited",
        {
            "prompt_tokens": 33,
            "completion_tokens": 7163,
            "total_tokens": 7196,
            "citation_tokens": 20016,
            "num_search_queries": 18,
            "reasoning_tokens": 73395,
        },
        {
            "input": 33,
            "output": 7163,
            "output_citation_tokens": 20016,
            "output_reasoning_tokens": 73395,
            "total": 100607,
        },
    ),
    Shape(
        "AI SDK 5, LanguageModelUsage",
        {
            "inputTokens": 100,
            "outputTokens": 40,
            "totalTokens": 140,
            "reasoningTokens": 30,
            "cachedInputTokens": 60,
        },
        {
            "input": 40,
            "input_cached_tokens": 60,
            "output": 10,
            "output_reasoning_tokens": 30,
            "total": 140,
        },
    ),
    Shape(
        "AI SDK 6, LanguageModelUsage",
        {
            "inputTokens": 100,
            "inputTokenDetails": {
                "noCacheTokens": 30,
                "cacheReadTokens": 60,
                "cacheWriteTokens": 10,
            },
            "outputTokens": 40,
            "outputTokenDetails": {"textTokens": 10, "reasoningTokens": 30},
            "totalTokens": 140,
        },
        {
            "input": 30,
            "input_cached_tokens": 60,
            "input_cache_creation": 10,
            "output": 10,
            "output_reasoning_tokens": 30,
            "total": 140,
        },
    ),
    Shape(
        "AI SDK 6, LanguageModelV3Usage, as its providers say it",
        {
            "inputTokens": {"total": 100, "noCache": 30, "cacheRead": 60, "cacheWrite": 10},
            "outputTokens": {"total": 40, "text": 10, "reasoning": 30},
        },
        {
            "input": 30,
            "input_cached_tokens": 60,
            "input_cache_creation": 10,
            "output": 10,
            "output_reasoning_tokens": 30,
            "total": 140,
        },
    ),
    Shape(
        "LangChain, UsageMetadata",
        {
            "input_tokens": 350,
            "output_tokens": 240,
            "total_tokens": 590,
            "input_token_details": {"audio": 10, "cache_creation": 200, "cache_read": 100},
            "output_token_details": {"audio": 10, "reasoning": 200},
        },
        {
            "input": 40,
            "input_audio": 10,
            "input_cache_creation": 200,
            "input_cached_tokens": 100,
            "output": 30,
            "output_audio": 10,
            "output_reasoning_tokens": 200,
            "total": 590,
        },
    ),
    Shape(
        "MLflow, mlflow.chat.tokenUsage: as Anthropic names it, and with the cache in the input",
        {
            "input_tokens": 9620,
            "output_tokens": 80,
            "total_tokens": 9700,
            "cache_read_input_tokens": 9000,
            "cache_creation_input_tokens": 500,
            "cache_creation_input_tokens_above_1hr": 100,
        },
        {
            "input": 120,
            "input_cached_tokens": 9000,
            "input_cache_creation": 400,
            "input_cache_creation_1h": 100,
            "output": 80,
            "total": 9700,
        },
    ),
)
