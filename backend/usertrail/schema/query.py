"""The Query type."""

import asyncio
from collections.abc import Awaitable, Callable

from usertrail.errors import BadInput
from usertrail.export_addresses import name_of_user, path_of_user
from usertrail.graphql.field_cost import priced
from usertrail.normalise.identifiers import storable_id
from usertrail.read.activity import check_points
from usertrail.read.overview import select_overview
from usertrail.read.paging import MAX_PAGE_SIZE
from usertrail.read.traces import select_trace_totals
from usertrail.read.users.page import count_users, select_user_page
from usertrail.read.users.totals import list_feedback_sums, select_users_activity
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.conversion import (
    interval_of,
    period_of,
    scope_of,
    user_filter_of,
    user_sort_of,
)
from usertrail.schema.inputs.mutations import parse_id
from usertrail.schema.inputs.ranges import IntervalInput
from usertrail.schema.permissions import session_only
from usertrail.schema.selected_fields import texts_of
from usertrail.schema.types.browser_session import BrowserSession
from usertrail.schema.types.connection import Connection, PagedList, connection
from usertrail.schema.types.feedback import Feedback
from usertrail.schema.types.feedback_metrics import FeedbackOf
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.ingest_stats import Refusal
from usertrail.schema.types.lists import list_feedback, list_traces, listing_of_traces
from usertrail.schema.types.measure_info import MeasureInfo
from usertrail.schema.types.node import Node, parse_global_id, parse_keys
from usertrail.schema.types.overview import Overview, OverviewPoint
from usertrail.schema.types.project import Project, ProjectName
from usertrail.schema.types.session import Session
from usertrail.schema.types.span import Span
from usertrail.schema.types.trace import Trace
from usertrail.schema.types.trace_totals import TraceTotals
from usertrail.schema.types.user import User
from usertrail.schema.types.user_export import UserExport

# Lists of the whole project have a single, empty key.
EVERYTHING = ""


@object_type(
    "All read operations. Results are limited to the project of the API keys or browser session."
)
class Query:
    @described("An object by its global id; null if it does not exist.")
    async def node(self, info: Info, id: arguments.GlobalId) -> Node | None:
        return await _node(info, "id", id)

    @described("Objects in the order of their ids, with null for those that do not exist.")
    async def nodes(self, info: Info, ids: arguments.GlobalIds) -> list[Node | None]:
        if len(ids) > MAX_PAGE_SIZE:
            raise BadInput(f"ids must have at most {MAX_PAGE_SIZE} entries, not {len(ids)}.")
        return list(await asyncio.gather(*(_node(info, "ids", id) for id in ids)))

    @described("The project of the API keys or browser session.")
    async def project(self, info: Info) -> Project:
        return await Project.load(info)

    @described(
        "All projects that the caller can access, oldest first. A browser session can access "
        "every project, API keys only their own."
    )
    async def projects(self, info: Info) -> list[ProjectName]:
        return await ProjectName.load_all(info)

    @session_only(
        "Requests refused in the last 7 days because they had no key or an unknown one, in groups "
        "of similar requests, latest first; at most 100 groups.",
        "Listing requests with unknown keys",
    )
    async def unknown_key_refusals(self, info: Info) -> list[Refusal]:
        # They belong to no project.
        return await Refusal.load_all(info.context.connections.of_all())

    @session_only(
        "Browsers that are signed in, most recently used first; at most 100.",
        "Listing browser sessions",
    )
    async def browser_sessions(self, info: Info) -> list[BrowserSession]:
        return await BrowserSession.load_all(info)

    @described("The measures computed for users, with their units.")
    def measures(self) -> list[MeasureInfo]:
        return MeasureInfo.load_all()

    @connection(
        Connection[User],
        "Users with at least one trace that starts in the period (and in the environments of "
        "the filter). They can be filtered and sorted by every measure over that period. Most "
        "recently seen first by default.",
        metadata=priced(1_000, counted=2_000),
    )
    def users(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.UserFilterArg = None,
        order_by: arguments.UserOrderArg = None,
    ) -> PagedList[User]:
        pool = info.context.pool
        within, conditions, sort = period_of(period), user_filter_of(filter), user_sort_of(order_by)
        return PagedList(
            sort,
            lambda page: select_user_page(pool, page, within, conditions, sort),
            lambda rows: User.load_all(info, [row["user_id"] for row in rows]),
            lambda: count_users(pool, within, conditions),
        )

    @described(
        "The combined activity of the users that match: one point per interval of the period, "
        "with zeros for gaps. Traces without a user are excluded.",
        metadata=priced(5_000),
    )
    async def users_activity(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.UserFilterArg = None,
        interval: arguments.IntervalArg = IntervalInput.DAY,
    ) -> list[OverviewPoint]:
        pool = info.context.pool
        within, per = period_of(period), interval_of(interval)
        check_points(within, per)
        users = user_filter_of(filter)
        rows = await select_users_activity(pool, within, users, per)
        feedback = FeedbackOf(list_feedback_sums, (within, users, per))
        return await OverviewPoint.all_of(rows, within, per, feedback)

    @described("The user with this userId; null if no trace has it.")
    async def user(self, info: Info, user_id: arguments.UserId) -> User | None:
        return await User.load(info, storable_id(user_id))

    @described(
        "The location of a JSON file with all data about a user. It is returned even if the user "
        "does not exist; the location itself then responds with 404."
    )
    async def export_user(self, info: Info, user_id: arguments.UserId) -> UserExport:
        user_id = parse_id("userId", user_id)
        return UserExport(
            path=path_of_user(info.context.project_id, user_id), file_name=name_of_user(user_id)
        )

    @connection(
        Connection[Trace],
        "Traces that start in the period, newest first by default.",
        metadata=priced(filtered=5_000, counted=3_000),
    )
    def traces(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.TraceFilterArg = None,
        order_by: arguments.TraceOrderArg = None,
    ) -> PagedList[Trace]:
        return list_traces(info, "project", EVERYTHING, period, filter, order_by)

    @described(
        "Totals of the traces that start in the period and meet the filter.",
        metadata=priced(5_000),
    )
    async def trace_totals(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.TraceFilterArg = None,
    ) -> TraceTotals:
        row = await select_trace_totals(info.context.pool, listing_of_traces(period, filter))
        return from_row(TraceTotals, row)

    @described("The trace with this traceId; null if there is none.")
    async def trace(self, info: Info, trace_id: arguments.TraceId) -> Trace | None:
        return await Trace.load(info, storable_id(trace_id))

    @described("The session with this sessionId; null if there is none.")
    async def session(self, info: Info, session_id: arguments.SessionId) -> Session | None:
        return await Session.load(info, storable_id(session_id))

    @connection(
        Connection[Feedback],
        "Feedback created in the period, newest first.",
        metadata=priced(filtered=2_000, counted=2_000),
    )
    def feedback(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.FeedbackFilterArg = None,
    ) -> PagedList[Feedback]:
        return list_feedback(info, "project", EVERYTHING, period, filter)

    @described("Measures over all users and traces of the project.", metadata=priced(1_000))
    async def overview(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        environments: arguments.EnvironmentsArg = None,
    ) -> Overview:
        scope = scope_of(info, period, environments)
        return Overview.of(await select_overview(info.context.pool, scope), scope)


async def _node(info: Info, argument: str, id: str) -> Node | None:
    type_name, key = parse_global_id(argument, id, {"Span", *LOADS})
    if type_name == "Span":
        trace_id, span_id = parse_keys(argument, id, key, 2)
        return await Span.load(info, trace_id, span_id, texts_of(info, of_list=argument == "ids"))
    return await LOADS[type_name](info, key)


async def _project(info: Info, key: str) -> Node | None:
    return await Project.load(info) if key == info.context.project_id else None


LOADS: dict[str, Callable[[Info, str], Awaitable[Node | None]]] = {
    "Feedback": Feedback.load,
    "Project": _project,
    "Session": Session.load,
    "Trace": Trace.load,
    "User": User.load,
}
