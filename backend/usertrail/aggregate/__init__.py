"""Changed rows move the totals, by what counts now minus what counted before."""

from usertrail.aggregate.deltas import Deltas, SessionDeltas
from usertrail.aggregate.totals import apply_deltas, apply_session_deltas
from usertrail.database.pool import Database
from usertrail.store.beside import beside
from usertrail.store.changes import Entailed, TraceChange

__all__ = [
    "Deltas",
    "SessionDeltas",
    "apply_deltas",
    "apply_session_deltas",
    "move_sessions",
    "move_totals",
]


async def move_sessions(db: Database, project_id: str, traces: list[TraceChange]) -> None:
    """Move what each user has done in each session."""
    deltas = SessionDeltas()
    await beside(lambda: deltas.take(traces))
    await apply_session_deltas(db, project_id, deltas)


async def move_totals(
    db: Database, project_id: str, traces: list[TraceChange], entailed: list[Entailed]
) -> None:
    """Move the totals of users, days, models and feedback: last, since many batches share them."""
    deltas = Deltas()
    await beside(lambda: deltas.take(traces, entailed))
    await apply_deltas(db, project_id, deltas)
