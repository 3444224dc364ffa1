"""How the identifiers of users, sessions and the like are stored, whatever their length."""

from hashlib import sha256

# An index row of Postgres holds about 2,700 bytes, and a key has two or three identifiers.
MAX_BYTES = 1000
MAX_MODEL_BYTES = 200
MAX_NAME_BYTES = 500


def storable_id(text: str, max_bytes: int = MAX_BYTES) -> str:
    """The identifier as it is stored: itself, or a prefix and the hash of the whole if too long.

    Two long identifiers never become one. Storing what is stored already changes nothing. NUL is
    removed and a lone surrogate becomes "?"; nothing is trimmed or folded.
    """
    whole = text.replace("\0", "").encode("utf-8", "replace")
    if len(whole) <= max_bytes:
        return whole.decode()
    ending = "…" + sha256(whole).hexdigest()
    prefix = whole[: max_bytes - len(ending.encode())]
    return prefix.decode("utf-8", "ignore") + ending
