"""Sessions: listed, and one with its traces."""

from asyncpg import Record
from starlette.responses import Response

from usertrail.errors import BadInput, NotFound
from usertrail.read.counted import Columns
from usertrail.rest.answers import built_answer
from usertrail.rest.columns import SESSION_PARAMETERS, SESSIONS, TRACES
from usertrail.rest.conditions import Condition
from usertrail.rest.endpoint import Reading, reading
from usertrail.rest.parameters import conditions_of, page_of
from usertrail.rest.rows import TRACE, Order, Selected, count_rows, select_rows, select_texts
from usertrail.rest.serializers.traces import trace_item
from usertrail.rest.serializers.values import Item, instant

# More are not read into memory for one answer.
MAX_TRACES = 10_000
NEWEST = Order("started_at", ("session_id",))
_SESSION = Selected(
    "session_id, started_at, environment", Columns(("session_id", "started_at", "environment"))
)
_FROM_START = Order("started_at", ("trace_id",), descending=False)


@reading
async def list_sessions(reading: Reading) -> Response:
    query = reading.request.query_params
    page, conditions = page_of(query), conditions_of(query, SESSION_PARAMETERS)
    pool, project_id = reading.pool, reading.project_id
    rows = await select_rows(
        pool, project_id, SESSIONS, _SESSION, conditions, NEWEST, page.limit, page.offset
    )
    total = await count_rows(pool, project_id, SESSIONS, conditions)
    data = [_item(row, project_id) for row in rows]
    return await built_answer(lambda: {"data": data, "meta": page.meta(total)})


@reading
async def get_session(reading: Reading) -> Response:
    session_id = reading.request.path_params["session_id"]
    pool, project_id = reading.pool, reading.project_id
    traces = await select_rows(
        pool,
        project_id,
        TRACES,
        TRACE,
        [Condition("sessionId", "string", "=", session_id)],
        _FROM_START,
        MAX_TRACES + 1,
    )
    # Traces without a session have the empty id.
    if not traces or not session_id:
        raise NotFound(f"Session {session_id} not found within authorized project")
    if len(traces) > MAX_TRACES:
        raise BadInput(
            f"The session has more than the {MAX_TRACES:,} traces of one answer: "
            "read them by /api/public/traces?sessionId=."
        )
    texts = await select_texts(pool, project_id, traces)
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
