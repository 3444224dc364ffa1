"""Whatever the page asks takes as many statements for many rows as for few."""

import re
from typing import Any

import httpx
import pytest
from graphql import OperationDefinitionNode, OperationType, parse, print_ast
from graphql.utilities import separate_operations

import make
from asking import Ask, asker
from environment import ProjectKeys
from paths import PAGE
from tests.read.test_statements import PERIOD, fill
from usertrail.database.pool import Pool

FEW, MANY = 2, 150


def queries() -> dict[str, str]:
    """Each query of the page by its name, with the fragments that it spreads."""
    texts = [
        text
        for file in sorted(PAGE.rglob("*.ts*"))
        if "generated" not in file.parts
        for text in re.findall(r"graphql\(`(.*?)`\)", file.read_text(), re.DOTALL)
    ]
    found = separate_operations(parse("\n".join(texts)))
    return {
        name: print_ast(document)
        for name, document in found.items()
        if any(
            isinstance(one, OperationDefinitionNode) and one.operation is OperationType.QUERY
            for one in document.definitions
        )
    }


QUERIES = queries()


async def variables(ask: Ask) -> dict[str, Any]:
    """What there is, by the names that the page has for it."""
    place = await ask(
        """{
            trace(traceId: "trace-0") { spans(first: 1) { nodes { id } } }
            users(first: 1) { pageInfo { startCursor } }
            user(userId: "user-0") { sessions(first: 1) { pageInfo { startCursor } } }
        }"""
    )
    return {
        "userId": "user-0",
        "traceId": "trace-0",
        "sessionId": "talk",
        "id": place["trace"]["spans"]["nodes"][0]["id"],
        "at": place["users"]["pageInfo"]["startCursor"],
        "atSession": place["user"]["sessions"]["pageInfo"]["startCursor"],
        "first": 500,
        "most": 100,
        "given": 25,
        "steps": 10,
        "startedAt": make.START.isoformat(),
        "interval": "DAY",
        "model": "gpt-4o",
        **dict.fromkeys(("period", "drawn", "shown"), PERIOD),
        "named": ["thumbs", "stars"],
        **dict.fromkeys(("latency", "activity", "showsFeedback", "showsNamed"), True),
    }


async def run_by(ask: Ask, statements: list[str], name: str) -> list[str]:
    """The statements that one query runs. What it needs and is not among the variables fails."""
    given = await variables(ask)
    if name == "NeighbourSessions":
        given["at"] = given["atSession"]
    wanted = set(re.findall(r"\$(\w+):", QUERIES[name]))
    statements.clear()
    await ask(QUERIES[name], **{key: given[key] for key in wanted & given.keys()})
    return [*statements]


@pytest.mark.parametrize("name", sorted(QUERIES))
async def test_what_the_page_asks_takes_as_many_statements_for_more_rows(
    signed_in: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
    statements: list[str],
    name: str,
) -> None:
    ask = asker(signed_in)
    await fill(pool, project, FEW)
    few = await run_by(ask, statements, name)
    await fill(pool, project, MANY)
    many = await run_by(ask, statements, name)
    assert 0 < len(few) == len(many), "\n".join(many)
