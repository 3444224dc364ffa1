"""The role that the server works as: it may read and write rows, owns nothing and makes nothing.

The tables belong to whoever migrates them, whom row-level security (policies.sql) does not bind. So
the server logs in as somebody else, or takes on another role once it has logged in.
"""

import logging
from contextlib import suppress

import asyncpg

from usertrail.database.pool import Database, Pool

log = logging.getLogger(__name__)

SERVER = "usertrail_server"
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE")

# Any number, as long as every process that makes roles takes the same.
LOCK = 0x75736572726F6C


async def make_login(pool: Pool, password: str) -> None:
    """Let the server log in as its own role, with this password and its rights on all tables."""
    async with pool.acquire() as db, db.transaction():
        await _lock(db)
        await _create(db)
        await _execute(db, f"ALTER ROLE {SERVER} LOGIN PASSWORD %L", password)
        await _grant(db)
        await db.execute(_LET_INDEXES_COMPARE)


# Pages in order of cost begin at a cost. Postgres compares by an index, and so before the policy,
# only what is known to tell nobody the values: so it holds texts and times, but not numbers with
# decimals. Nobody else works with the functions of an embedded one.
_LET_INDEXES_COMPARE = """
    DO $$
    DECLARE
        compares regprocedure;
    BEGIN
        FOR compares IN
            SELECT oid FROM pg_proc
            WHERE pronamespace = 'pg_catalog'::regnamespace AND NOT proleakproof AND proname IN
                ('numeric_lt', 'numeric_le', 'numeric_eq', 'numeric_ge', 'numeric_gt')
        LOOP
            EXECUTE format('ALTER FUNCTION %s LEAKPROOF', compares);
        END LOOP;
    END $$
"""


async def role_to_take_on(pool: Pool) -> str | None:
    """The role for connections of this login; None where it is to work as the one it is.

    That is so for a login that owns no table, and where it may make no role. Then row-level
    security is made to bind the owner as well.
    """
    async with pool.acquire() as db:
        if not await _is_above_policies(db):
            return None
        try:
            async with db.transaction():
                await _lock(db)
                await _create(db)
                await _join(db)
                await _grant(db)
                await db.execute(f"SET LOCAL ROLE {SERVER}")
            return SERVER
        except asyncpg.InsufficientPrivilegeError as error:
            await _bind_owner(db, error)
            return None


async def _lock(db: Database) -> None:
    # Postgres refuses two who change the rights on one table at once.
    await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)


async def _create(db: Database) -> None:
    if not await db.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", SERVER):
        # Beside another database of the same Postgres, whose server is not kept out by the lock.
        with suppress(asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):
            async with db.transaction():
                await db.execute(f"CREATE ROLE {SERVER} NOINHERIT")


async def _join(db: Database) -> None:
    """Make the login a member that may take the role on; what that is called changed with 16."""
    right = "SET" if db.get_server_version().major >= 16 else "MEMBER"
    if not await db.fetchval("SELECT pg_has_role(session_user, $1::text, $2)", SERVER, right):
        login = await db.fetchval("SELECT session_user::text")
        await _execute(db, f"GRANT {SERVER} TO %I", login)


async def _grant(db: Database) -> None:
    """Its rights on all tables that lack any, so also on those that a migration has just made."""
    await _execute(db, f"GRANT USAGE ON SCHEMA %I TO {SERVER}", await _schema(db))
    await db.execute(f"GRANT SELECT ON migration TO {SERVER}")
    rights = [f"has_table_privilege('{SERVER}', oid, '{right}')" for right in RIGHTS]
    lacking = f"relname <> 'migration' AND NOT ({' AND '.join(rights)})"
    for table in await _tables(db, lacking):
        await db.execute(f"GRANT {', '.join(RIGHTS)} ON {table} TO {SERVER}")


async def _is_above_policies(db: Database) -> bool:
    above: bool = await db.fetchval(
        """
        SELECT rolsuper OR rolbypassrls OR EXISTS (
            SELECT FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity
                AND pg_has_role(relowner, 'USAGE')
        )
        FROM pg_roles WHERE rolname = current_user
        """
    )
    return above


async def _bind_owner(db: Database, error: Exception) -> None:
    unbound = await _tables(db, "relrowsecurity AND NOT relforcerowsecurity")
    for table in unbound:
        await db.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    if await db.fetchval("SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user"):
        log.warning(
            "Row-level security does not bind the role of this database, which may make no role "
            "%s for the server to take on (%s): take BYPASSRLS from it, or let it make roles.",
            *(SERVER, error),
        )


async def _tables(db: Database, condition: str) -> list[str]:
    rows = await db.fetch(
        f"""
        SELECT oid::regclass::text AS name FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
            AND ({condition})
        ORDER BY oid
        """
    )
    return [row["name"] for row in rows]


async def _schema(db: Database) -> str:
    schema: str = await db.fetchval("SELECT current_schema()")
    return schema


async def _execute(db: Database, form: str, value: str) -> None:
    """A statement that takes no parameters, with the value quoted as %L or %I says."""
    await db.execute(await db.fetchval("SELECT format($1, $2::text)", form, value))
