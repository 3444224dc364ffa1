"""Spans that are stored already as they are: senders repeat what was stored but not answered."""

from usertrail.database.pool import Database
from usertrail.store import spans as span_rows
from usertrail.store import traces as trace_rows
from usertrail.store.spans import SpansByTrace


async def without_stored(db: Database, project_id: str, spans: SpansByTrace) -> SpansByTrace:
    """The spans without those that are stored as they are: these change nothing.

    Nothing is locked for it. If another transaction changes one of them meanwhile, it came after.
    """
    if not spans:
        return spans
    known = await trace_rows.select_known(db, project_id, list(spans))
    keys = [(trace_id, span_id) for trace_id in known for span_id in spans[trace_id]]
    stored = await span_rows.select_known(db, project_id, keys)
    same = await span_rows.select_same(
        db, project_id, [spans[trace_id][span_id] for trace_id, span_id in stored]
    )
    left = dict(spans)
    for trace_id in {trace_id for trace_id, _ in same}:
        of_trace = spans[trace_id].items()
        left[trace_id] = {id: span for id, span in of_trace if (trace_id, id) not in same}
        if not left[trace_id]:
            del left[trace_id]
    return left
