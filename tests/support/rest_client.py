"""Asking REST with the project's keys."""

from typing import Any, Protocol

import httpx


class AskRest(Protocol):
    async def __call__(
        self, path: str, *, status: int = 200, **parameters: Any
    ) -> dict[str, Any]: ...


def rest_asker(client: httpx.AsyncClient) -> AskRest:
    """Asks below /api/public and returns the body, which must come with this status."""

    async def ask(path: str, *, status: int = 200, **parameters: Any) -> dict[str, Any]:
        answer = await client.get(f"/api/public{path}", params=parameters or None)
        assert answer.status_code == status, answer.text
        body: dict[str, Any] = answer.json()
        return body

    return ask
