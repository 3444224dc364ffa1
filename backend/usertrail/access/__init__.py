"""API key or browser session -> project and what it may do."""

from usertrail.access.caller import Caller, caller_of, reader_of
from usertrail.access.keys import (
    Key,
    KnownKeys,
    ListedKey,
    Project,
    create_key,
    create_project,
    ensure_key,
    list_keys,
    revoke_key,
    select_first_project,
    select_owner,
    select_project,
    select_public_key,
    temporary_key,
)
from usertrail.access.sign_in import SignIn, session_secret

__all__ = [
    "Caller",
    "Key",
    "KnownKeys",
    "ListedKey",
    "Project",
    "SignIn",
    "caller_of",
    "create_key",
    "create_project",
    "ensure_key",
    "list_keys",
    "reader_of",
    "revoke_key",
    "select_first_project",
    "select_owner",
    "select_project",
    "select_public_key",
    "session_secret",
    "temporary_key",
]
