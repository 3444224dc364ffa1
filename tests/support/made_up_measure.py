"""The program with one more measure in its list, asked about it in every way; prints the answers.

`python made_up_measure.py URL`, of a database that is migrated and nobody else's.
"""

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from usertrail import measures

measures.MEASURES = (
    *measures.MEASURES,
    measures.Sum(
        name="warning_count",
        counted=measures.Counted.SPANS,
        of=lambda span: int(span.level == "WARNING"),
        noun="the number of warnings",
        description="How many spans have the level WARNING.",
        more=measures.More.BAD,
    ),
)

# Whatever is made from the list is made when it is imported.
import httpx  # noqa: E402

from asking import asker  # noqa: E402
from make import START, span  # noqa: E402
from usertrail.access.keys import create_key  # noqa: E402
from usertrail.access.projects import create_project  # noqa: E402
from usertrail.aggregate.everybody import SHARED_TABLES  # noqa: E402
from usertrail.aggregate.tables import TOTAL_TABLES  # noqa: E402
from usertrail.app import create_app  # noqa: E402
from usertrail.database.pool import Pool, create_pool  # noqa: E402
from usertrail.database.roles import role_to_take_on  # noqa: E402
from usertrail.ingest import ingest  # noqa: E402
from usertrail.normalise.records import Records  # noqa: E402
from usertrail.settings import Settings  # noqa: E402
from usertrail.store.traces import TRACE  # noqa: E402
from usertrail.verify import verify  # noqa: E402

QUERY = """
query ($period: Period) {
  users(
    period: $period, filter: { warningCount: { min: 1 } }, orderBy: { field: WARNING_COUNT }
  ) {
    nodes {
      userId
      metrics(period: $period) { warningCount }
      activity(period: $period) { metrics { warningCount } }
      previous(period: $period) { change { warningCount } }
    }
  }
  overview(period: $period) { metrics { warningCount } }
  measures { name description unit growth }
}
"""
MIDNIGHT = START.replace(hour=0)
PERIOD = {"from": MIDNIGHT.isoformat(), "to": (MIDNIGHT + timedelta(days=1)).isoformat()}
# Warnings by user; those of the day before first.
WARNINGS = {"ada": (2, 1), "bob": (1, 3), "eve": (0, 0)}


async def main(url: str) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        owner = await stack.enter_async_context(create_pool(url))
        role = await role_to_take_on(owner)
        pool = await stack.enter_async_context(create_pool(url, role=role))
        # What its migration would do.
        for table in (TRACE, *TOTAL_TABLES, *SHARED_TABLES):
            if "warning_count" in table.columns:
                await owner.execute(
                    f"ALTER TABLE {table.name} ADD COLUMN warning_count bigint NOT NULL DEFAULT 0"
                )
        async with owner.acquire() as db:
            project_id = await create_project(db, "Test")
            keys = await create_key(db, project_id)
        for user_id, counts in WARNINGS.items():
            for before, count in zip((1, 0), counts, strict=True):
                await ingest(pool, project_id, Records(_spans(user_id, before, count)))
        settings = Settings("127.0.0.1", 0, url, Path("unused"))
        transport = httpx.ASGITransport(create_app(settings, pool, "a digest", project_id))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://usertrail.test", auth=keys
        ) as client:
            answered = await asker(client)(QUERY, period=PERIOD)
            exported = await client.get("/export/users.csv")
        return {
            "answered": answered,
            "exported": exported.text.splitlines(),
            **await _recounted(owner, pool),
        }


def _spans(user_id: str, days_before: int, warnings: int) -> list[Any]:
    """A trace of one span more than has a warning."""
    at = MIDNIGHT + timedelta(hours=1) - timedelta(days=days_before)
    return [
        span(
            f"{user_id} {days_before}",
            f"s{place}",
            user_id=user_id,
            started_at=at,
            ended_at=at + timedelta(seconds=1),
            level="WARNING" if place < warnings else "DEFAULT",
        )
        for place in range(warnings + 1)
    ]


async def _recounted(owner: Pool, pool: Pool) -> dict[str, list[str]]:
    """What a recount finds at first, of damage, and after its repair."""
    found = {"at_first": list(map(str, await verify(pool)))}
    await owner.execute("UPDATE user_day SET warning_count = 7 WHERE user_id = 'bob'")
    await owner.execute("UPDATE trace SET warning_count = 7 WHERE trace_id = 'bob 0'")
    found["damaged"] = list(map(str, await verify(pool, repair=True)))
    found["repaired"] = list(map(str, await verify(pool)))
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1]))))
