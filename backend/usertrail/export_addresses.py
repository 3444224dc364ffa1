"""Where exports are, and what their files are called. Apart, since the schema tells it, too."""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode

from usertrail.access.caller import PROJECT

EXPORTS = "/export"
USER_EXPORT = "/user.json"
MAX_ID_LENGTH = 60


def name_of_users(suffix: str) -> str:
    return f"users-{datetime.now(UTC):%Y-%m-%d}.{suffix}"


def name_of_user(user_id: str) -> str:
    """With as much of the id as any file system and header takes."""
    id = re.sub(r"[^A-Za-z0-9@._-]+", "-", user_id)[:MAX_ID_LENGTH].strip(".-")
    return f"user-{id or 'id'}-{datetime.now(UTC):%Y-%m-%d}.json"


def path_of_user(project_id: str, user_id: str) -> str:
    return f"{EXPORTS}{USER_EXPORT}?{urlencode({'userId': user_id, PROJECT: project_id})}"
