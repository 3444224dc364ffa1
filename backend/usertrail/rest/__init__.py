"""Reading back over REST: what the Langfuse SDKs' own clients ask, and may delete."""

from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute

from usertrail.langfuse_responses import Endpoint
from usertrail.rest import observations, scores, sessions, traces
from usertrail.rest.unsupported import METHODS, unsupported_endpoint
from usertrail.routing import Address

MAX_DELETION_BYTES = 2 * 1024 * 1024


def routes(others: Sequence[BaseRoute], counted: Callable[[Endpoint], Endpoint]) -> list[BaseRoute]:
    """Below /api/public, together with `others`; at last, what refuses every other address.

    `counted` notes what that one refuses. An id may hold slashes.
    """
    served = [
        *others,
        Address("/traces", traces.list_traces),
        Address(
            "/traces",
            traces.delete_many_traces,
            methods=["DELETE"],
            max_body_size=MAX_DELETION_BYTES,
        ),
        Address("/traces/{id:path}", traces.get_trace),
        Address("/traces/{id:path}", traces.delete_trace, methods=["DELETE"]),
        Address("/observations", observations.list_observations),
        Address("/observations/{id:path}", observations.get_observation),
        Address("/v2/observations", observations.list_observation_parts),
        Address("/scores", scores.list_trace_scores),
        Address("/scores/{id:path}", scores.get_trace_score),
        Address("/scores/{id:path}", scores.delete_score, methods=["DELETE"]),
        Address("/v2/scores", scores.list_scores),
        Address("/v2/scores/{id:path}", scores.get_score),
        Address("/v3/scores", scores.list_score_parts),
        Address("/sessions", sessions.list_sessions),
        Address("/sessions/{id:path}", sessions.get_session),
        Address("/sessions/{id:path}", sessions.delete_session, methods=["DELETE"]),
    ]
    refuse = counted(unsupported_endpoint(served))
    return [*served, Address("/{path:path}", refuse, methods=METHODS)]
