"""Rows with a long value among others: stored in parts, read in slices, and equal to what came."""

from datetime import timedelta
from typing import Any

from environment import ProjectKeys
from make import START, feedback, span
from rest_client import AskRest
from usertrail.database.long_values.sending import MAX_LENGTH, PART_LENGTH
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.read.counted import LONG_ROW_BYTES
from usertrail.verify import verify

LONG = "é\\ 😀" * PART_LENGTH
HALF = "b" * (PART_LENGTH // 2)
METADATA = {"long": LONG, "many": list(range(1_000)), "few": {"a": None, "ü": 1.5}}


async def test_long_and_short_values_of_one_batch_stay_in_their_places(pool: Pool) -> None:
    # Together more than a statement brings itself, so the last of the halves are sent ahead too.
    inputs = [None, "a", LONG, *[f"{n} {HALF}" for n in range(2 * MAX_LENGTH // len(HALF))], ""]
    metadata: list[dict[str, Any]] = [{}, METADATA, {"a": HALF}, {"b": 1}]
    spans = [
        span(f"trace-{n % 3}", f"{n:03}", input=text, metadata=metadata[n % 4], is_root=n < 3)
        for n, text in enumerate(inputs)
    ]
    for _ in range(2):
        await ingest(pool, "p", Records(spans))
    rows = await pool.fetch("SELECT input, metadata FROM span ORDER BY span_id")
    assert [row["input"] for row in rows] == inputs
    assert [row["metadata"] or {} for row in rows] == [one.metadata for one in spans]
    assert await pool.fetchval("SELECT current_setting('usertrail.part_1', true)") in (None, "")
    assert await verify(pool) == []


async def test_long_metadata_is_met_again_by_what_comes_later(pool: Pool) -> None:
    await ingest(pool, "p", Records([span(span_id="root", metadata=METADATA)]))
    later = span(span_id="root", metadata={"few": {"a": 2}}, ended_at=START + timedelta(hours=1))
    other = span(span_id="other", parent_span_id="root", trace_metadata={"more": LONG})
    for spans in ([other], [later]):
        await ingest(pool, "p", Records(spans))
    metadata = await pool.fetchval("SELECT metadata FROM trace")
    assert metadata == {"few": {"a": 2}, "more": LONG}
    assert await verify(pool) == []


async def test_long_feedback_is_kept(pool: Pool) -> None:
    given = feedback(comment=LONG, metadata=METADATA)
    for _ in range(2):
        await ingest(pool, "p", Records([], [given]))
    assert tuple(await pool.fetchrow("SELECT comment, metadata FROM feedback") or ()) == (
        LONG,
        METADATA,
    )


async def test_a_page_with_a_long_row_holds_what_fits_and_goes_on(
    ask_rest: AskRest, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    text = "ü" * (LONG_ROW_BYTES // 2)
    spans = [
        span(span_id=f"{n:02}", started_at=START - timedelta(seconds=n), input=f"{n} {text}")
        for n in range(20)
    ]
    await ingest(pool, project.project_id, Records([*spans, span("short", input="a", name="é")]))
    statements.clear()
    seen: list[Any] = []
    pages: list[int] = []
    cursor: dict[str, Any] = {}
    while True:
        page = await ask_rest("/v2/observations", fields="io,basic", limit=100, **cursor)
        seen += page["data"]
        pages.append(len(page["data"]))
        if not page["meta"].get("cursor"):
            break
        cursor = {"cursor": page["meta"]["cursor"]}
    told = {row["id"]: row["input"] for row in seen}
    assert {of.span_id: of.input for of in spans}.items() <= told.items()
    assert len(seen) == 21 and len(pages) == 2
    assert sum("generate_series" in statement for statement in statements) == 2
