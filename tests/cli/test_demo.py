"""The demo: always the same, and counted by the server as it was announced."""

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import click
import orjson
import pytest

from environment import RunningServer
from usertrail.database.pool import create_pool
from usertrail.demo import closing_line, run
from usertrail.demo.batches import Counts, DemoRequest, RequestBuilder
from usertrail.demo.people import HABITS, make_person
from usertrail.demo.send import send_all
from usertrail.verify import verify

END = datetime(2026, 3, 18, 15, 20, tzinfo=UTC)
STORED = """
    SELECT (SELECT count(DISTINCT user_id) FROM user_total WHERE user_id <> '') AS users,
        (SELECT count(*) FROM trace) AS traces,
        (SELECT count(*) FROM span) AS spans,
        (SELECT count(*) FROM feedback) AS scores
"""


def packed(seed: int, users: int = 12, days: int = 9, end: datetime = END) -> list[DemoRequest]:
    return list(RequestBuilder(seed, users, days, end).requests(lambda: None))


def send(server: RunningServer, seed: int, end: datetime) -> Counts:
    """A small demo, sent without a word."""
    return run(
        server.url,
        server.public_key,
        server.secret_key,
        seed=seed,
        users=25,
        days=10,
        end=end,
        progress=False,
    )


def stored(server: RunningServer) -> Counts:
    """What lies in the database, all totals agreeing with it."""

    async def read() -> Counts:
        async with create_pool(server.database_url) as pool:
            assert await verify(pool) == []
            row = await pool.fetchrow(STORED)
            assert row is not None
            return Counts(**row)

    return asyncio.run(read())


@pytest.fixture
def busy_url() -> Iterator[str]:
    """A server that wants every other request again, in no seconds."""
    answers = iter([503, 200, 429, 200])

    class Busy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(next(answers))
            self.send_header("retry-after", "0")
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Busy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
    assert next(answers, None) is None


def test_the_same_seed_and_end_are_the_same_bytes() -> None:
    assert packed(7) == packed(7)
    assert packed(7) != packed(8)


def test_a_seed_means_the_same_on_every_machine() -> None:
    builder = RequestBuilder(7, users=12, days=9, end=END)
    list(builder.requests(lambda: None))
    assert builder.counts == Counts(users=12, traces=93, spans=426, scores=17)
    assert [make_person(7, index, 200, 60).user_id for index in range(3)] == [
        "janak0",
        "0b2c9c73-b922-4ac9-98dd-6feba17452e0",
        "brown_2",
    ]


def test_everything_lies_in_the_period() -> None:
    batches = [request.body for request in packed(3) if request.path == "/api/public/ingestion"]
    times = [
        datetime.fromisoformat(event["timestamp"])
        for body in batches
        for event in orjson.loads(body)["batch"]
    ]
    assert len(times) > 10
    assert END - timedelta(days=9) <= min(times) <= max(times) <= END


def test_two_hundred_people_are_of_every_kind_and_named_in_every_way() -> None:
    people = [make_person(1, index, 200, 60) for index in range(200)]
    user_ids = {person.user_id for person in people}
    assert len(user_ids) == 200
    assert {person.kind for person in people} == set(HABITS)
    uuids = {user_id for user_id in user_ids if re.fullmatch(r"[0-9a-f-]{36}", user_id)}
    mails = {user_id for user_id in user_ids if "@" in user_id}
    assert min(len(uuids), len(mails), len(user_ids - uuids - mails)) > 20


def test_the_closing_line_counts() -> None:
    assert closing_line(Counts(2, 1_500, 9_000, 30)) == (
        "Sent 2 users with 1,500 traces, 9,000 spans and 30 scores."
    )


def test_the_server_holds_what_was_announced(server: RunningServer) -> None:
    counts = send(server, 1, END)
    assert counts.users == 25
    assert min(counts) > 0
    assert stored(server) == counts


def test_sending_it_again_at_any_time_adds_nothing(server: RunningServer) -> None:
    counts = send(server, 1, END)
    assert send(server, 1, END) == counts
    assert stored(server) == counts
    assert send(server, 1, END + timedelta(days=1, hours=5)) == counts
    assert stored(server) == counts


def test_a_busy_server_is_asked_again(busy_url: str) -> None:
    requests = iter([DemoRequest("/graphql", {"content-type": "application/json"}, b"{}")] * 2)
    asyncio.run(send_all(busy_url, ("public", "secret"), requests))


def test_wrong_keys_are_told_in_a_sentence(server: RunningServer) -> None:
    with pytest.raises(click.ClickException, match="The server does not know these keys"):
        run(server.url, server.public_key, "wrong", users=1, days=1, progress=False)


def test_a_server_that_is_not_there_is_told_in_a_sentence() -> None:
    with pytest.raises(click.ClickException, match=r"No answer from http://127\.0\.0\.1:9"):
        run("http://127.0.0.1:9", "public", "secret", users=1, days=1, progress=False)
