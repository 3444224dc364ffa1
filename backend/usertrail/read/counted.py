"""Statements whose rows may be long: Postgres adds up their bytes before it sends any of them."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from asyncpg import Record

from usertrail.database.long_values.slices import in_slices, put_together
from usertrail.database.scope import ScopedPool
from usertrail.read.answer_size import AnswerBytes, answer_bytes
from usertrail.read.statement import Binding, fetch, scan

# What a row takes in memory beside its long values.
ROW_BYTES = 300
# A longer row would be read on end for more than some milliseconds.
LONG_ROW_BYTES = 2 * 1024 * 1024


class Columns(NamedTuple):
    """The columns of a statement, and which of them may be long. JSON is read as its text."""

    short: tuple[str, ...]
    texts: tuple[str, ...] = ()
    jsons: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    # How a text is made of the statement's columns, where it is none of them.
    made: Mapping[str, str] = {}

    def also(self, *names: str) -> "Columns":
        return self._replace(short=(*self.short, *names))

    @property
    def answered(self) -> str:
        texts = (f"{self._text(name)} AS {name}" for name in self.texts)
        jsons = (f"{name}::text AS {name}" for name in self.jsons)
        return ", ".join((*self.short, *texts, *self.lists, *jsons))

    @property
    def weight(self) -> str:
        texts = (f"coalesce(octet_length({self._text(name)}), 0)" for name in self.texts)
        lists = (f"coalesce(octet_length({name}::text), 0)" for name in self.lists)
        return " + ".join((str(ROW_BYTES), *texts, *lists, *map(json_bytes, self.jsons)))

    @property
    def as_texts(self) -> dict[str, str]:
        """Expressions for all that may be long, by name."""
        texts = {name: self._text(name) for name in self.texts}
        jsons = {name: f"{name}::text" for name in self.jsons}
        return texts | jsons | {name: f"to_json({name})::text" for name in self.lists}

    def _text(self, name: str) -> str:
        return self.made.get(name, name)


def json_bytes(name: str) -> str:
    # Only what is compressed must be unpacked to be measured.
    return f"""CASE WHEN pg_column_compression({name}) IS NULL
        THEN coalesce(pg_column_size({name}), 0) ELSE octet_length({name}::text) END"""


async def fetch_columns(
    pool: ScopedPool, bind: Binding, statement: str, columns: Columns, *, is_scan: bool = False
) -> list[Record]:
    """The rows, if all together fit in what is left of the answer. Raises AnswerTooLong.

    Long values stay where they are stored until the sum is known, so a refusal costs no memory. A
    scan reads many more rows than it gives.
    """
    budget = answer_bytes.get() or AnswerBytes()
    async with budget.reading:
        left = bind(budget.left, "bigint")
        sized = f"""
            counted AS MATERIALIZED ({statement}),
            size AS (
                SELECT coalesce(sum(weight), 0)::bigint AS answer_bytes,
                    CASE WHEN sum(weight) <= {left} THEN max(weight) ELSE 0 END AS longest
                FROM (SELECT {columns.weight} AS weight FROM counted OFFSET 0) AS row
            )
        """
        fits = f"answer_bytes <= {left}"
        reading = _Reading(sized, "answer_bytes", columns, "counted", fits)
        rows = await _read(pool, bind, reading, is_scan=is_scan)
        size: int = rows[0]["answer_bytes"]
        budget.read(size)
    # Even without a row there is the sum.
    return rows if size else []


async def fetch_fitting(
    pool: ScopedPool, bind: Binding, statement: str, columns: Columns, *, is_scan: bool = False
) -> tuple[list[Record], int]:
    """As many of the first rows as fit, and how many there are.

    Raises AnswerTooLong where not even the first does.
    """
    budget = answer_bytes.get() or AnswerBytes()
    async with budget.reading:
        left = bind(budget.left, "bigint")
        sized = f"""
            counted AS MATERIALIZED ({statement}),
            weighed AS MATERIALIZED (SELECT *, {columns.weight} AS weight FROM counted),
            fitting AS MATERIALIZED (
                SELECT *, sum(weight) OVER (ROWS UNBOUNDED PRECEDING)::bigint AS bytes FROM weighed
            ),
            size AS (
                SELECT count(*) AS row_count,
                    coalesce(max(weight) FILTER (WHERE bytes <= {left}), 0) AS longest
                FROM fitting
            )
        """
        fits = f"bytes <= {left}"
        reading = _Reading(sized, "row_count", columns.also("bytes"), "fitting", fits)
        rows = await _read(pool, bind, reading, is_scan=is_scan)
        row_count, size = rows[0]["row_count"], rows[-1]["bytes"]
        if row_count:
            # Without a row that fits, what is left is not enough.
            budget.read(budget.left + 1 if size is None else size)
    return rows if row_count else [], row_count


class _Reading(NamedTuple):
    """A statement that knows how long its rows are."""

    # Tables to select from. One is `size`, of one row, with the bytes of the `longest` that fits.
    sized: str
    # A column of `size`, beside every row.
    head: str
    columns: Columns
    # Where the rows are, and which of them fit.
    table: str
    fits: str

    @property
    def whole(self) -> str:
        return f"""
            WITH {self.sized} SELECT longest, {self.head}, {self.columns.answered}
            FROM size LEFT JOIN {self.table} ON {self.fits} AND longest <= {LONG_ROW_BYTES}
        """

    @property
    def sliced(self) -> str:
        columns = self.columns
        rows = in_slices(self.head, columns.short, columns.as_texts, self.table, self.fits)
        return f"WITH {self.sized} {rows}"


async def _read(
    pool: ScopedPool, bind: Binding, reading: _Reading, *, is_scan: bool
) -> list[Record]:
    """The rows; at least one, which holds the head, and nothing else where none fits."""
    read = scan if is_scan else fetch
    rows = await read(pool, reading.whole, *bind.values)
    if rows[0]["longest"] <= LONG_ROW_BYTES:
        return rows
    slices = await read(pool, reading.sliced, *bind.values)
    columns = reading.columns
    # Nobody but asyncpg makes records; a dict is read alike.
    return cast(
        list[Record], await put_together(slices, (*columns.texts, *columns.jsons), columns.lists)
    )
