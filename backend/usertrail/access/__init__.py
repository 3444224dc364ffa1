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
    set_main_feedback,
)
from usertrail.access.revocations import ENDED_CHANNEL
from usertrail.access.sign_in import SignIn, open_sign_in
