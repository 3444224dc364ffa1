"""Sessions of signed-in browsers."""

from datetime import datetime
from enum import Enum

import strawberry

from usertrail.access.browser_sessions import ListedSession, list_browser_sessions
from usertrail.access.device import device_of
from usertrail.database.pool import acquire
from usertrail.schema.context import Info
from usertrail.schema.described import described, enum_value, object_type


@strawberry.enum(description="How a user signed in with a browser.")
class SignInMethod(Enum):
    PASSWORD = enum_value("password", "With the password from USERTRAIL_PASSWORD.")
    LINK = enum_value("link", "With a one-time sign-in link.")


@object_type("A browser that is signed in.")
class BrowserSession:
    browser_session_id: str = described(
        "Identifies the session in endBrowserSession; it cannot be used to sign in."
    )
    is_this: bool = described("Whether this is the session of the current request.")
    device: str = described("A short summary of the user agent, such as Firefox on Windows.")
    address: str = described(
        "The IP address of the last request, as reported by trusted proxies; empty if unknown."
    )
    method: SignInMethod = described("The method of signing in.")
    created_at: datetime = described("When the browser signed in.")
    last_used_at: datetime = described("When the last request was made, to the minute.")
    expires_at: datetime = described("When the session expires unless it is ended earlier.")

    @classmethod
    def of(cls, listed: ListedSession, own_id: str | None) -> "BrowserSession":
        known = listed._asdict()
        return cls(
            is_this=listed.browser_session_id == own_id,
            device=device_of(known.pop("user_agent")),
            method=SignInMethod(known.pop("method")),
            **known,
        )

    @classmethod
    async def load_all(cls, info: Info) -> "list[BrowserSession]":
        async with acquire(info.context.pool) as db:
            listed = await list_browser_sessions(db)
        return [cls.of(one, info.context.caller.browser_session_id) for one in listed]
