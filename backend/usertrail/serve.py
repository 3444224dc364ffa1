"""What `usertrail serve` does: a database, a first project, and the server until it is stopped."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

import uvicorn
import uvloop
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from usertrail import garbage
from usertrail.access.bootstrap import first_project
from usertrail.access.sign_in import open_sign_in
from usertrail.app import create_app
from usertrail.connections.http import HttpConnection
from usertrail.connections.limits import Limits, raise_file_limit
from usertrail.connections.read_throttle import ReadThrottle
from usertrail.connections.slots import ConnectionSlots
from usertrail.connections.websocket import SharedState, WebSocketConnection
from usertrail.database.connect import Running, open_pool, running_database
from usertrail.database.pool import Pool
from usertrail.errors import TooBusy
from usertrail.ingest import delete_expired_erasures, refold_stale
from usertrail.request_bodies import DRAIN_SECONDS
from usertrail.request_limits import BODY
from usertrail.settings import Settings
from usertrail.startup_message import StartupMessage, program_name
from usertrail.worker_threads import close_worker_threads

# Requests in flight may take so long to end after a signal to stop.
GRACE_SECONDS = 30
# How often erasures that are long ago are forgotten.
FORGET_SECONDS = 24 * 60 * 60
# Longer than the proxies that people put before a server keep a connection they do not use: one of
# them may otherwise send a request just as it is closed.
KEEP_ALIVE_SECONDS = 75


def serve(
    settings: Settings,
    listener: socket.socket,
    show: Callable[[StartupMessage], None],
    *,
    demo: bool,
) -> None:
    """Serve until a signal to stop; show how to use it once it answers. Raises InvalidSetting."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    limits = Limits.of_files(raise_file_limit())
    with running_database(settings) as database:
        uvloop.run(_serve(settings, limits, database, listener, show, demo))


async def _serve(
    settings: Settings,
    limits: Limits,
    database: Running,
    listener: socket.socket,
    show: Callable[[StartupMessage], None],
    demo: bool,
) -> None:
    async with open_pool(database) as pool:
        await refold_stale(pool)
        start = await first_project(pool, settings)
        base_url = _base_url(settings.host, listener.getsockname()[1]) + settings.base_path
        opened = await open_sign_in(pool, settings.password, base_url)
        app = create_app(settings, pool, opened.password_digest, start.project.project_id)
        children: list[subprocess.Popen[bytes]] = []

        def on_start() -> None:
            program = program_name(sys.argv[0])
            show(StartupMessage(base_url, opened.token, start, program))
            if demo:
                children.append(
                    _start_demo(base_url, database.for_server.url, start.project.project_id)
                )

        def on_stop() -> None:
            app.state.trace_feed.stop()
            app.state.lanes.stop()
            app.state.bodies.stop()
            asyncio.get_running_loop().call_later(DRAIN_SECONDS, close_worker_threads)

        await app.state.applying.resume()
        # In a thread, as long answers are compressed: what that takes is loaded now, too.
        await run_in_threadpool(garbage.freeze_startup)
        going_on = [
            asyncio.create_task(_forget_daily(pool)),
            asyncio.create_task(garbage.collect_when_quiet()),
        ]
        try:
            slots = ConnectionSlots(limits, settings.trusted_proxies)
            config = make_config(app, limits)
            await Server(config, limits, slots, on_start, on_stop).serve([listener])
        finally:
            for task in going_on:
                task.cancel()
            _stop(children)
            await app.state.applying.stop()
            await app.state.ingest_stats.write()


async def _forget_daily(pool: Pool) -> None:
    while True:
        # The next day will do as well, and the log tells why the database is away.
        with suppress(TooBusy):
            await delete_expired_erasures(pool)
        await asyncio.sleep(FORGET_SECONDS)


class Server(uvicorn.Server):
    """Tells when it answers and when it stops, and ends `serve` in the ordinary way on a signal."""

    def __init__(
        self,
        config: uvicorn.Config,
        limits: Limits,
        slots: ConnectionSlots,
        on_start: Callable[[], None],
        on_stop: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self.server_state = SharedState(slots)
        self._backlog = limits.backlog
        self._on_start = on_start
        self._on_stop = on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:
            # An event loop accepts as many at once as it lets wait, unless it is told behind it.
            listener.listen(self._backlog)
        self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_stop()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # The original raises the signal again at the end, before Postgres is stopped.
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in signals:
                loop.remove_signal_handler(number)


def make_config(app: ASGIApp, limits: Limits) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # What uvicorn asks for is a class, and all that it does is to call it.
        http=cast(type[asyncio.Protocol], _http_connection),
        ws=WebSocketConnection,
        ws_max_size=BODY.max,
        # A message would be compressed without a pause, and each connection hold what that takes.
        ws_per_message_deflate=False,
        backlog=limits.accepted_at_once,
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        # The app believes them itself, of whom it may.
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _base_url(host: str, port: int) -> str:
    """An address that works on this machine."""
    if host in ("", "0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _start_demo(base_url: str, database_url: str, project_id: str) -> subprocess.Popen[bytes]:
    # A process of its own, so that sending does not take time from the server's.
    command = ["demo", "--url", base_url, "--project", project_id]
    return subprocess.Popen(
        [sys.executable, "-m", "usertrail", *command],
        env={**os.environ, "USERTRAIL_DATABASE_URL": database_url},
    )


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    # It takes its key back before the database stops.
    for child in children:
        child.terminate()
        child.wait(GRACE_SECONDS)


def _http_connection(**kwargs: Any) -> ReadThrottle:
    """Made for each connection."""
    connection = HttpConnection(**kwargs)
    return ReadThrottle(connection, connection.loop)
