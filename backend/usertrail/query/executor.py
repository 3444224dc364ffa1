"""Fields that only read an attribute are read in place, without the machinery of a resolver.

They are most of every answer. What a loader answers for each row of a list is asked for all rows
first and waited for once, so that no row waits for itself. A field of another kind, or a value that
is not as it should be, takes the ordinary way, so errors are graphql-core's own.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLType,
    Undefined,
    get_argument_values,
    get_nullable_type,
    is_leaf_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info

from usertrail.query.leaves import Leaf, read_all

if TYPE_CHECKING:
    from usertrail.query.context import Context

# More rows are read a piece at a time.
FEW = 50

# Metadata of a field whose resolver does nothing but ask a loader, which gives plain objects.
LOADED = {"is_loaded": True}


class Loaded(NamedTuple):
    """A field that a loader answers: its arguments are the same for every row of a list."""

    field: GraphQLField
    ask: Callable[[object], "asyncio.Future[Any]"]


Plan = list[tuple[str, FieldDetailsList, Leaf | None]]


class InlineLeaves(StrawberryGraphQLCoreExecutionContext):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the identity of the set, which the plan's entry keeps alive.
        self._plans: dict[int, tuple[GroupedFieldSet, Plan]] = {}
        # By the identity of the details, likewise.
        self._loaded: dict[int, tuple[FieldDetailsList, Loaded | None]] = {}

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
        for name, details, leaf in self._plan(parent_type, grouped_field_set):
            # Answers come in the order of the query, whichever is known first.
            answers[name] = leaf.read(source_value) if leaf else Undefined
            if answers[name] is Undefined:
                rest[name] = details
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
        details: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: Iterable[Any],
        position_context: Any,
    ) -> AwaitableOrValue[list[Any]]:
        items = list(items)
        if len(items) > FEW and (read := self._reader(get_nullable_type(item_type), details)):
            return self._read_many(read, item_type, details, info, path, items, position_context)
        complete = partial(
            super().complete_iterable_value,
            item_type,
            details,
            info,
            path,
            items,
            position_context,
        )
        asked = self._ask(item_type, details, path, items)
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

    async def _read_many(
        self,
        read: Callable[[object], Any],
        item_type: GraphQLOutputType,
        details: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: list[Any],
        position_context: Any,
    ) -> list[Any]:
        """Rows that hold nothing to be resolved, a piece of them at a time."""

        def row(index: int) -> Any:
            answer = read(items[index])
            if answer is not Undefined:
                return answer
            whole: list[Any] = []
            place = path.add_key(index, None)
            self.complete_list_item_value(
                items[index], whole, item_type, details, info, place, position_context
            )
            return whole[0]

        context: Context = self.context_value
        return await context.computed(map(row, range(len(items))))

    def _ask(
        self, item_type: GraphQLOutputType, details: FieldDetailsList, path: Path, items: list[Any]
    ) -> "list[asyncio.Future[Any]]":
        row_type = get_nullable_type(item_type)
        if not is_object_type(row_type):
            return []
        fields = self.collect_subfields(row_type, details).grouped_field_set.values()
        loaded = [self._loaded_field(row_type, field, path) for field in fields]
        return [one.ask(item) for one in loaded if one for item in items if item is not None]

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
                self._find_loaded(parent_type, details, path),
            )
        return known[1]

    def _find_loaded(
        self, parent_type: GraphQLObjectType, details: FieldDetailsList, path: Path
    ) -> Loaded | None:
        node = details[0].node
        field = self.schema.get_field(parent_type, node.name.value)
        definition = field.extensions.get("strawberry-definition") if field else None
        if not field or not isinstance(definition, StrawberryField):
            return None
        if not LOADED.items() <= definition.metadata.items() or not definition.base_resolver:
            return None
        raw_info = self.build_resolve_info(field, [node], parent_type, path)
        info: Info[Any, Any] = Info(_raw_info=raw_info, _field=definition)
        try:
            given = get_argument_values(field, node, self.variable_values)
            arguments = convert_arguments(
                given,
                definition.arguments,
                scalar_registry=info.schema.schema_converter.scalar_registry,
                config=info.schema.config,
            )
        except Exception:
            # As above: the ordinary way says what is wrong with them.
            return None
        return Loaded(field, partial(definition.base_resolver, info=info, **arguments))

    def _plan(self, parent_type: GraphQLObjectType, fields: GroupedFieldSet) -> Plan:
        known = self._plans.get(id(fields))
        if known is None:
            plan = [
                (name, details, self._leaf(parent_type, details))
                for name, details in fields.items()
            ]
            known = self._plans[id(fields)] = (fields, plan)
        return known[1]

    def _leaf(self, parent_type: GraphQLObjectType, details: FieldDetailsList) -> Leaf | None:
        field = self.schema.get_field(parent_type, details[0].node.name.value)
        definition = field.extensions.get("strawberry-definition") if field else None
        if not isinstance(definition, StrawberryField) or not field or field.args:
            return None
        if not definition.is_basic_field:
            return None
        type_ = get_nullable_type(field.type)
        coerce = type_.coerce_output_value if is_leaf_type(type_) else self._reader(type_, details)
        if coerce is None:
            return None
        return Leaf(definition.python_name, coerce, type_ is not field.type)

    def _reader(
        self, type_: GraphQLType, details: FieldDetailsList
    ) -> Callable[[object], Any] | None:
        """How to read an object whose fields are leaves and such objects; None for any other."""
        if not is_object_type(type_) or type_.is_type_of:
            return None
        plan = self._plan(type_, self.collect_subfields(type_, details).grouped_field_set)
        leaves = {name: leaf for name, _, leaf in plan if leaf}
        return partial(read_all, leaves) if leaves and len(leaves) == len(plan) else None


def _filled(answers: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    answers.update(others)
    return {name: answer for name, answer in answers.items() if answer is not Undefined}
