"""A table as its columns and their types, and the statements that are made from them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any


@dataclass(frozen=True)
class Table:
    """The statements take rows as one array for each column, in their order, after $1, the project.

    Of a table whose rows say their project themselves, it is the first of the keys. Many rows are
    quicker to encode whole, as one array of the table's own type (`insert_whole`): mappings by
    column, or tuples of all columns in the order of the table, with None for the project.
    """

    name: str
    # SQL types by column: of the key, but for the project, and of what is stored under it.
    keys: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    # Columns that are sent as text of JSON, and the expression that makes the column of it: an
    # array of lists would be taken for one of two dimensions.
    from_json: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def types(self) -> dict[str, str]:
        return {**self.keys, **self.values}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return (*self.keys, *self.values)

    @property
    def project(self) -> tuple[str, ...]:
        """The column whose value is $1 in all rows, if there is one."""
        return () if "project_id" in self.keys else ("project_id",)

    @property
    def these(self) -> str:
        """The condition that a row has one of the keys that are given as arrays.

        The keys are looked up one by one, which costs the same however many rows there are: a plan
        for all of them that knows nothing of a table just filled would read it whole. So the rows
        must not change meanwhile.
        """
        keys, given = (", ".join(f"{of}{name}" for name in self.keys) for of in ("", "given."))
        arrays = self._arrays(self.keys)
        return f"""
            project_id = $1 AND ctid = ANY(ARRAY(
                SELECT found.ctid FROM unnest({arrays}) AS given ({keys}), LATERAL (
                    SELECT ctid FROM {self.name}
                    WHERE project_id = $1 AND ({keys}) = ({given}) OFFSET 0
                ) AS found
            ))
        """

    def insert(self, then: str = "", columns: Sequence[str] = ()) -> str:
        """Insert rows of all columns, or of these; `then` may name the table `stored`."""
        columns = columns or self.columns
        project = "$1, " if self.project else ""
        return f"""
            INSERT INTO {self.name} AS stored ({", ".join((*self.project, *columns))})
            SELECT {project}row.* FROM {self._rows(columns)} {then}
        """

    def insert_whole(self, then: str = "") -> str:
        """The same of rows that are given whole, as $2; what a mapping does not name is null."""
        return f"""
            INSERT INTO {self.name} AS stored (project_id, {", ".join(self.columns)})
            SELECT $1, {", ".join(map(self.taken, self.columns))}
            FROM unnest($2::{self.name}[]) AS row {then}
        """

    def taken(self, name: str) -> str:
        """What is stored of a column of a row that is given whole."""
        return f"row.{name}"

    def upsert(self, changes: Mapping[str, str] | None = None, then: str = "") -> str:
        """Insert rows; where there is one of the key, replace its values, or change it so."""
        if changes is None:
            changes = {name: f"excluded.{name}" for name in self.values}
        return self.insert(self.changing(changes, then))

    def changing(self, changes: Mapping[str, str], then: str = "") -> str:
        """What follows an INSERT that changes the row where there is one of the key."""
        return f"""ON CONFLICT ({", ".join((*self.project, *self.keys))})
            DO UPDATE SET {_assigned(changes)} {then}"""

    def update(self, *names: str) -> str:
        """Replace the values, or these of them, in rows that are given by their keys."""
        names = names or tuple(self.values)
        own, given = (
            ", ".join(f"{source}.{name}" for name in self.keys) for source in (self.name, "row")
        )
        return f"""
            UPDATE {self.name} SET {_assigned({name: f"row.{name}" for name in names})}
            FROM {self._rows((*self.keys, *names))}
            WHERE {self.name}.project_id = $1 AND ({own}) = ({given})
        """

    def delete(self) -> str:
        """Delete the rows of these keys."""
        return f"DELETE FROM {self.name} WHERE {self.these}"

    @cached_property
    def row_of(self) -> Callable[[object], tuple[Any, ...]]:
        """Makes the row of an object that has an attribute for each column."""
        return attrgetter(*self.columns)

    def arrays(self, rows: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
        """Rows that have a value for each column by its name, and may have others."""
        given = list(rows)
        return [[row[name] for row in given] for name in self.columns]

    def key_arrays(self, keys: Iterable[Sequence[Any]]) -> list[list[Any]]:
        return arrays(keys, len(self.keys))

    def _arrays(self, columns: Iterable[str]) -> str:
        types = ("text" if name in self.from_json else self.types[name] for name in columns)
        return ", ".join(
            f"${place}::{of}[]" for place, of in enumerate(types, start=1 + len(self.project))
        )

    def _rows(self, columns: Sequence[str]) -> str:
        names = ", ".join(columns)
        rows = f"unnest({self._arrays(columns)}) AS row ({names})"
        if self.from_json.keys().isdisjoint(columns):
            return rows
        made = ", ".join(
            f"{self.from_json[name]} AS {name}" if name in self.from_json else name
            for name in columns
        )
        return f"(SELECT {made} FROM {rows}) AS row"


def arrays(rows: Iterable[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows as an array for each of so many columns, even where there is no row."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _assigned(changes: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {expression}" for name, expression in changes.items())
