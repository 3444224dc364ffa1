"""What is stored already is carried over, exactly."""

from random import Random

from environment import ProjectKeys
from traffic import store, traffic
from usertrail.aggregate.everybody import SHARED_TABLES
from usertrail.database.migrate import migrate
from usertrail.database.pool import Pool
from usertrail.database.roles import role_to_take_on
from usertrail.verify import verify

BEFORE_USER_EVER = """
    DROP TABLE user_ever;
    DROP INDEX user_day_rated, user_session_begun;
    DELETE FROM migration WHERE number = 5
"""


async def test_the_totals_of_all_environments_are_made_of_those_that_are_stored(
    pool: Pool, project: ProjectKeys
) -> None:
    await store(pool, project.project_id, traffic(Random(8)))
    kept = await pool.fetch("SELECT * FROM user_ever ORDER BY project_id, user_id")
    await pool.execute(BEFORE_USER_EVER)
    await migrate(pool)
    await role_to_take_on(pool)
    made = await pool.fetch("SELECT * FROM user_ever ORDER BY project_id, user_id")
    assert made == kept
    assert len(made) > 10
    assert await verify(pool) == []


BEFORE_EVERYBODY = """
    DROP TABLE everybody_total, everybody_model, everybody_feedback, everybody_latency;
    DROP TABLE distinct_count;
    ALTER TABLE session DROP COLUMN started_at;
    DELETE FROM migration WHERE number IN (15, 16)
"""


async def test_the_totals_of_everybody_are_made_of_those_that_are_stored(
    pool: Pool, project: ProjectKeys
) -> None:
    await store(pool, project.project_id, traffic(Random(9)))
    await pool.execute(BEFORE_EVERYBODY)
    await migrate(pool)
    await role_to_take_on(pool)
    for table in SHARED_TABLES:
        assert await pool.fetchval(f"SELECT count(*) FROM {table.name}") > 10
    assert await pool.fetchval("SELECT count(*) FROM session WHERE started_at IS NULL") == 0
    assert await verify(pool) == []
