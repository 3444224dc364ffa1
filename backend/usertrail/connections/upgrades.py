"""Declines upgrades to other protocols, as Java's HTTP client requests h2c by default."""

from collections.abc import Iterable

# A declined upgrade is an ordinary request without these headers (RFC 9110, 7.8).
UPGRADE_HEADERS = (b"upgrade", b"http2-settings")


def without_upgrade(
    method: bytes, target: bytes, version: bytes, headers: Iterable[tuple[bytes, bytes]]
) -> bytes:
    """The head of the request without the upgrade; header names are in lower case."""
    lines = [method + b" " + target + b" HTTP/" + version]
    for name, value in headers:
        if name not in UPGRADE_HEADERS:
            kept = _without_tokens(value) if name == b"connection" else value
            lines.append(name + b": " + kept)
    return b"\r\n".join([*lines, b"", b""])


def _without_tokens(connection: bytes) -> bytes:
    tokens = (token.strip() for token in connection.split(b","))
    return b", ".join(token for token in tokens if token.lower() not in UPGRADE_HEADERS)
