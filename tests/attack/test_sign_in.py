"""The way in to the page: who guesses, peeps at links, steals cookies or sends from elsewhere."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from environment import new_token
from live import receive, subscribe
from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import QUERY, Watched
from usertrail.database.pool import Pool

PASSWORD = {"password": "a long enough password"}
HTML = {"accept": "text/html"}
GUESSES = 60
# Of the page, in ordinary browsers.


def browser(attacked: Watched, address: str = "127.0.0.1") -> httpx.Client:
    transport = httpx.HTTPTransport(local_address=address)
    return httpx.Client(base_url=attacked.url, transport=transport, timeout=30)


def cookie_of(client: httpx.Client) -> dict[str, str]:
    return {"cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}


def test_who_guesses_waits_and_the_owner_does_not(attacked: Watched) -> None:
    def guess(number: int) -> httpx.Response:
        return guesser.post("/session", json={"password": f"a long enough guess {number}"})

    with browser(attacked) as owner:
        # What is read at first use only belongs to no attack.
        owner.post("/session", json={"password": "a slip"})
        owner.post("/session", json=PASSWORD)
    with (
        attacked.watch() as seen,
        browser(attacked, "127.0.0.2") as guesser,
        ThreadPoolExecutor(10) as threads,
    ):
        answers = list(threads.map(guess, range(GUESSES)))
        for _ in range(3):
            with browser(attacked) as owner:
                assert owner.post("/session", json=PASSWORD).status_code == 204
                assert owner.get("/session").status_code == 200
        # Not even the right one is found out by who waits.
        assert guesser.post("/session", json=PASSWORD).status_code == 429
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses.keys() == {401, 429}
    assert statuses[401] < 10
    assert all(
        1 <= int(answer.headers["retry-after"]) <= 300
        for answer in answers
        if answer.status_code == 429
    )
    assert set(seen.neighbour_statuses) == {207, 200}
    assert seen.longest_busy_seconds <= MAX_BUSY_SECONDS, seen.busy[:8]


async def test_a_link_lets_the_owner_in_beside_who_guesses(attacked: Watched, pool: Pool) -> None:
    with browser(attacked) as client:
        while client.post("/session", json={"password": "a wrong one"}).status_code == 401:
            pass
        assert client.post("/session", json={"token": "wrong"}).status_code == 429
        token = await new_token(pool)
        assert client.post("/session", json={"token": token}).status_code == 204


def test_a_proxy_says_who_guesses_and_nobody_else_may(attacked: Watched) -> None:
    def status(address: str, password: dict[str, str]) -> int:
        said = {"x-forwarded-for": address}
        return client.post("/session", json=password, headers=said).status_code

    with browser(attacked) as client:
        # One network of the newer kind is one guesser, however many addresses it has.
        for number in range(20):
            last = status(f"2001:db8::{number:x}", {"password": "wrong"})
        assert last == 429
        assert status("2001:db8::ffff", PASSWORD) == 429
        assert status("2001:db8:0:1::1", PASSWORD) == 204
        assert status("198.51.100.7", PASSWORD) == 204


async def test_looking_at_a_link_does_not_spend_it(attacked: Watched, pool: Pool) -> None:
    token = await new_token(pool)
    with browser(attacked) as client:
        for method in ("GET", "HEAD"):
            answer = client.request(method, f"/sign-in?token={token}", headers=HTML)
            assert "set-cookie" not in answer.headers
            assert answer.status_code != 303
            assert answer.headers["referrer-policy"] == "no-referrer"
        assert client.get("/session").status_code == 401
        assert client.put("/session", json={"token": token}).status_code == 405
        with ThreadPoolExecutor(8) as threads:
            answers = threads.map(
                lambda _: httpx.post(f"{attacked.url}/session", json={"token": token}), range(8)
            )
            statuses = Counter(answer.status_code for answer in answers)
        # Of all who come with it at once, one.
        assert statuses[204] == 1
        assert statuses.keys() <= {204, 401, 429}


async def test_a_stolen_cookie_is_useless_after_signing_out(attacked: Watched) -> None:
    with browser(attacked) as owner:
        assert owner.post("/session", json=PASSWORD).status_code == 204
        stolen = cookie_of(owner)
        address = attacked.url.removeprefix("http://")
        async with connect(
            f"ws://{address}/graphql",
            subprotocols=[Subprotocol("graphql-transport-ws")],
            additional_headers={**stolen, "origin": attacked.url},
        ) as socket:
            await socket.send('{"type": "connection_init"}')
            assert (await receive(socket))["type"] == "connection_ack"
            await subscribe(socket, "live", "subscription { traceUpdated { traceId } }")
            # Answered, so what came before it was taken in.
            await subscribe(socket, "before", QUERY)
            assert "data" in (await receive(socket))["payload"]
            assert owner.delete("/session").status_code == 204
            async with httpx.AsyncClient(base_url=attacked.url, headers=stolen) as thief:
                assert (await thief.get("/session")).status_code == 401
                asked = await thief.post("/graphql", json={"query": QUERY})
                assert asked.status_code == 401
                assert (await thief.get("/export/users.csv")).status_code == 401
            # A subscription is told within the time that `receive` waits, though nothing happens.
            await subscribe(socket, "after", QUERY)
            refused: set[str] = set()
            while refused != {"live", "after"}:
                message = await receive(socket)
                if message["type"] in ("error", "next") and message["id"] != "before":
                    assert "UNAUTHENTICATED" in str(message)
                    refused.add(message["id"])
        async with connect(
            f"ws://{address}/graphql",
            subprotocols=[Subprotocol("graphql-transport-ws")],
            additional_headers={**stolen, "origin": attacked.url},
        ) as socket:
            await socket.send('{"type": "connection_init"}')
            with pytest.raises(ConnectionClosed):
                await receive(socket)


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {},
        {"content-type": "application/json", "sec-fetch-site": "cross-site"},
        {"content-type": "application/json", "sec-fetch-site": "same-site"},
    ],
)
def test_another_site_signs_nobody_in_or_out(attacked: Watched, headers: dict[str, str]) -> None:
    with browser(attacked) as client:
        body = b'{"password": "a long enough password"}'
        answer = client.post("/session", content=body, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        client.post("/session", json=PASSWORD)
        if "sec-fetch-site" in headers:
            assert client.delete("/session", headers=headers).status_code == 403
        assert client.get("/session").status_code == 200


def test_a_session_is_not_of_the_one_who_prepared_the_browser(attacked: Watched) -> None:
    with browser(attacked) as thief, browser(attacked) as owner:
        thief.post("/session", json=PASSWORD)
        prepared = cookie_of(thief)
        assert owner.post("/session", json=PASSWORD, headers=prepared).status_code == 204
        assert cookie_of(owner) != prepared
        assert owner.get("/session").status_code == 200
        assert thief.get("/session").status_code == 401
