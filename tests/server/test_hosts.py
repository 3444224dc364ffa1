"""No answer sends anybody to a host that the request only names."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from environment import ProjectKeys, new_token
from tests.server.test_app import HTML

EVIL = "evil.example"
# What a browser may take for the beginning of a host.
TARGETS = [
    f"//{EVIL}",
    f"//{EVIL}/",
    f"///{EVIL}/users/",
    f"/\\{EVIL}/",
    f"/\\/{EVIL}/",
    f"/%5C{EVIL}/",
    f"/%2F{EVIL}/",
    f"/.//{EVIL}/",
    f"/users//{EVIL}/",
    f"/https://{EVIL}/",
    f"/sign-in//{EVIL}/",
    f"//{EVIL}/%2e%2e/",
    f"/?next=//{EVIL}/",
    f"/;@{EVIL}/",
    f"/@{EVIL}/",
]


def paths_of(routes: list[BaseRoute], below: str = "") -> list[str]:
    """An address of each route, with letters for what may vary."""
    paths: list[str] = []
    for route in routes:
        if isinstance(route, Mount):
            inside = below + route.path
            paths += [inside, *paths_of(list(route.routes or []), inside)]
        elif isinstance(route, Route):
            paths.append(below + route.path.replace("{", "").replace("}", "").replace(":path", ""))
    return paths


def leads_to(answer: httpx.Response) -> httpx.URL:
    """Where a browser that asked for this address would go."""
    return httpx.URL("http://own.example").join(answer.headers["location"])


@pytest.mark.parametrize("target", TARGETS)
async def test_an_address_that_names_another_host_leads_to_our_own(
    visitor: httpx.AsyncClient, target: str
) -> None:
    for written in (target, target.rstrip("/")):
        url = httpx.URL(visitor.base_url, raw_path=written.encode())
        answer = await visitor.get(url, headers=HTML)
        assert answer.status_code in (200, 308, 404), answer.text
        if answer.status_code == 308:
            assert leads_to(answer).host == "own.example"
            # As browsers read it, for which a backslash is a slash.
            assert not answer.headers["location"].replace("\\", "/").startswith("//")


@pytest.mark.parametrize("said", ["host", "x-forwarded-host", "forwarded", "x-forwarded-prefix"])
async def test_no_answer_repeats_a_foreign_host(
    app: Starlette, project: ProjectKeys, said: str
) -> None:
    values = {
        "forwarded": f"for=10.0.0.1;host={EVIL};proto=https",
        "x-forwarded-prefix": f"//{EVIL}",
    }
    headers = {**HTML, said: values.get(said, EVIL)}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://own.example"
    ) as client:
        paths = [*paths_of(list(app.routes)), f"/sign-in?token={await new_token(app.state.pool)}"]
        assert len(paths) > 30
        for path in paths:
            for written in (path, f"{path}/", f"/{path}"):
                url = httpx.URL(client.base_url, raw_path=written.encode())
                for keys in (None, (project.public_key, project.secret_key)):
                    answer = await client.get(url, headers=headers, auth=keys)
                    told = [*answer.headers.values(), answer.text]
                    assert not any(EVIL in value for value in told), (written, answer.headers)
