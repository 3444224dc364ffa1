"""Garbage is searched for while little lives, and what may be much leaves none."""

import gc
from collections.abc import Iterator

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail import garbage
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.schema.executable import schema


class Cycle:
    """Garbage as soon as nobody else knows it."""

    count = 0

    def __init__(self) -> None:
        self.itself = self
        Cycle.count += 1

    def __del__(self) -> None:
        Cycle.count -= 1


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Iterator[garbage.FullCollection]:
    """Due, with one thing to be found."""
    monkeypatch.setattr(garbage, "QUIET_SECONDS", 0.0)
    gc.collect()
    gc.disable()
    search = garbage.FullCollection()
    Cycle()
    yield search
    gc.enable()
    gc.collect()


def test_a_search_finds_what_is_there(search: garbage.FullCollection) -> None:
    assert Cycle.count == 1
    assert search.collect_if_quiet()
    assert Cycle.count == 0


def test_no_search_begins_while_much_lives(search: garbage.FullCollection) -> None:
    much = [[number] for number in range(2 * garbage.FEW_BLOCKS)]
    assert not search.collect_if_quiet()
    assert Cycle.count == 1
    del much
    assert search.collect_if_quiet()
    assert Cycle.count == 0


def test_a_search_is_not_put_off_for_good(
    search: garbage.FullCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "MAX_SECONDS", 0.0)
    much = [[number] for number in range(2 * garbage.FEW_BLOCKS)]
    assert search.collect_if_quiet()
    assert Cycle.count == 0
    assert much


def test_searches_have_some_time_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "QUIET_SECONDS", 600.0)
    assert not garbage.FullCollection().collect_if_quiet()


SPANS = '{ trace(traceId: "t") { spans(first: %d) { nodes { spanId name latencyMs level } } } }'


async def test_an_answer_leaves_no_garbage_that_grows_with_it(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    spans = [make.span("t", f"{number:016x}") for number in range(2_000)]
    await ingest(pool, project.project_id, Records(spans))

    async def garbage_of(count: int) -> int:
        # What is made at first use only does not count.
        for _ in range(2):
            gc.collect()
            gc.disable()
            nodes = (await ask(SPANS % count))["trace"]["spans"]["nodes"]
            assert len(nodes) == count
            found = gc.collect()
            gc.enable()
        return found

    few, many = await garbage_of(10), await garbage_of(2_000)
    assert many < few + 1_000


def test_a_document_leaves_no_garbage_that_grows_with_it() -> None:
    def garbage_of(count: int) -> int:
        ids = ", ".join(f'"{number}"' for number in range(count))
        gc.collect()
        gc.disable()
        document = f"{{ users(filter: {{ userIds: [{ids}] }}) {{ totalCount }} }}"
        assert not schema.documents.read(document).errors
        found = gc.collect()
        gc.enable()
        return found

    garbage_of(1)
    few, many = garbage_of(10), garbage_of(3_000)
    assert many < few + 1_000
