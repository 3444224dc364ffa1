"""Conditions on rows, and their SQL.

It is put together from the clauses in this file and known columns; whatever the caller gave is
bound. Who asks (GraphQL, REST, an export) turns what was said into these conditions.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from usertrail.read.statement import Binding

Kind = Literal["text", "id", "number", "instant", "texts", "flag", "flags", "object"]


class Column(NamedTuple):
    """What may be asked about. `{key}` in its SQL stands for the key that a condition names."""

    kind: Kind
    sql: str
    # A column of the trace that a span or feedback belongs to.
    of_trace: bool = False
    # An index leads from a value to its few rows.
    is_key: bool = False


class Test(NamedTuple):
    """A clause, where {e} is the column and {v} the value, and what the value is bound as."""

    clause: str
    sql_type: str = ""


class Condition(NamedTuple):
    column: Column
    test: Test
    value: Any = None
    key: str | None = None


class Some(NamedTuple):
    """That one row of a source, which is a FROM and WHERE, meets all of these conditions."""

    source: str
    conditions: Sequence[Condition]


class Range(NamedTuple):
    """Numbers between inclusive bounds; None is open. One that is null lies in no range."""

    least: Decimal | None = None
    most: Decimal | None = None


NUMBERS = {
    sign: Test(f"{{e}} {sign} {{v}}", "numeric") for sign in ("=", "!=", ">", "<", ">=", "<=")
}
NUMBER_OPTIONS = {"any of": Test("{e} = ANY({v})", "numeric[]")}
INSTANTS = {sign: Test(f"{{e}} {sign} {{v}}", "timestamptz") for sign in (">", "<", ">=", "<=")}
TEXTS = {
    "=": Test("{e} = {v}", "text"),
    "contains": Test("strpos({e}, {v}) > 0", "text"),
    "does not contain": Test("coalesce(strpos({e}, {v}), 0) = 0", "text"),
    "starts with": Test("starts_with({e}, {v})", "text"),
    "ends with": Test("right({e}, length({v})) = {v}", "text"),
    "matches": Test("strpos(lower({e}), lower({v})) > 0", "text"),
}
OPTIONS = {
    "any of": Test("{e} = ANY({v})", "text[]"),
    "none of": Test("coalesce({e} <> ALL({v}), true)", "text[]"),
}
ARRAYS = {
    "any of": Test("{e} && {v}", "text[]"),
    "none of": Test("NOT coalesce({e} && {v}, false)", "text[]"),
    "all of": Test("{e} @> {v}", "text[]"),
}
FLAGS = {
    "=": Test("coalesce({e}, false) = {v}", "boolean"),
    "<>": Test("coalesce({e}, false) <> {v}", "boolean"),
}
# Whether one of several is so.
ANY_FLAG = {
    "=": Test("{v} = ANY({e}::boolean[])", "boolean"),
    "<>": Test("NOT coalesce({v} = ANY({e}::boolean[]), false)", "boolean"),
}
# Of an object, whether it has one of these keys, or the one that the condition names.
KEYS = {"any of": Test("{e} ?| {v}", "text[]"), "one": Test("{e} ? {key}")}
IS_NULL, IS_NOT_NULL = Test("{e} IS NULL"), Test("{e} IS NOT NULL")
HOLDS, HOLDS_NOT = Test("{e}"), Test("NOT {e}")
# What the value under a key of an object is compared as.
UNDER_KEY: dict[Kind, str] = {
    "text": "({e} ->> {key})",
    "texts": "ARRAY[{e} ->> {key}]",
    "number": """
        CASE WHEN jsonb_typeof({e} -> {key}) = 'number' THEN ({e} -> {key})::numeric END
    """,
}


def under_key(column: Column, kind: Kind) -> Column:
    """The value under the key that a condition names, as of this kind."""
    return column._replace(kind=kind, sql=UNDER_KEY[kind].replace("{e}", column.sql))


def equals(column: Column, text: str) -> Condition:
    return Condition(column, TEXTS["="], text)


def any_of(column: Column, texts: Sequence[str]) -> Condition:
    """None where there are no texts."""
    return Condition(column, OPTIONS["any of"], list(texts))


def in_range(column: Column, range: Range | None) -> list[Condition]:
    """No condition where no range is asked for."""
    if range is None:
        return []
    bounds = [
        Condition(column, NUMBERS[sign], bound)
        for sign, bound in ((">=", range.least), ("<=", range.most))
        if bound is not None
    ]
    return bounds or [Condition(column, IS_NOT_NULL)]


def contains(search: str, *expressions: str) -> Condition:
    """Any of these texts of a row contains this one, whatever the case."""
    escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    among = " OR ".join(f"{expression} ILIKE {{v}}" for expression in expressions)
    return Condition(Column("text", f"({among})"), Test("{e}", "text"), f"%{escaped}%")


def all_hold(bind: Binding, conditions: Iterable[Condition]) -> list[str]:
    """The SQL of each."""
    return [_sql(bind, condition) for condition in conditions]


def where(
    bind: Binding, project_id: str, table: str, conditions: Iterable[Condition | Some]
) -> str:
    """The SQL condition that a row of the table is the project's and meets all of these."""
    project = bind(project_id, "text")
    own = [f"{table}.project_id = {project}"]
    of_trace: list[str] = []
    for condition in conditions:
        if isinstance(condition, Some):
            inner = " AND ".join(("true", *all_hold(bind, condition.conditions)))
            own.append(f"EXISTS (SELECT {condition.source} AND {inner})")
        else:
            (of_trace if condition.column.of_trace else own).append(_sql(bind, condition))
    if of_trace:
        own.append(
            f"""{table}.trace_id IN (
                SELECT trace_id FROM trace WHERE project_id = {project}
                    AND {" AND ".join(of_trace)}
            )"""
        )
    return " AND ".join(own)


def is_scan(conditions: Iterable[Condition | Some]) -> bool:
    """Whether many rows are looked at to find those that meet these, for no key leads there."""
    return not any(
        isinstance(condition, Condition)
        and condition.column.is_key
        and condition.test in (TEXTS["="], OPTIONS["any of"])
        for condition in conditions
    )


def _sql(bind: Binding, condition: Condition) -> str:
    column, test, value, key = condition
    sql = test.clause.replace("{e}", column.sql)
    if "{key}" in sql:
        sql = sql.replace("{key}", bind(key, "text"))
    if test.sql_type:
        sql = sql.replace("{v}", bind(value, test.sql_type))
    return sql
