"""Sends the demo's requests, a few at a time, and retries when the server is busy."""

import asyncio
from collections.abc import Iterator
from typing import Any

import click
import httpx
import orjson
import stamina

from usertrail.demo.batches import DemoRequest
from usertrail.retries import retry_after_seconds

CONNECTIONS = 4
# How long a request is retried, and the longest wait before one retry.
RETRY_SECONDS = 60.0
MAX_WAIT_SECONDS = 10.0
TIMEOUT_SECONDS = 30.0


class _Busy(Exception):
    """The server asks for a retry."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


async def send_all(base_url: str, keys: tuple[str, str], requests: Iterator[DemoRequest]) -> None:
    """Send all requests, in any order. Raises ClickException."""
    client = httpx.AsyncClient(base_url=base_url, auth=keys, timeout=TIMEOUT_SECONDS)
    # A sender takes its next request only when it can send it, so few of them are in memory.
    async with client:
        senders = [asyncio.create_task(_send_from(client, requests)) for _ in range(CONNECTIONS)]
        try:
            await asyncio.gather(*senders)
        finally:
            for sender in senders:
                sender.cancel()


async def _send_from(client: httpx.AsyncClient, requests: Iterator[DemoRequest]) -> None:
    for request in requests:
        _check(request, await _send(client, request))


async def _send(client: httpx.AsyncClient, request: DemoRequest) -> httpx.Response:
    """The response; 429 or 503 only if it stays so for RETRY_SECONDS."""
    try:
        async for attempt in stamina.retry_context(_backoff, attempts=None, timeout=RETRY_SECONDS):
            with attempt:
                response = await client.post(
                    request.path, headers=request.headers, content=request.body
                )
                if response.status_code in (429, 503):
                    raise _Busy(response)
    except _Busy as busy:
        return busy.response
    except httpx.TransportError as error:
        raise click.ClickException(
            f"No answer from {client.base_url}: {error or type(error).__name__}. Is it running?"
        ) from error
    return response


def _backoff(error: Exception) -> bool | float:
    if not isinstance(error, _Busy):
        return False
    seconds = retry_after_seconds(error.response)
    return True if seconds is None else min(max(seconds, 1.0), MAX_WAIT_SECONDS)


def _check(request: DemoRequest, response: httpx.Response) -> None:
    """Raises ClickException if anything in the request was refused."""
    if response.status_code in (401, 403):
        raise click.ClickException("The server does not know these keys.")
    refused = "" if response.is_success else f"{response.status_code} {response.text[:300]}"
    refused = refused or _partial_errors(orjson.loads(response.content))
    if refused:
        raise click.ClickException(f"{request.path} was refused: {refused}")


def _partial_errors(answer: dict[str, Any]) -> str:
    """Errors within a successful response, for parts of the request; mostly none."""
    partial = answer.get("partialSuccess", {})
    errors = [partial.get("errorMessage")] if partial.get("rejectedSpans") else answer.get("errors")
    return str(errors[0]) if errors else ""
