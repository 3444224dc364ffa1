"""The page: its built files, which address opens it, and the link that signs in to it."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from usertrail.access.session import remember
from usertrail.access.sign_in import SignIn

PACKAGE = Path(__file__).parent

# The page finds its way from the address; an id may hold a slash.
PAGE_PATHS = (
    "/",
    "/users",
    "/users/{user_id:path}",
    "/traces/{trace_id:path}",
    "/overview",
    "/setup",
    # Addresses that the SDKs build of a trace.
    "/project/{project_id}/traces/{trace_id:path}",
    "/trace/{trace_id:path}",
)

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
    return [
        *(Route(path, open_page) for path in PAGE_PATHS),
        Route("/sign-in", sign_in),
        Mount("/assets", Assets(directory=files / "assets", check_dir=False)),
        *(Route(f"/{file.name}", _sender_of(file)) for file in _loose_files(files)),
    ]


async def open_page(request: Request) -> Response:
    return page(200)


async def sign_in(request: Request) -> Response:
    """Spend the token and go to the page; the page itself says what is wrong with a wrong one."""
    state: SignIn = request.app.state.sign_in
    token = request.query_params.get("token", "")
    if token and state.spend_token(token):
        remember(request)
        return RedirectResponse("/", 303)
    if token and "project_id" in request.session:
        return RedirectResponse("/", 303)
    return page(200)


def page(status: int) -> Response:
    """index.html, never from a cache: it names the assets of its build."""
    index = built_files() / "index.html"
    if not index.is_file():
        return PlainTextResponse(NOT_BUILT, 503)
    return FileResponse(index, status, headers={"cache-control": "no-store"})


def is_page_address(request: Request) -> bool:
    """Whether a browser asks for a page, and not a program for a file or an API."""
    asks_for_html = "text/html" in request.headers.get("accept", "")
    last = request.url.path.rpartition("/")[2]
    api = request.url.path.startswith(("/api/", "/v1/", "/assets/", "/export/"))
    return request.method in ("GET", "HEAD") and asks_for_html and not api and "." not in last


class Assets(StaticFiles):
    """Files whose name holds a hash of their content."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def _loose_files(files: Path) -> list[Path]:
    """The icon and the like, which lie beside index.html."""
    if not files.is_dir():
        return []
    return [file for file in files.iterdir() if file.is_file() and _is_public(file.name)]


def _is_public(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(".html")


def _sender_of(file: Path) -> Callable[[Request], Awaitable[Response]]:
    async def send_file(request: Request) -> Response:
        return FileResponse(file, headers={"cache-control": "no-cache"})

    return send_file
