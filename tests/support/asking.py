"""Asking GraphQL over HTTP, with the example operations."""

from typing import Any, Protocol

import httpx

from paths import PAGE

# Those that the page to explore with shows.
OPERATIONS = (PAGE / "explorer" / "operations.graphql").read_text()


class Ask(Protocol):
    async def __call__(self, query: str, **variables: Any) -> Any: ...


def asker(client: httpx.AsyncClient) -> Ask:
    """Sends a document, or an example operation by its name, and returns its data."""

    async def ask(query: str, **variables: Any) -> Any:
        body = await answer_to(client, query, variables)
        assert "errors" not in body, body["errors"]
        return body["data"]

    return ask


async def answer_to(client: httpx.AsyncClient, query: str, variables: dict[str, Any]) -> Any:
    request = (
        {"query": query, "variables": variables}
        if "{" in query
        else {"query": OPERATIONS, "operationName": query, "variables": variables}
    )
    answer = await client.post("/graphql", json=request)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refusals(client: httpx.AsyncClient, query: str, **variables: Any) -> list[Any]:
    """The errors of a document that must not be answered in full."""
    errors: list[Any] = (await answer_to(client, query, variables))["errors"]
    return errors
