"""What who is signed in to the page may end: sessions of browsers, their own among them."""

import strawberry

from usertrail.access import end_browser_session, end_browser_sessions
from usertrail.database.writing import writing
from usertrail.errors import NotFound
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments
from usertrail.schema.permissions import ONLY_PAGE, EndBrowserSessions
from usertrail.schema.scalars import Count


@strawberry.type(description="What became of a session that was to end.")
class EndBrowserSessionPayload:
    ended_browser_session_id: str = strawberry.field(description="The id of what is gone.")


@strawberry.type(description="What became of sessions that were to end.")
class EndBrowserSessionsPayload:
    ended_count: Count = strawberry.field(description="How many browsers were signed out.")


@strawberry.type(description="What signs browsers out.")
class BrowserSessions:
    @strawberry.mutation(
        description=f"Sign one browser out, at once. {ONLY_PAGE}",
        permission_classes=[EndBrowserSessions],
    )
    async def end_browser_session(
        self, info: Info, input: arguments.SessionToEnd
    ) -> EndBrowserSessionPayload:
        session_id = input.browser_session_id
        async with writing(info.context.pool) as db:
            if "\0" in session_id or not await end_browser_session(db, session_id):
                raise NotFound(f"No browser has a session {session_id[:100]!r}.")
        return EndBrowserSessionPayload(ended_browser_session_id=session_id)

    @strawberry.mutation(
        description=f"Sign all browsers out, at once, or all others. {ONLY_PAGE}",
        permission_classes=[EndBrowserSessions],
    )
    async def end_browser_sessions(
        self, info: Info, input: arguments.SessionsToEnd
    ) -> EndBrowserSessionsPayload:
        kept_id = info.context.caller.browser_session_id if input.keep_this else None
        async with writing(info.context.pool) as db:
            count = await end_browser_sessions(db, kept_id)
        return EndBrowserSessionsPayload(ended_count=Count(count))
