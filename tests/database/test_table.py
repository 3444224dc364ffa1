"""The statements that a table's columns make, on a table of their own."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from usertrail.database.pool import Database, Pool
from usertrail.database.table import Table
from usertrail.normalise.records import Span
from usertrail.store.spans import SPAN

THING = Table(
    "thing",
    {"kind": "text", "number": "integer"},
    {"labels": "text[]", "said": "jsonb", "count": "bigint"},
    from_json={
        "labels": "ARRAY(SELECT jsonb_array_elements_text(labels::jsonb))",
        "said": "said::jsonb",
    },
)
ONE = {"kind": "a", "number": 1, "labels": '["x", "y"]', "said": "[[1], {}]", "count": 5}
TWO = {"kind": "a", "number": 2, "labels": "[]", "said": None, "count": 7}


@pytest.fixture
async def db(pool: Pool) -> AsyncIterator[Database]:
    async with pool.acquire() as db, db.transaction():
        await db.execute(
            """
            CREATE TEMPORARY TABLE thing (
                project_id text, kind text, number integer, labels text[], said jsonb,
                count bigint, PRIMARY KEY (project_id, kind, number)
            ) ON COMMIT DROP
            """
        )
        await db.execute(THING.insert(), "p", *THING.arrays([ONE, TWO]))
        yield db


async def rows(db: Database) -> list[tuple[Any, ...]]:
    found = await db.fetch("SELECT * FROM thing ORDER BY project_id, number")
    return [tuple(row) for row in found]


async def test_rows_are_inserted_by_the_names_of_their_columns(db: Database) -> None:
    assert await rows(db) == [
        ("p", "a", 1, ["x", "y"], [[1], {}], 5),
        ("p", "a", 2, [], None, 7),
    ]


async def test_rows_may_be_given_whole(db: Database) -> None:
    by_name = {"kind": "b", "number": 1, "labels": ["x"], "said": [[1], {}]}
    by_place: tuple[object, ...] = (None, "b", 2, [], b"[2]", 9)
    await db.execute(THING.insert_whole(), "q", [by_name, by_place])
    assert (await rows(db))[2:] == [
        ("q", "b", 1, ["x"], [[1], {}], None),
        ("q", "b", 2, [], [2], 9),
    ]


async def test_spans_have_their_columns_in_the_order_of_the_table(db: Database) -> None:
    columns = await db.fetchval(
        """
        SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = 'span'::regclass AND attnum > 0
        """
    )
    assert columns == ["project_id", *SPAN.columns] == ["project_id", *Span._fields]


async def test_an_upsert_replaces_the_values_or_changes_them_as_told(db: Database) -> None:
    await db.execute(THING.upsert(), "p", *THING.arrays([ONE | {"labels": '["z"]'}]))
    added = {"count": "stored.count + excluded.count"}
    await db.execute(THING.upsert(added), "p", *THING.arrays([ONE | {"labels": "[]"}]))
    assert (await rows(db))[0] == ("p", "a", 1, ["z"], [[1], {}], 10)


async def test_an_update_and_a_delete_reach_no_other_key_or_project(db: Database) -> None:
    await db.execute(THING.insert(), "q", *THING.arrays([ONE]))
    await db.execute(THING.update("count"), "p", ["a", "a"], [1, 9], [8, 8])
    await db.execute(THING.delete(), "p", *THING.key_arrays([("a", 2), ("b", 1)]))
    await db.execute(THING.delete(), "p", *THING.key_arrays([]))
    counts = [(project_id, number, count) for project_id, _, number, _, _, count in await rows(db)]
    assert counts == [("p", 1, 8), ("q", 1, 5)]
