"""What the application said of its users, apart from traces."""

from usertrail.database.pool import Database
from usertrail.normalise.records import JsonObject


async def upsert_profile(
    db: Database,
    project_id: str,
    user_id: str,
    name: str | None,
    email: str | None,
    properties: JsonObject | None,
) -> None:
    """Say who a user is; what is left out stays as it was said before."""
    await db.execute(
        """
        INSERT INTO user_profile AS known (project_id, user_id, name, email, properties)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (project_id, user_id) DO UPDATE SET
            name = coalesce(excluded.name, known.name),
            email = coalesce(excluded.email, known.email),
            properties = coalesce(excluded.properties, known.properties)
        """,
        project_id,
        user_id,
        name,
        email,
        properties,
    )


async def delete_profile(db: Database, project_id: str, user_id: str) -> None:
    await db.execute(
        "DELETE FROM user_profile WHERE project_id = $1 AND user_id = $2", project_id, user_id
    )
