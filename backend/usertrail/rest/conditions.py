"""Conditions on rows, as query parameters and the `filter` list say them, and their SQL.

The SQL is put together from the clauses in this file and the columns of a table; whatever the
caller sent is bound.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.text import cleaned
from usertrail.read.statement import Binding
from usertrail.schema.scalars import parse_decimal, parse_instant

Kind = Literal["text", "id", "number", "instant", "texts", "flag", "flags", "object"]


class Column(NamedTuple):
    """What may be asked about. `{key}` in its SQL stands for the key that a condition names."""

    kind: Kind
    sql: str
    # A column of the trace that a span or feedback belongs to.
    of_trace: bool = False


class Condition(NamedTuple):
    column: str
    type: str
    operator: str
    value: Any = None
    key: str | None = None


class Parameter(NamedTuple):
    """The condition that a query parameter means."""

    column: str
    type: str = "string"
    operator: str = "="
    # Commas separate values; a list without this is of repeated parameters.
    commas: bool = False


class Table(NamedTuple):
    name: str
    columns: Mapping[str, Column]
    # What is read under this name, if it is no table.
    subquery: str | None = None

    @property
    def source(self) -> str:
        return f"({self.subquery}) AS {self.name}" if self.subquery else self.name


_NUMBERS = {sign: f"{{e}} {sign} {{v}}" for sign in ("=", "!=", ">", "<", ">=", "<=")}
_INSTANTS = {sign: _NUMBERS[sign] for sign in (">", "<", ">=", "<=")}
_TEXT = {
    "=": "{e} = {v}",
    "contains": "strpos({e}, {v}) > 0",
    "does not contain": "coalesce(strpos({e}, {v}), 0) = 0",
    "starts with": "starts_with({e}, {v})",
    "ends with": "right({e}, length({v})) = {v}",
    "matches": "strpos(lower({e}), lower({v})) > 0",
}
_NUMBER_OPTIONS = {"any of": "{e} = ANY({v})"}
_OPTIONS = {"any of": "{e} = ANY({v})", "none of": "coalesce({e} <> ALL({v}), true)"}
_ARRAYS = {
    "any of": "{e} && {v}",
    "none of": "NOT coalesce({e} && {v}, false)",
    "all of": "{e} @> {v}",
}
_PRESENCE = {"is set": "{e} IS NOT NULL", "is not set": "{e} IS NULL"}
_FLAGS = {"=": "coalesce({e}, false) = {v}", "<>": "coalesce({e}, false) <> {v}"}
_ANY_FLAG = {
    "=": "{v} = ANY({e}::boolean[])",
    "<>": "NOT coalesce({v} = ANY({e}::boolean[]), false)",
}


# Each value is compared with each row.
MAX_VALUES = 500


def _text(value: Any, column: Column) -> str:
    if not isinstance(value, str):
        raise BadInput("must be a text")
    return storable_id(value) if column.kind == "id" else cleaned(value)


def _texts(value: Any, column: Column) -> list[str]:
    return [_text(item, column) for item in _listed(value, "texts")]


def _flag(value: Any, column: Column) -> bool:
    if not isinstance(value, bool):
        raise BadInput("must be true or false")
    return value


def _number(value: Any, column: Column) -> Any:
    return _worded(parse_decimal, value)


def _numbers(value: Any, column: Column) -> list[Any]:
    return [_number(item, column) for item in _listed(value, "numbers")]


def _listed(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > MAX_VALUES:
        raise BadInput(f"must be a list of at most {MAX_VALUES} {what}")
    return value


def _instant(value: Any, column: Column) -> Any:
    return _worded(parse_instant, value)


def _worded(parse: Callable[[Any], Any], value: Any) -> Any:
    try:
        return parse(value)
    except BadInput as error:
        raise BadInput(str(error).removeprefix("it ")) from None


class _Type(NamedTuple):
    """A type of condition: of which columns, its operators, and what its value is bound as."""

    kinds: frozenset[Kind]
    operators: Mapping[str, str]
    parse: Callable[[Any, Column], Any]
    sql_type: str
    needs_key: bool = False


_TEXTUAL: frozenset[Kind] = frozenset({"text", "id"})
_TYPES = {
    "datetime": _Type(frozenset({"instant"}), _INSTANTS, _instant, "timestamptz"),
    "string": _Type(_TEXTUAL, _TEXT, _text, "text"),
    "number": _Type(frozenset({"number"}), _NUMBERS, _number, "numeric"),
    "numberOptions": _Type(frozenset({"number"}), _NUMBER_OPTIONS, _numbers, "numeric[]"),
    "stringOptions": _Type(_TEXTUAL, _OPTIONS, _texts, "text[]"),
    "arrayOptions": _Type(frozenset({"texts"}), _ARRAYS, _texts, "text[]"),
    "boolean": _Type(frozenset({"flag"}), _FLAGS, _flag, "boolean"),
    "stringObject": _Type(frozenset({"object"}), _TEXT | _PRESENCE, _text, "text", True),
    "numberObject": _Type(frozenset({"object", "number"}), _NUMBERS, _number, "numeric", True),
    "categoryOptions": _Type(frozenset({"object", "texts"}), _ARRAYS, _texts, "text[]", True),
    "booleanObject": _Type(frozenset({"flags"}), _ANY_FLAG, _flag, "boolean", True),
}
_NULLNESS = {"is null": "IS NULL", "is not null": "IS NOT NULL"}
# What the value under a key of an object is compared as.
_OF_OBJECT = {
    "stringObject": "({e} ->> {key})",
    "categoryOptions": "ARRAY[{e} ->> {key}]",
    "numberObject": """
        CASE WHEN jsonb_typeof({e} -> {key}) = 'number' THEN ({e} -> {key})::numeric END
    """,
}


def where(bind: Binding, project_id: str, table: Table, conditions: Sequence[Condition]) -> str:
    """The SQL condition that a row is the project's and meets all of these. Raises BadInput."""
    project = bind(project_id, "text")
    own = [f"{table.name}.project_id = {project}"]
    of_trace: list[str] = []
    for condition in conditions:
        column = table.columns.get(condition.column)
        if column is None:
            raise BadInput(f"There is no column {condition.column[:60]!r} to filter by.")
        (of_trace if column.of_trace else own).append(_sql(bind, column, condition))
    if of_trace:
        own.append(
            f"""{table.name}.trace_id IN (
                SELECT trace_id FROM trace WHERE project_id = {project}
                    AND {" AND ".join(of_trace)}
            )"""
        )
    return " AND ".join(own)


def _sql(bind: Binding, column: Column, condition: Condition) -> str:
    if condition.type == "null":
        # An empty id means that there is none.
        expression = f"nullif({column.sql}, '')" if column.kind in _TEXTUAL else column.sql
        return f"{_keyed(bind, expression, condition)} {_chosen(_NULLNESS, condition)}"
    known = _TYPES.get(condition.type)
    if known is None or column.kind not in known.kinds:
        raise BadInput(
            f"{condition.column} cannot be filtered by the type {condition.type[:60]!r}."
        )
    if condition.key is None and known.needs_key:
        raise BadInput(f"A condition of type {condition.type} on {condition.column} needs a key.")
    template = _chosen(known.operators, condition)
    expression = column.sql
    if column.kind == "object":
        expression = _OF_OBJECT[condition.type].replace("{e}", expression)
    expression = _keyed(bind, expression, condition)
    if template in _PRESENCE.values():
        return template.format(e=expression)
    try:
        value = known.parse(condition.value, column)
    except BadInput as error:
        raise BadInput(f"{condition.column}: the value {error}.") from None
    return template.format(e=expression, v=bind(value, known.sql_type))


def _keyed(bind: Binding, expression: str, condition: Condition) -> str:
    if "{key}" not in expression:
        return expression
    key = None if condition.key is None else cleaned(condition.key)
    return expression.replace("{key}", bind(key, "text"))


def _chosen(operators: Mapping[str, str], condition: Condition) -> str:
    if condition.operator not in operators:
        raise BadInput(
            f"{condition.column}: the operator must be one of "
            f"{', '.join(operators)}, not {condition.operator[:60]!r}."
        )
    return operators[condition.operator]
