"""Which traces of a session are listed: those of a period, and those that meet conditions."""

from datetime import timedelta

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

OLDEST_FIRST = "orderBy: {field: STARTED_AT, direction: ASC}"


async def test_traces_of_a_session_from_one_on_and_by_what_they_hold(
    pool: Pool, project: ProjectKeys, ask: Ask
) -> None:
    spans = [
        make.span(
            f"{number}",
            session_id="other" if number == 4 else "talk",
            started_at=make.START + timedelta(minutes=number),
            level="ERROR" if number in (2, 4, 5) else "DEFAULT",
        )
        for number in range(1, 7)
    ]
    await ingest(pool, project.project_id, Records(spans))

    async def listed(arguments: str) -> list[str]:
        traces = f"traces({arguments}) {{ nodes {{ traceId }} }}"
        answer = await ask(f'{{ session(sessionId: "talk") {{ {traces} }} }}')
        return [node["traceId"] for node in answer["session"]["traces"]["nodes"]]

    third = (make.START + timedelta(minutes=3)).isoformat()
    assert await listed(f'{OLDEST_FIRST}, period: {{from: "{third}"}}') == ["3", "5", "6"]
    assert await listed(f'{OLDEST_FIRST}, period: {{to: "{third}"}}') == ["1", "2"]
    assert await listed(f"{OLDEST_FIRST}, filter: {{hasError: true}}") == ["2", "5"]
    assert await listed(f'{OLDEST_FIRST}, filter: {{sessionId: "other"}}') == []


async def test_a_page_from_one_on_knows_the_cursor_of_all_before_it(
    pool: Pool, project: ProjectKeys, ask: Ask
) -> None:
    spans = [
        make.span(f"{number}", session_id="talk", started_at=make.START + timedelta(minutes=number))
        for number in range(1, 6)
    ]
    await ingest(pool, project.project_id, Records(spans))
    third = (make.START + timedelta(minutes=3)).isoformat()
    page = "pageInfo { startCursor endCursor hasNextPage hasPreviousPage } nodes { traceId }"

    async def traces(arguments: str) -> dict[str, object]:
        listed = f"traces({OLDEST_FIRST}, {arguments}) {{ {page} }}"
        answer = await ask(f'{{ session(sessionId: "talk") {{ {listed} }} }}')
        found: dict[str, object] = answer["session"]["traces"]
        return found

    there = await traces(f'first: 2, period: {{from: "{third}"}}')
    assert there["nodes"] == [{"traceId": "3"}, {"traceId": "4"}]
    info = there["pageInfo"]
    assert isinstance(info, dict)
    before = await traces(f'last: 5, before: "{info["startCursor"]}"')
    assert before["nodes"] == [{"traceId": "1"}, {"traceId": "2"}]
    after = await traces(f'first: 5, after: "{info["endCursor"]}"')
    assert after["nodes"] == [{"traceId": "5"}]
