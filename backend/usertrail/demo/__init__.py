"""Example data of a shop's applications and their users, sent over the public API."""

import asyncio
from datetime import UTC, datetime

import click

from usertrail.demo.batches import Counts, RequestBuilder
from usertrail.demo.send import send_all


def run(
    base_url: str,
    public_key: str,
    secret_key: str,
    *,
    seed: int = 1,
    users: int = 200,
    days: int = 60,
    end: datetime | None = None,
    progress: bool = True,
) -> Counts:
    """Send the demo to a running server; `progress` shows a bar and a closing line.

    The data cover the days up to `end`, an aware instant, or now. All but the clock depends on
    seed, users and days alone: sent again at any time, it replaces what was sent before. Raises
    ClickException.
    """
    builder = RequestBuilder(seed, users, days, end or datetime.now(UTC))
    label = f"Sending {users} users over {days} days"
    with click.progressbar(length=users, label=label, hidden=not progress) as bar:
        requests = builder.requests(lambda: bar.update(1))
        asyncio.run(send_all(base_url, (public_key, secret_key), requests))
    if progress:
        click.echo(closing_line(builder.counts))
    return builder.counts


def closing_line(counts: Counts) -> str:
    """A summary of what was sent."""
    return (
        f"Sent {counts.users:,} users with {counts.traces:,} traces, {counts.spans:,} spans "
        f"and {counts.scores:,} scores."
    )
