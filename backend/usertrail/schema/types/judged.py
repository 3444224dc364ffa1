"""What feedback is given to: a bounded list of it, and all of it by pages."""

from abc import abstractmethod
from typing import Annotated

import orjson
import strawberry

from usertrail.errors import BadInput
from usertrail.graphql.field_cost import LISTED
from usertrail.read.feedback import OLDEST_FIRST
from usertrail.read.paging import DEFAULT_SIZE
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.types.lists import list_feedback
from usertrail.schema.types.paged import Connection, Listed, connection
from usertrail.schema.types.references import AFeedback

MOST = 100
ORDER = "the oldest first; of a trace, what was said of its spans too."


@strawberry.type
class Judged:
    @abstractmethod
    def _judged(self) -> tuple[str, tuple[str, ...]]:
        """A key of `feedback.JUDGED`, and the ids that it names."""

    @strawberry.field(
        description=f"What was said of it, {ORDER} At most {MOST}: feedbackConnection has the "
        "rest, and says how much there is.",
        metadata={LISTED: MOST},
    )
    async def feedback(
        self,
        info: Info,
        first: Annotated[
            int | None,
            strawberry.argument(
                description=f"How many to show: 1 to {MOST}; {DEFAULT_SIZE} by default."
            ),
        ] = DEFAULT_SIZE,
    ) -> list[AFeedback]:
        if first is not None and not 1 <= first <= MOST:
            raise BadInput(f"first must be between 1 and {MOST}, not {first}.")
        of, key = self._judged()
        rows = await info.context.load(loaders.feedback_on, key, of, first or DEFAULT_SIZE)
        return [types.Feedback.of(row) for row in rows]

    @connection(Connection[AFeedback], f"All that was said of it, by pages, {ORDER}")
    def feedback_connection(self, info: Info) -> Listed[AFeedback]:
        of, ids = self._judged()
        key = ids[0] if len(ids) == 1 else orjson.dumps(ids).decode()
        return list_feedback(info, of, key, sort=OLDEST_FIRST)
