"""How long traces of everybody took: exactly where they are few, else within 1 %."""

from random import Random

import pytest

from asking import Ask
from environment import ProjectKeys
from query_recount import Recount, any_period
from traffic import store, traffic
from usertrail.database.pool import Pool
from usertrail.ingest import delete_user
from usertrail.latency import ACCURACY
from usertrail.read import latency

QUERY = """
query ($period: Period, $environments: [String!]) {
  overview(period: $period, environments: $environments) {
    latency { averageMs p50Ms p95Ms p99Ms isExact }
  }
  user(userId: "user-00") { latency(period: $period) { isExact } }
}
"""


async def test_of_many_in_any_period_it_is_within_1_percent(
    ask: Ask, pool: Pool, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latency, "EXACT_TRACES", 0)
    sent, random = traffic(Random(15)), Random(16)
    await store(pool, project.project_id, sent)
    recount = Recount(*sent)
    for _ in range(40):
        chosen = any_period(random, recount)
        asked = {"period": chosen.period, "environments": chosen.environments}
        found = (await ask(QUERY, **asked))["overview"]["latency"]
        exact = recount.latency(None, chosen)
        if exact is None:
            assert found is None, chosen
            continue
        assert found.pop("isExact") is False
        assert found["averageMs"] == pytest.approx(exact["averageMs"], rel=1e-12), chosen
        assert found == pytest.approx(exact, rel=ACCURACY), chosen


async def test_of_few_and_of_one_user_it_is_exact(
    ask: Ask, pool: Pool, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = traffic(Random(15))
    await store(pool, project.project_id, sent)
    answer = await ask(QUERY)
    assert answer["overview"]["latency"]["isExact"] is True
    assert answer["user"]["latency"]["isExact"] is True
    monkeypatch.setattr(latency, "EXACT_TRACES", 249)
    answer = await ask(QUERY)
    assert answer["overview"]["latency"]["isExact"] is False
    assert answer["user"]["latency"]["isExact"] is True
    await delete_user(pool, project.project_id, "user-00")
    assert (await ask(QUERY))["overview"]["latency"]["isExact"] is True
