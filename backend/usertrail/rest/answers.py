"""JSON responses, of which long ones are built in a thread and streamed."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.responses import Response, StreamingResponse

from usertrail.read.answer_size import answer_bytes
from usertrail.responses.pieces import LONG_BYTES, sent_in_pieces
from usertrail.responses.raw_json import dumps


async def built_answer(build: Callable[[], Any]) -> Response:
    """The result of `build` as JSON; the size of the rows read decides whether it is long."""
    budget = answer_bytes.get()
    size = budget.read_count if budget else 0
    if size < LONG_BYTES:
        return Response(dumps(build()), media_type="application/json")
    body = [await asyncio.to_thread(build)]
    return StreamingResponse(sent_in_pieces(body), media_type="application/json")
