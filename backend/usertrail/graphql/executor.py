"""Fields that only read an attribute are read in place, without the machinery of a resolver.

They are most of every answer. What a loader answers for each row of a list is asked for all rows
first and waited for once, so that no row waits for itself. A field of another kind, or a value that
is not as it should be, takes the ordinary way, so errors are graphql-core's own.

What is put into the answer is counted, and long lists are completed in turns.
"""

import asyncio
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from functools import partial
from operator import attrgetter
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLLeafType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    OperationType,
    Undefined,
    get_nullable_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import AwaitableOrValue, Path, gather_with_cancel
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from usertrail.cooperative import TimeSlice, is_loop_running
from usertrail.database.long_text import LongText
from usertrail.graphql.leaves import Plan, bytes_of, plan_of
from usertrail.graphql.loaded import Loaded, find_loaded, held_by
from usertrail.read.answer_size import MOST_OF_MESSAGE, AnswerBytes, AnswerTooLong, answer_bytes

# A list of fewer rows is completed at once.
FEW = 5
# More than a page of anything but spans has.
ROWS_OF_STATEMENT = 1000
SETTLED_AT_ONCE = 100


class InlineLeaves(StrawberryGraphQLCoreExecutionContext):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the identity of the set, which the plan's entry keeps alive.
        self._plans: dict[int, tuple[GroupedFieldSet, Plan]] = {}
        # By the identity of the details, likewise.
        self._loaded: dict[int, tuple[FieldDetailsList, Loaded | None]] = {}
        # A WebSocket and a subscription have many answers, and none of their own around them.
        is_one = self.operation.operation is not OperationType.SUBSCRIPTION
        self._answer = (is_one and answer_bytes.get()) or AnswerBytes(MOST_OF_MESSAGE)
        # Without one, as where the schema looks at itself, nobody else waits.
        self._has_loop = is_loop_running()
        # Lists of one operation are completed one after the other.
        self._turns, self._turn = asyncio.Lock(), TimeSlice()

    def build_per_event_executor(self, payload: Any) -> "InlineLeaves":
        executor = super().build_per_event_executor(payload)
        assert isinstance(executor, InlineLeaves)
        executor._answer = AnswerBytes(MOST_OF_MESSAGE)
        return executor

    def execute_operation(self, *args: Any, **kwargs: Any) -> Any:
        answer_bytes.set(self._answer)
        return super().execute_operation(*args, **kwargs)

    def handle_field_error(
        self,
        raw_error: Exception,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        path: Path,
    ) -> None:
        """What is too long is refused whole: the rest of it would be as long."""
        if _is_too_long(raw_error) and not isinstance(return_type, GraphQLNonNull):
            return_type = GraphQLNonNull(return_type)
        super().handle_field_error(raw_error, return_type, field_details_list, path)

    def complete_leaf_value(self, return_type: GraphQLLeafType, result: Any) -> Any:  # type: ignore[override]  # static above
        is_long = isinstance(result, LongText)
        answer = result if is_long else super().complete_leaf_value(return_type, result)
        self._answer.give(bytes_of(answer))
        return answer

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        answers: dict[str, Any] = {}
        rest: GroupedFieldSet = {}
        fields, size = self._plan(parent_type, grouped_field_set)
        for name, details, leaf in fields:
            # Answers come in the order of the query, whichever is known first.
            answer = answers[name] = leaf.read(source_value) if leaf else Undefined
            if answer is Undefined:
                rest[name] = details
            elif leaf and leaf.may_be_long:
                size += bytes_of(answer)
        self._answer.give(size)
        if not rest:
            return answers
        others = super().execute_fields(parent_type, source_value, path, rest, position_context)
        if isinstance(others, dict):
            return _filled(answers, others)

        async def filled() -> dict[str, Any]:
            return _filled(answers, await others)

        return filled()

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
        given = (item_type, field_details_list, info, path, items, position_context)
        complete = partial(
            self._complete_in_turns
            if self._has_loop and len(items) > FEW
            else super().complete_iterable_value,
            *given,
        )
        asked = self._ask(item_type, field_details_list, path, items)
        waiting = [answer for answer in asked if not answer.done()]
        if not waiting:
            return complete()

        async def completed() -> list[Any]:
            for answer in waiting:
                # Those of one loader come together. What failed is met again where it is read.
                if not answer.done():
                    await asyncio.wait([answer])
            answers = complete()
            return answers if isinstance(answers, list) else await answers

        return completed()

    async def _complete_in_turns(
        self,
        item_type: GraphQLOutputType,
        details: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: list[Any],
        position_context: Any,
    ) -> list[Any]:
        """As graphql-core, but for the pauses.

        What rows wait for does not begin before all of them are there.
        """
        answers: list[Any] = []
        late: list[int] = []
        try:
            async with self._turns:
                if self._turn.is_over:
                    await self._turn.pause()
                for index, item in enumerate(items):
                    at = path.add_key(index, None)
                    if self.complete_list_item_value(
                        item, answers, item_type, details, info, at, position_context
                    ):
                        late.append(index)
                    if self._turn.is_over:
                        await self._turn.pause()
        except BaseException:
            self.settle_in_background([_settled([answers[index] for index in late])])
            raise
        waited = await self._wait_for([answers[index] for index in late])
        for index, answer in zip(late, waited, strict=True):
            answers[index] = answer
        return answers

    async def _wait_for(self, answers: list[Awaitable[Any]]) -> list[Any]:
        """All of them, begun so many at a time: those share their statements."""
        begun: list[asyncio.Future[Any]] = []
        try:
            for start in range(0, len(answers), ROWS_OF_STATEMENT):
                if start:
                    await self._turn.pause()
                begun += map(asyncio.ensure_future, answers[start : start + ROWS_OF_STATEMENT])
            waited: list[Any] = []
            for start in range(0, len(begun), ROWS_OF_STATEMENT):
                waited += await gather_with_cancel(*begun[start : start + ROWS_OF_STATEMENT])
            return waited
        except BaseException:
            for answer in begun:
                answer.cancel()
            self.settle_in_background([_settled([*begun, *answers[len(begun) :]])])
            raise

    def _ask(
        self, item_type: GraphQLOutputType, details: FieldDetailsList, path: Path, items: list[Any]
    ) -> "list[asyncio.Future[Any]]":
        row_type = get_nullable_type(item_type)
        if not is_object_type(row_type):
            return []
        rows = [item for item in items if item is not None]
        asked = []
        for attributes, loaded in self._loaded_below(row_type, details, path):
            holders = map(attrgetter(".".join(attributes)), rows) if attributes else rows
            asked += [loaded.ask(holder) for holder in holders]
        return asked

    def _loaded_below(
        self, row_type: GraphQLObjectType, details: FieldDetailsList, path: Path
    ) -> list[tuple[tuple[str, ...], Loaded]]:
        """What loaders answer of a row, or of what it holds as an edge holds its node."""
        found: list[tuple[tuple[str, ...], Loaded]] = []
        for fields in self.collect_subfields(row_type, details).grouped_field_set.values():
            if loaded := self._loaded_field(row_type, fields, path):
                found.append(((), loaded))
            elif held := held_by(self.schema, row_type, fields):
                below = self._loaded_below(held.type, fields, path)
                found += [((held.attribute, *attributes), loaded) for attributes, loaded in below]
        return found

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> AwaitableOrValue[Any]:
        loaded = self._loaded_field(parent_type, field_details_list, path)
        answer = loaded.ask(source) if loaded else None
        if loaded and answer and answer.done() and not answer.exception():
            nodes = [details.node for details in field_details_list]
            info = self.build_resolve_info(loaded.field, nodes, parent_type, path)
            with suppress(Exception):
                return self.complete_value(
                    loaded.field.type,
                    field_details_list,
                    info,
                    path,
                    answer.result(),
                    position_context,
                )
        return super().execute_field(
            parent_type, source, field_details_list, path, position_context
        )

    def _loaded_field(
        self, parent_type: GraphQLObjectType, details: FieldDetailsList, path: Path
    ) -> Loaded | None:
        known = self._loaded.get(id(details))
        if known is None:
            known = self._loaded[id(details)] = (
                details,
                find_loaded(self, parent_type, details, path),
            )
        return known[1]

    def _plan(self, parent_type: GraphQLObjectType, fields: GroupedFieldSet) -> Plan:
        known = self._plans.get(id(fields))
        if known is None:
            known = self._plans[id(fields)] = (fields, plan_of(self.schema, parent_type, fields))
        return known[1]


def _filled(answers: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    answers.update(others)
    return {name: answer for name, answer in answers.items() if answer is not Undefined}


async def _settled(answers: list[Awaitable[Any]]) -> None:
    """Whatever they come to: nobody waits for them, and others are not to wait for it."""
    for start in range(0, len(answers), SETTLED_AT_ONCE):
        await asyncio.gather(*answers[start : start + SETTLED_AT_ONCE], return_exceptions=True)


def _is_too_long(error: BaseException | None) -> bool:
    while isinstance(error, GraphQLError):
        error = error.original_error
    return isinstance(error, AnswerTooLong)
