"""Sessions: listed, one with its traces, deleted."""

from asyncpg import Record
from starlette.responses import Response

from usertrail import ingest
from usertrail.errors import BadInput, NotFound
from usertrail.langfuse_responses import json_response
from usertrail.normalise.identifiers import storable_id
from usertrail.read.columns import TRACE
from usertrail.read.conditions import equals
from usertrail.read.lists import Listing
from usertrail.read.paging import Sort
from usertrail.read.sessions import BEGUN
from usertrail.read.traces import WHOLE, texts_by_trace
from usertrail.rest.answers import built_answer
from usertrail.rest.columns import SESSION_PARAMETERS, SESSIONS
from usertrail.rest.endpoint import ProjectRequest, project_endpoint
from usertrail.rest.parameters import conditions_of
from usertrail.rest.serializers.traces import trace_item
from usertrail.rest.serializers.values import Item, instant

# More are not read into memory for one answer.
MAX_TRACES = 10_000
NEWEST = Sort("", "started_at", "instant", ("session_id",))
_FROM_START = Sort("", "started_at", "instant", ("trace_id",), descending=False)


@project_endpoint
async def list_sessions(asked: ProjectRequest) -> Response:
    conditions = conditions_of(asked.query, SESSIONS, SESSION_PARAMETERS)
    rows, meta = await asked.page(Listing(BEGUN, NEWEST, conditions))
    data = [_item(row, asked.project_id) for row in rows]
    return await built_answer(lambda: {"data": data, "meta": meta})


@project_endpoint
async def get_session(asked: ProjectRequest) -> Response:
    project_id, session_id = asked.project_id, asked.id
    in_session = [equals(TRACE["session_id"], storable_id(session_id))]
    traces = await asked.first(MAX_TRACES + 1, Listing(WHOLE, _FROM_START, in_session))
    # Traces without a session have the empty id.
    if not traces or not session_id:
        raise NotFound(f"Session {session_id} not found within authorized project")
    if len(traces) > MAX_TRACES:
        raise BadInput(
            f"The session has more than the {MAX_TRACES:,} traces of one response: "
            "fetch them from /api/public/traces?sessionId=."
        )
    texts = await texts_by_trace(asked.pool, traces)
    return await built_answer(
        lambda: {
            **_item(traces[0], project_id),
            "traces": [
                trace_item(trace, project_id, texts.get(trace["trace_id"], {})) for trace in traces
            ],
        }
    )


@project_endpoint
async def delete_session(asked: ProjectRequest) -> Response:
    """Not of Langfuse's API, which deletes only traces."""
    await ingest.delete_session(asked.connections, asked.project_id, storable_id(asked.id))
    return json_response({"message": "Session deleted successfully"})


def _item(row: Record, project_id: str) -> Item:
    """A session began, and is where, its first trace did and is."""
    return {
        "id": row["session_id"],
        "projectId": project_id,
        "createdAt": instant(row["started_at"]),
        "environment": row["environment"],
    }
