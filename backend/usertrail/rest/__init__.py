"""The REST API that the Langfuse SDKs' clients read from and delete by."""

from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute, Route

from usertrail.langfuse_responses import Endpoint, with_langfuse_errors
from usertrail.rest import observations, scores, sessions, traces
from usertrail.rest.unsupported import METHODS, unsupported_endpoint

MAX_DELETION_BYTES = 2 * 1024 * 1024


def routes(
    others: Sequence[BaseRoute], recorded: Callable[[Endpoint], Endpoint]
) -> list[BaseRoute]:
    """The routes below /api/public, after `others`, with a catch-all at the end.

    `recorded` wraps the catch-all to record what it refuses. An id may contain slashes.
    """
    served = [
        *others,
        Route("/traces", traces.list_traces),
        Route(
            "/traces",
            traces.delete_many_traces,
            methods=["DELETE"],
            max_body_size=MAX_DELETION_BYTES,
        ),
        Route("/traces/{trace_id:path}", traces.get_trace),
        Route("/traces/{trace_id:path}", traces.delete_trace, methods=["DELETE"]),
        Route("/observations", observations.list_observations),
        Route("/observations/{observation_id:path}", observations.get_observation),
        Route("/v2/observations", observations.list_observation_parts),
        Route("/scores", scores.list_trace_scores),
        Route("/scores/{score_id:path}", scores.get_trace_score),
        Route("/scores/{score_id:path}", scores.delete_score, methods=["DELETE"]),
        Route("/v2/scores", scores.list_scores),
        Route("/v2/scores/{score_id:path}", scores.get_score),
        Route("/v3/scores", scores.list_score_parts),
        Route("/sessions", sessions.list_sessions),
        Route("/sessions/{session_id:path}", sessions.get_session),
    ]
    refuse = with_langfuse_errors(recorded(unsupported_endpoint(served)))
    return [*served, Route("/{path:path}", refuse, methods=METHODS)]
