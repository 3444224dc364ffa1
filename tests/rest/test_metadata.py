"""What the metadata of scores and observations reads back as."""

from langfuse.api.client import AsyncFernLangfuse

import make
from environment import ProjectKeys
from rest_client import AskRest
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records


async def test_metadata_that_is_no_object_stands_under_one_key(
    sdk: AsyncFernLangfuse, pool: Pool, project: ProjectKeys
) -> None:
    given = make.feedback("listed", metadata=[1, 2])
    await ingest(pool, project.project_id, Records(feedback=[given]))
    score = await sdk.score_v_2.get_by_id("listed")
    assert score.metadata == {"metadata": [1, 2]}


async def test_long_metadata_is_cut_unless_its_key_is_asked_for(
    ask_rest: AskRest, pool: Pool, project: ProjectKeys
) -> None:
    metadata = {"long": "x" * 300, "deep": {"list": list(range(100))}, "short": {"n": 1}}
    await ingest(pool, project.project_id, Records([make.span(metadata=metadata)]))
    answer = await ask_rest("/v2/observations", fields="metadata")
    shown = answer["data"][0]["metadata"]
    assert (len(shown["long"]), len(shown["deep"]), shown["short"]) == (200, 200, {"n": 1})
    answer = await ask_rest("/v2/observations", fields="metadata", expandMetadata="long,deep")
    assert answer["data"][0]["metadata"] == metadata
