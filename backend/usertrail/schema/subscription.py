"""The Subscription type."""

from collections.abc import AsyncGenerator

import strawberry

from usertrail.normalise.identifiers import storable_id
from usertrail.read.traces import select_traces
from usertrail.schema.context import Info
from usertrail.schema.described import object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.types.trace import Trace


@object_type("Live updates over WebSocket (graphql-transport-ws) or server-sent events.")
class Subscription:
    @strawberry.subscription(
        description="Sends each trace when it is stored, changed or given feedback, optionally "
        "only traces of one user or a single trace. If a trace changes several "
        "times before it can be sent, it is sent once. A client that reads too "
        "slowly gets an error, and the subscription ends."
    )
    async def trace_updated(
        self,
        info: Info,
        user_id: arguments.OnlyUserId = None,
        trace_id: arguments.OnlyTraceId = None,
    ) -> AsyncGenerator[Trace, None]:
        context = info.context
        only_user = None if user_id is None else storable_id(user_id)
        only_trace = None if trace_id is None else storable_id(trace_id)
        async with context.feed.subscribe(context.connections, context.project_id) as changes:
            while True:
                taken = await changes.take()
                context.forget()
                trace_ids = [id for id in taken if only_trace in (None, id)]
                if trace_ids or not taken:
                    await context.check_caller()
                if not trace_ids:
                    continue
                rows = await select_traces(context.pool, trace_ids, only_user)
                for row in sorted(rows, key=lambda row: trace_ids.index(row["trace_id"])):
                    context.forget()
                    yield Trace.of(row)
