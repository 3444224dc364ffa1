"""Decompresses request bodies (RFC 9110, 8.4) within limits of size, members and time."""

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

# Decompressed at once; a body over the limit is noticed within one chunk.
OUTPUT_CHUNK_BYTES = 1024 * 1024
# Given to a decoder at once; it copies the input that it does not consume.
INPUT_CHUNK_BYTES = 64 * 1024
# Senders compress a body as one member (RFC 1952, 2.2); only file tools make several.
MAX_MEMBERS = 16
# Codings on top of each other: some proxies compress what is compressed already.
MAX_CODINGS = 3
# A body of 32 MiB takes a tenth of a second.
MAX_SECONDS = 10.0
# RFC 9659: zstd over HTTP needs no window larger than 8 MiB.
ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


class UnsupportedEncoding(BadInput):
    """A Content-Encoding other than those of `DECODERS`."""

    status = 415

    @property
    def headers(self) -> dict[str, str]:
        # RFC 9110, 15.5.16: this header says which codings are supported.
        return {"Accept-Encoding": ", ".join(DECODERS)}


class Decoder(Protocol):
    """Decompresses one member, with the interface of `zstd.ZstdDecompressor`.

    Output over `max_length` is kept for the next call.
    """

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes | memoryview, max_length: int) -> bytes: ...


class ZlibDecoder:
    """Adapts `zlib.decompressobj`."""

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
    """RFC 9110, 8.4.1.2: deflate means the zlib format, but some senders omit its header.

    Raw deflate never begins with a valid zlib header (RFC 1950, 2.2).
    """
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return ZlibDecoder(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _zstd(body: memoryview) -> Decoder:
    return zstd.ZstdDecompressor(options=ZSTD_OPTIONS)


# {content coding: makes a decoder for the member that the bytes begin with}
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
            f"Content-Encoding has {len(codings)} codings; {MAX_CODINGS} are supported at most."
        )
    return codings


def decompressed(
    body: bytes,
    codings: list[str],
    max_bytes: int,
    reserve: Callable[[int], None] = lambda size: None,
) -> bytes:
    """The body without its codings, the last one first.

    `reserve` is called with the size so far of the layer being decompressed, in bytes. Raises
    BadInput, TooLarge where any layer is over `max_bytes`, and what `reserve` raises.
    """
    end = time.monotonic() + MAX_SECONDS
    for coding in reversed(codings):
        chunks = []
        size = 0
        try:
            for chunk in _chunks(memoryview(body), coding):
                size += len(chunk)
                if size > max_bytes:
                    raise too_large(max_bytes)
                if time.monotonic() > end:
                    raise BadInput(
                        f"The body takes more than {MAX_SECONDS:.0f} seconds to decompress; send "
                        "smaller ones."
                    )
                reserve(size)
                chunks.append(chunk)
        except (zlib.error, zstd.ZstdError) as error:
            raise BadInput(f"The body is not valid {coding}: {error}.") from error
        body = b"".join(chunks)
    return body


def _chunks(body: memoryview, coding: str) -> Iterator[bytes]:
    """The decompressed chunks of one member after the other; a chunk may be empty."""
    start = 0
    for _ in range(MAX_MEMBERS):
        if start >= len(body):
            return
        decoder = DECODERS[coding](body[start:])
        while not decoder.eof:
            if start >= len(body):
                raise BadInput(f"The {coding} body is truncated.")
            window = body[start : start + INPUT_CHUNK_BYTES]
            start += len(window)
            chunk = decoder.decompress(window, OUTPUT_CHUNK_BYTES)
            yield chunk
            while len(chunk) == OUTPUT_CHUNK_BYTES and not decoder.eof:
                chunk = decoder.decompress(b"", OUTPUT_CHUNK_BYTES)
                yield chunk
        start -= len(decoder.unused_data)
    if start < len(body):
        raise BadInput(
            f"The {coding} body has more than {MAX_MEMBERS} members; compress it as one."
        )


def too_large(max_bytes: int) -> TooLarge:
    return TooLarge(f"The body is larger than {max_bytes:,} bytes.")
