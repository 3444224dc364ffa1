"""Undoes the content codings of a request's body, stopping at a limit of size."""

import sys
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
# What lies behind the end of a member is copied, so small members must come by small steps.
WINDOW_BYTES = 2048
# To begin one takes microseconds even where it is empty.
MOST_MEMBERS = 100_000
# One around another has no use, but some proxies pack what is packed already.
MOST_CODINGS = 3
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

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


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

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._member.decompress(self._member.unconsumed_tail + data, max_length)


def _gzip(body: bytes) -> Decoder:
    return ZlibDecoder(zlib.MAX_WBITS + 16)


def _deflate(body: bytes) -> Decoder:
    """RFC 9110, 8.4.1.2: the name stands for zlib's format, but some send bare deflate.

    A bare one never begins as zlib's does (RFC 1950, 2.2): bits that it leaves at zero are set.
    """
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return ZlibDecoder(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _zstd(body: bytes) -> Decoder:
    return zstd.ZstdDecompressor(options=ZSTD_OPTIONS)


# By content coding, the ways to begin a member of a body.
DECODERS: dict[str, Callable[[bytes], Decoder]] = {
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
    if len(codings) > MOST_CODINGS:
        raise UnsupportedEncoding(
            f"Content-Encoding names {len(codings)} codings, {MOST_CODINGS} at most may follow "
            "each other."
        )
    return codings


def decoded(body: bytes, codings: list[str], max_bytes: int) -> bytes:
    """What was packed. Raises BadInput, or TooLarge where any layer is over `max_bytes`."""
    for coding in reversed(codings):
        parts = []
        size = 0
        try:
            for part in _parts(body, coding):
                size += len(part)
                if size > max_bytes:
                    raise too_large(max_bytes)
                parts.append(part)
        except (zlib.error, zstd.ZstdError) as error:
            raise BadInput(f"The body is not valid {coding}: {error}.") from error
        body = b"".join(parts)
    return body


def _parts(body: bytes, coding: str) -> Iterator[bytes]:
    """What one member after the other holds."""
    begin = DECODERS[coding]
    decoder = None
    members = 0
    for start in range(0, len(body), WINDOW_BYTES):
        rest = body[start : start + WINDOW_BYTES]
        while rest:
            if decoder is None or decoder.eof:
                decoder = begin(body)
                members += 1
                if members > MOST_MEMBERS:
                    raise BadInput(f"The {coding} body has more than {MOST_MEMBERS:,} members.")
            part = decoder.decompress(rest, STEP_BYTES)
            yield part
            while len(part) == STEP_BYTES and not decoder.eof:
                part = decoder.decompress(b"", STEP_BYTES)
                yield part
            rest = decoder.unused_data
    if decoder is not None and not decoder.eof:
        raise BadInput(f"The {coding} body ends too early.")


def too_large(max_bytes: int) -> TooLarge:
    return TooLarge(f"The body is larger than {max_bytes:,} bytes.")
