"""A year of a project, made in SQL: users who come and go, few of them busy, and their traces."""

from decimal import localcontext

from usertrail.aggregate.recount import rewrite
from usertrail.database.pool import Database, Pool
from usertrail.ingest import EXACT
from usertrail.verify import SESSION_OWNERS

TRACES_PER_USER = 20
TRACES_PER_SESSION = 3
SPANS_PER_TRACE = 2

# $1 sessions, $2 users, $3 whether one more has one session in ten. Everybody came on some day of
# the last year, and was busiest at first; half of the traces are those of a sixth of the users. One
# session in ten has no user.
SESSIONS = """
    CREATE TEMPORARY TABLE visit AS
    SELECT number, started_at,
        CASE WHEN $3 AND number % 10 = 0 THEN 'giant@example.com'
            WHEN luck[1] < 0.9 THEN 'user-' || who || '@example.com' ELSE '' END AS user_id,
        CASE WHEN luck[2] < 0.9 THEN 'production' ELSE 'staging' END AS environment
    FROM (
        SELECT number, luck, who, now() - interval '10 minutes' - (1 - luck[3] ^ 1.5) * (
            interval '2 hours' + abs(hashint4(who)) / 2147483648.0 * interval '365 days'
        ) AS started_at
        FROM (
            SELECT number, luck, floor($2::int * luck[4] ^ 2.5)::int AS who FROM (
                SELECT number, ARRAY(SELECT random() FROM generate_series(1, 4 + number * 0))
                    AS luck
                FROM generate_series(1, $1::int) AS number
            ) AS drawn
        ) AS chosen
    ) AS placed
"""
TURNS = f"""
    CREATE TEMPORARY TABLE turn AS
    SELECT md5(number || '/' || turn) AS trace_id,
        left(md5('root' || number || '/' || turn), 16) AS root_id,
        left(md5('call' || number || '/' || turn), 16) AS call_id,
        user_id, 'session-' || number AS session_id, environment,
        started_at + turn * interval '1 minute' AS started_at,
        started_at + turn * interval '1 minute' + interval '20 ms'
            + luck[1] ^ 4 * interval '30 s' AS ended_at,
        (array['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4'])[1 + floor(luck[2] ^ 2 * 3)::int]
            AS model,
        (200 + luck[3] ^ 3 * 8000)::bigint AS input_tokens,
        (20 + luck[4] ^ 3 * 900)::bigint AS output_tokens,
        CASE WHEN luck[5] < 0.02 THEN 'ERROR' ELSE 'DEFAULT' END AS level,
        luck[6] AS opinion
    FROM (
        SELECT *, ARRAY(SELECT random() FROM generate_series(1, 6 + number * turn * 0)) AS luck
        FROM visit CROSS JOIN generate_series(1, {TRACES_PER_SESSION}) AS turn
    ) AS drawn
    -- Rows lie in the order in which they came.
    ORDER BY started_at
"""
PRICED = """
    CREATE TEMPORARY TABLE priced AS
    SELECT *, input_tokens + output_tokens AS total_tokens,
        input_tokens * 0.0000025 + output_tokens * 0.00001 AS cost_usd,
        (extract(epoch FROM started_at) * 1000000)::bigint AS microseconds,
        repeat('the chain of this bike was oiled ', 5) AS words
    FROM turn
"""
ROOTS = """
    INSERT INTO span (project_id, trace_id, span_id, is_root, type, name, started_at, ended_at,
        level, environment, input_tokens, output_tokens, total_tokens, input, output, trace_fields)
    SELECT $1, trace_id, root_id, true, 'SPAN', 'chat-turn', started_at, ended_at, 'DEFAULT',
        environment, 0, 0, 0, words, words,
        jsonb_strip_nulls(
            jsonb_build_object('user_id', nullif(user_id, ''), 'session_id', session_id)
        )
    FROM priced
"""
CALLS = """
    INSERT INTO span (project_id, trace_id, span_id, parent_span_id, is_root, type, name,
        started_at, ended_at, level, environment, model, usage_details, input_tokens,
        output_tokens, total_tokens, cost_usd, input, output)
    SELECT $1, trace_id, call_id, root_id, false, 'GENERATION', 'answer',
        started_at + interval '5 ms', ended_at - interval '5 ms', level, environment, model,
        jsonb_build_object('input', input_tokens, 'output', output_tokens, 'total', total_tokens),
        input_tokens, output_tokens, total_tokens, cost_usd, words, words
    FROM priced
"""
TRACES = """
    INSERT INTO trace (project_id, trace_id, user_id, session_id, name, environment, tags,
        metadata, public, input_span_id, output_span_id, started_at, ended_at, span_count,
        error_count, input_tokens, output_tokens, total_tokens, cost_usd, models, sources,
        nesting)
    SELECT $1, trace_id, user_id, session_id, 'chat-turn', environment, '{}', '{}', false,
        root_id, root_id, started_at, ended_at, 2, (level = 'ERROR')::int,
        input_tokens, output_tokens, total_tokens, cost_usd,
        jsonb_build_object(model, jsonb_build_array(
            1, input_tokens, output_tokens, total_tokens, cost_usd::text
        )),
        jsonb_build_object('root', jsonb_build_array(1, microseconds, root_id))
            || (SELECT jsonb_object_agg(field, jsonb_build_array(microseconds, root_id))
                FROM unnest(array['name', 'input_span_id', 'output_span_id', 'session_id']
                    || CASE WHEN user_id <> '' THEN array['user_id'] END) AS field),
        NULL
    FROM priced
"""
# One trace in twelve has an opinion.
FEEDBACK = """
    INSERT INTO feedback (project_id, target_id, feedback_id, trace_id, name, data_type, value,
        string_value, source, created_at, revised_at, user_id, environment)
    SELECT $1, trace_id, 'opinion-' || trace_id, trace_id,
        CASE WHEN opinion < 0.05 THEN 'thumbs' WHEN opinion < 0.07 THEN 'stars' ELSE 'topic' END,
        CASE WHEN opinion < 0.05 THEN 'BOOLEAN' WHEN opinion < 0.07 THEN 'NUMERIC'
            ELSE 'CATEGORICAL' END,
        CASE WHEN opinion < 0.04 THEN 1 WHEN opinion < 0.05 THEN 0
            WHEN opinion < 0.07 THEN 1 + floor((opinion - 0.05) * 250) END,
        CASE WHEN opinion >= 0.07 THEN 'billing' END,
        'API', ended_at, ended_at, user_id, environment
    FROM priced WHERE opinion < 0.083
"""
PROFILES = """
    INSERT INTO user_profile (project_id, user_id, name, email)
    SELECT DISTINCT $1, user_id, initcap(split_part(user_id, '@', 1)), user_id
    FROM priced WHERE user_id <> ''
"""
# $2 more spans of the last trace of the giant.
GIANT_TRACE = """
    WITH giant AS (
        UPDATE trace SET span_count = span_count + $2
        WHERE project_id = $1 AND trace_id = (
            SELECT trace_id FROM priced WHERE user_id = 'giant@example.com'
            ORDER BY started_at DESC LIMIT 1
        ) RETURNING *
    )
    INSERT INTO span (project_id, trace_id, span_id, parent_span_id, is_root, type, name,
        started_at, ended_at, level, environment, input_tokens, output_tokens, total_tokens, input)
    SELECT $1, trace_id, left(md5('part' || number), 16), input_span_id, false, 'SPAN', 'look-up',
        started_at, started_at, 'DEFAULT', environment, 0, 0, 0, 'the chain of this bike'
    FROM giant, generate_series(1, $2::bigint) AS number
"""
OWNERS = f"""
    INSERT INTO session (project_id, session_id, user_id, environment, started_at)
    {SESSION_OWNERS}
"""


async def make_history(
    pool: Pool, project_id: str, traces: int, *, has_giants: bool = False
) -> None:
    """Fill an empty database. The rows are as if they had been sent; `verify` finds nothing.

    With giants, a tenth of the traces are those of one user, and a tenth of the spans of one trace.
    """
    async with pool.acquire() as db:
        async with db.transaction():
            await _insert(db, project_id, traces, has_giants)
        await db.execute("VACUUM ANALYZE")
        await db.execute("CHECKPOINT")


async def _insert(db: Database, project_id: str, traces: int, has_giants: bool) -> None:
    # The same users and sums each time, but for the hour of the day.
    await db.execute("SELECT setseed(0.5)")
    users = traces // TRACES_PER_USER
    await db.execute(SESSIONS, traces // TRACES_PER_SESSION, users, has_giants)
    for statement in (TURNS, PRICED):
        await db.execute(statement)
    for statement in (ROOTS, CALLS, TRACES, FEEDBACK, PROFILES):
        await db.execute(statement, project_id)
    if has_giants:
        await db.execute(GIANT_TRACE, project_id, traces * SPANS_PER_TRACE // 10)
    await db.execute(OWNERS)
    with localcontext(EXACT):
        await rewrite(db)
    # As above: a recount writes them by user.
    for table in ("user_day", "model_day", "feedback_day"):
        await db.execute(f"CLUSTER {table} USING {table}_by_day")
    await db.execute("CLUSTER user_session USING user_session_by_session")
    await db.execute("DROP TABLE visit, turn, priced")
