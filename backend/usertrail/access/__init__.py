"""API key or browser session -> project and what it may do."""

from usertrail.access.browser_sessions import (
    ListedSession,
    end_browser_session,
    end_browser_sessions,
    is_browser_session,
    list_browser_sessions,
)
from usertrail.access.caller import PROJECT, Caller, Sender, caller_of, reader_of, sender_of
from usertrail.access.device import device_of
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
    project_or_oldest,
    rename_project,
    require_feedback_token,
    select_first_project,
    select_project,
)
from usertrail.access.revocations import ENDED_CHANNEL
from usertrail.access.sign_in import SignIn, open_sign_in

__all__ = [
    "ENDED_CHANNEL",
    "PROJECT",
    "Caller",
    "Key",
    "ListedKey",
    "ListedSession",
    "Project",
    "Sender",
    "SignIn",
    "caller_of",
    "create_key",
    "create_project",
    "device_of",
    "end_browser_session",
    "end_browser_sessions",
    "ensure_key",
    "find_key",
    "is_browser_session",
    "list_browser_sessions",
    "list_keys",
    "list_projects",
    "open_sign_in",
    "project_or_oldest",
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
    "temporary_key",
]
