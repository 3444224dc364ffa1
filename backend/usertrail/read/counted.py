"""Statements whose rows may be long: Postgres adds up their bytes before it sends any of them."""

from typing import NamedTuple

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.answer_size import AnswerBytes, answer_bytes
from usertrail.read.statement import Binding, fetch, scan

# What a row takes in memory beside its long values.
ROW_BYTES = 300


class Columns(NamedTuple):
    """The columns of a statement, and which of them may be long. JSON is read as its text."""

    short: tuple[str, ...]
    texts: tuple[str, ...] = ()
    jsons: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    def also(self, *names: str) -> "Columns":
        return self._replace(short=(*self.short, *names))

    @property
    def answered(self) -> str:
        jsons = (f"{name}::text AS {name}" for name in self.jsons)
        return ", ".join((*self.short, *self.texts, *self.lists, *jsons))

    @property
    def weight(self) -> str:
        texts = (f"coalesce(octet_length({name}), 0)" for name in self.texts)
        lists = (f"coalesce(octet_length({name}::text), 0)" for name in self.lists)
        return " + ".join((str(ROW_BYTES), *texts, *lists, *map(json_bytes, self.jsons)))


def json_bytes(name: str) -> str:
    # Only what is compressed must be unpacked to be measured.
    return f"""CASE WHEN pg_column_compression({name}) IS NULL
        THEN coalesce(pg_column_size({name}), 0) ELSE octet_length({name}::text) END"""


async def fetch_counted(
    pool: ScopedPool,
    bind: Binding,
    statement: str,
    answered: str,
    weight: str,
    *,
    is_scan: bool = False,
) -> list[Record]:
    """The rows, if all together fit in what is left of the answer. Raises AnswerTooLong.

    `answered` is a select list on the statement's columns, and `weight` the bytes of one row. Long
    values stay where they are stored until the sum is known, so a refusal costs no memory. A scan
    reads many more rows than it gives.
    """
    budget = answer_bytes.get() or AnswerBytes()
    read = scan if is_scan else fetch
    async with budget.reading:
        rows = await read(
            pool,
            f"""
            WITH counted AS MATERIALIZED ({statement}),
            size AS (SELECT coalesce(sum({weight}), 0)::bigint AS answer_bytes FROM counted)
            SELECT answer_bytes, {answered}
            FROM size LEFT JOIN counted ON answer_bytes <= {bind(budget.left, "bigint")}
            """,
            *bind.values,
        )
        size: int = rows[0]["answer_bytes"]
        budget.read(size)
    # Even without a row there is the sum.
    return rows if size else []


async def fetch_columns(
    pool: ScopedPool, bind: Binding, statement: str, columns: Columns, *, is_scan: bool = False
) -> list[Record]:
    """The same of a statement that has these columns."""
    answered, weight = columns.answered, columns.weight
    return await fetch_counted(pool, bind, statement, answered, weight, is_scan=is_scan)


async def fetch_fitting(
    pool: ScopedPool, bind: Binding, statement: str, columns: Columns, *, is_scan: bool = False
) -> tuple[list[Record], int]:
    """As many of the first rows as fit, and how many there are.

    Raises AnswerTooLong where not even the first does.
    """
    budget = answer_bytes.get() or AnswerBytes()
    read = scan if is_scan else fetch
    async with budget.reading:
        rows = await read(
            pool,
            f"""
            WITH counted AS MATERIALIZED ({statement}),
            size AS (SELECT count(*) AS row_count FROM counted),
            fitting AS (
                SELECT *, sum({columns.weight}) OVER (ROWS UNBOUNDED PRECEDING)::bigint AS bytes
                FROM counted
            )
            SELECT row_count, bytes, {columns.answered}
            FROM size LEFT JOIN fitting ON bytes <= {bind(budget.left, "bigint")}
            """,
            *bind.values,
        )
        row_count, size = rows[0]["row_count"], rows[-1]["bytes"]
        if row_count:
            # Without a row that fits, what is left is not enough.
            budget.read(budget.left + 1 if size is None else size)
    return rows if row_count else [], row_count
