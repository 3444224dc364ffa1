"""The browsers that are signed in to the page."""

from datetime import datetime
from enum import Enum

import strawberry

from usertrail.access import ListedSession, device_of, list_browser_sessions
from usertrail.database.pool import acquire
from usertrail.schema.context import Info


@strawberry.enum(description="How somebody signed in to the page.")
class SignInMethod(Enum):
    PASSWORD = strawberry.enum_value("password", description="With what USERTRAIL_PASSWORD says.")
    LINK = strawberry.enum_value("link", description="By a link that worked once.")


@strawberry.type(description="A browser that is signed in to the page.")
class BrowserSession:
    browser_session_id: str = strawberry.field(
        description="Names the session where it is to end; nobody signs in with it."
    )
    is_this: bool = strawberry.field(description="Whether it is the one that asks.")
    device: str = strawberry.field(
        description="What the browser says it is, in few words, such as Firefox on Windows."
    )
    address: str = strawberry.field(
        description="Where it was last used from, as far as proxies that are trusted tell; empty "
        "where that is not known."
    )
    method: SignInMethod = strawberry.field(description="How it was signed in.")
    created_at: datetime = strawberry.field(description="When it was signed in.")
    last_used_at: datetime = strawberry.field(description="When it last asked, to the minute.")
    expires_at: datetime = strawberry.field(description="When it ends unless it is ended before.")

    @classmethod
    def of(cls, listed: ListedSession, own_id: str | None) -> "BrowserSession":
        return cls(
            browser_session_id=listed.browser_session_id,
            is_this=listed.browser_session_id == own_id,
            device=device_of(listed.user_agent),
            address=listed.address,
            method=SignInMethod(listed.method),
            created_at=listed.created_at,
            last_used_at=listed.last_used_at,
            expires_at=listed.expires_at,
        )

    @classmethod
    async def load_all(cls, info: Info) -> "list[BrowserSession]":
        async with acquire(info.context.pool) as db:
            listed = await list_browser_sessions(db)
        return [cls.of(one, info.context.caller.browser_session_id) for one in listed]
