"""Metadata comes to the same in whatever order it is said."""

from copy import deepcopy
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from make import START, span
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import JsonObject, Records, Span, merge_into
from usertrail.store.contributions import Source
from usertrail.store.trace_metadata import Sayers, add_metadata


def value(random: Random, depth: int) -> Any:
    if depth and random.random() < 0.6:
        keys = random.sample("abc", random.randrange(4))
        return {key: value(random, depth - 1) for key in keys}
    return random.choice([1, "text", None, [], [{"a": 1}]])


def said(random: Random) -> JsonObject:
    return {key: value(random, 3) for key in random.sample("abc", random.randrange(1, 4))}


def added(told: list[tuple[Source, JsonObject]]) -> tuple[JsonObject, Sayers | None]:
    held: JsonObject = {}
    sayers: Sayers | None = None
    for source, metadata in told:
        sayers = add_metadata(held, sayers, metadata, source)
    return held, deepcopy(sayers)


@pytest.mark.parametrize("seed", range(40))
def test_what_holds_does_not_depend_on_the_order(seed: int) -> None:
    random = Random(seed)
    for _ in range(100):
        count = random.randrange(1, 8)
        told: list[tuple[Source, JsonObject]]
        told = [([n // 2, f"span-{n}"], said(random)) for n in range(count)]
        expected: JsonObject = {}
        for _, metadata in told:
            merge_into(expected, metadata)
        in_order = added(told)
        assert in_order[0] == expected
        repeated = told + random.choices(told, k=2)
        random.shuffle(repeated)
        assert added(repeated) == in_order, repeated


def test_one_sayer_is_remembered_once() -> None:
    held: JsonObject = {}
    sayers = add_metadata(held, None, {"a": {"b": 1}, "c": 2}, [1, "root"])
    assert sayers == [1, "root"]
    assert add_metadata(held, sayers, {"c": 3}, [2, "call"]) == {
        "at": [2, "call"],
        "keys": {"a": [1, "root"], "c": [2, "call"]},
    }


def telling(n: int) -> Span:
    """A span that says the same key as all others, and one of its own."""
    return span(
        "trace",
        f"{n}",
        parent_span_id="root",
        started_at=START + timedelta(seconds=n),
        trace_metadata={"same": {"n": n}, f"key-{n}": n},
    )


@pytest.mark.usefixtures("exact")
async def test_no_span_is_read_again_for_what_comes_out_of_order(
    pool: Pool, statements: list[str]
) -> None:
    for n in (3, 1, 4, 0, 2):
        await ingest(pool, "p", Records([telling(n)]))
    of_whole_traces = ("FROM span\n", "trace_id = ANY")
    assert not [one for one in statements if all(part in one for part in of_whole_traces)]
    metadata = await pool.fetchval("SELECT metadata FROM trace")
    assert metadata == {"same": {"n": 4}, **{f"key-{n}": n for n in range(5)}}


@pytest.mark.usefixtures("exact")
async def test_a_trace_of_an_older_version_is_met_again(pool: Pool) -> None:
    await ingest(pool, "p", Records([telling(3), telling(5)]))
    await pool.execute(
        "UPDATE trace SET sources = sources - 'metadata_keys' "
        """|| '{"metadata": [1773144005000000, "5"]}'"""
    )
    for n in (4, 1):
        await ingest(pool, "p", Records([telling(n)]))
    metadata = await pool.fetchval("SELECT metadata FROM trace")
    assert metadata == {"same": {"n": 5}, **{f"key-{n}": n for n in (1, 3, 4, 5)}}
