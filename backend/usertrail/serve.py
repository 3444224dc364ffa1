"""What `usertrail serve` does: a database, a first project, and the server until it is stopped."""

import asyncio
import errno
import gc
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from usertrail.access import session_secret
from usertrail.access.first import first_project
from usertrail.app import create_app
from usertrail.database.opened import Running, open_pool, running_database
from usertrail.database.pool import acquire
from usertrail.ingest import refold_stale
from usertrail.query import limits
from usertrail.settings import Settings, WrongSetting
from usertrail.welcome import Welcome, called_as

# Requests in flight may take so long to end after a signal to stop.
GRACE_SECONDS = 30
# Longer than the proxies that people put before a server keep a connection they do not use: one of
# them may otherwise send a request just as it is closed.
KEEP_ALIVE_SECONDS = 75


def serve(settings: Settings, show: Callable[[Welcome], None], *, demo: bool) -> None:
    """Serve until a signal to stop; show how to use it once it answers. Raises WrongSetting."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with _bound(settings) as listener, running_database(settings) as database:
        uvloop.run(_serve(settings, database, listener, show, demo))


async def _serve(
    settings: Settings,
    database: Running,
    listener: socket.socket,
    show: Callable[[Welcome], None],
    demo: bool,
) -> None:
    async with open_pool(database) as pool:
        await refold_stale(pool)
        start = await first_project(pool, settings)
        async with acquire(pool) as db:
            secret = await session_secret(db, settings.password)
        app = create_app(settings, pool, secret, start.project.project_id)
        base_url = _base_url(settings.host, listener.getsockname()[1]) + settings.base_path
        children: list[subprocess.Popen[bytes]] = []

        def on_start() -> None:
            program = called_as(sys.argv[0])
            show(Welcome(base_url, app.state.sign_in.token, start, program))
            if demo:
                children.append(_start_demo(base_url, database.url, start.project.project_id))

        def on_stop() -> None:
            app.state.trace_feed.stop()
            app.state.bodies.stop()

        await app.state.applying.resume()
        # Nobody is answered during a full collection of garbage: it no longer looks through what
        # stays for good, and comes less often. In a thread, for the first one takes long to begin.
        await run_in_threadpool(gc.collect)
        gc.freeze()
        gc.set_threshold(10_000, 10, 4)
        try:
            await Server(_config(app), on_start, on_stop).serve([listener])
        finally:
            _stop(children)
            await app.state.applying.stop()
            await app.state.arrivals.write()


class Server(uvicorn.Server):
    """Tells when it answers and when it stops, and ends `serve` in the ordinary way on a signal."""

    def __init__(
        self, config: uvicorn.Config, on_start: Callable[[], None], on_stop: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._on_start = on_start
        self._on_stop = on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
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


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="httptools",
        ws_max_size=limits.BODY.most,
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


@contextmanager
def _bound(settings: Settings) -> Iterator[socket.socket]:
    """The socket to listen on, taken before anything takes time. Raises WrongSetting."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise WrongSetting(
            f"--host (USERTRAIL_HOST) {settings.host} is no address of this machine: "
            f"{error.strerror}."
        ) from error
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            raise _not_bound(settings, error) from error
        yield listener


def _not_bound(settings: Settings, error: OSError) -> WrongSetting:
    if error.errno == errno.EADDRINUSE:
        return WrongSetting(
            f"--port (USERTRAIL_PORT) {settings.port} is in use by another program; choose another."
        )
    if error.errno == errno.EACCES:
        return WrongSetting(
            f"--port (USERTRAIL_PORT) {settings.port} may not be used by this account; "
            "choose one from 1024 on."
        )
    return WrongSetting(
        f"--host (USERTRAIL_HOST) {settings.host} is no address of this machine: {error.strerror}."
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
