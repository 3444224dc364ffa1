"""Objects that feedback can be given on: a short list of it, and all of it by pages."""

from abc import abstractmethod
from typing import Annotated

import orjson
import strawberry

from usertrail.graphql.field_cost import MAX_LENGTH
from usertrail.read.feedback import OLDEST_FIRST
from usertrail.read.paging import DEFAULT_SIZE
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.described import argument, described
from usertrail.schema.inputs.conversion import size_of
from usertrail.schema.types.connection import Connection, PagedList, connection
from usertrail.schema.types.lists import list_feedback
from usertrail.schema.types.references import FeedbackRef

MAX_FEEDBACK = 100
ORDER = "oldest first. On a trace, this includes feedback on its spans."


@strawberry.type
class FeedbackTarget:
    @abstractmethod
    def _feedback_target(self) -> tuple[str, tuple[str, ...]]:
        """A key of `feedback.JUDGED`, and the ids of the object."""

    @described(
        f"Feedback on this object, {ORDER} Returns at most {MAX_FEEDBACK}; use feedbackConnection "
        "for more, or for the total count.",
        metadata={MAX_LENGTH: MAX_FEEDBACK},
    )
    async def feedback(
        self,
        info: Info,
        first: Annotated[
            int | None,
            argument(
                f"The number of feedback entries to return: 1 to {MAX_FEEDBACK}; {DEFAULT_SIZE} "
                "by default."
            ),
        ] = DEFAULT_SIZE,
    ) -> list[FeedbackRef]:
        size = size_of(first, DEFAULT_SIZE, MAX_FEEDBACK)
        of, key = self._feedback_target()
        rows = await info.context.load(loaders.feedback_on, key, of, size)
        return [types.Feedback.of(row) for row in rows]

    @connection(Connection[FeedbackRef], f"All feedback on this object, paginated, {ORDER}")
    def feedback_connection(self, info: Info) -> PagedList[FeedbackRef]:
        of, ids = self._feedback_target()
        key = ids[0] if len(ids) == 1 else orjson.dumps(ids).decode()
        return list_feedback(info, of, key, sort=OLDEST_FIRST)
