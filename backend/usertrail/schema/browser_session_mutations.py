"""Mutations that end browser sessions."""

from usertrail.access.browser_sessions import end_browser_session, end_browser_sessions
from usertrail.database.writing import writing
from usertrail.errors import NotFound
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.permissions import ENDING_SESSIONS, session_only
from usertrail.schema.scalars import Count


@object_type("The result of ending a browser session.")
class EndBrowserSessionPayload:
    ended_browser_session_id: str = described("The id of the browser session that was ended.")


@object_type("The result of ending browser sessions.")
class EndBrowserSessionsPayload:
    ended_count: Count = described("The number of browsers that were signed out.")


@object_type("Mutations that sign browsers out.")
class BrowserSessionMutations:
    @session_only("Signs out one browser, effective immediately.", ENDING_SESSIONS)
    async def end_browser_session(
        self, info: Info, input: arguments.SessionToEnd
    ) -> EndBrowserSessionPayload:
        session_id = input.browser_session_id
        async with writing(info.context.pool) as db:
            if "\0" in session_id or not await end_browser_session(db, session_id):
                raise NotFound(f"There is no browser session {session_id[:100]!r}.")
        return EndBrowserSessionPayload(ended_browser_session_id=session_id)

    @session_only(
        "Signs out all browsers, or all but the current one, effective immediately.",
        ENDING_SESSIONS,
    )
    async def end_browser_sessions(
        self, info: Info, input: arguments.SessionsToEnd
    ) -> EndBrowserSessionsPayload:
        kept_id = info.context.caller.browser_session_id if input.keep_this else None
        async with writing(info.context.pool) as db:
            count = await end_browser_sessions(db, kept_id)
        return EndBrowserSessionsPayload(ended_count=Count(count))
