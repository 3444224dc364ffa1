"""Resolves fields backed by data loaders for all rows of a list at once, and awaits them once.

This saves a task per row. Failed loads fall back to the default path, so that errors are graphql-
core's own.

Without this half, a response takes 1.4 to 2 times the CPU time for a list of 500 users with their
metrics, 1.2 to 1.7 times for a list of 50, and 1.5 times with a month of points each; without all
parts 2 to 3 times and 3.5 times. Lists without such fields take 0.9 to 1.1 times as much without
it, which is how far the figures vary (tests/benchmarks/executor.py).
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_argument_values,
    get_nullable_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.types.arguments import convert_arguments
from strawberry.types.info import Info

from usertrail.graphql.bounded_executor import BoundedExecutor
from usertrail.graphql.definitions import definition_of

# Metadata of a field whose resolver only calls a data loader that returns plain objects.
BATCHED = {"is_batched": True}


class BatchedField:
    """A field backed by a data loader, with arguments that are the same for every row of a list."""

    def __init__(self, field: GraphQLField, resolve: Callable[[object], Any]) -> None:
        self.field = field
        self._resolve = resolve
        # By the id() of the row, which the entry keeps alive.
        self._pending: dict[int, tuple[object, asyncio.Future[Any]]] = {}

    def request(self, row: object) -> "asyncio.Future[Any]":
        answer: asyncio.Future[Any] = self._resolve(row)
        self._pending[id(row)] = row, answer
        return answer

    def result_for(self, row: object) -> "asyncio.Future[Any] | None":
        """None if it was not requested, is pending, or failed."""
        pending = self._pending.get(id(row))
        answer = pending[1] if pending else None
        return answer if answer and answer.done() and not answer.exception() else None


class Embedded(NamedTuple):
    """An object stored in an attribute of its row, such as the node of an edge."""

    attribute: str
    type: GraphQLObjectType


class BatchedFields(BoundedExecutor):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the id() of the details, which the entry keeps alive.
        self._batched: dict[int, tuple[FieldDetailsList, BatchedField | None]] = {}

    def build_per_event_executor(self, payload: Any) -> "BatchedFields":
        executor = super().build_per_event_executor(payload)
        assert isinstance(executor, BatchedFields)
        # An event has its own rows and must not keep those of earlier events.
        executor._batched = {}
        return executor

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
        complete = super().complete_iterable_value
        given = item_type, field_details_list, info, path, items, position_context
        pending = self._request(item_type, field_details_list, path, items)
        waiting = [answer for answer in pending if not answer.done()]
        if not waiting:
            return complete(*given)

        async def completed() -> list[Any]:
            for answer in waiting:
                # Loads of one loader finish together. Failures are raised again where they are
                # read.
                if not answer.done():
                    await asyncio.wait([answer])
            answers = complete(*given)
            return answers if isinstance(answers, list) else await answers

        return completed()

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> AwaitableOrValue[Any]:
        batched = self._batched_field(parent_type, field_details_list, path)
        answer = batched.result_for(source) if batched else None
        if batched and answer:
            nodes = [details.node for details in field_details_list]
            info = self.build_resolve_info(batched.field, nodes, parent_type, path)
            given = batched.field.type, field_details_list, info, path
            with suppress(Exception):
                return self.complete_value(*given, answer.result(), position_context)
        return super().execute_field(
            parent_type, source, field_details_list, path, position_context
        )

    def _request(
        self, item_type: GraphQLOutputType, details: FieldDetailsList, path: Path, items: list[Any]
    ) -> "list[asyncio.Future[Any]]":
        row_type = get_nullable_type(item_type)
        if not is_object_type(row_type):
            return []
        rows = [item for item in items if item is not None]
        pending = []
        for attributes, batched in self._batched_below(row_type, details, path):
            holders = map(attrgetter(".".join(attributes)), rows) if attributes else rows
            # Invalid arguments are reported per row by the default path.
            with suppress(Exception):
                pending += [batched.request(holder) for holder in holders]
        return pending

    def _batched_below(
        self, row_type: GraphQLObjectType, details: FieldDetailsList, path: Path
    ) -> Iterator[tuple[tuple[str, ...], BatchedField]]:
        """Batched fields of a row and of objects embedded in it, like the node of an edge."""
        for fields in self.collect_subfields(row_type, details).grouped_field_set.values():
            if batched := self._batched_field(row_type, fields, path):
                yield (), batched
            elif embedded := _embedded_by(self.schema, row_type, fields):
                for attributes, batched in self._batched_below(embedded.type, fields, path):
                    yield (embedded.attribute, *attributes), batched

    def _batched_field(
        self, parent_type: GraphQLObjectType, details: FieldDetailsList, path: Path
    ) -> BatchedField | None:
        cached = self._batched.get(id(details))
        if cached is None:
            cached = details, self._find_batched(parent_type, details, path)
            self._batched[id(details)] = cached
        return cached[1]

    def _find_batched(
        self, parent_type: GraphQLObjectType, details: FieldDetailsList, path: Path
    ) -> BatchedField | None:
        node = details[0].node
        field = self.schema.get_field(parent_type, node.name.value)
        definition = definition_of(field)
        if not field or not definition or not definition.base_resolver:
            return None
        if not BATCHED.items() <= definition.metadata.items():
            return None
        raw_info = self.build_resolve_info(field, [node], parent_type, path)
        # The public `field.resolve` makes the info and converts the arguments anew for every row,
        # which takes 50 us, and so 25 ms in one step for a list of 500.
        info: Info[Any, Any] = Info(_raw_info=raw_info, _field=definition)
        try:
            arguments = convert_arguments(
                get_argument_values(field, node, self.variable_values),
                definition.arguments,
                scalar_registry=info.schema.schema_converter.scalar_registry,
                config=info.schema.config,
            )
        except Exception:
            # The default path reports what is wrong with them.
            return None
        return BatchedField(field, partial(definition.base_resolver, info=info, **arguments))


def _embedded_by(
    schema: GraphQLSchema, row_type: GraphQLObjectType, details: FieldDetailsList
) -> Embedded | None:
    field = schema.get_field(row_type, details[0].node.name.value)
    definition = definition_of(field)
    if not field or not definition or not definition.is_basic_field:
        return None
    type_ = get_nullable_type(field.type)
    return Embedded(definition.python_name, type_) if is_object_type(type_) else None
