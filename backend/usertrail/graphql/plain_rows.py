"""Lists of rows that hold nothing but short values, such as the points of a chart, are read inline.

Each row would otherwise be completed by itself, and so would each object in it. A list with a row
that cannot be read takes the default path, so that errors are graphql-core's own.

Without this, a response takes twice the CPU time for a list of users with a month of points each
(tests/benchmarks/executor.py).
"""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from graphql import (
    GraphQLOutputType,
    GraphQLResolveInfo,
    Undefined,
    get_nullable_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path

from usertrail.cooperative import ROWS_PER_CHUNK, TimeSlice, chunks, is_loop_running
from usertrail.graphql.bounded_executor import BYTES_PER_FIELD
from usertrail.graphql.definitions import definition_of
from usertrail.graphql.plain_fields import PlainField, PlainFields, plain_field

Complete = Callable[[], AwaitableOrValue[list[Any]]]


class PlainRow(NamedTuple):
    """How to read an object, and what it takes in the response."""

    fields: list[tuple[str, "PlainField | PlainPart"]]
    bytes: int

    def read(self, row: object) -> Any:
        """The completed object; Undefined if the default path must be taken."""
        answers = {}
        for name, field in self.fields:
            answer = answers[name] = field.read(row)
            if answer is Undefined:
                return Undefined
        return answers


class PlainPart:
    """How to read an object that is an attribute of a row, and never null."""

    def __init__(self, attribute: str, row: PlainRow) -> None:
        self._attribute = attribute
        self._row = row
        self._last: tuple[object, Any] = (None, Undefined)

    def read(self, source: object) -> Any:
        part = getattr(source, self._attribute, None)
        # Where nothing happened, the points of a chart hold the same zeros.
        if part is not self._last[0]:
            self._last = part, self._row.read(part)
        return self._last[1]


class PlainRows(PlainFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the id() of the details, which the entry keeps alive.
        self._rows: dict[int, tuple[FieldDetailsList, PlainRow | None]] = {}

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
        complete = partial(
            super().complete_iterable_value,
            item_type,
            field_details_list,
            info,
            path,
            items,
            position_context,
        )
        cached = self._rows.get(id(field_details_list))
        if cached is None:
            cached = field_details_list, self._plain_row(item_type, field_details_list)
            self._rows[id(field_details_list)] = cached
        row = cached[1]
        if row is None:
            return complete()
        if len(items) > ROWS_PER_CHUNK and is_loop_running():
            return self._read_in_chunks(row, items, complete)
        answers = self._read(row, items)
        return complete() if answers is None else answers

    def _read(self, row: PlainRow, items: list[Any]) -> list[Any] | None:
        """None if the default path must be taken."""
        answers = []
        for item in items:
            answer = row.read(item)
            if answer is Undefined:
                return None
            answers.append(answer)
        self.answer.give(row.bytes * len(items))
        return answers

    async def _read_in_chunks(
        self, row: PlainRow, items: list[Any], complete: Complete
    ) -> list[Any]:
        answers: list[Any] = []
        time_slice = TimeSlice()
        for chunk in chunks(items):
            read = self._read(row, chunk)
            if read is None:
                completed = complete()
                return await completed if isinstance(completed, Awaitable) else completed
            answers += read
            if time_slice.is_over:
                await time_slice.pause()
        return answers

    def _plain_row(self, row_type: GraphQLOutputType, details: FieldDetailsList) -> PlainRow | None:
        """None where something in it is of any length, null as a whole, or takes work."""
        object_type = get_nullable_type(row_type)
        if not is_object_type(object_type) or object_type.is_type_of:
            return None
        fields: list[tuple[str, PlainField | PlainPart]] = []
        size = 0
        selected = self.collect_subfields(object_type, details).grouped_field_set
        for name, of_field in selected.items():
            size += len(name) + BYTES_PER_FIELD
            if plain := plain_field(self.schema, object_type, of_field):
                if plain.may_be_long:
                    return None
                fields.append((name, plain))
                continue
            field = self.schema.get_field(object_type, of_field[0].node.name.value)
            definition = definition_of(field)
            if not field or field.args or not definition or not definition.is_basic_field:
                return None
            part = self._plain_row(field.type, of_field) if is_non_null_type(field.type) else None
            if part is None:
                return None
            fields.append((name, PlainPart(definition.python_name, part)))
            size += part.bytes
        return PlainRow(fields, size)
