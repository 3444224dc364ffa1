"""The write path: calls store and aggregate, in one transaction.

Every transaction takes its locks in one order: feedback ids, the project's span events, traces,
totals by session, sessions, totals by user; within each kind sorted by key.
"""

from usertrail.ingest.deleting import delete_feedback, delete_traces, delete_user
from usertrail.ingest.renaming import rename_traces
from usertrail.ingest.storing import identify_user, ingest
from usertrail.ingest.transaction import EXACT, TRACE_CHANNEL, transaction

__all__ = [
    "EXACT",
    "TRACE_CHANNEL",
    "delete_feedback",
    "delete_traces",
    "delete_user",
    "identify_user",
    "ingest",
    "rename_traces",
    "transaction",
]
