"""A copy that is stopped, refused or broken off on its way, and what the next run makes of it."""

import asyncio
import signal
import subprocess
from collections.abc import Iterator
from threading import Event, Thread

import httpx
import pytest

from copying import (
    assert_recounted,
    assert_same,
    command,
    copied,
    crowd,
    environment,
    new_target,
    read_all,
    run_import,
    send,
)
from environment import RunningServer
from langfuse_content import EVENTS
from proxy import Answer, Asked, HangUp, proxy_of
from usertrail.database.pool import create_pool


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What is started can be interrupted, even if the tests run in a shell's background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_copy_that_was_stopped_goes_on_where_it_was(
    server: RunningServer, number: signal.Signals
) -> None:
    crowd(server)
    target = new_target(server)
    source = read_all(server, server)
    reached, end = Event(), Event()

    def stall(asked: Asked) -> None:
        # One is the question whether there is such a list.
        if asked.path == "/api/public/observations" and asked.before == 3 and not end.is_set():
            reached.set()
            end.wait(60)

    with proxy_of(server.url, stall) as proxy:
        process = subprocess.Popen(
            command(server, target, url=proxy.url),
            env=environment(server),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            assert reached.wait(60)
            beside = run_import(server, target, url=proxy.url)
            assert beside.returncode == 2
            assert "Another usertrail import copies the same" in beside.stderr
            process.send_signal(number)
            _, errors = process.communicate(timeout=120)
        end.set()
        if number == signal.SIGINT:
            assert process.returncode == 130
            assert "run the same command again to continue" in errors
        before = len(proxy.asked)
        told = copied(server, target, url=proxy.url)
        again = proxy.asked[before:]
    assert f"Continuing an interrupted run, after {len(source['traces'])} traces and " in told
    assert [asked.path for asked in again].count("/api/public/traces") == 1
    spans = sum(len(trace["spans"]["nodes"]) for trace in source["traces"])
    assert f"Copied {len(source['traces'])} traces, {spans} observations and" in told
    assert_same(read_all(server, target), source)
    assert_recounted(server)


def test_a_copy_may_be_begun_anew(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)

    def refuse(asked: Asked) -> Answer | None:
        is_scores = asked.path == "/api/public/v2/scores" and asked.before == 1
        return Answer(400, {}, b'{"message": "not today"}') if is_scores else None

    with proxy_of(server.url, refuse) as proxy:
        result = run_import(server, target, url=proxy.url)
        assert result.returncode == 1
        assert "refuses /api/public/v2/scores with 400" in result.stderr
        assert "not today" in result.stderr
        before = len(proxy.asked)
        told = copied(server, target, "--restart", url=proxy.url)
    assert "Continuing" not in told
    assert [asked.path for asked in proxy.asked[before:]].count("/api/public/traces") == 2
    assert_recounted(server)


def test_a_broken_network_costs_nothing_but_a_second_run(server: RunningServer) -> None:
    crowd(server)
    target = new_target(server)
    source = read_all(server, server)
    is_broken = Event()
    is_broken.set()

    def hang_up(asked: Asked) -> None:
        if asked.path == "/api/public/traces" and asked.before >= 2 and is_broken.is_set():
            raise HangUp

    with proxy_of(server.url, hang_up) as proxy:
        patient = "import usertrail.langfuse_import.client as a; a.ATTEMPTS = 2;"
        broken = command(server, target, url=proxy.url)
        broken[1:3] = ["-c", f"{patient} import usertrail.cli as c; c.main()"]
        result = subprocess.run(
            broken, env=environment(server), capture_output=True, text=True, timeout=120
        )
        assert result.returncode == 1
        assert "/api/public/traces: " in result.stderr
        assert "Run the same command again to continue." in result.stderr
        assert "Traceback" not in result.stderr
        is_broken.clear()
        assert "Continuing an interrupted run" in copied(server, target, url=proxy.url)
    assert_same(read_all(server, target), source)


def test_a_database_that_goes_away_is_waited_for(server: RunningServer) -> None:
    crowd(server)
    target = new_target(server)
    source = read_all(server, server)
    breakers: list[Thread] = []

    def break_database(asked: Asked) -> Answer | None:
        if asked.path != "/api/public/observations" or asked.before != 2:
            return None
        # The source must have answered, for it lives in the same database.
        page = httpx.get(
            f"{server.url}{asked.path}",
            params=asked.query,
            auth=(server.public_key, server.secret_key),
        )
        is_locked = Event()
        breaking = end_next_writer(server.database_url, is_locked)
        breakers.append(Thread(target=asyncio.run, args=[breaking]))
        breakers[0].start()
        assert is_locked.wait(10)
        return Answer(200, {}, page.content)

    with proxy_of(server.url, break_database) as proxy:
        result = run_import(server, target, url=proxy.url)
    (breaker,) = breakers
    breaker.join(10)
    assert result.returncode == 0
    assert "Waiting for the database" in result.stdout
    # Why, for once; and where it took some seconds, that they are over.
    failure, *end = result.stderr.splitlines()
    assert failure.startswith("The database fails, and what needs it is refused: ")
    assert [line[:25] for line in end] in ([], ["The database works again,"])
    assert_same(read_all(server, target), source)
    assert_recounted(server)


async def end_next_writer(database_url: str, is_locked: Event) -> None:
    """Let the next that writes events of spans wait, and then lose its connection."""
    async with create_pool(database_url) as pool, pool.acquire() as db, db.transaction():
        await db.execute("LOCK TABLE span_event IN ACCESS EXCLUSIVE MODE")
        is_locked.set()
        ended = None
        while ended is None:
            await asyncio.sleep(0.05)
            ended = await pool.fetchval(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """
            )


def test_a_source_that_asks_for_patience_gets_it(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)

    def busy(asked: Asked) -> Answer | None:
        return [
            Answer(429, {"retry-after": "1"}),
            Answer(429, {"retry-after": "Wed, 01 Jan 2025 00:00:00 GMT"}),
            Answer(503, {"retry-after": "0"}),
            None,
        ][min(asked.before, 3)]

    source = read_all(server, server)
    with proxy_of(server.url, busy) as proxy:
        told = copied(server, target, url=proxy.url)
    assert "Waiting 1 s: it answers 429" in told
    assert proxy.paths()[:4] == ["/api/public/projects"] * 4
    assert_same(read_all(server, target), source)


def test_a_page_that_is_too_much_is_asked_for_in_parts(server: RunningServer) -> None:
    crowd(server)
    target = new_target(server)

    def weak(asked: Asked) -> Answer | None:
        return Answer(422, {}) if int(asked.query.get("limit", 1)) > 40 else None

    source = read_all(server, server)
    with proxy_of(server.url, weak) as proxy:
        copied(server, target, url=proxy.url)
    assert {int(asked.query.get("limit", 1)) for asked in proxy.asked} == {1, 25, 50, 100}
    assert_same(read_all(server, target), source)
