"""Conditions as query parameters and the `filter` list say them -> conditions on rows."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.text import cleaned
from usertrail.read import conditions
from usertrail.read.conditions import Column, Condition, Kind, Test, under_key
from usertrail.read.values import parse_decimal, parse_instant

Filterable = Mapping[str, Column]
# Each value is compared with each row.
MAX_VALUES = 500


class Given(NamedTuple):
    """A condition in the words of the clients."""

    column: str
    type: str
    operator: str
    value: Any = None
    key: str | None = None


def condition_of(columns: Filterable, given: Given) -> Condition:
    """What it means where these are the columns. Raises BadInput."""
    column = columns.get(given.column)
    if column is None:
        raise BadInput(f"Unknown filter column {given.column[:60]!r}.")
    key = None if given.key is None else cleaned(given.key)
    if given.type == "null":
        if column.kind in _TEXTUAL:
            # An empty id means that there is none.
            column = column._replace(sql=f"nullif({column.sql}, '')")
        return Condition(column, _chosen(_NULLNESS, given), key=key)
    known = _TYPES.get(given.type)
    if known is None or column.kind not in known.kinds:
        raise BadInput(f"{given.column} cannot be filtered by the type {given.type[:60]!r}.")
    if given.key is None and known.needs_key:
        raise BadInput(f"A condition of type {given.type} on {given.column} requires a key.")
    test = _chosen(known.tests, given)
    if column.kind == "object":
        column = under_key(column, known.of_object)
    if not test.sql_type:
        return Condition(column, test, key=key)
    try:
        value = known.value_of(given.value, column)
    except BadInput as error:
        raise BadInput(f"{given.column}: the value {error}.") from None
    return Condition(column, test, value, key)


def _chosen(tests: Mapping[str, Test], given: Given) -> Test:
    if given.operator not in tests:
        raise BadInput(
            f"{given.column}: the operator must be one of "
            f"{', '.join(tests)}, not {given.operator[:60]!r}."
        )
    return tests[given.operator]


def _text(value: Any, column: Column) -> str:
    if not isinstance(value, str):
        raise BadInput("must be a string")
    return storable_id(value) if column.kind == "id" else cleaned(value)


def _flag(value: Any, column: Column) -> bool:
    if not isinstance(value, bool):
        raise BadInput("must be true or false")
    return value


def _worded(parse: Callable[[Any], Any], value: Any, column: Column) -> Any:
    try:
        return parse(value)
    except BadInput as error:
        raise BadInput(str(error).removeprefix("it ")) from None


class _Type(NamedTuple):
    """A type of condition: of which columns, its operators, and how its value is read."""

    kinds: frozenset[Kind]
    tests: Mapping[str, Test]
    parse: Callable[[Any, Column], Any]
    needs_key: bool = False
    # What the value under a key of an object is taken for.
    of_object: Kind = "text"
    # What the value is a list of, if it is one.
    list_of: str | None = None

    def value_of(self, value: Any, column: Column) -> Any:
        """Raises BadInput, whose sentence goes on from the name of the value."""
        if self.list_of is None:
            return self.parse(value, column)
        if not isinstance(value, list) or len(value) > MAX_VALUES:
            raise BadInput(f"must be a list of at most {MAX_VALUES} {self.list_of}")
        return [self.parse(item, column) for item in value]


_TEXTUAL: frozenset[Kind] = frozenset({"text", "id"})
_NULLNESS = {"is null": conditions.IS_NULL, "is not null": conditions.IS_NOT_NULL}
_PRESENCE = {"is set": conditions.IS_NOT_NULL, "is not set": conditions.IS_NULL}
_number, _instant = partial(_worded, parse_decimal), partial(_worded, parse_instant)
_NUMERIC: frozenset[Kind] = frozenset({"number"})
_TYPES = {
    "datetime": _Type(frozenset({"instant"}), conditions.INSTANTS, _instant),
    "string": _Type(_TEXTUAL, conditions.TEXTS, _text),
    "number": _Type(_NUMERIC, conditions.NUMBERS, _number),
    "numberOptions": _Type(_NUMERIC, conditions.NUMBER_OPTIONS, _number, list_of="numbers"),
    "stringOptions": _Type(_TEXTUAL, conditions.OPTIONS, _text, list_of="strings"),
    "arrayOptions": _Type(frozenset({"texts"}), conditions.ARRAYS, _text, list_of="strings"),
    "boolean": _Type(frozenset({"flag"}), conditions.FLAGS, _flag),
    "stringObject": _Type(frozenset({"object"}), conditions.TEXTS | _PRESENCE, _text, True),
    "numberObject": _Type(
        _NUMERIC | {"object"}, conditions.NUMBERS, _number, True, of_object="number"
    ),
    "categoryOptions": _Type(
        frozenset({"object", "texts"}), conditions.ARRAYS, _text, True, "texts", "strings"
    ),
    "booleanObject": _Type(frozenset({"flags"}), conditions.ANY_FLAG, _flag, True),
}
