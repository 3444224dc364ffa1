"""Changes of the names under which a project gives its users and sessions."""

from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.normalise.rules import Rules
from usertrail.rules.rows import revise

OWN_NAME = Table("own_name", {"field": "text", "place": "integer"}, {"name": "text"})
# Of users, and of sessions; each is looked for in each span.
MAX_NAMES = 5


async def set_names(db: Database, project_id: str, rules: Rules) -> None:
    """The names of these rules instead of those that were. An application begins anew."""
    rows = [
        {"field": field, "place": place, "name": name}
        for field, names in rules.names()
        for place, name in enumerate(names)
    ]
    await revise(db, project_id)
    await db.execute("DELETE FROM own_name WHERE project_id = $1", project_id)
    await db.execute(OWN_NAME.insert(), project_id, *OWN_NAME.arrays(rows))
    await db.execute(
        """
        UPDATE own_name_application SET
            is_outdated = finished_at IS NOT NULL,
            last_trace_id = '', seen_trace_count = 0, changed_trace_count = 0
        WHERE project_id = $1
        """,
        project_id,
    )
