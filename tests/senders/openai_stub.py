"""As much of OpenAI's API as the senders call: it writes the story's answer, whole or in parts.

The model "broken" fails with the story's error.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from story import GENERATION, STORY

BROKEN = "broken"
EMBEDDING_TOKENS = 7
_ANSWER: str = GENERATION["output"]
_USAGE: dict[str, int] = GENERATION["usage"]


@contextmanager
def serve_openai() -> Iterator[str]:
    """The address to give to a client of OpenAI's as its base URL."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Api) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()


class _Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if asked["model"] == BROKEN:
            error = {"message": STORY["failure"]["statusMessage"], "type": "invalid_request_error"}
            self._answer(400, "application/json", json.dumps({"error": error}))
        elif self.path == "/v1/embeddings":
            self._answer(200, "application/json", json.dumps(_embedding(asked["model"])))
        elif asked.get("stream"):
            parts = [f"data: {json.dumps(chunk)}\n\n" for chunk in _chunks(asked["model"])]
            self._answer(200, "text/event-stream", "".join([*parts, "data: [DONE]\n\n"]))
        else:
            self._answer(200, "application/json", json.dumps(_completion(asked["model"])))

    def _answer(self, status: int, content_type: str, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _completion(model: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": _ANSWER}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    whole = {"id": "answer-1", "object": "chat.completion", "created": 1, "model": model}
    return {**whole, "choices": [choice], "usage": _usage()}


def _chunks(model: str) -> list[dict[str, Any]]:
    whole = {"id": "answer-1", "object": "chat.completion.chunk", "created": 1, "model": model}
    half = len(_ANSWER) // 2
    deltas = [
        ({"role": "assistant", "content": _ANSWER[:half]}, None),
        ({"content": _ANSWER[half:]}, None),
        ({}, "stop"),
    ]
    choices = [
        [{"index": 0, "delta": delta, "finish_reason": finish_reason}]
        for delta, finish_reason in deltas
    ]
    return [
        *({**whole, "choices": of_chunk, "usage": None} for of_chunk in choices),
        {**whole, "choices": [], "usage": _usage()},
    ]


def _usage() -> dict[str, Any]:
    """The story's tokens as OpenAI counts them: the parts are counted in their whole, too."""
    cached, reasoning = _USAGE["input_cached_tokens"], _USAGE["output_reasoning_tokens"]
    return {
        "prompt_tokens": _USAGE["input"] + cached,
        "completion_tokens": _USAGE["output"] + reasoning,
        "total_tokens": _USAGE["total"],
        "prompt_tokens_details": {"cached_tokens": cached},
        "completion_tokens_details": {"reasoning_tokens": reasoning},
    }


def _embedding(model: str) -> dict[str, Any]:
    usage = {"prompt_tokens": EMBEDDING_TOKENS, "total_tokens": EMBEDDING_TOKENS}
    vector = {"object": "embedding", "index": 0, "embedding": [0.25, 0.5]}
    return {"object": "list", "model": model, "data": [vector], "usage": usage}
