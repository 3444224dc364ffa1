"""How exported users are written: which columns there are, as CSV and as JSON Lines."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from graphql import GraphQLObjectType, get_named_type, get_nullable_type, is_leaf_type
from strawberry.types.field import StrawberryField

from usertrail.export.rows import ExportedUser
from usertrail.responses.raw_json import compact, dumps
from usertrail.schema.executable import schema

# What makes a cell a formula in a spreadsheet, and the apostrophe that says it is none.
# A program that takes semicolons or tabs for separators begins a cell after each of them, and a
# line break in one of those cells begins a row. The wide forms are taken for the narrow ones.
BREAKS = r"[;\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]"
MAY_BE_FORMULA = re.compile(rf"""((?:\A|{BREAKS})[\s"]*)(?=[=+\-@＝＋－＠'])""")  # noqa: RUF001  # meant


class Column(NamedTuple):
    """A field of a type that holds a value and takes no arguments."""

    name: str
    attribute: str
    serialize: Callable[[Any], Any]
    # Written as JSON where a cell can hold nothing but text.
    is_json: bool
    # A text of somebody else's.
    is_foreign: bool

    def read(self, source: object) -> Any:
        """As GraphQL answers it."""
        value = None if source is None else getattr(source, self.attribute)
        return None if value is None else self.serialize(value)

    def cell(self, value: Any) -> Any:
        """What the answer is in CSV; nothing for null."""
        if value is None:
            return None
        text = compact(value) if self.is_json else value
        return harmless(text) if self.is_foreign or self.is_json else text


def harmless(text: str) -> str:
    """With an apostrophe where a spreadsheet would begin a formula, or where there is one.

    So taking one away at each of these places gives the text again.
    """
    return MAY_BE_FORMULA.sub(r"\1'", text)


def _columns(type_name: str, without: Iterable[str] = (), within: str = "") -> list[Column]:
    """Their names begin with that of the field `within` which they are, if one is named."""
    type_ = schema.core.type_map[type_name]
    assert isinstance(type_, GraphQLObjectType)
    columns = []
    for name, field in type_.fields.items():
        definition: StrawberryField = field.extensions["strawberry-definition"]
        if not definition.is_basic_field or name in without:
            continue
        assert definition.python_name
        leaf: Any = get_named_type(field.type)
        is_list = not is_leaf_type(get_nullable_type(field.type))
        columns.append(
            Column(
                f"{within}.{name}" if within else name,
                definition.python_name,
                list if is_list else leaf.serialize,
                is_json=is_list or leaf.name == "JSON",
                is_foreign=leaf.name == "String",
            )
        )
    return columns


# The global id says nothing that userId does not; the environments are there themselves.
PARTS = (
    _columns("User", without=["id", "environmentCount"]),
    _columns("Metrics"),
    _columns("FeedbackMetrics", within="feedback"),
)
COLUMNS = [column for part in PARTS for column in part]


def _values(exported: ExportedUser) -> list[Any]:
    parts = zip(PARTS, exported, strict=True)
    return [column.read(source) for columns, source in parts for column in columns]


class Format(NamedTuple):
    suffix: str
    media_type: str
    # Comes before all rows.
    head: bytes
    write: Callable[[Iterable[ExportedUser]], bytes]


def _as_csv(users: Iterable[ExportedUser]) -> bytes:
    rows = (
        [column.cell(value) for column, value in zip(COLUMNS, _values(user), strict=True)]
        for user in users
    )
    return _lines(rows)


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    """RFC 4180."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _as_json_lines(users: Iterable[ExportedUser]) -> bytes:
    names = [column.name for column in COLUMNS]
    return b"".join(dumps(dict(zip(names, _values(user), strict=True))) + b"\n" for user in users)


CSV = Format(
    "csv",
    "text/csv; charset=utf-8; header=present",
    _lines([[column.name for column in COLUMNS]]),
    _as_csv,
)
JSON_LINES = Format("jsonl", "application/jsonl; charset=utf-8", b"", _as_json_lines)
