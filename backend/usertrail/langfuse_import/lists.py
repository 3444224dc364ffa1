"""The list endpoints of each version of Langfuse, and which of them a server has."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from usertrail.langfuse_import.client import EndpointMissing, LangfuseClient
from usertrail.settings import InvalidSetting

Kind = Literal["traces", "observations", "scores"]

MILLISECOND = timedelta(milliseconds=1)
# Without a start some versions list only the last days, and some refuse.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# The v2 list truncates metadata values to this length, unless asked to expand their keys.
TRUNCATED_LENGTH = 200
# Of the URL parameter; servers and proxies refuse URLs from about 8,000 on.
MAX_KEYS_LENGTH = 4_000


class ListEndpoint(NamedTuple):
    """A list endpoint, newest first, with its names for time and its time filters."""

    kind: Kind
    path: str
    time: str
    since: str
    before: str
    params: dict[str, str]
    # Else paged by number.
    by_cursor: bool = False
    # Only for observations: each includes the fields of its trace.
    has_trace_fields: bool = False


class ListEndpoints(NamedTuple):
    """The endpoints to read; `traces` is None if the observations include their fields."""

    traces: ListEndpoint | None
    observations: ListEndpoint
    scores: ListEndpoint


class ListPage(NamedTuple):
    items: list[Any]
    # The cursor of the next page; None at the end.
    next: str | None
    # The number of items of all pages; None if the server does not count.
    total: int | None


_BY_TIMESTAMP = ("timestamp", "fromTimestamp", "toTimestamp")
_BY_START = ("startTime", "fromStartTime", "toStartTime")
TRACES = ListEndpoint(
    "traces",
    "/api/public/traces",
    *_BY_TIMESTAMP,
    {"fields": "core,io", "orderBy": "timestamp.desc"},
)
OBSERVATIONS = ListEndpoint("observations", "/api/public/observations", *_BY_START, {})
OBSERVATIONS_V2 = ListEndpoint(
    "observations",
    "/api/public/v2/observations",
    *_BY_START,
    {"fields": "core,basic,time,io,metadata,model,usage,prompt,trace_context"},
    by_cursor=True,
    has_trace_fields=True,
)
SCORES = ListEndpoint("scores", "/api/public/scores", *_BY_TIMESTAMP, {})
SCORES_V2 = ListEndpoint("scores", "/api/public/v2/scores", *_BY_TIMESTAMP, {})
SCORES_V3 = ListEndpoint(
    "scores",
    "/api/public/v3/scores",
    *_BY_TIMESTAMP,
    {"fields": "details,subject"},
    by_cursor=True,
)


async def choose(client: LangfuseClient) -> ListEndpoints:
    """The endpoints of this server. Raises InvalidSetting if it has none."""
    traces = await _first_offered(client, TRACES)
    # The newest version has no list of traces; its observations include their fields.
    observations = await _first_offered(
        client, *([OBSERVATIONS, OBSERVATIONS_V2] if traces else [OBSERVATIONS_V2])
    )
    # The oldest list lacks scores of sessions.
    scores = await _first_offered(client, SCORES_V2, SCORES_V3, SCORES)
    if observations is None or scores is None:
        raise InvalidSetting(
            f"--host (LANGFUSE_HOST) {client.host} has no list of traces, observations or "
            "scores; Langfuse has them from version 2 on."
        )
    return ListEndpoints(None if observations.has_trace_fields else traces, observations, scores)


async def _first_offered(client: LangfuseClient, *endpoints: ListEndpoint) -> ListEndpoint | None:
    since = {"fromTimestamp": as_text(BEGINNING), "fromStartTime": as_text(BEGINNING)}
    for endpoint in endpoints:
        query = {**endpoint.params, endpoint.since: since[endpoint.since], "limit": "1"}
        try:
            await client.get(endpoint.path, query)
        except EndpointMissing:
            continue
        return endpoint
    return None


async def read_page(
    client: LangfuseClient,
    endpoint: ListEndpoint,
    since: datetime | None,
    before: datetime,
    cursor: str | None,
) -> ListPage:
    """A page of the items from `since` until before `before`, newest first."""
    query = {
        **endpoint.params,
        endpoint.since: as_text(since or BEGINNING),
        endpoint.before: as_text(before),
    }
    if not endpoint.by_cursor:
        number = int(cursor or 1)
        response = await client.page(endpoint.path, query | {"page": str(number)})
        pages = _count(response, "totalPages") or 0
        more = str(number + 1) if number < pages else None
        return ListPage(response["data"], more, _count(response, "totalItems"))
    query |= {"cursor": cursor} if cursor else {}
    response = await client.page(endpoint.path, query)
    if keys := _truncated_keys(response["data"]):
        response = await client.page(endpoint.path, query | {"expandMetadata": keys})
    return ListPage(response["data"], response["meta"].get("cursor"), None)


def as_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _count(response: dict[str, Any], name: str) -> int | None:
    count = response["meta"].get(name)
    return count if isinstance(count, int) else None


def _truncated_keys(items: list[Any]) -> str:
    """The metadata keys whose values may be truncated, separated by commas."""
    keys: dict[str, None] = {}
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("metadata"), dict):
            keys |= dict.fromkeys(_truncated_paths(item["metadata"], ""))
    shown = ""
    for key in keys:
        if "," not in key and len(shown) + len(key) < MAX_KEYS_LENGTH:
            shown += f",{key}" if shown else key
    return shown


def _truncated_paths(metadata: dict[str, Any], prefix: str) -> Iterator[str]:
    """Keys with truncated values: nested ones as a path with dots, and as their top-level key."""
    for key, value in metadata.items():
        if isinstance(value, str) and len(value) == TRUNCATED_LENGTH:
            yield from {f"{prefix}{key}": None, f"{prefix}{key}".partition(".")[0]: None}
        elif isinstance(value, dict):
            yield from _truncated_paths(value, f"{prefix}{key}.")
