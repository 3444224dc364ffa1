"""What holds where a statement forgets whose rows it is about, and as whom the server works."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import asyncpg
import pytest

from environment import ProjectKeys, make_data_dir, run_sql, with_database
from traffic import store, traffic
from usertrail.access.projects import create_project
from usertrail.database.connect import Running, open_pool, running_database
from usertrail.database.pool import Pool, acquire, create_pool
from usertrail.database.roles import SERVER
from usertrail.database.scope import EVERYTHING
from usertrail.database.writing import writing
from usertrail.read.statement import fetch
from usertrail.settings import Settings

# Read without a project: for whom a key is, and what is to be folded anew.
OPEN = {"project", "api_key", "stale_trace"}
OF_PROJECTS = """
    SELECT relname, relrowsecurity FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE attname = 'project_id' AND relkind IN ('r', 'p')
        AND relnamespace = 'public'::regnamespace
"""


@pytest.fixture
async def other(pool: Pool, project: ProjectKeys) -> str:
    """A project beside the first. Both have rows in most tables."""
    async with pool.acquire() as db:
        other = await create_project(db, "Other")
    for number, project_id in enumerate((project.project_id, other)):
        await store(pool, project_id, traffic(Random(number)))
    return other


async def test_every_table_of_projects_has_a_policy_of_rows(pool: Pool) -> None:
    guarded = {row["relname"]: row["relrowsecurity"] for row in await pool.fetch(OF_PROJECTS)}
    assert {name for name, is_guarded in guarded.items() if not is_guarded} == OPEN
    policed = await pool.fetch("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")
    assert {row["tablename"] for row in policed} == guarded.keys() - OPEN


async def test_a_statement_without_a_condition_meets_the_rows_of_its_project_only(
    pool: Pool, project: ProjectKeys, other: str
) -> None:
    names = [row["relname"] for row in await pool.fetch(OF_PROJECTS) if row["relrowsecurity"]]
    filled = 0
    for name in names:
        count = f"SELECT count(*) FROM {name} WHERE project_id = $1"
        for project_id in (project.project_id, other):
            rows = await fetch(pool.of(project_id), f"SELECT project_id FROM {name}")
            assert {row["project_id"] for row in rows} <= {project_id}, name
            assert len(rows) == await pool.fetchval(count, project_id), name
            filled += len(rows) > 0
    assert filled > 16


async def test_a_change_without_a_condition_changes_nothing_of_others(
    pool: Pool, project: ProjectKeys, other: str
) -> None:
    theirs = "SELECT * FROM trace WHERE project_id = $1 ORDER BY trace_id"
    before = await pool.fetch(theirs, other)
    async with writing(pool.of(project.project_id)) as db:
        await db.execute("UPDATE trace SET name = 'taken'")
        await db.execute("DELETE FROM span; DELETE FROM feedback")
    assert await pool.fetch(theirs, other) == before
    for name in ("span", "feedback"):
        count = f"SELECT count(*) FROM {name} WHERE project_id = $1"
        assert await pool.fetchval(count, project.project_id) == 0
        assert await pool.fetchval(count, other) > 0


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO session (project_id, session_id, user_id, environment) SELECT $1, '', '', ''",
        "UPDATE trace SET project_id = $1",
        """
        INSERT INTO user_profile (project_id, user_id) VALUES ($1, 'ada')
        ON CONFLICT (project_id, user_id) DO UPDATE SET name = 'taken'
        """,
    ],
)
async def test_a_row_cannot_be_given_to_another_project(
    pool: Pool, project: ProjectKeys, other: str, statement: str
) -> None:
    async with acquire(pool) as db:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            async with db.transaction():
                await db.execute(pool.of(project.project_id).scope)
                await db.execute(statement, other)


async def test_a_connection_that_says_no_project_meets_nobodys_rows(
    pool: Pool, database_url: str, other: str
) -> None:
    async with create_pool(database_url, max_size=1, role=SERVER) as fresh:
        async with acquire(fresh) as db:
            with pytest.raises(asyncpg.UndefinedObjectError, match=r"usertrail\.project_id"):
                await db.fetchval("SELECT count(*) FROM trace")
        (row,) = await fetch(fresh.of(other), "SELECT count(*) FROM trace")
        assert row["count"] > 0
        # The project was that of the transaction, and no more than that.
        async with acquire(fresh) as db:
            assert await db.fetchval("SELECT count(*) FROM trace") == 0


async def test_all_rows_are_met_where_several_processes_share_the_work(
    pool: Pool, database_url: str, other: str
) -> None:
    """As they do where there are many rows: when totals are recounted, or tables dumped."""
    async with create_pool(database_url, max_size=1, role=SERVER) as fresh, acquire(fresh) as db:
        await db.execute("SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0")
        await db.execute("SET min_parallel_table_scan_size = 0; SET enable_indexscan = off")
        await db.execute("SET enable_indexonlyscan = off; SET enable_bitmapscan = off")
        # Also where what Postgres knows of the table is that one row was there.
        await db.execute("SET debug_parallel_query = on")
        async with db.transaction():
            await db.execute(EVERYTHING)
            found = await db.fetch("EXPLAIN (ANALYZE) SELECT project_id FROM span")
            assert any("Gather" in row[0] for row in found)
        with pytest.raises(asyncpg.UndefinedObjectError, match=r"usertrail\.project_id"):
            await db.fetch("SELECT project_id FROM span")


@pytest.mark.parametrize(
    "project_id", ["it's", "back\\'; SET LOCAL usertrail.everything = 'yes", "*", "%", "é\n\t$1 --"]
)
async def test_a_project_of_any_id_is_one_project(pool: Pool, project_id: str, other: str) -> None:
    async with pool.acquire() as db:
        await create_project(db, "Odd", project_id)
    await store(pool, project_id, traffic(Random(3)))
    rows = await fetch(pool.of(project_id), "SELECT DISTINCT project_id FROM trace")
    assert [row["project_id"] for row in rows] == [project_id]


async def test_the_server_owns_nothing_and_makes_nothing(pool: Pool, other: str) -> None:
    async with acquire(pool) as db:
        assert await db.fetchval("SELECT current_user::text") == SERVER
        owned = "SELECT count(*) FROM pg_class WHERE relowner = $1::regrole"
        assert await db.fetchval(owned, SERVER) == 0
        for statement in (
            "CREATE TABLE made (x text)",
            "DROP TABLE span",
            "TRUNCATE span",
            "ALTER TABLE span DISABLE ROW LEVEL SECURITY",
            "DROP POLICY of_project ON span",
            "INSERT INTO migration (number, name) VALUES (9999, '')",
            "COPY span TO '/tmp/spans'",
            "CREATE ROLE made",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await db.execute(statement)


# Which login an operator gave, and what has to be there for it.
OWNER = "CREATE ROLE keeper LOGIN PASSWORD 'secret' {more}"
DATABASE = "CREATE DATABASE kept OWNER keeper"
REST = ["DROP DATABASE IF EXISTS kept WITH (FORCE)", "DROP ROLE IF EXISTS keeper, plain"]


@pytest.fixture
async def kept(postgres: str) -> AsyncIterator[str]:
    """The URL of a database that is to be made, of a login that is to be made, too."""
    place = with_database(postgres, "kept").partition("@")[2]
    yield f"postgresql://keeper:secret@{place}"
    for statement in REST:
        await run_sql(postgres, statement)


async def see_two_projects(pool: Pool) -> str:
    """Two projects are made and are apart; the role that the connections have."""
    for project_id in ("one", "two"):
        async with writing(pool) as db:
            await create_project(db, project_id, project_id)
        await store(pool, project_id, traffic(Random(5)))
    rows = await fetch(pool.of("one"), "SELECT project_id FROM trace")
    assert {row["project_id"] for row in rows} == {"one"}
    async with acquire(pool) as db:
        await db.execute("RESET ROLE")
        role: str = await db.fetchval("SELECT current_user::text")
    return role


@pytest.mark.parametrize("more", ["SUPERUSER", "CREATEROLE"])
async def test_an_owner_who_may_make_roles_takes_on_another(
    postgres: str, kept: str, more: str
) -> None:
    await run_sql(postgres, OWNER.format(more=more))
    await run_sql(postgres, DATABASE)
    if more == "CREATEROLE":
        await run_sql(postgres, f"GRANT {SERVER} TO keeper")
    async with open_pool(Running(kept, "It")) as pool:
        assert await see_two_projects(pool) == SERVER


async def test_an_owner_who_may_make_no_role_is_bound_itself(
    postgres: str, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    await run_sql(postgres, OWNER.format(more="NOCREATEROLE"))
    await run_sql(postgres, DATABASE)
    async with open_pool(Running(kept, "It")) as pool:
        assert await see_two_projects(pool) == "keeper"
    # Another start, of tables that are there; with what its rows are, migrations go on.
    async with open_pool(Running(kept, "It")) as pool:
        rows = await fetch(pool.of("two"), "SELECT DISTINCT project_id FROM span")
        assert [row["project_id"] for row in rows] == ["two"]
    assert caplog.records == []


async def test_an_owner_whom_no_policy_binds_is_told(
    postgres: str, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    await run_sql(postgres, OWNER.format(more="NOCREATEROLE BYPASSRLS"))
    await run_sql(postgres, DATABASE)
    async with open_pool(Running(kept, "It")):
        pass
    (told,) = [record.getMessage() for record in caplog.records]
    assert "Row-level security does not bind" in told and "BYPASSRLS" in told


async def test_a_login_that_owns_nothing_works_as_it_is(postgres: str, kept: str) -> None:
    """An operator may keep the owner for `usertrail migrate`."""
    await run_sql(postgres, OWNER.format(more="SUPERUSER"))
    await run_sql(postgres, DATABASE)
    async with open_pool(Running(kept, "It")):
        pass
    await run_sql(postgres, f"CREATE ROLE plain LOGIN PASSWORD 'secret' IN ROLE {SERVER}")
    async with open_pool(Running(kept.replace("keeper", "plain"), "It")) as pool:
        assert await see_two_projects(pool) == "plain"


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with make_data_dir() as folder:
        yield folder


def test_the_embedded_postgres_has_a_login_of_the_servers_own(data_dir: Path) -> None:
    """Data of a version that worked as the superuser goes on."""

    async def begin(url: str) -> None:
        async with create_pool(url) as pool:
            await pool.execute("CREATE TABLE of_another_version (x text)")

    async def go_on(database: Running) -> str:
        async with open_pool(database) as pool:
            return await see_two_projects(pool)

    async def index_condition(database: Running) -> str:
        async with open_pool(database) as pool, writing(pool.of("one")) as db:
            for other_way in ("seqscan", "bitmapscan", "sort"):
                await db.execute(f"SET LOCAL enable_{other_way} = off")
            plan = await db.fetch(
                "EXPLAIN SELECT FROM user_ever WHERE project_id = 'one' AND cost_usd < 1 "
                "ORDER BY cost_usd"
            )
            return "".join(row[0] for row in plan if "Index Cond" in row[0])

    settings = Settings.of_database(None, data_dir)
    with running_database(settings) as database:
        asyncio.run(begin(database.url))
    for _ in range(2):
        with running_database(settings) as database:
            assert f"{SERVER}:" in database.for_server.url
            assert asyncio.run(go_on(database)) == SERVER
            assert "cost_usd < '1'::numeric" in asyncio.run(index_condition(database))
    password = data_dir / "postgres" / "server-password"
    assert password.stat().st_mode & 0o077 == 0
