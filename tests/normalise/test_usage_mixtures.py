"""Tokens are counted once under any mixture of the names they have, in any order."""

from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from usertrail.normalise.usage import sums_of, usage_of_details
from wire import read

OTHER = "my.own.instrumentation"

# {kind: the attributes of it that senders are known to write}
NAMES = {
    "input": (
        "gen_ai.usage.input_tokens",
        "gen_ai.usage.prompt_tokens",
        "llm.usage.prompt_tokens",
        "llm.token_count.prompt",
        "ai.usage.inputTokens",
        "gen_ai.usage.promptTokenCount",
    ),
    "input_cached_tokens": (
        "gen_ai.usage.cache_read.input_tokens",
        "gen_ai.usage.cache_read_input_tokens",
        "gen_ai.usage.cache_read_tokens",
        "gen_ai.usage.details.cached_tokens",
        "gen_ai.usage.prompt_tokens_details.cached_tokens",
        "gen_ai.usage.cachedContentTokenCount",
        "llm.token_count.prompt_details.cache_read",
        "ai.usage.cachedInputTokens",
    ),
    "input_cache_creation": (
        "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.cache_creation_input_tokens",
        "gen_ai.usage.cache_write_input_tokens",
        "gen_ai.usage.cacheWriteInputTokens",
        "llm.token_count.prompt_details.cache_write",
    ),
    "output": (
        "gen_ai.usage.output_tokens",
        "gen_ai.usage.completion_tokens",
        "llm.token_count.completion",
        "ai.usage.outputTokens",
        "gen_ai.usage.candidatesTokenCount",
    ),
    "output_reasoning_tokens": (
        "gen_ai.usage.reasoning.output_tokens",
        "llm.token_count.completion_details.reasoning",
        "ai.usage.reasoningTokens",
        "gen_ai.usage.completion_tokens_details.reasoning_tokens",
    ),
}
CACHES = ("input_cached_tokens", "input_cache_creation")
TOTALS = ("gen_ai.usage.total_tokens", "llm.token_count.total", "gen_ai.usage.totalTokenCount")
# What a call used, each token of one kind.
calls = st.fixed_dictionaries({kind: st.integers(1, 10_000) for kind in NAMES})
randoms = st.randoms()
# A busy machine is no fault.
unhurried = settings(deadline=None)


def named(random: Random, said: dict[str, int], total: int | None) -> dict[str, int]:
    """Attributes that say these counts, each under any of its names, or several, in any order."""
    sent = {
        name: count
        for kind, count in said.items()
        for name in random.sample(NAMES[kind], random.randint(1, len(NAMES[kind])))
    }
    if total is not None:
        sent |= dict.fromkeys(random.sample(TOTALS, random.randint(1, len(TOTALS))), total)
    return dict(random.sample(list(sent.items()), len(sent)))


def said_of(call: dict[str, int], *, caches_within: bool, reasoning_within: bool) -> dict[str, int]:
    """The same as a sender counts it, who has some of the kinds within the input or output."""
    caches = sum(call[kind] for kind in CACHES)
    return call | {
        "input": call["input"] + caches * caches_within,
        "output": call["output"] + call["output_reasoning_tokens"] * reasoning_within,
    }


@unhurried
@given(calls, randoms, st.booleans())
def test_every_token_counts_once_under_any_names(
    call: dict[str, int], random: Random, has_total: bool
) -> None:
    total = sum(call.values())
    said = said_of(call, caches_within=True, reasoning_within=True)
    sent = named(random, said, total if has_total else None)
    assert read(sent, scope=OTHER).usage_details == {**call, "total": total}


@pytest.mark.parametrize("caches_within", [True, False])
@pytest.mark.parametrize("reasoning_within", [True, False])
@unhurried
@given(call=calls, random=randoms)
def test_a_total_tells_what_is_within_the_input_and_output(
    caches_within: bool, reasoning_within: bool, call: dict[str, int], random: Random
) -> None:
    said = said_of(call, caches_within=caches_within, reasoning_within=reasoning_within)
    total = sum(call.values())
    # Where both are within or without by the same number, nobody can tell which of them it is.
    assume(sum(call[kind] for kind in CACHES) != call["output_reasoning_tokens"])
    found = read(named(random, said, total), scope=OTHER)
    assert found.usage_details == {**call, "total": total}


@unhurried
@given(
    st.dictionaries(
        st.sampled_from([*(name for names in NAMES.values() for name in names), *TOTALS]),
        st.integers(0, 1000),
    ),
    randoms,
)
def test_no_total_is_below_its_parts_and_no_order_matters(
    sent: dict[str, int], random: Random
) -> None:
    span = read(sent, scope=OTHER)
    assert span.total_tokens >= span.input_tokens + span.output_tokens
    shuffled = dict(random.sample(list(sent.items()), len(sent)))
    assert read(shuffled, scope=OTHER).usage_details == span.usage_details


KEYS = (
    *("prompt_tokens", "completion_tokens", "total_tokens", "inputTokens", "outputTokens"),
    *("input_tokens", "output_tokens", "cache_read_input_tokens", "cacheReadInputTokens"),
    *("cache_creation_input_tokens", "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens"),
    *("promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "totalTokenCount"),
    *("toolUsePromptTokenCount", "cachedContentTokenCount", "reasoningTokens", "total"),
)
details: Any = st.fixed_dictionaries(
    {},
    optional={
        **{key: st.integers(0, 1000) for key in KEYS},
        "prompt_tokens_details": st.fixed_dictionaries(
            {}, optional={"cached_tokens": st.integers(0, 1000), "audio_tokens": st.integers(0, 9)}
        ),
    },
)


@unhurried
@given(details, randoms)
def test_so_it_is_with_the_objects_of_providers(sent: dict[str, Any], random: Random) -> None:
    usage = usage_of_details(sent)
    sums = sums_of(usage)
    wholes = {"prompt_tokens", "input_tokens", "inputTokens", "promptTokenCount"}
    if wholes & sent.keys():
        assert sums.total_tokens >= sums.input_tokens + sums.output_tokens
    shuffled = dict(random.sample(list(sent.items()), len(sent)))
    assert usage_of_details(shuffled) == usage
