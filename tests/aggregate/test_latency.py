"""Sketches of latencies: alike in Python and Postgres, and percentiles of them within 1 %."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from make import START, span
from query_recount import percentile
from usertrail.aggregate.everybody import EVERYBODY_LATENCY
from usertrail.database.pool import Pool
from usertrail.ingest import delete_traces, ingest
from usertrail.latency import (
    ACCURACY,
    COUNTS,
    LATENCY_US,
    STEPS,
    microseconds,
    percentiles_us,
    place_of,
    sketched,
)
from usertrail.normalise.records import Records, Span
from usertrail.verify import verify

# Sixty years: no trace begins before 1970, and none ends more than a year ahead.
LONGEST_US = 60 * 366 * 86_400_000_000
SHARES = (0.0, 0.5, 0.95, 0.99, 1.0)


def boundaries() -> list[int]:
    """Where octaves and steps begin, and what lies beside."""
    starts = [
        (2**octave * (STEPS + step)) // STEPS
        for octave in range(LONGEST_US.bit_length() - 1)
        for step in range(0, STEPS, 7)
    ]
    return sorted({max(start + beside, 0) for start in starts for beside in (-1, 0, 1, 2)})


async def test_postgres_counts_every_latency_where_python_does(pool: Pool) -> None:
    random = Random(11)
    drawn = [int(2 ** (51 * random.random())) for _ in range(3000)]
    values = sorted({*boundaries(), *range(300), *drawn, LONGEST_US})
    rows = await pool.fetch(
        sketched(
            "value", "SELECT value, value AS latency_us FROM unnest($1::bigint[]) AS given (value)"
        ),
        values,
    )
    counted = {row["value"]: (row["octave"], [row[name] for name in COUNTS]) for row in rows}
    for value in values:
        octave, step = place_of(value)
        assert counted[value] == (octave, [int(n == step) for n in range(STEPS)]), value


async def test_postgres_measures_what_python_does(pool: Pool) -> None:
    random = Random(12)
    lengths = [0, 1, LONGEST_US, *(random.randrange(LONGEST_US) for _ in range(2000))]
    ends = [START + timedelta(microseconds=length) for length in lengths]
    rows = await pool.fetch(
        f"""
        SELECT {LATENCY_US} AS latency_us
        FROM unnest($1::timestamptz[], $2::timestamptz[]) AS given (started_at, ended_at)
        """,
        [*(START for _ in ends), START],
        [*ends, START - timedelta(hours=1)],
    )
    measured = [microseconds(START, end) for end in ends]
    assert [row[0] for row in rows] == [*measured, microseconds(START, START - timedelta(hours=1))]
    assert measured == lengths and rows[-1][0] == 0


@pytest.mark.parametrize(
    "draw",
    [
        lambda random: random.lognormvariate(13, 2),
        lambda random: random.uniform(0, 3e7),
        lambda random: random.choice([0, 1, 7, 49, 50, 51, 1_000_000]),
        lambda random: 2.0 ** random.randrange(50),
        lambda random: random.paretovariate(0.5),
        lambda random: 1_234_567,
    ],
)
def test_percentiles_are_within_1_percent(draw: Callable[[Random], float]) -> None:
    random = Random(13)
    for size in (1, 2, 3, 10, 500, 5000):
        times = sorted(min(int(draw(random)), LONGEST_US) for _ in range(size))
        sketch: dict[int, list[int]] = {}
        for time in times:
            octave, step = place_of(time)
            sketch.setdefault(octave, [0] * STEPS)[step] += 1
        for share, found in zip(SHARES, percentiles_us(sketch, SHARES), strict=True):
            exact = percentile([float(time) for time in times], share)
            assert found == pytest.approx(exact, rel=ACCURACY), (size, share)


def lasting(random: Random, number: int, **given: object) -> Span:
    started_at = START + timedelta(minutes=random.randrange(60 * 24 * 40))
    ended_at = started_at + timedelta(microseconds=int(random.lognormvariate(13, 3)))
    return span(f"t{number}", f"s{number}", started_at=started_at, ended_at=ended_at, **given)


async def test_what_moves_and_goes_leaves_no_count_behind(pool: Pool) -> None:
    random = Random(14)
    sent = [lasting(random, number) for number in range(300)]
    await ingest(pool, "p", Records(sent))
    # Longer, begun earlier, or elsewhere.
    again = [
        one._replace(
            started_at=one.started_at - timedelta(hours=random.randrange(3)),
            ended_at=one.ended_at + timedelta(seconds=random.randrange(3)),
            environment=random.choice(["default", "web"]),
        )
        for one in sent
    ]
    await ingest(pool, "p", Records(again[:200]))
    assert await verify(pool) == []
    await delete_traces(pool, "p", [f"t{number}" for number in range(0, 300, 2)])
    assert await verify(pool) == []
    await delete_traces(pool, "p", [f"t{number}" for number in range(300)])
    sums = ", ".join(f"sum({name}) <> 0" for name in EVERYBODY_LATENCY.values)
    left = await pool.fetch(
        f"SELECT unit, begin, octave FROM everybody_latency GROUP BY 1, 2, 3 "
        f"HAVING {sums.replace(',', ' OR')}"
    )
    assert left == []
