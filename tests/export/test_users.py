"""What an export holds: the users of the GraphQL query with the same arguments, and no others."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

import make
from asking import Ask, refusals
from environment import ProjectKeys, new_token
from query_recount import Chosen, Json, Recount
from traffic import store, traffic
from users_recount import filters, orders, periods
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.export.formats import BREAKS, harmless
from usertrail.ingest import identify_user, ingest
from usertrail.normalise.records import Records

SENT = traffic(Random(8), users=25, feedback=70)
RECOUNT = Recount(*SENT)
CSV, JSON_LINES = "/export/users.csv", "/export/users.jsonl"
OF_USER = ["userId", "name", "email", "properties", "firstSeenAt", "lastSeenAt", "environments"]
OF_METRICS = [
    "traceCount",
    "sessionCount",
    "spanCount",
    "errorCount",
    "errorRate",
    "inputTokens",
    "outputTokens",
    "totalTokens",
    "costUsd",
    "feedbackCount",
    "feedbackAverage",
]
OF_FEEDBACK = ["name", "dataType", "count", "yesCount", "share", "mean"]
COLUMNS = [*OF_USER, *OF_METRICS, *(f"feedback.{name}" for name in OF_FEEDBACK)]
ALL = f"""
query ($period: Period, $filter: UserFilter, $orderBy: UserOrder, $environments: [String!],
       $shown: String) {{
  users(first: 500, period: $period, filter: $filter, orderBy: $orderBy) {{
    nodes {{
      {" ".join(OF_USER)}
      metrics(period: $period, environments: $environments) {{
        {" ".join(OF_METRICS)} feedback(name: $shown) {{ {" ".join(OF_FEEDBACK)} }}
      }}
    }}
  }}
}}
"""


def parameters(variables: Json) -> dict[str, str]:
    return {name: json.dumps(value) for name, value in variables.items()}


async def exported(client: httpx.AsyncClient, **variables: Any) -> list[Json]:
    answer = await client.get(JSON_LINES, params=parameters(variables))
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


async def rows_of(client: httpx.AsyncClient, **variables: Any) -> list[dict[str, str]]:
    answer = await client.get(CSV, params=parameters(variables))
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline=""), strict=True))


@pytest.fixture
async def traffic_is_stored(pool: Pool, project: ProjectKeys) -> None:
    await store(pool, project.project_id, SENT)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=periods(RECOUNT), order=orders(), filter=filters(RECOUNT))
async def test_an_export_is_what_the_query_shows_in_any_order_by_any_filter(
    ask: Ask,
    client: httpx.AsyncClient,
    traffic_is_stored: None,
    chosen: Chosen,
    order: Json,
    filter: Json,
) -> None:
    variables: Json = {"period": chosen.period, "filter": filter, "orderBy": order}
    environments = filter.get("environments")
    # The feedback that is shown follows the order, then the filter.
    shown = (order.get("feedback") or filter.get("feedback") or {}).get("name")
    answer = await ask(ALL, **variables, environments=environments, shown=shown)
    assert await exported(client, **variables) == list(map(flat, answer["users"]["nodes"]))


def flat(user: Json) -> Json:
    metrics = dict(user["metrics"])
    given = metrics.pop("feedback") or {}
    feedback = {f"feedback.{name}": given.get(name) for name in OF_FEEDBACK}
    return {name: user[name] for name in OF_USER} | metrics | feedback


async def test_without_arguments_everybody_is_exported_the_last_seen_first(
    ask: Ask, client: httpx.AsyncClient, traffic_is_stored: None
) -> None:
    users = await exported(client)
    listed = (await ask("{ users(first: 500) { nodes { userId } } }"))["users"]["nodes"]
    assert [user["userId"] for user in users] == [user["userId"] for user in listed]
    assert list(users[0]) == COLUMNS
    assert await exported(client, period=None, filter=None, orderBy=None) == users


async def test_csv_says_what_json_lines_say(
    client: httpx.AsyncClient, traffic_is_stored: None
) -> None:
    users = await exported(client)
    answer = await client.get(CSV)
    assert answer.text.count("\r\n") == answer.text.count("\n") == len(users) + 1
    rows = await rows_of(client)
    assert list(rows[0]) == COLUMNS

    def cell(value: Any) -> str:
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))

    expected = [{name: cell(value) for name, value in user.items()} for user in users]
    assert rows == expected
    by_id = {row["userId"]: row for row in rows}
    assert by_id["user-01"]["name"] == "Anna Berg"
    assert by_id["user-01"]["properties"] == '{"plan":"pro"}'
    assert re.fullmatch(r"2026-\d\d-\d\dT[\d:]{8}\.\d{6}\+00:00", rows[0]["firstSeenAt"])


async def test_numbers_are_exact(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    spans = [
        make.span(
            f"t{n}",
            "s",
            user_id="anna",
            model="m",
            input_tokens=2**52,
            output_tokens=1,
            cost_usd=Decimal("12345678901234567890.000000000001"),
        )
        for n in range(3)
    ]
    await ingest(pool, project.project_id, Records(spans, []))
    (row,) = await rows_of(client)
    assert row["inputTokens"] == str(3 * 2**52)
    assert row["costUsd"] == "37037036703703703670.000000000003"
    (user,) = await exported(client)
    assert (user["inputTokens"], user["costUsd"]) == (3 * 2**52, row["costUsd"])


async def test_where_nobody_matches_there_is_the_header_row_alone(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get(CSV)
    assert (answer.status_code, answer.text) == (200, ",".join(COLUMNS) + "\r\n")
    answer = await client.get(JSON_LINES)
    assert (answer.status_code, answer.text) == (200, "")


async def test_a_download_has_a_dated_name_and_is_kept_by_nobody(
    client: httpx.AsyncClient,
) -> None:
    for address, suffix, kind in (
        (CSV, "csv", "text/csv; charset=utf-8; header=present"),
        (JSON_LINES, "jsonl", "application/jsonl; charset=utf-8"),
    ):
        before = datetime.now(UTC).date()
        answers = [await client.get(address), await client.head(address)]
        days = {before, datetime.now(UTC).date()}
        for answer in answers:
            assert answer.status_code == 200
            assert answer.headers["content-type"] == kind
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["content-disposition"] in {
                f'attachment; filename="users-{day}.{suffix}"' for day in days
            }
        assert answers[1].content == b""


async def test_only_get_and_head_are_for_exports(
    client: httpx.AsyncClient, statements: list[str]
) -> None:
    asked = await client.request("OPTIONS", CSV, auth=None)
    assert (asked.status_code, asked.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    for method in ("POST", "PUT", "DELETE"):
        refused = await client.request(method, CSV)
        assert refused.status_code == 405
        assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert (await client.head(CSV)).status_code == 200
    assert (await client.head(CSV, params={"filter": "1"})).status_code == 400
    # None of them read anything.
    assert statements == []


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"filter": {"costUsd": {"min": "NaN"}}}, "filter .costUsd.min"),
        ({"filter": {"costUsd": {"min": []}}}, "filter .costUsd.min"),
        ({"filter": {"traceCount": {"min": 1.5}}}, "filter .traceCount.min"),
        ({"filter": {"traceCount": {"min": 2**64}}}, "filter .traceCount.min"),
        ({"filter": {"serch": "anna"}}, "filter serch"),
        ({"filter": {"search": "a\0b"}}, "filter.search"),
        ({"filter": {"userIds": ["a", "b\0"]}}, "filter.userIds.1"),
        ({"filter": {"userIds": [1]}}, "filter .userIds[0]"),
        ({"filter": [[]]}, "filter"),
        ({"filter": "anna"}, "filter"),
        ({"orderBy": {"field": "user_id"}}, "orderBy .field"),
        ({"orderBy": {"direction": "ASC"}}, "orderBy"),
        ({"period": {"from": "yesterday"}}, "period .from"),
        ({"period": {"from": "2026-01-31T12:00:00"}}, "period .from"),
    ],
)
async def test_what_the_query_refuses_is_refused_in_the_same_words(
    client: httpx.AsyncClient, statements: list[str], variables: Json, named: str
) -> None:
    (expected,) = await refusals(client, ALL, **variables)
    assert all(part in expected["message"] for part in named.split())
    for address in (CSV, JSON_LINES):
        answer = await client.get(address, params=parameters(variables))
        assert answer.status_code == 400
        assert answer.json() == {
            "errors": [{"message": expected["message"], "extensions": {"code": "BAD_USER_INPUT"}}]
        }
    assert statements == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (f"{CSV}?first=10", "'first' is not an export parameter; use period, filter, orderBy"),
        (f"{CSV}?order=1", "'order' is not an export parameter; use period, filter, orderBy"),
        (f"{CSV}?filter=%7B", "filter is not valid JSON: "),
        (f"{CSV}?filter=", "filter is not valid JSON: "),
        (f"{CSV}?filter=NaN", "filter is not valid JSON: "),
        (f"{CSV}?filter=%ff", "filter is not valid JSON: "),
        (f"{CSV}?filter={'%5B' * 5000}", "filter is not valid JSON: "),
        (f"{CSV}?period=null&period=null", "period may be given only once, not 2 times."),
    ],
)
async def test_other_parameters_and_broken_ones_are_named(
    client: httpx.AsyncClient, address: str, sentence: str
) -> None:
    answer = await client.get(address)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["message"].startswith(sentence)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


@pytest.mark.parametrize("address", [CSV, JSON_LINES])
async def test_who_may_not_read_may_not_export(
    client: httpx.AsyncClient, project: ProjectKeys, address: str
) -> None:
    for credentials, status, code in (
        ({}, 401, "UNAUTHENTICATED"),
        ({"authorization": "Basic bm8tb25lOm5v"}, 401, "UNAUTHENTICATED"),
        ({"authorization": f"Bearer {project.public_key}"}, 403, "FORBIDDEN"),
    ):
        for parameter in ("", "?filter=broken"):
            answer = await client.get(address + parameter, auth=None, headers=credentials)
            assert answer.status_code == status
            assert answer.json()["errors"][0]["extensions"] == {"code": code}
            assert answer.headers["cache-control"] == "no-store"


async def test_the_signed_in_page_links_to_its_exports_and_no_other_site_does(
    app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    await ingest(pool, project.project_id, Records([make.span("t", "s", user_id="anna")], []))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test"
    ) as visitor:
        assert (await visitor.get(CSV)).status_code == 401
        await visitor.post("/session", json={"token": await new_token(pool)})
        for ours in ({}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}):
            answer = await visitor.get(CSV, headers=ours)
            assert (answer.status_code, "anna" in answer.text) == (200, True)
        for others in ("cross-site", "same-site"):
            answer = await visitor.get(CSV, headers={"sec-fetch-site": others})
            assert (answer.status_code, "anna" in answer.text) == (403, False)


async def test_another_project_is_never_exported(
    app: Starlette, client: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    span = make.span("t1", "s", user_id="anna", input_tokens=5)
    await ingest(pool, project.project_id, Records([span], []))
    await identify_user(pool, project.project_id, "anna", "Anna", None, None)
    async with pool.acquire() as db:
        other = await create_project(db, "Other")
        keys = await create_key(db, other)
    stranger = httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://usertrail.test",
        auth=(keys.public_key, keys.secret_key),
    )
    assert await exported(stranger) == []
    assert await exported(stranger, filter={"userIds": ["anna"]}) == []
    assert await exported(stranger, filter={"search": "Anna"}) == []
    # Nor do users of the same name mix.
    await ingest(pool, other, Records([make.span("t2", "s", user_id="anna", input_tokens=1)], []))
    (theirs,) = await exported(stranger)
    assert (theirs["name"], theirs["inputTokens"], theirs["traceCount"]) == (None, 1, 1)
    (ours,) = await exported(client)
    assert (ours["name"], ours["inputTokens"], ours["traceCount"]) == ("Anna", 5, 1)


DANGEROUS = re.compile(r"""[\s"]*[=+\-@＝＋－＠]""")  # noqa: RUF001  # spreadsheets take them so
TEXTS = st.text(st.sampled_from("=+-@＝'\";,\t\r\n ab"), max_size=12) | st.text()  # noqa: RUF001


@given(TEXTS)
def test_no_cell_begins_a_formula_and_every_text_can_be_had_back(text: str) -> None:
    safe = harmless(text)
    assert re.sub(rf"""((?:\A|{BREAKS})[\s"]*)'""", r"\1", safe) == text
    # However a program may part it.
    parts = (safe, *safe.split(";"), *safe.split("\t"), *safe.splitlines())
    assert not any(DANGEROUS.match(part) for part in parts)


async def test_a_user_id_that_is_a_formula_is_exported_as_text(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    ids = {
        '=HYPERLINK("http://evil")': '\'=HYPERLINK("http://evil")',
        "+1 555": "'+1 555",
        "-1": "'-1",
        "@SUM(A1)": "'@SUM(A1)",
        "a;=1": "a;'=1",
        "'quoted": "''quoted",
        " =1": " '=1",
        'He said "no", twice\r\n=2': 'He said "no", twice\r\n\'=2',
        "Zoë 🙂": "Zoë 🙂",
        "a-b=c@d": "a-b=c@d",
    }
    spans = [make.span(f"t{n}", "s", user_id=user_id) for n, user_id in enumerate(ids)]
    await ingest(pool, project.project_id, Records(spans, []))
    await identify_user(pool, project.project_id, "-1", "=name", "@email", {"=key": "a;=1"})
    rows = {row["userId"]: row for row in await rows_of(client)}
    assert set(rows) == set(ids.values())
    dressed = rows["'-1"]
    assert (dressed["name"], dressed["email"]) == ("'=name", "'@email")
    assert dressed["properties"] == '{"=key":"a;\'=1"}'
    # Only texts are dressed: where there are programs to read it, it is as it was sent.
    users = {user["userId"]: user for user in await exported(client)}
    assert set(users) == set(ids)
    assert users["-1"]["properties"] == {"=key": "a;=1"}
