"""Every content coding that senders use is undone, within the limits and without the event loop."""

import asyncio
import gzip
import time
import zlib
from collections.abc import Callable
from itertools import pairwise

import httpx
import orjson
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from asking import Ask
from tests.receive.test_ingest_stats import arrived
from usertrail.database.pool import Pool
from usertrail.errors import BadInput, TooLarge
from usertrail.receive.content_encoding import MAX_MEMBERS, decompressed
from wire import request, wire_span

MEBIBYTE = 1024 * 1024
JSON = {"content-type": "application/json"}
BODY = orjson.dumps(request(wire_span({"user.id": "ada"})))


def raw_deflate(body: bytes) -> bytes:
    """RFC 1951 alone, as some send it under the name of RFC 1950's format."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def streamed_zstd(body: bytes) -> bytes:
    """A frame that does not say how long its content is."""
    packer = zstd.ZstdCompressor()
    return packer.compress(body) + packer.flush()


PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "zstd": ("zstd", zstd.compress),
    "streamed zstd": ("zstd", streamed_zstd),
    "identity": ("identity", bytes),
    "none": ("", bytes),
    "in capitals": (" GZip ", gzip.compress),
    "twice": ("gzip, zstd", lambda body: zstd.compress(gzip.compress(body))),
    "identity among others": ("identity, deflate", zlib.compress),
}


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/traces", BODY, 200),
        ("/api/public/otel/v1/traces", BODY, 200),
        ("/api/public/ingestion", b'{"batch": []}', 207),
        ("/api/public/scores", b'{"traceId": "t", "name": "n", "value": 1}', 200),
    ],
)
async def test_a_body_may_come_in_any_of_them(
    client: httpx.AsyncClient, name: str, path: str, body: bytes, status: int
) -> None:
    coding, pack = PACKED[name]
    headers = {**JSON, "content-encoding": coding}
    answer = await client.post(path, content=pack(body), headers=headers)
    assert (answer.status_code, answer.text) == (status, answer.text)


async def test_codings_may_come_in_several_headers(client: httpx.AsyncClient, pool: Pool) -> None:
    headers = [*JSON.items(), ("content-encoding", "zstd"), ("content-encoding", "gzip")]
    packed = gzip.compress(zstd.compress(BODY))
    assert (await client.post("/v1/traces", content=packed, headers=headers)).status_code == 200
    assert await pool.fetchval("SELECT user_id FROM trace") == "ada"


@pytest.mark.parametrize("coding", ["br", "compress", "gzip, br", "utf-8", ", ".join(["gzip"] * 4)])
async def test_another_is_refused_with_those_that_are_taken(
    app: Starlette, client: httpx.AsyncClient, ask: Ask, coding: str
) -> None:
    headers = {**JSON, "content-encoding": coding}
    for path in ("/v1/traces", "/api/public/ingestion"):
        answer = await client.post(path, content=BODY, headers=headers)
        assert answer.status_code == 415
        # RFC 9110, 12.5.3: what a request may be sent in.
        assert answer.headers["accept-encoding"] == "gzip, deflate, zstd, x-gzip"
    told = await arrived(app, ask)
    assert {of["status"] for of in told["refusals"]} == {415}


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
@given(parts=st.lists(st.binary(max_size=5000), min_size=1, max_size=5))
def test_members_follow_each_other(coding: str, parts: list[bytes]) -> None:
    pack = PACKED[coding][1]
    assert decompressed(b"".join(map(pack, parts)), [coding], MEBIBYTE) == b"".join(parts)


@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate", "zstd", "streamed zstd"])
def test_what_is_cut_off_or_is_something_else_is_refused(name: str) -> None:
    coding, pack = PACKED[name]
    body = pack(bytes(range(256)) * 100)
    for end in (1, 5, len(body) // 2, len(body) - 1):
        with pytest.raises(BadInput):
            decompressed(body[:end], [coding], MEBIBYTE)
    for other in (b"{}", b"\xff" * 40):
        with pytest.raises(BadInput):
            decompressed(other, [coding], MEBIBYTE)
    assert decompressed(b"", [coding], MEBIBYTE) == b""


@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate", "zstd", "streamed zstd"])
def test_the_limit_holds_for_what_comes_out_of_each_layer(name: str) -> None:
    coding, pack = PACKED[name]
    exact = bytes(3 * MEBIBYTE)
    assert decompressed(pack(exact), [coding], len(exact)) == exact
    with pytest.raises(TooLarge):
        decompressed(pack(exact + b"1"), [coding], len(exact))
    layer = gzip.compress(gzip.compress(b"x") + bytes(4 * MEBIBYTE))
    with pytest.raises(TooLarge):
        decompressed(layer, ["gzip", "gzip"], len(exact))


def test_a_frame_that_wants_a_large_window_is_refused() -> None:
    options: dict[int, int] = {zstd.CompressionParameter.window_log: 27}
    packer = zstd.ZstdCompressor(options=options)
    with pytest.raises(BadInput, match="not valid zstd"):
        decompressed(packer.compress(b"x" * 100) + packer.flush(), ["zstd"], MEBIBYTE)


async def test_what_unpacks_to_too_much_is_refused_on_every_path(client: httpx.AsyncClient) -> None:
    for coding in ("deflate", "zstd"):
        packed = PACKED[coding][1](bytes(33 * MEBIBYTE))
        assert len(packed) < 40_000
        headers = {**JSON, "content-encoding": coding}
        for path in ("/v1/traces", "/api/public/ingestion", "/api/public/scores"):
            answer = await client.post(path, content=packed, headers=headers)
            assert answer.status_code == 413


def test_a_few_members_are_taken_and_no_more() -> None:
    member = gzip.compress(b"x", mtime=0)
    assert decompressed(member * MAX_MEMBERS, ["gzip"], MEBIBYTE) == b"x" * MAX_MEMBERS
    for coding in ("gzip", "deflate", "zstd"):
        pack = PACKED[coding][1]
        with pytest.raises(BadInput, match="more than 16 members"):
            decompressed(pack(b"x") * (MAX_MEMBERS + 1), [coding], MEBIBYTE)


def test_many_members_are_refused_at_once_however_many_there_are() -> None:
    for members in (1_000, 200_000):
        body = gzip.compress(b"", mtime=0) * members
        began = time.process_time()
        with pytest.raises(BadInput):
            decompressed(body, ["gzip"], MEBIBYTE)
        assert time.process_time() - began < 0.1


def test_what_takes_too_long_to_unpack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("usertrail.receive.content_encoding.MAX_SECONDS", 0.0)
    with pytest.raises(BadInput, match="to decompress; send smaller ones"):
        decompressed(gzip.compress(bytes(3 * MEBIBYTE)), ["gzip"], 4 * MEBIBYTE)


def test_what_is_unpacked_is_told_as_it_grows() -> None:
    held: list[int] = []
    decompressed(gzip.compress(bytes(3 * MEBIBYTE)), ["gzip"], 4 * MEBIBYTE, held.append)
    assert held[-1] == 3 * MEBIBYTE
    assert max(b - a for a, b in pairwise([0, *held])) <= MEBIBYTE


async def test_others_are_answered_while_a_body_is_unpacked(client: httpx.AsyncClient) -> None:
    body = gzip.compress(bytes(32 * MEBIBYTE))
    headers = {**JSON, "content-encoding": "gzip"}
    slow = asyncio.create_task(client.post("/v1/traces", content=body, headers=headers))
    answered = 0
    while not slow.done():
        assert (await client.get("/health")).status_code == 200
        answered += 1
        await asyncio.sleep(0)
    assert slow.result().status_code == 400
    assert answered > 5
