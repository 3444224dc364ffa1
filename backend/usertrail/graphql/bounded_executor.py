"""Executes an operation within limits on response size and on time without yielding.

The size of the response is counted as it grows, and long lists yield to the event loop.
"""

import asyncio
from collections.abc import Awaitable, Iterable
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLLeafType,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLResolveInfo,
    OperationType,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path, gather_with_cancel

# Strawberry's resolvers need the state of its own executor, which has no public name.
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from usertrail.cooperative import TimeSlice, is_loop_running
from usertrail.database.long_values.text import LongText
from usertrail.read.answer_size import MAX_OF_MESSAGE, AnswerBytes, AnswerTooLong, answer_bytes
from usertrail.responses.raw_json import Written

# Shorter lists are completed without yielding.
MAX_UNINTERRUPTED_ROWS = 5
# More rows than a page of anything but spans has.
ROWS_PER_STATEMENT = 1000
CHUNK_SIZE = 100
# The overhead of a field name in a response, and the size of a value that is not a string.
BYTES_PER_FIELD = 16


class BoundedExecutor(StrawberryGraphQLCoreExecutionContext):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # WebSockets and subscriptions send many responses, so there is no single enclosing one.
        is_one = self.operation.operation is not OperationType.SUBSCRIPTION
        self.answer = (is_one and answer_bytes.get()) or AnswerBytes(MAX_OF_MESSAGE)
        # Without an event loop, as during introspection at startup, there is nobody to yield to.
        self._has_loop = is_loop_running()
        # Lists of one operation are completed one after the other.
        self._list_lock, self._time_slice = asyncio.Lock(), TimeSlice()

    def build_per_event_executor(self, payload: Any) -> "BoundedExecutor":
        executor = super().build_per_event_executor(payload)
        assert isinstance(executor, BoundedExecutor)
        executor.answer = AnswerBytes(MAX_OF_MESSAGE)
        return executor

    def execute_operation(self, *args: Any, **kwargs: Any) -> Any:
        answer_bytes.set(self.answer)
        return super().execute_operation(*args, **kwargs)

    def handle_field_error(
        self,
        raw_error: Exception,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        path: Path,
    ) -> None:
        """An oversized response fails as a whole: the rest would be oversized as well."""
        if _is_too_long(raw_error) and not isinstance(return_type, GraphQLNonNull):
            return_type = GraphQLNonNull(return_type)
        super().handle_field_error(raw_error, return_type, field_details_list, path)

    def complete_leaf_value(self, return_type: GraphQLLeafType, result: Any) -> Any:  # type: ignore[override]  # static above
        is_long = isinstance(result, LongText)
        answer = result if is_long else super().complete_leaf_value(return_type, result)
        self.answer.give(bytes_of(answer))
        return answer

    def complete_iterable_value(
        self,
        item_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: Iterable[Any],
        position_context: Any,
    ) -> AwaitableOrValue[list[Any]]:
        items = list(items)
        complete = (
            self._complete_cooperatively
            if self._has_loop and len(items) > MAX_UNINTERRUPTED_ROWS
            else super().complete_iterable_value
        )
        return complete(item_type, field_details_list, info, path, items, position_context)

    async def _complete_cooperatively(
        self,
        item_type: GraphQLOutputType,
        details: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: list[Any],
        position_context: Any,
    ) -> list[Any]:
        """Like graphql-core, except that it yields between rows.

        Awaitables of rows are started only once all rows are there.
        """
        answers: list[Any] = []
        late: list[int] = []
        try:
            async with self._list_lock:
                if self._time_slice.is_over:
                    await self._time_slice.pause()
                for index, item in enumerate(items):
                    at = path.add_key(index, None)
                    if self.complete_list_item_value(
                        item, answers, item_type, details, info, at, position_context
                    ):
                        late.append(index)
                    if self._time_slice.is_over:
                        await self._time_slice.pause()
        except BaseException:
            self.settle_in_background([_settle([answers[index] for index in late])])
            raise
        waited = await self._wait_for([answers[index] for index in late])
        for index, answer in zip(late, waited, strict=True):
            answers[index] = answer
        return answers

    async def _wait_for(self, answers: list[Awaitable[Any]]) -> list[Any]:
        """Awaits all of them, started in chunks: those of one chunk share their statements."""
        begun: list[asyncio.Future[Any]] = []
        try:
            for start in range(0, len(answers), ROWS_PER_STATEMENT):
                if start:
                    await self._time_slice.pause()
                begun += map(asyncio.ensure_future, answers[start : start + ROWS_PER_STATEMENT])
            waited: list[Any] = []
            for start in range(0, len(begun), ROWS_PER_STATEMENT):
                waited += await gather_with_cancel(*begun[start : start + ROWS_PER_STATEMENT])
            return waited
        except BaseException:
            for answer in begun:
                answer.cancel()
            self.settle_in_background([_settle([*begun, *answers[len(begun) :]])])
            raise


async def _settle(answers: list[Awaitable[Any]]) -> None:
    """Awaits them whatever their outcome, in chunks, so that other work is not delayed."""
    for start in range(0, len(answers), CHUNK_SIZE):
        await asyncio.gather(*answers[start : start + CHUNK_SIZE], return_exceptions=True)


def _is_too_long(error: BaseException | None) -> bool:
    while isinstance(error, GraphQLError):
        error = error.original_error
    return isinstance(error, AnswerTooLong)


def bytes_of(answer: Any) -> int:
    """The size of a value in a response."""
    if isinstance(answer, Written):
        answer = answer.text
    if isinstance(answer, LongText):
        return answer.bytes
    if not isinstance(answer, str):
        return BYTES_PER_FIELD
    return len(answer) if answer.isascii() else len(answer.encode())
