"""A client of Langfuse's public API, with retries, and smaller pages where one is too large."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import click
import httpx
import stamina

from usertrail.normalise.text import parse_json
from usertrail.retries import retry_after_seconds
from usertrail.settings import InvalidSetting

# Of one request: with exponential backoff the last is four minutes after the first.
ATTEMPTS = 10
# The longest Retry-After that is respected, and the time after which no attempt follows.
MAX_WAIT_SECONDS = 15 * 60.0
TIMEOUT = httpx.Timeout(120, connect=10)
# The largest page size of every version of Langfuse.
PAGE_ITEMS = 100
# The largest response of a page; that of a single item may be larger.
MAX_PAGE_BYTES = 64 * 1024 * 1024

_MISSING_STATUSES = (404, 405, 410, 501)
_RETRYABLE_STATUSES = (408, 425, 429, 500, 502, 503, 520, 521, 522, 523)
# A smaller page may succeed: Langfuse answers 422 when its database timed out.
_TOO_LARGE_STATUSES = (413, 422, 504, 524)

Params = Mapping[str, str]


class ImportInterrupted(click.ClickException):
    """The import stopped before its end; exit status 1."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason}\nWhat was copied so far is stored. Run the same command again to continue."
        )


class EndpointMissing(Exception):
    """This version of Langfuse does not have the endpoint."""


class SourceProject(NamedTuple):
    """The project of a pair of keys at the source."""

    project_id: str
    name: str
    organization_id: str


class _Retryable(Exception):
    """A request that may succeed later; `seconds` is the Retry-After, None without."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class _Unreachable(_Retryable):
    """No response."""


class _NotLangfuse(_Retryable):
    """A response that is no JSON object."""


class _PageTooLarge(_Retryable):
    """A smaller page may succeed."""


class LangfuseClient:
    """One project of a Langfuse."""

    def __init__(self, client: httpx.AsyncClient, report: Callable[[str], None]) -> None:
        """`report` gets the reason while it waits for a retry, and "" when it continues."""
        self.host = str(client.base_url).rstrip("/")
        self._client = client
        self._report = report
        self._page_items = PAGE_ITEMS

    async def project(self) -> SourceProject:
        """The project of these keys. Raises InvalidSetting where host or keys are wrong."""
        path = "/api/public/projects"
        try:
            try:
                response = await self._request(path, {})
            except (_Unreachable, _NotLangfuse):
                raise
            except _Retryable:
                response = await self.get(path, {})
            found = response["data"][0]
            organization = found.get("organization") or {}
            return SourceProject(
                str(found["id"]), str(found.get("name")), str(organization.get("id"))
            )
        except _Unreachable as problem:
            raise InvalidSetting(
                f"--host (LANGFUSE_HOST) {self.host} does not answer: {problem}."
            ) from problem
        except (EndpointMissing, _NotLangfuse, LookupError, TypeError, AttributeError) as problem:
            raise InvalidSetting(
                f"--host (LANGFUSE_HOST) {self.host} answers, but not as a Langfuse does."
            ) from problem

    async def page(self, path: str, params: Params) -> dict[str, Any]:
        """A page of a list, as large as the source can serve. Raises ImportInterrupted."""
        while True:
            limit = str(self._page_items)
            try:
                response = await self.get(path, {**params, "limit": limit})
            except _PageTooLarge:
                self._page_items //= 2
            except EndpointMissing as error:
                raise ImportInterrupted(f"{self.host} no longer has {path}.") from error
            else:
                if isinstance(response.get("data"), list) and isinstance(
                    response.get("meta"), dict
                ):
                    return response
                raise ImportInterrupted(f"{self.host} answers {path}, but not with a list.")

    async def get(self, path: str, params: Params) -> dict[str, Any]:
        """A JSON object, with retries. Raises EndpointMissing and ImportInterrupted."""
        retrying = stamina.AsyncRetryingCaller(
            attempts=ATTEMPTS, timeout=MAX_WAIT_SECONDS, wait_initial=1.0, wait_max=60.0
        )
        try:
            response = await retrying(
                lambda error: self._backoff(error, params), self._request, path, params
            )
        except _Retryable as problem:
            if isinstance(problem, _PageTooLarge) and _is_large(params):
                raise
            when = f", to be asked again in {problem.seconds:.0f} s" if problem.seconds else ""
            raise ImportInterrupted(
                f"{self.host} does not give {path}: {problem}{when}."
            ) from problem
        self._report("")
        return response

    def _backoff(self, error: Exception, params: Params) -> bool | float:
        """Seconds before the next attempt; True for exponential backoff, False for none."""
        if not isinstance(error, _Retryable):
            return False
        if isinstance(error, _PageTooLarge) and _is_large(params):
            return False
        if error.seconds is None:
            self._report(f"waiting: {error}")
            return True
        if error.seconds > MAX_WAIT_SECONDS:
            return False
        self._report(f"waiting {error.seconds:.0f} s: {error}")
        return max(error.seconds, 1.0)

    async def _request(self, path: str, params: Params) -> dict[str, Any]:
        try:
            async with self._client.stream("GET", path, params=params) as response:
                body = await _read(response, _is_large(params))
        except httpx.TimeoutException as error:
            raise _PageTooLarge("it did not answer in time") from error
        except (httpx.TransportError, httpx.TooManyRedirects, httpx.DecodingError) as error:
            raise _Unreachable(str(error) or type(error).__name__) from error
        self._check(path, response, body)
        try:
            value = parse_json(body)
        except ValueError as error:
            raise _NotLangfuse("it answered with something other than JSON") from error
        if not isinstance(value, dict):
            raise _NotLangfuse("it answered with something other than a JSON object")
        return value

    def _check(self, path: str, response: httpx.Response, body: bytes) -> None:
        status = response.status_code
        if response.is_success:
            return
        if status in _MISSING_STATUSES:
            raise EndpointMissing(path)
        if status == 401:
            raise InvalidSetting(
                "--public-key and --secret-key (LANGFUSE_PUBLIC_KEY, LANGFUSE_SECRET_KEY) are not "
                f"known at {self.host}."
            )
        if status in _RETRYABLE_STATUSES:
            raise _Retryable(f"it answers {status}", retry_after_seconds(response))
        if status in _TOO_LARGE_STATUSES:
            raise _PageTooLarge(f"it answers {status}")
        said = " ".join(body[:2_000].decode("utf-8", "replace").split())[:300].rstrip(".")
        raise ImportInterrupted(
            f"{self.host} refuses {path} with {status}: {said or 'no message'}."
        )


def _is_large(params: Params) -> bool:
    return int(params.get("limit", 1)) > 1


async def _read(response: httpx.Response, is_list: bool) -> bytes:
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if is_list and len(body) > MAX_PAGE_BYTES:
            raise _PageTooLarge("a page is larger than fits")
    return bytes(body)
