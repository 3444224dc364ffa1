"""SQL that reads keys, and what arrived and was refused lately."""

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.statement import fetch

COUNTS = (
    "request_count",
    "refused_request_count",
    "span_count",
    "refused_span_count",
    "event_count",
    "refused_event_count",
)
# The minute that runs, and the 59 before it.
FIRST_MINUTE = "date_trunc('minute', now()) - interval '59 minutes'"
SUMS = ", ".join(f"coalesce(sum({name}), 0)::bigint AS {name}" for name in COUNTS)


async def select_minutes(pool: ScopedPool) -> list[Record]:
    """Sixty, also those in which nothing came."""
    statement = f"""
        SELECT at, {SUMS}
        FROM generate_series({FIRST_MINUTE}, now(), interval '1 minute') AS at
        LEFT JOIN arrival ON project_id = $1 AND minute = at
        GROUP BY at ORDER BY at
    """
    return await fetch(pool, statement, pool.project_id)


async def select_refusals(pool: ScopedPool) -> list[Record]:
    """Of the project, or of keys that are of none where the pool is of all; the latest first."""
    statement = """
        SELECT public_key, endpoint, user_agent, status, code, reason, refused_count, first_at,
            last_at
        FROM refusal WHERE project_id IS NOT DISTINCT FROM nullif($1, '')
        ORDER BY last_at DESC, refusal_id DESC
    """
    return await fetch(pool, statement, pool.project_id)


async def select_api_keys(pool: ScopedPool, public_key: str | None = None) -> list[Record]:
    """Those that work, the oldest first, with what each brought lately; or one of them."""
    counts = ", ".join(f"coalesce({name}, 0) AS {name}" for name in COUNTS)
    statement = f"""
        SELECT public_key, name, created_at, last_used_at, {counts}
        FROM api_key LEFT JOIN (
            SELECT public_key, {SUMS} FROM arrival
            WHERE project_id = $1 AND minute >= {FIRST_MINUTE} GROUP BY public_key
        ) AS brought USING (public_key)
        WHERE project_id = $1 AND revoked_at IS NULL AND ($2::text IS NULL OR public_key = $2)
        ORDER BY created_at, public_key
    """
    return await fetch(pool, statement, pool.project_id, public_key)
