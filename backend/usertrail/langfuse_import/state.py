"""How far an import has come, stored in the database so that a later run continues it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from usertrail.database.pool import Database, Pool, acquire
from usertrail.langfuse_import.lists import Kind
from usertrail.langfuse_import.time_paging import TimeCursor

# Further reasons are counted together.
MAX_REASONS = 20
OTHER_REASONS = "for other reasons."


class Copied(NamedTuple):
    """How far the list of one kind has been copied."""

    cursor: TimeCursor
    is_done: bool = False
    # Items of the list at the start; None if the source does not count.
    total: int | None = None
    # Items read, and stored.
    read: int = 0
    stored: int = 0


class State(NamedTuple):
    """How far an import has come, over all its runs."""

    # The end of the time window, else when the import began; later items are not copied.
    until: datetime
    copied: Mapping[Kind, Copied]
    # {reason: (count, id of an example)}
    refused: Mapping[str, tuple[int, str]]

    def of(self, kind: Kind) -> Copied:
        return self.copied.get(kind) or Copied(TimeCursor(self.until))

    def after(self, kind: Kind, copied: Copied) -> "State":
        return self._replace(copied={**self.copied, kind: copied})

    def refusing(self, reason: str, item_id: str) -> "State":
        if reason not in self.refused and len(self.refused) >= MAX_REASONS:
            reason = OTHER_REASONS
        count, example = self.refused.get(reason, (0, item_id))
        return self._replace(refused={**self.refused, reason: (count + 1, example)})

    def as_json(self) -> dict[str, Any]:
        return {
            "until": self.until.isoformat(),
            "copied": {
                kind: {"place": [cursor.before.isoformat(), sorted(cursor.seen)]}
                | dict(zip(Copied._fields[1:], counted, strict=True))
                for kind, (cursor, *counted) in self.copied.items()
            },
            "refused": self.refused,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "State":
        copied: dict[Kind, Copied] = {}
        for kind, fields in kept["copied"].items():
            before, seen = fields.pop("place")
            cursor = TimeCursor(datetime.fromisoformat(before), frozenset(seen))
            copied[kind] = Copied(cursor, **fields)
        refused = {reason: (count, example) for reason, (count, example) in kept["refused"].items()}
        return cls(datetime.fromisoformat(kept["until"]), copied, refused)


async def select_state(pool: Pool, project_id: str, source: str) -> State | None:
    async with acquire(pool.of(project_id)) as db:
        statement = "SELECT state FROM import_state WHERE project_id = $1 AND source = $2"
        kept = await db.fetchval(statement, project_id, source)
    return State.from_json(kept) if kept else None


async def upsert_state(pool: Pool, project_id: str, source: str, state: State) -> None:
    async with acquire(pool.of(project_id)) as db:
        statement = """
            INSERT INTO import_state (project_id, source, state) VALUES ($1, $2, $3::jsonb)
            ON CONFLICT (project_id, source)
            DO UPDATE SET state = excluded.state, saved_at = now()
        """
        await db.execute(statement, project_id, source, state.as_json())


async def delete_state(pool: Pool, project_id: str, source: str) -> None:
    async with acquire(pool.of(project_id)) as db:
        await db.execute(
            "DELETE FROM import_state WHERE project_id = $1 AND source = $2", project_id, source
        )


async def lock_source(db: Database, project_id: str, source: str) -> bool:
    """Take an advisory lock, held by the connection; False if another import has it."""
    locked: bool = await db.fetchval(
        "SELECT pg_try_advisory_lock(hashtextextended($1, 0))", f"import {project_id} {source}"
    )
    return locked


async def select_known_traces(pool: Pool, project_id: str, trace_ids: list[str]) -> set[str]:
    async with acquire(pool.of(project_id)) as db:
        rows = await db.fetch(
            "SELECT trace_id FROM trace WHERE project_id = $1 AND trace_id = ANY($2::text[])",
            project_id,
            trace_ids,
        )
    return {row["trace_id"] for row in rows}
