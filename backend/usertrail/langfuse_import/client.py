"""Asks a Langfuse over its public API: patiently, and for less where a page is too much for it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import click
import httpx

from usertrail.normalise.text import parse_json
from usertrail.settings import InvalidSetting

# Between tries of what may pass.
PAUSES_SECONDS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
# So long may the source ask to be left alone, all in all, before one answer.
LONGEST_WAIT_SECONDS = 15 * 60.0
TIMEOUT = httpx.Timeout(120, connect=10)
# The most that a list gives at once in every generation.
PAGE_ITEMS = 100
# What is held in memory of one answer; a single item may be larger.
PAGE_BYTES = 64 * 1024 * 1024

_NOT_OFFERED = (404, 405, 410, 501)
_PASSING = (408, 425, 429, 500, 502, 503, 520, 521, 522, 523)
# Asked for less, the source may manage: 422 is what it says when its database gave up.
_TOO_MUCH = (413, 422, 504, 524)

Params = Mapping[str, str]


class BrokenOff(click.ClickException):
    """Why the copy ends before its end; exit status 1."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason}\nWhat was copied until here is stored. Run the same command again to go on."
        )


class NotOffered(Exception):
    """This server has nothing at this address."""


class SourceProject(NamedTuple):
    """What a pair of keys opens at the source."""

    project_id: str
    name: str
    organization_id: str


class _MayPass(Exception):
    """Why there is no answer now, and after how many seconds to ask again, if that was said."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class _Unreachable(_MayPass):
    """Nobody answered."""


class _Odd(_MayPass):
    """Somebody answered, but not in JSON."""


class _TooMuch(_MayPass):
    """The answer to a smaller page may come."""


class Source:
    """One project of a Langfuse."""

    def __init__(self, client: httpx.AsyncClient, say: Callable[[str], None]) -> None:
        """`say` is told why it waits, and "" when it goes on."""
        self.host = str(client.base_url).rstrip("/")
        self._client = client
        self._say = say
        self._page_items = PAGE_ITEMS

    async def project(self) -> SourceProject:
        """The project of these keys. Raises InvalidSetting where host or keys are wrong."""
        path = "/api/public/projects"
        try:
            try:
                answer = await self._ask(path, {})
            except (_Unreachable, _Odd):
                raise
            except _MayPass:
                answer = await self.get(path, {})
            found = answer["data"][0]
            organization = found.get("organization") or {}
            return SourceProject(
                str(found["id"]), str(found.get("name")), str(organization.get("id"))
            )
        except _Unreachable as problem:
            raise InvalidSetting(
                f"--host (LANGFUSE_HOST) {self.host} does not answer: {problem}."
            ) from problem
        except (NotOffered, _Odd, LookupError, TypeError, AttributeError) as problem:
            raise InvalidSetting(
                f"--host (LANGFUSE_HOST) {self.host} answers, but not as a Langfuse does."
            ) from problem

    async def page(self, path: str, params: Params) -> dict[str, Any]:
        """One page of a list, as long as the source manages. Raises BrokenOff."""
        while True:
            limit = str(self._page_items)
            try:
                answer = await self.get(path, {**params, "limit": limit})
            except _TooMuch:
                self._page_items //= 2
            except NotOffered as error:
                raise BrokenOff(f"{self.host} offers {path} no more.") from error
            else:
                if isinstance(answer.get("data"), list) and isinstance(answer.get("meta"), dict):
                    return answer
                raise BrokenOff(f"{self.host} answers {path}, but not with a list.")

    async def get(self, path: str, params: Params) -> dict[str, Any]:
        """A JSON object. Raises NotOffered, BrokenOff when patience ends."""
        pauses = iter(PAUSES_SECONDS)
        waited = 0.0
        while True:
            try:
                answer = await self._ask(path, params)
            except _MayPass as problem:
                if isinstance(problem, _TooMuch) and _is_large(params):
                    raise
                seconds = next(pauses, None) if problem.seconds is None else problem.seconds
                if seconds is None or waited + seconds > LONGEST_WAIT_SECONDS:
                    when = f", to be asked again in {seconds:.0f} s" if problem.seconds else ""
                    raise BrokenOff(
                        f"{self.host} does not give {path}: {problem}{when}."
                    ) from problem
                self._say(f"waiting {seconds:.0f} s: {problem}")
                await asyncio.sleep(seconds)
                waited += max(seconds, 1.0)
            else:
                self._say("")
                return answer

    async def _ask(self, path: str, params: Params) -> dict[str, Any]:
        try:
            async with self._client.stream("GET", path, params=params) as answer:
                body = await _read(answer, _is_large(params))
        except httpx.TimeoutException as error:
            raise _TooMuch("it did not answer in time") from error
        except (httpx.TransportError, httpx.TooManyRedirects, httpx.DecodingError) as error:
            raise _Unreachable(str(error) or type(error).__name__) from error
        self._check(path, answer, body)
        try:
            value = parse_json(body)
        except ValueError as error:
            raise _Odd("it answered with something other than JSON") from error
        if not isinstance(value, dict):
            raise _Odd("it answered with something other than a JSON object")
        return value

    def _check(self, path: str, answer: httpx.Response, body: bytes) -> None:
        status = answer.status_code
        if answer.is_success:
            return
        if status in _NOT_OFFERED:
            raise NotOffered(path)
        if status == 401:
            raise InvalidSetting(
                "--public-key and --secret-key (LANGFUSE_PUBLIC_KEY, LANGFUSE_SECRET_KEY) are not "
                f"known at {self.host}."
            )
        if status in _PASSING:
            raise _MayPass(f"it answers {status}", _asked_seconds(answer))
        if status in _TOO_MUCH:
            raise _TooMuch(f"it answers {status}")
        raise BrokenOff(f"{self.host} refuses {path} with {status}: {_shown(body)}.")


def _is_large(params: Params) -> bool:
    return int(params.get("limit", 1)) > 1


async def _read(answer: httpx.Response, bounded: bool) -> bytes:
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if bounded and len(body) > PAGE_BYTES:
            raise _TooMuch("a page is larger than fits")
    return bytes(body)


def _asked_seconds(answer: httpx.Response) -> float | None:
    """What Retry-After says, in seconds or as a date."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _shown(body: bytes) -> str:
    text = " ".join(body[:2_000].decode("utf-8", "replace").split())
    return text[:300].rstrip(".") or "without a word"
