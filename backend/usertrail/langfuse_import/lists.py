"""The lists of each generation of Langfuse, and which of them a server offers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from usertrail.langfuse_import.client import NotOffered, Source
from usertrail.settings import InvalidSetting

Kind = Literal["traces", "observations", "scores"]

MILLISECOND = timedelta(milliseconds=1)
# Without it some servers answer for the last days only, and some not at all.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# Where the newest list cuts the text of a metadata key that it is not asked for.
CUT_LENGTH = 200
# Of an address; servers and proxies refuse longer ones from about 8,000 on.
KEYS_LENGTH = 4_000


class Listing(NamedTuple):
    """A list of one kind, newest first, and the names it gives to its times."""

    kind: Kind
    path: str
    time: str
    since: str
    before: str
    params: dict[str, str]
    # Else by the number of the page.
    by_cursor: bool = False
    # Observations only: each says what is known of its trace.
    tells_traces: bool = False


class Lists(NamedTuple):
    """What to read; traces are None where the observations tell of them."""

    traces: Listing | None
    observations: Listing
    scores: Listing


class Page(NamedTuple):
    items: list[Any]
    # Where the same question goes on; None at its end.
    next: str | None
    # How many items the question has; None where the server does not count.
    total: int | None


_BY_TIMESTAMP = ("timestamp", "fromTimestamp", "toTimestamp")
_BY_START = ("startTime", "fromStartTime", "toStartTime")
TRACES = Listing(
    "traces",
    "/api/public/traces",
    *_BY_TIMESTAMP,
    {"fields": "core,io", "orderBy": "timestamp.desc"},
)
OBSERVATIONS = Listing("observations", "/api/public/observations", *_BY_START, {})
OBSERVATIONS_V2 = Listing(
    "observations",
    "/api/public/v2/observations",
    *_BY_START,
    {"fields": "core,basic,time,io,metadata,model,usage,prompt,trace_context"},
    by_cursor=True,
    tells_traces=True,
)
SCORES = Listing("scores", "/api/public/scores", *_BY_TIMESTAMP, {})
SCORES_V2 = Listing("scores", "/api/public/v2/scores", *_BY_TIMESTAMP, {})
SCORES_V3 = Listing(
    "scores",
    "/api/public/v3/scores",
    *_BY_TIMESTAMP,
    {"fields": "details,subject"},
    by_cursor=True,
)


async def choose(source: Source) -> Lists:
    """The lists of this server. Raises InvalidSetting where it has none."""
    traces = await _first_offered(source, TRACES)
    # The newest servers count no traces, and have rows of observations that tell of them.
    observations = await _first_offered(
        source, *([OBSERVATIONS, OBSERVATIONS_V2] if traces else [OBSERVATIONS_V2])
    )
    # The oldest list has no scores of sessions.
    scores = await _first_offered(source, SCORES_V2, SCORES_V3, SCORES)
    if observations is None or scores is None:
        raise InvalidSetting(
            f"--host (LANGFUSE_HOST) {source.host} offers no list of traces, observations or "
            "scores; from Langfuse 2 on it should."
        )
    return Lists(None if observations.tells_traces else traces, observations, scores)


async def _first_offered(source: Source, *listings: Listing) -> Listing | None:
    since = {"fromTimestamp": as_text(BEGINNING), "fromStartTime": as_text(BEGINNING)}
    for listing in listings:
        question = {**listing.params, listing.since: since[listing.since], "limit": "1"}
        try:
            await source.get(listing.path, question)
        except NotOffered:
            continue
        return listing
    return None


async def read(
    source: Source, listing: Listing, since: datetime | None, before: datetime, place: str | None
) -> Page:
    """A page of what lies from `since` to right before `before`, newest first."""
    question = {
        **listing.params,
        listing.since: as_text(since or BEGINNING),
        listing.before: as_text(before),
    }
    if not listing.by_cursor:
        number = int(place or 1)
        answer = await source.page(listing.path, question | {"page": str(number)})
        pages = _count(answer, "totalPages") or 0
        more = str(number + 1) if number < pages else None
        return Page(answer["data"], more, _count(answer, "totalItems"))
    question |= {"cursor": place} if place else {}
    answer = await source.page(listing.path, question)
    if keys := _cut_keys(answer["data"]):
        answer = await source.page(listing.path, question | {"expandMetadata": keys})
    return Page(answer["data"], answer["meta"].get("cursor"), None)


def as_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _count(answer: dict[str, Any], name: str) -> int | None:
    count = answer["meta"].get(name)
    return count if isinstance(count, int) else None


def _cut_keys(items: list[Any]) -> str:
    """The metadata keys whose text may go on, as the server wants them: with commas."""
    keys: dict[str, None] = {}
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("metadata"), dict):
            keys |= dict.fromkeys(_cut_paths(item["metadata"], ""))
    shown = ""
    for key in keys:
        if "," not in key and len(shown) + len(key) < KEYS_LENGTH:
            shown += f",{key}" if shown else key
    return shown


def _cut_paths(metadata: dict[str, Any], prefix: str) -> Iterator[str]:
    """A nested key goes by its path with dots, or by the key at its top."""
    for key, value in metadata.items():
        if isinstance(value, str) and len(value) == CUT_LENGTH:
            yield from {f"{prefix}{key}": None, f"{prefix}{key}".partition(".")[0]: None}
        elif isinstance(value, dict):
            yield from _cut_paths(value, f"{prefix}{key}.")
