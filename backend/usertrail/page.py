"""The page: its built files, and which address opens it."""

import os
import re
from functools import partial
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from usertrail.compression import accepts
from usertrail.forwarded import base_path_of

PACKAGE = Path(__file__).parent

# The page finds its way from the address; an id may hold a slash.
PAGES = (
    "/",
    "/users",
    "/users/{user_id:path}",
    "/traces/{trace_id:path}",
    "/sessions/{session_id:path}",
    "/overview",
    "/settings",
    "/setup",
)
PAGE_PATHS = (
    *PAGES,
    # Of a link, too: only a script of the page spends its token, by POST, so that who looks at it
    # ahead or fetches a preview does not.
    "/sign-in",
    # Of one project among several; the SDKs build such addresses of a trace.
    *(f"/project/{{project_id}}{path}" for path in (*PAGES, "/sign-in")),
    # Another address that the SDKs build of a trace.
    "/trace/{trace_id:path}",
)

# The build leaves these forms beside a file that they make smaller; the smallest comes first.
CODINGS = {"br": ".br", "gzip": ".gz"}
SUFFIXES = tuple(CODINGS.values())
KEPT_FOR_EVER = "public, max-age=31536000, immutable"

# As the build writes addresses in a page; scripts and styles name each other relatively.
OWN_ADDRESS = re.compile(r'\b(?:src|href)="(?=/)')

NOT_BUILT = (
    "The page was not built. In a source checkout: cd frontend && npm ci && npm run build\n"
    "The API answers all the same."
)


def built_files() -> Path:
    """In the wheel, beside the code; in a source checkout, where the build leaves them."""
    in_wheel = PACKAGE / "static"
    return in_wheel if in_wheel.is_dir() else PACKAGE.parents[1] / "frontend" / "dist"


def page_routes() -> list[BaseRoute]:
    files = built_files()
    # The icon and the like, which lie beside index.html.
    beside = [file for file in files.glob("[!.]*") if file.is_file()]
    loose = [file for file in beside if not file.name.endswith((".html", *SUFFIXES))]
    return [
        *(Route(path, page) for path in PAGE_PATHS),
        Mount("/assets", Assets(directory=files / "assets", check_dir=False)),
        *(Route(f"/{file.name}", partial(_send_file, file)) for file in loose),
    ]


async def page(request: Request, status: int = 200) -> Response:
    """index.html, asked for again each time: it names the assets of its build."""
    return built_page("index.html", request.scope, status)


def explorer(request: Request) -> Response:
    """GraphiQL, as the frontend's build left it. It asks for nothing from elsewhere."""
    page = built_page("graphiql.html", request.scope)
    page.headers["cache-control"] = "no-store"
    return page


def built_page(name: str, scope: Scope, status: int = 200) -> Response:
    """The file, whose addresses begin with the path below which all are served."""
    file = built_files() / name
    if not file.is_file():
        return PlainTextResponse(NOT_BUILT, 503)
    base_path = base_path_of(scope)
    if base_path == "":
        return built_file(file, scope, status)
    text = OWN_ADDRESS.sub(rf"\g<0>{base_path}", file.read_text())
    return HTMLResponse(text, status, {"cache-control": "no-cache"})


def page_or(nothing: ASGIApp) -> ASGIApp:
    """For addresses that no route has: the page, which tells a person so; `nothing` for others."""

    async def page_or_nothing(scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = nothing
        if scope["type"] == "http" and _wants_page(request := Request(scope)):
            answer = await page(request, 404)
        await answer(scope, receive, send)

    return page_or_nothing


def _wants_page(request: Request) -> bool:
    """Whether a browser asks for a page, and not a program, nor for a file."""
    asks_for_html = "text/html" in request.headers.get("accept", "")
    name = request.scope["path"].rpartition("/")[2]
    return request.method in ("GET", "HEAD") and asks_for_html and "." not in name


def built_file(file: Path, scope: Scope, status: int = 200, for_ever: bool = False) -> Response:
    """The file in the smallest form that the caller takes, or that it has not changed."""
    headers = Headers(scope=scope)
    sent, own = file, {"vary": "Accept-Encoding"}
    for coding, suffix in CODINGS.items():
        form = file.with_name(file.name + suffix)
        if accepts(headers, coding) and form.is_file():
            sent, own["content-encoding"] = form, coding
            break
    # Not by time and size: an image may give all files of all its builds the same time.
    etag = sent.name if for_ever else sha256(sent.read_bytes()).hexdigest()[:32]
    own |= {"etag": f'"{etag}"', "cache-control": KEPT_FOR_EVER if for_ever else "no-cache"}
    answer = FileResponse(sent, status, own, stat_result=sent.stat())
    # It would be believed where it is the same for different files.
    del answer.headers["last-modified"]
    known = [tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")]
    is_known = status == 200 and own["etag"] in known
    return NotModifiedResponse(answer.headers) if is_known else answer


class Assets(StaticFiles):
    """Files whose name holds a hash of their content."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        return built_file(Path(full_path), scope, status_code, for_ever=True)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        # A compressed form is no file of its own.
        return ("", None) if path.endswith(SUFFIXES) else super().lookup_path(path)


async def _send_file(file: Path, request: Request) -> Response:
    return built_file(file, request.scope)
