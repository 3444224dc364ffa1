"""What the application said of its users, apart from traces."""

from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.normalise.records import JsonObject

PROFILE = Table(
    "user_profile",
    {"user_id": "text"},
    {"name": "text", "email": "text", "properties": "jsonb"},
)


async def upsert_profile(
    db: Database,
    project_id: str,
    user_id: str,
    name: str | None,
    email: str | None,
    properties: JsonObject | None,
) -> None:
    """Say who a user is; what is left out stays as it was said before."""
    row = {"user_id": user_id, "name": name, "email": email, "properties": properties}
    kept = {of: f"coalesce(excluded.{of}, stored.{of})" for of in PROFILE.values}
    await db.execute(PROFILE.upsert(kept), project_id, *PROFILE.arrays([row]))


async def delete_profile(db: Database, project_id: str, user_id: str) -> None:
    await db.execute(
        "DELETE FROM user_profile WHERE project_id = $1 AND user_id = $2", project_id, user_id
    )
