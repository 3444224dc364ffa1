"""Sends the demo's requests, a few at a time, and waits when the server asks for it."""

import asyncio
from collections.abc import Iterator

import click
import httpx
import orjson
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from usertrail.demo.batches import Parcel

CONNECTIONS = 4
# How long a server may go on asking to be tried again.
PATIENCE_SECONDS = 60.0
# While the server is silent for this long, it is counted as gone.
TIMEOUT_SECONDS = 30.0


async def send_all(base_url: str, keys: tuple[str, str], parcels: Iterator[Parcel]) -> None:
    """Send every parcel, in any order. ClickException says what went wrong."""
    client = httpx.AsyncClient(base_url=base_url, auth=keys, timeout=TIMEOUT_SECONDS)
    # A sender takes its next parcel only when it can send it, so few of them are in memory.
    async with client:
        senders = [asyncio.create_task(_send_from(client, parcels)) for _ in range(CONNECTIONS)]
        try:
            await asyncio.gather(*senders)
        finally:
            for sender in senders:
                sender.cancel()


async def _send_from(client: httpx.AsyncClient, parcels: Iterator[Parcel]) -> None:
    for parcel in parcels:
        _check(parcel, await _send(client, parcel))


async def _send(client: httpx.AsyncClient, parcel: Parcel) -> httpx.Response:
    """The answer, which is neither 429 nor 503 as long as there is patience left."""
    waited = 0.0
    while True:
        try:
            answer = await client.post(parcel.path, headers=parcel.headers, content=parcel.body)
        except httpx.TransportError as error:
            raise click.ClickException(
                f"No answer from {client.base_url}: {error or type(error).__name__}. Is it running?"
            ) from error
        if answer.status_code not in (429, 503) or waited >= PATIENCE_SECONDS:
            return answer
        seconds = _retry_after_seconds(answer)
        waited += seconds
        await asyncio.sleep(seconds)


def _retry_after_seconds(answer: httpx.Response) -> float:
    asked = answer.headers.get("retry-after", "")
    return min(float(asked), 10.0) if asked.isdecimal() else 1.0


def _check(parcel: Parcel, answer: httpx.Response) -> None:
    """Raise if anything in the parcel was not taken."""
    if answer.status_code in (401, 403):
        raise click.ClickException("The server does not know these keys.")
    refused = "" if answer.is_success else f"{answer.status_code} {answer.text[:300]}"
    refused = refused or _refused_parts(parcel, answer)
    if refused:
        raise click.ClickException(f"{parcel.path} was refused: {refused}")


def _refused_parts(parcel: Parcel, answer: httpx.Response) -> str:
    """What a server that answered well says it could not take; mostly nothing."""
    if parcel.headers["content-type"] == "application/x-protobuf":
        partial = ExportTraceServiceResponse.FromString(answer.content).partial_success
        return partial.error_message if partial.rejected_spans else ""
    errors = orjson.loads(answer.content).get("errors")
    return str(errors[0]) if errors else ""
