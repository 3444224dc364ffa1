"""The write path: calls store and aggregate, in one transaction for each portion of a request.

Every transaction takes its locks in one order: the project's for erasing, the project's visitors,
feedback ids, the project's span events, traces, totals by session, sessions, totals by user; within
each kind sorted by key.
"""

from usertrail.ingest.delete import delete_feedback, delete_traces, delete_user
from usertrail.ingest.erasing import Unstored, forget_expired
from usertrail.ingest.portions import Portions
from usertrail.ingest.refolding import refold_stale, refolding
from usertrail.ingest.renaming import rename_traces, select_renamed
from usertrail.ingest.transaction import EXACT, TRACE_CHANNEL
from usertrail.ingest.visiting import Given, ingest_from_visitors
from usertrail.ingest.write import identify_user, ingest

__all__ = [
    "EXACT",
    "TRACE_CHANNEL",
    "Given",
    "Portions",
    "Unstored",
    "delete_feedback",
    "delete_traces",
    "delete_user",
    "forget_expired",
    "identify_user",
    "ingest",
    "ingest_from_visitors",
    "refold_stale",
    "refolding",
    "rename_traces",
    "select_renamed",
]
