"""Changed rows move the totals, by what counts now minus what counted before."""

from usertrail.aggregate.deltas import Moves, SessionMoves
from usertrail.aggregate.totals import apply_moves, apply_session_moves
from usertrail.database.pool import Database
from usertrail.store.changes import FeedbackChange, TraceChange

__all__ = [
    "Moves",
    "SessionMoves",
    "apply_moves",
    "apply_session_moves",
    "move_sessions",
    "move_totals",
]


async def move_sessions(db: Database, project_id: str, traces: list[TraceChange]) -> None:
    """Move what each user has done in each session."""
    moves = SessionMoves()
    moves.take(traces)
    await apply_session_moves(db, project_id, moves)


async def move_totals(
    db: Database, project_id: str, traces: list[TraceChange], feedback: list[FeedbackChange]
) -> None:
    """Move the totals of users, days, models and feedback: last, since many batches share them."""
    moves = Moves()
    moves.take(traces, feedback)
    await apply_moves(db, project_id, moves)
