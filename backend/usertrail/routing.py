"""Routes that state who may call them, and in which shape their errors are answered."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Flag, auto
from typing import Any, NamedTuple

from starlette import routing
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from usertrail.errors import AppError

ErrorBody = Callable[[AppError], dict[str, Any]]

# Where a scope has what the route that was found in it states.
STATED = "usertrail.stated"


class Callers(Flag):
    """Who may call an address."""

    # Whoever it is: nothing is asked of them, or the endpoint has rules of its own.
    ANYBODY = 0
    # Who has both keys of a project.
    KEYS = auto()
    # Who has its public key alone, which is in every visitor's browser.
    PUBLIC_KEY = auto()
    # Scripts of the signed-in page.
    PAGE = auto()
    # Links of it. A browser opens a link with the cookie and no header of ours.
    LINK = auto()


def message_alone(error: AppError) -> dict[str, Any]:
    return {"message": str(error)}


def graphql_errors(error: AppError) -> dict[str, Any]:
    return {"errors": [{"message": str(error), "extensions": {"code": error.code}}]}


class Stated(NamedTuple):
    """What a route states; as here where none is found."""

    callers: Callers = Callers.ANYBODY
    errors: ErrorBody = message_alone

    def with_(self, callers: Callers | None, errors: ErrorBody | None) -> "Stated":
        return Stated(
            self.callers if callers is None else callers,
            self.errors if errors is None else errors,
        )


def stated_by(scope: Scope) -> Stated:
    """What the route of a request states; where none was found, the area around."""
    stated: Stated = scope.get(STATED, Stated())
    return stated


class _Stating(BaseRoute):
    """What it does not state itself is as the area around it has it."""

    def __init__(
        self,
        *of_route: Any,
        callers: Callers | None = None,
        errors: ErrorBody | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*of_route, **options)
        self.callers, self.errors = callers, errors

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, found = super().matches(scope)
        if match is Match.NONE:
            return match, found
        return match, {**found, STATED: stated_by(scope).with_(self.callers, self.errors)}


class Address(_Stating, routing.Route):
    """A path and its endpoint."""


class Socket(_Stating, routing.WebSocketRoute):
    """A path and its endpoint, spoken to over a WebSocket."""


class Area(_Stating, routing.Mount):
    """All addresses below a path, those that are none too."""

    def __init__(self, path: str, routes: Sequence[BaseRoute], **options: Any) -> None:
        # Nobody is redirected: many senders drop what they were to send.
        super().__init__(path, routing.Router(routes, redirect_slashes=False), **options)


class Served(NamedTuple):
    """An address of programs, with its whole path and all that is stated of it."""

    path: str
    methods: set[str]
    stated: Stated


def served_by(
    routes: Iterable[BaseRoute], below: str = "", stated: Stated | None = None
) -> Iterator[Served]:
    """All addresses but those of the page."""
    for route in routes:
        if isinstance(route, Area | Address):
            path = below + route.path
            here = (stated or Stated()).with_(route.callers, route.errors)
            if isinstance(route, Area):
                yield from served_by(route.routes, path, here)
            else:
                yield Served(path, set(route.methods or {"GET", "POST"}), here)
