"""Undoes the content codings of a request's body, within limits of size, members and time."""

import sys
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from starlette.datastructures import Headers

from usertrail.errors import BadInput, TooLarge

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Of each part that comes out; what unpacks to more than may be is noticed within one.
STEP_BYTES = 1024 * 1024
# What is given to a decoder at once: what it does not take, it copies.
WINDOW_BYTES = 64 * 1024
# Senders pack a body as one member; only tools for files make more of it.
MAX_MEMBERS = 16
# One around another has no use, but some proxies pack what is packed already.
MAX_CODINGS = 3
# A body of 32 MiB takes a tenth of a second.
MAX_SECONDS = 10.0
# RFC 9659: who sends zstd over HTTP needs no window larger than 8 MiB.
ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


class UnsupportedEncoding(BadInput):
    """A Content-Encoding other than those of `DECODERS`."""

    status = 415

    @property
    def headers(self) -> dict[str, str]:
        # RFC 9110, 15.5.16: how a sender learns what it may use instead.
        return {"Accept-Encoding": ", ".join(DECODERS)}


class Decoder(Protocol):
    """Of one member: zstd's own interface. What does not fit into a part waits for the next."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes | memoryview, max_length: int) -> bytes: ...


class ZlibDecoder:
    """zlib's in the same interface."""

    def __init__(self, wbits: int) -> None:
        self._member = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes | memoryview, max_length: int) -> bytes:
        # At most one of the two is not empty.
        return self._member.decompress(self._member.unconsumed_tail or data, max_length)


def _gzip(body: memoryview) -> Decoder:
    return ZlibDecoder(zlib.MAX_WBITS + 16)


def _deflate(body: memoryview) -> Decoder:
    """RFC 9110, 8.4.1.2: the name stands for zlib's format, but some send bare deflate.

    A bare one never begins as zlib's does (RFC 1950, 2.2): bits that it leaves at zero are set.
    """
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return ZlibDecoder(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _zstd(body: memoryview) -> Decoder:
    return zstd.ZstdDecompressor(options=ZSTD_OPTIONS)


# By content coding, the ways to begin a member of a body.
DECODERS: dict[str, Callable[[memoryview], Decoder]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "zstd": _zstd,
    "x-gzip": _gzip,
}


def codings_of(headers: Headers) -> list[str]:
    """The codings in the order in which they were applied. Raises UnsupportedEncoding."""
    sent = ",".join(headers.getlist("content-encoding")).lower().split(",")
    codings = [coding for item in sent if (coding := item.strip()) not in ("", "identity")]
    for coding in codings:
        if coding not in DECODERS:
            raise UnsupportedEncoding(
                f"Content-Encoding {coding[:40]!r} is not supported, only {', '.join(DECODERS)} "
                "and identity."
            )
    if len(codings) > MAX_CODINGS:
        raise UnsupportedEncoding(
            f"Content-Encoding names {len(codings)} codings, {MAX_CODINGS} at most may follow "
            "each other."
        )
    return codings


def decoded(
    body: bytes,
    codings: list[str],
    max_bytes: int,
    reserve: Callable[[int], None] = lambda size: None,
) -> bytes:
    """What was packed; `reserve` is told of how many bytes there are so far, in any layer.

    Raises BadInput, TooLarge where any layer is over `max_bytes`, and whatever `reserve` does.
    """
    end = time.monotonic() + MAX_SECONDS
    for coding in reversed(codings):
        parts = []
        size = 0
        try:
            for part in _parts(memoryview(body), coding):
                size += len(part)
                if size > max_bytes:
                    raise too_large(max_bytes)
                if time.monotonic() > end:
                    raise BadInput(
                        f"The body takes more than {MAX_SECONDS:.0f} seconds to unpack; send it "
                        "in smaller parts."
                    )
                reserve(size)
                parts.append(part)
        except (zlib.error, zstd.ZstdError) as error:
            raise BadInput(f"The body is not valid {coding}: {error}.") from error
        body = b"".join(parts)
    return body


def _parts(body: memoryview, coding: str) -> Iterator[bytes]:
    """What one member after the other holds, some of it empty."""
    start = 0
    for _ in range(MAX_MEMBERS):
        if start >= len(body):
            return
        decoder = DECODERS[coding](body[start:])
        while not decoder.eof:
            if start >= len(body):
                raise BadInput(f"The {coding} body ends too early.")
            window = body[start : start + WINDOW_BYTES]
            start += len(window)
            part = decoder.decompress(window, STEP_BYTES)
            yield part
            while len(part) == STEP_BYTES and not decoder.eof:
                part = decoder.decompress(b"", STEP_BYTES)
                yield part
        start -= len(decoder.unused_data)
    if start < len(body):
        raise BadInput(
            f"The {coding} body has more than {MAX_MEMBERS} members, one packed behind the "
            "other; pack it as one."
        )


def too_large(max_bytes: int) -> TooLarge:
    return TooLarge(f"The body is larger than {max_bytes:,} bytes.")
