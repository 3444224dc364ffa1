"""A measure that is added to the list is everywhere, and every measure is what it says."""

import asyncio
import json
import os
import sys
from typing import Any

import pytest

from apart import run_apart
from asking import Ask
from environment import run_sql, with_database
from paths import ROOT, TESTS
from users_recount import fields_of
from usertrail.database.migrate import migrate
from usertrail.database.pool import create_pool


@pytest.fixture(scope="module")
def with_one_more(postgres: str) -> Any:
    """What the program with a made-up measure answers, in a database of its own."""
    return run_apart(_ask_with_one_more(postgres))


async def _ask_with_one_more(postgres: str) -> Any:
    url = with_database(postgres, "one_more_measure")
    await run_sql(postgres, "CREATE DATABASE one_more_measure")
    async with create_pool(url) as pool:
        await migrate(pool)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        TESTS / "support" / "made_up_measure.py",
        url,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS / "support"), str(ROOT)))},
        stdout=asyncio.subprocess.PIPE,
    )
    answer, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(answer)


def test_users_are_filtered_and_sorted_by_it(with_one_more: Any) -> None:
    users = with_one_more["answered"]["users"]["nodes"]
    assert [user["userId"] for user in users] == ["bob", "ada"]


def test_it_is_told_of_users_and_everybody_with_how_it_moved(with_one_more: Any) -> None:
    bob, ada = with_one_more["answered"]["users"]["nodes"]
    assert (bob["metrics"], ada["metrics"]) == ({"warningCount": 3}, {"warningCount": 1})
    assert bob["activity"] == [{"metrics": {"warningCount": 3}}]
    assert bob["previous"] == {"change": {"warningCount": 2}}
    assert ada["previous"] == {"change": {"warningCount": -0.5}}
    assert with_one_more["answered"]["overview"] == {"metrics": {"warningCount": 4}}


def test_it_is_listed_with_its_unit_and_what_more_of_it_means(with_one_more: Any) -> None:
    assert with_one_more["answered"]["measures"][-1] == {
        "name": "warningCount",
        "description": "The number of warnings.",
        "unit": "COUNT",
        "growth": "BAD",
    }


async def test_what_is_listed_is_what_users_are_filtered_and_sorted_by(ask: Ask) -> None:
    names = [measure["name"] for measure in (await ask("{ measures { name } }"))["measures"]]
    assert set(names) <= set(fields_of("UserFilter"))
    of_period = [name.replace("_", "").lower() for name in fields_of("UserOrderField")[3:]]
    assert of_period == [name.lower() for name in names]


def test_it_is_exported(with_one_more: Any) -> None:
    names, *rows = (line.split(",") for line in with_one_more["exported"])
    counts = {row[names.index("userId")]: row[names.index("warningCount")] for row in rows}
    assert counts == {"ada": "3", "bob": "4", "eve": "0"}


def test_a_recount_finds_and_mends_it(with_one_more: Any) -> None:
    assert with_one_more["at_first"] == []
    trace, *days = with_one_more["damaged"]
    assert "bob 0: warning_count is 7, recounted 3" in trace
    assert [day.partition("default: ")[2] for day in days] == [
        f"warning_count is 7, recounted {count}" for count in (1, 3)
    ]
    assert with_one_more["repaired"] == []
