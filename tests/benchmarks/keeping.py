"""A connection that is kept: one request after the other, as a program asks."""

import base64
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import orjson
from cases import Case


class Connection:
    def __init__(self, url: str, public_key: str, secret_key: str) -> None:
        self._http = HTTPConnection(urlsplit(url).netloc, timeout=60)
        keys = base64.b64encode(f"{public_key}:{secret_key}".encode()).decode()
        self._headers = {"authorization": f"Basic {keys}", "content-type": "application/json"}

    def ask(self, case: Case) -> float:
        """Seconds from the first byte sent to the last one read."""
        body = orjson.dumps(case.body)
        started = time.perf_counter()
        self._http.request("POST", "/graphql", body, self._headers)
        with self._http.getresponse() as response:
            answer = response.read()
        seconds = time.perf_counter() - started
        assert response.status == 200, answer
        assert "errors" not in orjson.loads(answer), answer
        return seconds
