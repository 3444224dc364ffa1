"""Sessions: listed, and one with its traces."""

from asyncpg import Record
from starlette.responses import Response

from usertrail.errors import BadInput, NotFound
from usertrail.normalise.identifiers import storable_id
from usertrail.read.columns import TRACE
from usertrail.read.conditions import equals
from usertrail.read.lists import count_rows, select_rows
from usertrail.read.paging import Page, Sort
from usertrail.read.sessions import BEGUN
from usertrail.read.traces import WHOLE, texts_by_trace
from usertrail.rest.answers import built_answer
from usertrail.rest.columns import SESSION_PARAMETERS, SESSIONS
from usertrail.rest.endpoint import Reading, reading
from usertrail.rest.parameters import conditions_of, meta_of, page_of
from usertrail.rest.serializers.traces import trace_item
from usertrail.rest.serializers.values import Item, instant

# More are not read into memory for one answer.
MAX_TRACES = 10_000
NEWEST = Sort("", "started_at", "instant", ("session_id",))
_FROM_START = Sort("", "started_at", "instant", ("trace_id",), descending=False)


@reading
async def list_sessions(reading: Reading) -> Response:
    query = reading.request.query_params
    page, conditions = page_of(query), conditions_of(query, SESSIONS, SESSION_PARAMETERS)
    pool, project_id = reading.pool, reading.project_id
    rows = await select_rows(pool, project_id, BEGUN, conditions, NEWEST, page)
    total = await count_rows(pool, project_id, BEGUN, conditions)
    data = [_item(row, project_id) for row in rows]
    return await built_answer(lambda: {"data": data, "meta": meta_of(page, total)})


@reading
async def get_session(reading: Reading) -> Response:
    session_id = reading.request.path_params["session_id"]
    pool, project_id = reading.pool, reading.project_id
    traces = await select_rows(
        pool,
        project_id,
        WHOLE,
        [equals(TRACE["session_id"], storable_id(session_id))],
        _FROM_START,
        Page(MAX_TRACES + 1, offset=0),
    )
    # Traces without a session have the empty id.
    if not traces or not session_id:
        raise NotFound(f"Session {session_id} not found within authorized project")
    if len(traces) > MAX_TRACES:
        raise BadInput(
            f"The session has more than the {MAX_TRACES:,} traces of one response: "
            "fetch them from /api/public/traces?sessionId=."
        )
    texts = await texts_by_trace(pool, project_id, traces)
    return await built_answer(
        lambda: {
            **_item(traces[0], project_id),
            "traces": [
                trace_item(trace, project_id, texts.get(trace["trace_id"], {})) for trace in traces
            ],
        }
    )


def _item(row: Record, project_id: str) -> Item:
    """A session began, and is where, its first trace did and is."""
    return {
        "id": row["session_id"],
        "projectId": project_id,
        "createdAt": instant(row["started_at"]),
        "environment": row["environment"],
    }
