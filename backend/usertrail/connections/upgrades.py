"""Upgrades to protocols that are not spoken here, which Java's client asks for to begin with."""

from collections.abc import Iterable

# One that is declined is no more than a request without these (RFC 9110, 7.8).
OF_UPGRADE = (b"upgrade", b"http2-settings")


def without_upgrade(
    method: bytes, target: bytes, version: bytes, headers: Iterable[tuple[bytes, bytes]]
) -> bytes:
    """The head of the same request, with its names of headers in lower case as they are given."""
    lines = [method + b" " + target + b" HTTP/" + version]
    for name, value in headers:
        if name not in OF_UPGRADE:
            kept = _without_tokens(value) if name == b"connection" else value
            lines.append(name + b": " + kept)
    return b"\r\n".join([*lines, b"", b""])


def _without_tokens(connection: bytes) -> bytes:
    tokens = (token.strip() for token in connection.split(b","))
    return b", ".join(token for token in tokens if token.lower() not in OF_UPGRADE)
