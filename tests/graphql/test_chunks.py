"""A long answer as JSON, in chunks."""

from typing import Any

import pytest

from usertrail.database.long_values.text import LongText
from usertrail.responses.chunks import CHUNK_BYTES, FEW_VALUES, chunks_of, stream_json
from usertrail.responses.raw_json import Written, dumps

LONG = 'long "text" \\ \n ü 😀 ' * CHUNK_BYTES
FEW = {"a": [1, 2.5, None, True, "ü"], "b": {}, "c": [], "": {"d": [{}]}}
ANSWERS: dict[str, Any] = {
    "nothing": None,
    "an empty list": [],
    "an empty object": {},
    "a text": "a",
    "few values": FEW,
    "a long text": LONG,
    "many values": [FEW] * FEW_VALUES,
    "one of many is long": {"nodes": [FEW] * 50 + [{"input": LONG}] + [FEW] * 50},
    "one of many holds many": {"nodes": [*[FEW] * 50, {"spans": [FEW] * 5_000}, *[FEW] * 50]},
    "written long": {"metadata": Written(dumps({"a": LONG}).decode()), "b": Written("[1]")},
    "a text in slices": {"a": LongText.of(LONG.encode()), "b": 1},
    "written in slices": [Written(LongText.of(dumps({"a": LONG})))],
    "a long name": {LONG: [LONG], "b": 1},
}


@pytest.fixture(params=ANSWERS)
def answer(request: pytest.FixtureRequest) -> Any:
    return ANSWERS[request.param]


def test_the_chunks_are_the_json(answer: Any) -> None:
    assert b"".join(chunks_of(answer)) == dumps(answer)


@pytest.mark.parametrize("name", [name for name in ANSWERS if name != "a long name"])
def test_no_chunk_is_long(name: str) -> None:
    # A character takes four bytes at most, or six where it is escaped.
    assert max(map(len, chunks_of([ANSWERS[name]]))) <= 6 * CHUNK_BYTES


async def test_what_was_sent_is_let_go() -> None:
    body = [{"nodes": [FEW] * 5_000}]
    expected = dumps(body[0])
    sent = [chunk async for chunk in stream_json(body)]
    assert b"".join(sent) == expected
    assert len(sent) > 3
    assert body == []
