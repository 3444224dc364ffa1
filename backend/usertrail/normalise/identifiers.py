"""Identifiers of users, sessions and the like, shortened to what an index can hold."""

from hashlib import sha256

# An index row of Postgres holds about 2,700 bytes, and a key has two or three identifiers.
MAX_BYTES = 1000
MAX_MODEL_BYTES = 200
MAX_NAME_BYTES = 500


def storable_id(text: str, max_bytes: int = MAX_BYTES) -> str:
    """The identifier as it is stored, at most `max_bytes` of UTF-8.

    A longer one becomes a prefix and the SHA-256 of the whole, so that two stay apart. Idempotent.
    NUL is removed and a lone surrogate becomes "?"; whitespace and case stay.
    """
    if len(text) <= max_bytes and text.isascii() and "\0" not in text:
        return text
    whole = text.replace("\0", "").encode("utf-8", "replace")
    if len(whole) <= max_bytes:
        return whole.decode()
    ending = "…" + sha256(whole).hexdigest()
    prefix = whole[: max_bytes - len(ending.encode())]
    return prefix.decode("utf-8", "ignore") + ending
