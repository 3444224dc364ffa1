"""As much of OpenAI's API as the senders call: it writes the story's answer, whole or in parts.

Before that it calls the tools it is offered, one in each turn; asked for JSON, it answers in JSON.
The model "broken" fails with the story's error.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from story import GENERATION, STORY

BROKEN = "broken"
EMBEDDING_TOKENS = 7
_USAGE: dict[str, int] = GENERATION["usage"]
_JSON = STORY["output"]
# Any other tool is one that an agent is to answer by.
_ARGUMENTS = {
    STORY["tool"]["name"]: STORY["tool"]["input"],
    STORY["failure"]["name"].replace("-", "_"): {},
}

Asked = dict[str, Any]
Message = dict[str, Any]


@contextmanager
def serve_openai() -> Iterator[str]:
    """The address to give to a client of OpenAI's as its base URL."""
    with _Server(("127.0.0.1", 0), _Api) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    """`turns` has how often it was offered the same tools: not every agent sends its calls back."""

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.turns: Counter[tuple[str, ...]] = Counter()

    def next_tool(self, asked: Asked) -> dict[str, str] | None:
        """The call of the next of the tools that are offered; None once all were called."""
        tools = [tool.get("function", tool)["name"] for tool in asked.get("tools", ())]
        turn = self.turns[tuple(tools)]
        self.turns[tuple(tools)] += 1
        if turn >= len(tools):
            return None
        return {"name": tools[turn], "arguments": json.dumps(_ARGUMENTS.get(tools[turn], _JSON))}


class _Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if asked["model"] == BROKEN:
            error = {"message": STORY["failure"]["statusMessage"], "type": "invalid_request_error"}
            self._answer(400, "application/json", json.dumps({"error": error}))
        elif self.path == "/v1/embeddings":
            self._answer(200, "application/json", json.dumps(_embedding(asked["model"])))
        elif self.path == "/v1/responses":
            response = _response(asked, self.server.next_tool(asked))
            self._answer(200, "application/json", json.dumps(response))
        else:
            self._answer_chat(asked)

    def _answer_chat(self, asked: Asked) -> None:
        answer = json.dumps(_JSON) if "response_format" in asked else GENERATION["output"]
        message = _message(answer, self.server.next_tool(asked))
        if asked.get("stream"):
            parts = [f"data: {json.dumps(chunk)}\n\n" for chunk in _chunks(asked["model"], message)]
            self._answer(200, "text/event-stream", "".join([*parts, "data: [DONE]\n\n"]))
        else:
            whole = _completion(asked["model"], message)
            self._answer(200, "application/json", json.dumps(whole))

    def _answer(self, status: int, content_type: str, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _message(answer: str, function: dict[str, str] | None) -> Message:
    if function is None:
        return {"role": "assistant", "content": answer}
    call = {"id": f"call-{function['name']}", "type": "function", "function": function}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def _finish_reason(message: Message) -> str:
    return "tool_calls" if "tool_calls" in message else "stop"


def _completion(model: str, message: Message) -> dict[str, Any]:
    choice = {"index": 0, "message": message, "finish_reason": _finish_reason(message)}
    whole = {"id": "answer-1", "object": "chat.completion", "created": 1, "model": model}
    return {**whole, "choices": [choice], "usage": _usage()}


def _chunks(model: str, message: Message) -> list[dict[str, Any]]:
    whole = {"id": "answer-1", "object": "chat.completion.chunk", "created": 1, "model": model}
    choices = [
        *({"index": 0, "delta": delta, "finish_reason": None} for delta in _deltas(message)),
        {"index": 0, "delta": {}, "finish_reason": _finish_reason(message)},
    ]
    return [
        *({**whole, "choices": [choice], "usage": None} for choice in choices),
        {**whole, "choices": [], "usage": _usage()},
    ]


def _deltas(message: Message) -> list[Message]:
    if "tool_calls" in message:
        calls = [{"index": place, **call} for place, call in enumerate(message["tool_calls"])]
        return [{**message, "tool_calls": calls}]
    half = len(message["content"]) // 2
    return [
        {**message, "content": message["content"][:half]},
        {"content": message["content"][half:]},
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


def _response(asked: Asked, function: dict[str, str] | None) -> dict[str, Any]:
    """An answer by OpenAI's newer API, where a call stands beside messages."""
    item: dict[str, Any]
    if function:
        item = {"type": "function_call", "call_id": f"call-{function['name']}", **function}
    else:
        text = {"type": "output_text", "text": GENERATION["output"], "annotations": []}
        item = {"type": "message", "role": "assistant", "content": [text]}
    return {
        **{"id": "response-1", "object": "response", "created_at": 1, "model": asked["model"]},
        **{"instructions": asked.get("instructions"), "status": "completed"},
        **{"output": [{"id": "item-1", "status": "completed", **item}]},
        **{"tools": [], "tool_choice": "auto", "parallel_tool_calls": False},
        "usage": _usage_of_response(),
    }


def _usage_of_response() -> dict[str, Any]:
    """The same tokens in the names of the newer API."""
    names = {"prompt": "input", "completion": "output"}
    return {
        f"{names.get(kind, kind)}_{rest}": count
        for name, count in _usage().items()
        for kind, _, rest in [name.partition("_")]
    }


def _embedding(model: str) -> dict[str, Any]:
    usage = {"prompt_tokens": EMBEDDING_TOKENS, "total_tokens": EMBEDDING_TOKENS}
    vector = {"object": "embedding", "index": 0, "embedding": [0.25, 0.5]}
    return {"object": "list", "model": model, "data": [vector], "usage": usage}
