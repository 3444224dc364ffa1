"""A real Postgres, a client, and a count of statements."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
import uvicorn
from asyncpg.introspection import INTRO_LOOKUP_TYPES, TYPE_BY_NAME
from langfuse.api.client import AsyncFernLangfuse
from starlette.applications import Starlette

from apart import run_apart
from asking import Ask, asker
from batches import Send, sender
from emptying import emptying
from environment import ProjectKeys, RunningServer, make_data_dir, new_token, run_sql, with_database
from forked import fork_server, running
from rest_client import AskRest, rest_asker
from sdk_programs import Door, install_sdks
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.app import create_app
from usertrail.database.embedded.server import EmbeddedPostgres
from usertrail.database.migrate import migrate
from usertrail.database.pool import Pool, create_pool
from usertrail.database.roles import SERVER, role_to_take_on
from usertrail.settings import Settings
from usertrail.verify import verify

# The fixtures of the tests in a browser.
pytest_plugins = ["browsing"]
# It is no test module itself, and yet its failures are to show what differs.
pytest.register_assert_rewrite("story")

# What the pool runs at each release, and asyncpg around transactions and unknown types.
NOT_OURS = re.compile(
    r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SELECT pg_advisory_unlock_all)"
    r"|.*set_config\('jit'|.*FROM api_key .*WHERE public_key|.*UPDATE api_key SET last_used"
    r"|.*FROM browser_session\s+WHERE|.*UPDATE browser_session SET last_used"
    r"|.*(INSERT INTO|DELETE FROM) (arrival|refusal)",
    re.DOTALL,
)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All tests run on all cores. Those that are named run here, since a worker starts in seconds.

    Each worker has a Postgres of its own. Since each waits for servers and browsers for a third of
    its time, there is one more for every two cores.
    """
    is_named = config.args_source is pytest.Config.ArgsSource.ARGS
    cores = os.cpu_count() or 1
    return 0 if is_named else cores + cores // 2


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running server that holds nothing dear."""
    options = {"fsync": "off", "synchronous_commit": "off", "max_connections": "300"}
    with make_data_dir() as folder:
        server = EmbeddedPostgres(folder, options)
        try:
            yield server.start()
        finally:
            server.stop()


@pytest.fixture(scope="session")
def migrated_url(postgres: str) -> str:
    async def make() -> None:
        await run_sql(postgres, "CREATE DATABASE usertrail_test")
        async with create_pool(with_database(postgres, "usertrail_test")) as pool:
            await migrate(pool)
            assert await role_to_take_on(pool) == SERVER

    run_apart(make())
    return with_database(postgres, "usertrail_test")


@pytest.fixture(scope="session")
def empty(migrated_url: str) -> Iterator[Callable[[], None]]:
    with emptying(migrated_url) as empty:
        yield empty


@pytest.fixture
def database_url(migrated_url: str, empty: Callable[[], None]) -> Iterator[str]:
    """A migrated database without a row.

    Emptied after the test, which takes milliseconds where a copy of a template takes half a second.
    """
    yield migrated_url
    empty()


class TestedPool(Pool):
    """What the program does by it is bound to a project; what tests do themselves meets all rows.

    A test names no time in which it wants a connection, and the program does.
    """

    def __init__(self, url: str, owner: Pool, max_size: int = 20) -> None:
        super().__init__(url, max_size, SERVER)
        self._owner = owner

    def acquire(self, *, timeout: float | None = None) -> Any:
        return super().acquire(timeout=timeout) if timeout else self._owner.acquire()


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    async with create_pool(database_url) as owner, TestedPool(database_url, owner) as pool:
        yield pool


@pytest.fixture
async def statements(pool: Pool) -> list[str]:
    """The statements that the pool runs from now on.

    Without those the pool and asyncpg run for themselves, without the look-up of an API key or of a
    browser's session, which each request makes, and without what is written beside requests: when
    one of these was used, and what arrived. COPY and executemany are not seen.
    """
    seen: list[str] = []

    def note(query: asyncpg.connection.LoggedQuery) -> None:
        own = query.query in (INTRO_LOOKUP_TYPES, TYPE_BY_NAME)
        if not own and not NOT_OURS.match(query.query):
            seen.append(query.query)

    async with AsyncExitStack() as stack:
        for _ in range(pool.get_max_size()):
            db = await stack.enter_async_context(pool.acquire(timeout=10))
            db.add_query_logger(note)
    return seen


@pytest.fixture
async def project(pool: Pool) -> ProjectKeys:
    async with pool.acquire() as db:
        project_id = await create_project(db, "Test")
        return ProjectKeys(project_id, *await create_key(db, project_id))


@pytest.fixture
async def app(database_url: str, pool: Pool, project: ProjectKeys) -> Starlette:
    settings = Settings("127.0.0.1", 0, database_url, Path("unused"))
    return create_app(settings, pool, "a digest", project.project_id)


@pytest.fixture
async def client(app: Starlette, project: ProjectKeys) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the app with the project's keys."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://usertrail.test",
        auth=(project.public_key, project.secret_key),
    ) as client:
        yield client


@pytest.fixture
async def visitor(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the app without keys."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test"
    ) as client:
        yield client


@pytest.fixture
async def signed_in(app: Starlette, pool: Pool) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the app as the page does."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test"
    ) as client:
        answer = await client.post("/session", json={"token": await new_token(pool)})
        assert answer.status_code == 204
        yield client


@pytest.fixture
def ask(client: httpx.AsyncClient) -> Ask:
    """Asks GraphQL with the project's keys."""
    return asker(client)


@pytest.fixture
def send_events(client: httpx.AsyncClient) -> Send:
    return sender(client)


@pytest.fixture
async def exact(pool: Pool) -> AsyncIterator[None]:
    """After the test, a recount finds nothing."""
    yield
    assert await verify(pool) == []


@pytest.fixture
def ask_rest(client: httpx.AsyncClient) -> AskRest:
    """Asks REST with the project's keys."""
    return rest_asker(client)


@pytest.fixture
async def sdk(app: Starlette, project: ProjectKeys) -> AsyncIterator[AsyncFernLangfuse]:
    """The read client of the Langfuse SDK, on the app."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as transport:
        yield AsyncFernLangfuse(
            base_url="http://usertrail.test",
            username=project.public_key,
            password=project.secret_key,
            httpx_client=transport,
        )


@pytest.fixture
async def address(app: Starlette) -> AsyncIterator[str]:
    """Host and port of the app, served on the loop of the test."""
    config = uvicorn.Config(
        app, port=0, log_level="critical", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.fixture(scope="session")
def forking() -> ForkServerContext:
    return fork_server()


@pytest.fixture
def server(database_url: str, forking: ForkServerContext) -> Iterator[RunningServer]:
    """`usertrail serve` in a process of its own, on a free port."""
    keys = ProjectKeys("sdk-project", "pk-lf-1234567890", "sk-lf-1234567890")
    password = "open sesame, please"
    settings = {
        "USERTRAIL_DATABASE_URL": database_url,
        "USERTRAIL_PASSWORD": password,
        "USERTRAIL_INIT_PROJECT": "SDK tests",
        "USERTRAIL_INIT_PROJECT_ID": keys.project_id,
        "USERTRAIL_INIT_PUBLIC_KEY": keys.public_key,
        "USERTRAIL_INIT_SECRET_KEY": keys.secret_key,
    }
    with running(forking, settings) as (link, process):
        url = link.partition("/sign-in")[0]
        yield RunningServer(url, *keys, password, database_url, link, process)


@pytest.fixture
def door(server: RunningServer) -> Door:
    """Where the SDKs send to."""
    return Door(server.url, server.public_key, server.secret_key)


@pytest.fixture(scope="session")
def sdks() -> None:
    """Every major of the Langfuse SDKs is installed."""
    install_sdks()


@pytest.fixture(scope="session")
def senders() -> None:
    """What else sends traces is installed."""
    # Only here, since it imports the story, whose asserts are to be rewritten first.
    from sender_programs import install_senders

    install_senders()


@pytest.fixture
def openai_url() -> Iterator[str]:
    """Where an imitation of OpenAI's API is."""
    # As above.
    from tests.senders.openai_stub import serve_openai

    with serve_openai() as url:
        yield url
