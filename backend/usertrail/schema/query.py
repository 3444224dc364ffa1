"""What a caller may ask for."""

import asyncio
from collections.abc import Awaitable, Callable

import strawberry

from usertrail.errors import BadInput
from usertrail.export_addresses import name_of_user, path_of_user
from usertrail.graphql.field_cost import priced
from usertrail.normalise.identifiers import storable_id
from usertrail.read.activity import check_points
from usertrail.read.measures import Scope
from usertrail.read.overview import select_overview
from usertrail.read.paging import MOST
from usertrail.read.users.page import count_users, select_user_page
from usertrail.read.users.totals import select_users_activity
from usertrail.schema.context import Info
from usertrail.schema.inputs import (
    IntervalInput,
    arguments,
    given_id,
)
from usertrail.schema.inputs.questions import (
    environments_of,
    interval_of,
    period_of,
    user_filter_of,
    user_sort_of,
)
from usertrail.schema.permissions import ONLY_PAGE, ListBrowserSessions, ListUnknownKeys
from usertrail.schema.selected_fields import texts_of
from usertrail.schema.types import (
    BrowserSession,
    Connection,
    Feedback,
    Node,
    Overview,
    OverviewPoint,
    Project,
    ProjectName,
    Refusal,
    Session,
    Span,
    Trace,
    User,
    UserExport,
)
from usertrail.schema.types.listed_measure import ListedMeasure
from usertrail.schema.types.lists import list_feedback, list_traces
from usertrail.schema.types.node import parse_global_id, parse_keys
from usertrail.schema.types.paged import Listed, connection

# Lists of the whole project have one key, which says nothing.
EVERYTHING = ""


@strawberry.type(
    description="What a caller may ask for. Everything is of the one project that the keys or "
    "the session reach."
)
class Query:
    @strawberry.field(description="Anything by its global id; null where there is nothing.")
    async def node(self, info: Info, id: arguments.GlobalId) -> Node | None:
        return await _node(info, "id", id)

    @strawberry.field(description="In the order of the ids, with null where there is nothing.")
    async def nodes(self, info: Info, ids: arguments.GlobalIds) -> list[Node | None]:
        if len(ids) > MOST:
            raise BadInput(f"ids may be {MOST} at most, not {len(ids)}.")
        return list(await asyncio.gather(*(_node(info, "ids", id) for id in ids)))

    @strawberry.field(description="The project that is asked, and what there is in it.")
    async def project(self, info: Info) -> Project:
        return await Project.load(info)

    @strawberry.field(
        description="Every project that the caller reaches, the oldest first: all there are for "
        "who is signed in to the page, and the one of the keys for who sends keys."
    )
    async def projects(self, info: Info) -> list[ProjectName]:
        return await ProjectName.load_all(info)

    @strawberry.field(
        description="What was refused within 7 days to who sent no key, or one of no project: 100 "
        f"different ones at most, the latest first. {ONLY_PAGE}",
        permission_classes=[ListUnknownKeys],
    )
    async def unknown_key_refusals(self, info: Info) -> list[Refusal]:
        return await Refusal.load_all(info, None)

    @strawberry.field(
        description="The browsers that are signed in to the page, the last used first: 100 at "
        f"most. {ONLY_PAGE}",
        permission_classes=[ListBrowserSessions],
    )
    async def browser_sessions(self, info: Info) -> list[BrowserSession]:
        return await BrowserSession.load_all(info)

    @strawberry.field(description="What is counted of users and traces, in which unit.")
    def measures(self) -> list[ListedMeasure]:
        return ListedMeasure.load_all()

    @connection(
        Connection[User],
        "Users with at least one trace that starts in the period (and in the environments of the "
        "filter), filterable and sortable by every measure over that period. The last seen first "
        "where no order is given.",
        metadata=priced(1_000, counted=2_000),
    )
    def users(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        filter: arguments.WhichUsers = None,
        order_by: arguments.UsersBy = None,
    ) -> Listed[User]:
        pool, project_id = info.context.pool, info.context.project_id
        within, which, sort = period_of(period), user_filter_of(filter), user_sort_of(order_by)
        return Listed(
            sort,
            lambda page: select_user_page(pool, project_id, page, within, which, sort),
            lambda rows: User.load_all(info, [row["user_id"] for row in rows]),
            lambda: count_users(pool, project_id, within, which),
        )

    @strawberry.field(
        description="What the users of the same list did together: one point per interval of the "
        "period, gaps filled with zeros. Traces without a user are not among them.",
        metadata=priced(5_000),
    )
    async def users_activity(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        filter: arguments.WhichUsers = None,
        interval: arguments.Per = IntervalInput.DAY,
    ) -> list[OverviewPoint]:
        pool, project_id = info.context.pool, info.context.project_id
        within, per = period_of(period), interval_of(interval)
        check_points(within, per)
        rows = await select_users_activity(pool, project_id, within, user_filter_of(filter), per)
        return await OverviewPoint.all_of(info, rows, within, per)

    @strawberry.field(description="The user whose traces carry this userId; null when none does.")
    async def user(self, info: Info, user_id: arguments.UserId) -> User | None:
        return await User.load(info, storable_id(user_id))

    @strawberry.field(
        description="Where everything of a user is to be had as one file. Whether anything is "
        "stored of them, only that address tells."
    )
    async def export_user(self, info: Info, user_id: arguments.UserId) -> UserExport:
        user_id = given_id("userId", user_id)
        return UserExport(
            path=path_of_user(info.context.project_id, user_id), file_name=name_of_user(user_id)
        )

    @connection(
        Connection[Trace],
        "Traces that start in the period. The newest first where no order is given.",
        metadata=priced(filtered=5_000, counted=3_000),
    )
    def traces(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        filter: arguments.WhichTraces = None,
        order_by: arguments.TracesBy = None,
    ) -> Listed[Trace]:
        return list_traces(info, "project", EVERYTHING, period, filter, order_by)

    @strawberry.field(
        description="The trace that the sender gave this id; null when there is none."
    )
    async def trace(self, info: Info, trace_id: arguments.TraceId) -> Trace | None:
        return await Trace.load(info, storable_id(trace_id))

    @strawberry.field(
        description="The session that the application calls so; null when there is none."
    )
    async def session(self, info: Info, session_id: arguments.SessionId) -> Session | None:
        return await Session.load(info, storable_id(session_id))

    @connection(
        Connection[Feedback],
        "Feedback given in the period, the newest first.",
        metadata=priced(filtered=2_000, counted=2_000),
    )
    def feedback(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        filter: arguments.WhichFeedback = None,
    ) -> Listed[Feedback]:
        return list_feedback(info, "project", EVERYTHING, period, filter)

    @strawberry.field(
        description="The global perspective: the same measures over everybody.",
        metadata=priced(1_000),
    )
    async def overview(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        environments: arguments.Environments = None,
    ) -> Overview:
        scope = Scope(info.context.project_id, period_of(period), environments_of(environments))
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
