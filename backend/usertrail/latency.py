"""How long traces took: each exactly, and many counted in ranges that tell percentiles within 1 %.

The ranges are those of DDSketch (Masson et al., VLDB 2019), but found by integers alone, so that
Python and Postgres never differ about one. Sketches add up and take away, count by count. A latency
in microseconds lies in an octave, from one power of two to the next (octave 0 holds 0), and there
in one of as many equal steps as make the first, relatively the widest, 2 % wide.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil, floor

STEPS = 50
# A percentile may be off by this share of it.
ACCURACY = 0.01
# What a row of an octave counts, by step.
COUNTS = tuple(f"n{step:02}" for step in range(STEPS))

MICROSECOND = timedelta(microseconds=1)
# As a float, for half of what a numeric costs: whole microseconds lose no digit.
LATENCY_US = "round(greatest(date_part('epoch', ended_at - started_at), 0) * 1000000)::bigint"
_POWERS = ",".join(str(2**exponent) for exponent in range(63))
_OCTAVE = f"width_bucket(latency_us, '{{{_POWERS}}}'::bigint[])"
_STEP = f"greatest((latency_us * {STEPS} >> greatest(octave - 1, 0)) - {STEPS}, 0)"

# How many traces there are in each octave, by step.
Sketch = Mapping[int, Sequence[int]]


def microseconds(started_at: datetime, ended_at: datetime) -> int:
    """`LATENCY_US` of a trace that is at hand."""
    return max((ended_at - started_at) // MICROSECOND, 0)


def place_of(latency_us: int) -> tuple[int, int]:
    """The octave and the step that it is counted in, as `sketched` has them."""
    octave = latency_us.bit_length()
    return octave, max((latency_us * STEPS >> max(octave - 1, 0)) - STEPS, 0)


def sketched(keys: str, source: str) -> str:
    """The SELECT of the sketches of a SELECT's `latency_us`, by these keys: a row per octave."""
    counts = ", ".join(
        f"coalesce(sum(times) FILTER (WHERE step = {step}), 0)::bigint AS {name}"
        for step, name in enumerate(COUNTS)
    )
    return f"""
        SELECT {keys}, octave, sum(latency_us) AS latency_us, {counts}
        FROM (
            SELECT {keys}, octave, {_STEP} AS step, count(*) AS times, sum(latency_us) AS latency_us
            FROM (SELECT *, {_OCTAVE} AS octave FROM ({source}) AS timed) AS placed
            GROUP BY {keys}, octave, step
        ) AS counted
        GROUP BY {keys}, octave
    """


def percentiles_us(sketch: Sketch, shares: Sequence[float]) -> list[float]:
    """What these shares of the traces did not exceed, as `percentile_cont` has it, within 1 %."""
    placed = [
        (_middle(octave, step), times)
        for octave in sorted(sketch)
        for step, times in enumerate(sketch[octave])
        if times
    ]
    last = sum(times for _, times in placed) - 1
    return [
        _between(_ranked(placed, floor(share * last)), _ranked(placed, ceil(share * last)), at)
        for share in shares
        for at in [share * last - floor(share * last)]
    ]


def _middle(octave: int, step: int) -> float:
    """The value that is, relatively, as far from the first of a range as from its last."""
    if octave == 0:
        return 0.0
    first, end = STEPS + step, STEPS + step + 1
    return 2.0 ** (octave - 1) / STEPS * 2 * first * end / (first + end)


def _ranked(placed: Sequence[tuple[float, int]], rank: int) -> float:
    """The value of the trace of this rank, from 0."""
    for value, times in placed:
        rank -= times
        if rank < 0:
            return value
    raise IndexError(rank)


def _between(low: float, high: float, share: float) -> float:
    return low + (high - low) * share
