"""Endpoints of Langfuse that Usertrail does not have, refused so that SDKs do not retry."""

import re
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from usertrail.access.caller import reader_of
from usertrail.addresses import diagnosis
from usertrail.errors import NotFound
from usertrail.langfuse_responses import Endpoint, MethodNotAllowed, UnknownPath

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
# By the beginning of the path after /api/public/ and a version.
AREAS = {
    "annotation-queues": "annotation queues",
    "blob-storage": "exports to a blob storage",
    "comments": "comments",
    "dataset": "datasets",
    "eval": "evaluations",
    "experiment": "experiments",
    "feedback": "feedback on itself",
    "integrations": "integrations",
    "llm-connections": "connections to models",
    "mcp": "MCP server",
    "media": "media files: what an SDK replaces by a media reference stays that reference",
    "metrics": "metrics over REST, but all of them over GraphQL",
    "model": "price table to edit",
    "organizations": "organizations",
    "prompt": "prompt management",
    "scim": "user provisioning",
    "score-configs": "score configs",
    "unstable": "unstable API",
}


def unsupported_endpoint(routes: Iterable[BaseRoute]) -> Endpoint:
    """The catch-all endpoint for paths and methods that `routes` do not serve.

    It raises MethodNotAllowed, UnknownPath, or NotFound for an endpoint of Langfuse.
    """
    known = list(routes)

    async def refuse(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204)
        # No status above 499, which clients retry.
        if any(route.matches(request.scope)[0] is Match.PARTIAL for route in known):
            raise MethodNotAllowed("Method not allowed")
        path = request.path_params["path"]
        rest = re.sub(r"^v\d+/", "", path)
        area = next((area for start, area in AREAS.items() if rest.startswith(start)), None)
        if area is None:
            found = diagnosis(request.method, f"/api/public/{path}")
            absent = f"There is no /api/public/{path[:200]}."
            raise UnknownPath(f"{absent} {found}" if found else absent)
        await reader_of(request)
        raise NotFound(f"Usertrail has no {area}.")

    return refuse
