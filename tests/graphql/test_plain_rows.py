"""Lists of plain rows are answered as graphql-core answers them, errors included."""

from typing import Any

import pytest
import strawberry

from usertrail.graphql.bounded_executor import BoundedExecutor
from usertrail.graphql.executor import Executor

TOO_LARGE = 2**40


@strawberry.type
class Part:
    value: int
    label: str = "a part"
    maybe: int | None = None


@strawberry.type
class Row:
    at: int
    part: Part
    other: Part | None = None

    @strawberry.field
    def doubled(self) -> int:
        return 2 * self.at


@strawberry.type
class Query:
    @strawberry.field
    def rows(self, count: int, wrong: int = -1) -> list[Row]:
        # As points of a chart do, many have the same part.
        parts = [Part(value=0), Part(value=1)] + [Part(value=at) for at in range(2, count)]
        rows = [Row(at=at, part=parts[at if at % 3 == 0 else at % 2]) for at in range(count)]
        if wrong >= 0:
            rows[wrong].part = Part(value=TOO_LARGE)
        return rows

    @strawberry.field
    def gaps(self) -> list[Row | None]:
        return [Row(at=1, part=Part(value=1)), None]


FIELDS = (
    "at part { value }",
    "at: at again: at part { value maybe }",
    "part { ...Of value } ... on Row { at part { maybe } }",
    "at @skip(if: true) part { value }",
    "__typename at part { __typename value }",
    "at doubled",
    "at part { label }",
    "at part { value } other { value }",
)
FRAGMENT = "fragment Of on Part { value }"


async def answers(executor: type[BoundedExecutor], document: str) -> Any:
    schema = strawberry.Schema(Query, execution_context_class=executor)
    result = await schema.execute(document)
    return result.data, [(error.message, error.path) for error in result.errors or ()]


@pytest.mark.parametrize("count", [0, 3, 251, 600])
@pytest.mark.parametrize("fields", FIELDS)
async def test_rows_are_as_they_would_be_without(fields: str, count: int) -> None:
    fragment = FRAGMENT if "...Of" in fields else ""
    document = f"{{ rows(count: {count}) {{ {fields} }} }} {fragment}"
    found, errors = await answers(Executor, document)
    assert (found, errors) == await answers(BoundedExecutor, document)
    assert len(found["rows"]) == count and errors == []


@pytest.mark.parametrize("wrong", [0, 2, 599])
async def test_errors_are_those_of_the_row_and_field(wrong: int) -> None:
    document = f"{{ rows(count: 600, wrong: {wrong}) {{ at part {{ value }} }} }}"
    found, errors = await answers(Executor, document)
    assert found is None
    assert [path for _, path in errors] == [["rows", wrong, "part", "value"]]
    assert (found, errors) == await answers(BoundedExecutor, document)


async def test_rows_may_be_null() -> None:
    found, errors = await answers(Executor, "{ gaps { at part { value } } }")
    assert (found, errors) == ({"gaps": [{"at": 1, "part": {"value": 1}}, None]}, [])
