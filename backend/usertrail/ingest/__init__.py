"""The write path: calls store and aggregate, in one transaction per chunk of a request's records.

Every transaction takes its locks in this order, and within each kind sorted by key: the project's
lock for erasures, its lock for visitors, feedback ids, its lock for span events, traces, totals by
session, sessions, totals by user, totals of everybody.
"""

from usertrail.ingest.chunks import RecordChunks
from usertrail.ingest.delete import delete_feedback, delete_session, delete_traces, delete_user
from usertrail.ingest.erasures import Dropped, delete_expired_erasures
from usertrail.ingest.refolding import refold_stale, refolding
from usertrail.ingest.renaming import rename_traces, select_renamed
from usertrail.ingest.transaction import EXACT, TRACE_CHANNEL
from usertrail.ingest.visitor_feedback import VisitorResult, ingest_from_visitors
from usertrail.ingest.write import identify_user, ingest

__all__ = [
    "EXACT",
    "TRACE_CHANNEL",
    "Dropped",
    "RecordChunks",
    "VisitorResult",
    "delete_expired_erasures",
    "delete_feedback",
    "delete_session",
    "delete_traces",
    "delete_user",
    "identify_user",
    "ingest",
    "ingest_from_visitors",
    "refold_stale",
    "refolding",
    "rename_traces",
    "select_renamed",
]
