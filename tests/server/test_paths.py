"""Paths that hold an id: of the page, and of what the SDKs read."""

from urllib.parse import quote

import httpx
import pytest

import make
from environment import ProjectKeys
from usertrail import page
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

IDS = ["a\nb", "\n", "a\n", "\na", "a\r\nb", "a\n/\nb", "a/b", "a b", "\u2028"]


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize(
    "path", ["/users", "/traces", "/trace", "/project/test/users", "/project/test/traces"]
)
async def test_the_page_opens_at_any_id(visitor: httpx.AsyncClient, path: str, id: str) -> None:
    answer = await visitor.get(f"{path}/{quote(id, safe='')}", headers={"accept": "text/html"})
    # Without a build there is a page that says so.
    expected = 200 if (page.built_files() / "index.html").is_file() else 503
    assert answer.status_code == expected
    assert answer.headers["content-type"].startswith("text/")


@pytest.mark.parametrize("id", IDS)
async def test_a_trace_and_a_session_are_read_back_by_any_id(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys, id: str
) -> None:
    await ingest(pool, project.project_id, Records([make.span(id, session_id=id)]))
    for kind in ("traces", "sessions"):
        answer = await client.get(f"/api/public/{kind}/{quote(id, safe='')}")
        assert (answer.status_code, answer.json()["id"]) == (200, id)
