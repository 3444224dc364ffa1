"""The watch itself: it sees work on the loop, memory, and what becomes of a neighbour."""

import httpx

from tests.attack.watched import KEYS, MEBIBYTE, Watched


def test_a_quiet_server_is_seen_to_be_quiet(attacked: Watched) -> None:
    httpx.get(f"{attacked.url}/health")
    with attacked.watch() as seen:
        for number in range(20):
            answer = httpx.post(
                f"{attacked.url}/graphql",
                auth=KEYS,
                json={"query": f"{{ a{number}: users {{ totalCount }} }}"},
            )
            assert answer.status_code == 200
    assert seen.grown_bytes < 100 * MEBIBYTE
    assert set(seen.neighbour_statuses) == {207, 200}
    assert seen.longest_busy_seconds < 0.05
