"""SQL that reads how long traces of everybody took: one by one where they are few."""

from typing import Any

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.latency import COUNTS, LATENCY_US, percentiles_us, sketched
from usertrail.read.breakdowns import TIMINGS, select_latencies
from usertrail.read.measures import Grain, Scope, Source, union, whole_and_ends
from usertrail.read.statement import Binding, scan

# Reading so many one by one takes some milliseconds.
EXACT_TRACES = 10_000


async def select_latency(pool: ScopedPool, scope: Scope) -> Record | dict[str, Any] | None:
    """Mean and percentiles of the durations of traces, and whether all are exact.

    None where there is no trace.
    """
    rows = await _select_sketch(pool, scope)
    sketch = {row["octave"]: [row[name] for name in COUNTS] for row in rows}
    count = sum(map(sum, sketch.values()))
    if count <= EXACT_TRACES:
        exact = await select_latencies(pool, scope)
        return exact[0] if exact else None
    shares = [of.share for of in TIMINGS if of.share is not None]
    microseconds: dict[float | None, float] = {
        None: float(sum(row["latency_us"] for row in rows)) / count,
        **dict(zip(shares, percentiles_us(sketch, shares), strict=True)),
    }
    return {of.name: microseconds[of.share] / 1000 for of in TIMINGS} | {"is_exact": False}


async def _select_sketch(pool: ScopedPool, scope: Scope) -> list[Record]:
    """The sums of each octave, its counts by step."""
    bind = Binding()
    select = f"SELECT octave, latency_us, {', '.join(COUNTS)} FROM"
    rows = Source(f"SELECT project_id, {LATENCY_US} AS latency_us FROM trace", "started_at")
    parts, ends = whole_and_ends(bind, scope, Grain.PERIOD, f"{select} everybody_latency", rows)
    if ends:
        parts.append(f"{select} ({sketched('project_id', union(ends))}) AS ends")
    sums = ", ".join(f"sum({name})::bigint AS {name}" for name in COUNTS)
    return await scan(
        pool,
        f"""
        SELECT octave, sum(latency_us) AS latency_us, {sums}
        FROM ({union(parts)}) AS part GROUP BY octave
        """,
        *bind.values,
    )
