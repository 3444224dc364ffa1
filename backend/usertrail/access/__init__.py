"""API key or browser session -> project and what it may do."""

from usertrail.access.caller import PROJECT, Caller, Sender, caller_of, reader_of, sender_of
from usertrail.access.keys import (
    Key,
    ListedKey,
    create_key,
    ensure_key,
    find_key,
    list_keys,
    rename_key,
    revoke_key,
    select_owner,
    select_public_key,
    temporary_key,
)
from usertrail.access.projects import (
    Project,
    create_project,
    list_projects,
    rename_project,
    require_feedback_token,
    select_first_project,
    select_project,
)
from usertrail.access.sign_in import SignIn, session_secret

__all__ = [
    "PROJECT",
    "Caller",
    "Key",
    "ListedKey",
    "Project",
    "Sender",
    "SignIn",
    "caller_of",
    "create_key",
    "create_project",
    "ensure_key",
    "find_key",
    "list_keys",
    "list_projects",
    "reader_of",
    "rename_key",
    "rename_project",
    "require_feedback_token",
    "revoke_key",
    "select_first_project",
    "select_owner",
    "select_project",
    "select_public_key",
    "sender_of",
    "session_secret",
    "temporary_key",
]
