"""The Query type, and the Schema it makes together with Mutation and Subscription."""

import asyncio
from collections.abc import Awaitable, Callable

import strawberry

from usertrail.errors import BadInput
from usertrail.export_addresses import name_of_user, path_of_user
from usertrail.graphql.field_cost import priced
from usertrail.graphql.guarded_schema import GuardedSchema
from usertrail.normalise.identifiers import storable_id
from usertrail.read import feedback as feedback_sql
from usertrail.read import traces as traces_sql
from usertrail.read.activity import check_points
from usertrail.read.measures import Scope
from usertrail.read.overview import select_overview
from usertrail.read.paging import MOST, page_of
from usertrail.read.users.user_filter import sort_of as user_sort_of
from usertrail.read.users.users import count_users, select_user_page, select_users_activity
from usertrail.schema.context import Info
from usertrail.schema.inputs import (
    Interval,
    arguments,
    environments_of,
    given_id,
    period_of,
)
from usertrail.schema.mutation import Mutation
from usertrail.schema.scalars import SCALARS
from usertrail.schema.selected_fields import texts_of
from usertrail.schema.sizes import SIZES
from usertrail.schema.subscription import Subscription
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
from usertrail.schema.types.node import parse_global_id, parse_keys
from usertrail.schema.types.paged import connection

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
        "different ones at most, the latest first. Only for who is signed in to the page; keys "
        "are refused with the code FORBIDDEN."
    )
    async def unknown_key_refusals(self, info: Info) -> list[Refusal]:
        info.context.only_page("Refusals of unknown keys are listed")
        return await Refusal.load_all(info, None)

    @strawberry.field(
        description="The browsers that are signed in to the page, the last used first: 100 at "
        "most. Only for who is signed in to the page; keys are refused with the code FORBIDDEN."
    )
    async def browser_sessions(self, info: Info) -> list[BrowserSession]:
        info.context.only_page("Signed-in browsers are listed")
        return await BrowserSession.load_all(info)

    @strawberry.field(
        description="Users with at least one trace that starts in the period (and in the "
        "environments of the filter), filterable and sortable by every measure over that period. "
        "The last seen first where no order is given.",
        metadata=priced(1_000, counted=2_000),
    )
    async def users(
        self,
        info: Info,
        first: arguments.First = None,
        after: arguments.After = None,
        last: arguments.Last = None,
        before: arguments.Before = None,
        period: arguments.InPeriod = None,
        filter: arguments.WhichUsers = None,
        order_by: arguments.UsersBy = None,
    ) -> Connection[User]:
        pool, project_id, within = info.context.pool, info.context.project_id, period_of(period)
        sort = user_sort_of(order_by)
        page = page_of(sort, first, after, last, before)
        paged = await select_user_page(pool, project_id, page, within, filter, order_by)
        found = await User.load_all(info, [row["user_id"] for row in paged.rows])
        return await connection(
            paged,
            sort,
            lambda row: found[row["user_id"]],
            lambda: count_users(pool, project_id, within, filter),
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
        interval: arguments.Per = Interval.DAY,
    ) -> list[OverviewPoint]:
        context, within, per = info.context, period_of(period), interval or Interval.DAY
        check_points(within, per)
        rows = await select_users_activity(context.pool, context.project_id, within, filter, per)
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

    @strawberry.field(
        description="Traces that start in the period. The newest first where no order is given.",
        metadata=priced(filtered=5_000, counted=3_000),
    )
    async def traces(
        self,
        info: Info,
        first: arguments.First = None,
        after: arguments.After = None,
        last: arguments.Last = None,
        before: arguments.Before = None,
        period: arguments.InPeriod = None,
        filter: arguments.WhichTraces = None,
        order_by: arguments.TracesBy = None,
    ) -> Connection[Trace]:
        load, within = info.context.load, period_of(period)
        sort = traces_sql.sort_of(order_by)
        page = page_of(sort, first, after, last, before)
        paged = await load(
            traces_sql.select_trace_pages, EVERYTHING, "project", page, within, filter, order_by
        )
        return await connection(
            paged,
            sort,
            Trace.of,
            lambda: load(traces_sql.count_traces, EVERYTHING, "project", within, filter),
        )

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

    @strawberry.field(
        description="Feedback given in the period, the newest first.",
        metadata=priced(filtered=2_000, counted=2_000),
    )
    async def feedback(
        self,
        info: Info,
        first: arguments.First = None,
        after: arguments.After = None,
        last: arguments.Last = None,
        before: arguments.Before = None,
        period: arguments.InPeriod = None,
        filter: arguments.WhichFeedback = None,
    ) -> Connection[Feedback]:
        load, within = info.context.load, period_of(period)
        sort = feedback_sql.NEWEST_FIRST
        page = page_of(sort, first, after, last, before)
        paged = await load(
            feedback_sql.select_feedback_pages, EVERYTHING, "project", page, within, filter
        )
        return await connection(
            paged,
            sort,
            Feedback.of,
            lambda: load(feedback_sql.count_feedback, EVERYTHING, "project", within, filter),
        )

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

schema = GuardedSchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=strawberry.schema.config.StrawberryConfig(scalar_map=SCALARS),
    sizes=SIZES,
)
