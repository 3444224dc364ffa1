"""Coming from Langfuse, with a Usertrail in its place: what is copied, and how often."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from conftest import ProjectKeys, RunningServer
from proxy import Answer, Asked, HangUp, Proxy, proxy_of
from usertrail.access import create_key, create_project
from usertrail.database.pool import create_pool
from usertrail.demo import run as run_demo
from usertrail.verify import verify

Result = subprocess.CompletedProcess[str]
Told = dict[str, Any]

END = datetime(2026, 3, 18, 15, 20, tzinfo=UTC)
FEEDBACK = "feedbackId name dataType value stringValue comment source metadata createdAt"
SUMS = "spanCount errorCount inputTokens outputTokens totalTokens costUsd"
METRICS = f"traceCount sessionCount {SUMS} feedbackCount feedbackAverage"
TRACES = f"""query ($after: String) {{ traces(first: 40, after: $after) {{
  pageInfo {{ hasNextPage endCursor }}
  nodes {{
    traceId name environment release version tags metadata input output startedAt endedAt {SUMS}
    user {{ userId }}
    session {{ sessionId user {{ userId }} metrics {{ {METRICS} }} feedback {{ {FEEDBACK} }} }}
    feedback {{ {FEEDBACK} span {{ spanId }} }}
    spans {{ nodes {{
      spanId parentSpanId type name startedAt endedAt latencyMs timeToFirstTokenMs level
      statusMessage environment version model modelParameters promptName promptVersion
      usageDetails costDetails inputTokens outputTokens totalTokens costUsd input output metadata
    }} }}
  }}
}} }}"""
OTHERS = f"""{{
  overview {{ metrics {{ {METRICS} }} models {{ model generationCount costUsd }} }}
  users(first: 100) {{ nodes {{ userId environments metrics {{ {METRICS} }} }} }}
  feedback(first: 100) {{ nodes {{
    {FEEDBACK} trace {{ traceId }} span {{ spanId }} session {{ sessionId }} user {{ userId }}
  }} }}
}}"""

V1 = (
    "/api/public/traces",
    "/api/public/observations",
    "/api/public/scores",
    "/api/public/v2/scores",
)
NOT_FOUND = Answer(404, {"content-type": "application/json"}, b'{"error": "LangfuseNotFoundError"}')


def event(type: str, at: str, **body: Any) -> Told:
    return {"id": f"event-{type}-{body['id']}", "type": type, "timestamp": at, "body": body}


def at(text: str) -> str:
    """A moment of the day that everything here takes place on, to the millisecond."""
    return f"2026-03-10T{text}Z"


def score(id: str, value: object, **given: object) -> Told:
    body = {"id": id, "name": "stars", "value": value, "comment": f"of {id}", **given}
    return event("score-create", at("12:30:00.000"), **body)


EVENTS = [
    event(
        *("trace-create", at("12:00:00.000")),
        id="trace one/ä",
        timestamp=at("12:00:00.000"),
        name="chat-turn",
        userId="ada@example.com",
        sessionId="session-7",
        release="2026.11",
        version="1.4.0",
        environment="staging",
        public=True,
        tags=["web", "beta"],
        metadata={"plan": "pro", "limits": {"daily": [10, 20]}},
        input={"question": "Why?"},
        output="42",
    ),
    event(
        *("chain-create", at("12:00:00.100")),
        id="root",
        traceId="trace one/ä",
        name="handle",
        startTime=at("12:00:00.100"),
        endTime=at("12:00:04.000"),
        environment="staging",
        metadata={"long": "x" * 900, "deep": {"er": "y" * 200}, "a,b": 7},
        input=0,
        output=[1, 2.5, None, {"k": "ü\u2028"}],
    ),
    event(
        *("generation-create", at("12:00:01.000")),
        id="generation",
        traceId="trace one/ä",
        parentObservationId="root",
        name="write",
        startTime=at("12:00:01.000"),
        completionStartTime=at("12:00:01.250"),
        endTime=at("12:00:02.000"),
        environment="staging",
        version="1.4.1",
        model="gpt-4o",
        modelParameters={"temperature": 0.2, "stop": "no"},
        usageDetails={"input": 100, "output": 40, "input_cached_tokens": 60, "total": 200},
        # Neither what the price table says nor what its parts add up to.
        costDetails={"input": 0.001, "output": 1e-9, "total": 0.0123456789},
        promptName="answer-prompt",
        promptVersion=3,
        input=[{"role": "user", "content": "Why?"}],
        output="Because.",
    ),
    event(
        *("tool-create", at("12:00:02.000")),
        id="failure",
        traceId="trace one/ä",
        parentObservationId="generation",
        name="look-up",
        startTime=at("12:00:02.000"),
        endTime=at("12:00:02.500"),
        environment="staging",
        level="ERROR",
        statusMessage="boom: no such table",
    ),
    event(
        *("event-create", at("12:00:03.000")),
        id="event",
        traceId="trace one/ä",
        parentObservationId="root",
        name="cache-miss",
        startTime=at("12:00:03.000"),
        environment="staging",
        level="WARNING",
    ),
    event("trace-create", at("12:10:00.000"), id="bare", timestamp=at("12:10:00.000")),
    event(
        *("span-create", at("12:20:00.000")),
        id="orphan",
        traceId="never told of",
        parentObservationId="never sent",
        name="orphan",
        startTime=at("12:20:00.000"),
        endTime=at("12:20:01.000"),
    ),
    score("numeric", 4.25, traceId="trace one/ä", metadata={"by": "hand"}),
    score("boolean", 1, dataType="BOOLEAN", traceId="trace one/ä", observationId="generation"),
    score("categorical", "friendly", traceId="trace one/ä", observationId="failure"),
    score("text", "Well done", dataType="TEXT", traceId="trace one/ä"),
    score("correction", "43", dataType="CORRECTION", traceId="trace one/ä"),
    score("annotated", 2, source="ANNOTATION", configId="config", traceId="bare"),
    score("evaluated", 0, source="EVAL", traceId="bare"),
    score("of the session", -1.5, sessionId="session-7"),
    score("of no trace", 3, traceId="nobody knows", environment="staging"),
]


@pytest.fixture
def filled(server: RunningServer) -> RunningServer:
    """A server with one of everything."""
    send(server, EVENTS)
    return server


@pytest.fixture
def crowded(server: RunningServer) -> RunningServer:
    """A server with some hundred traces, sent over OTLP."""
    keys = (server.public_key, server.secret_key)
    run_demo(server.url, *keys, users=25, days=10, end=END, progress=False)
    return server


@pytest.fixture
def target(server: RunningServer) -> ProjectKeys:
    return asyncio.run(make_project(server.database_url))


async def make_project(database_url: str) -> ProjectKeys:
    async with create_pool(database_url) as pool, pool.acquire() as db:
        project_id = await create_project(db, "Target")
        return ProjectKeys(project_id, *await create_key(db, project_id))


def send(server: RunningServer, events: list[Told]) -> None:
    answer = httpx.post(
        f"{server.url}/api/public/ingestion",
        json={"batch": events},
        auth=(server.public_key, server.secret_key),
    )
    assert answer.json()["errors"] == []


def command(server: RunningServer, target: ProjectKeys, *more: str, url: str = "") -> list[str]:
    return [
        *(sys.executable, "-m", "usertrail", "import", "langfuse", "--host", url or server.url),
        *("--database-url", server.database_url, "--project", target.project_id, *more),
    ]


def environment(server: RunningServer, **given: str) -> dict[str, str]:
    keys = {
        "LANGFUSE_PUBLIC_KEY": server.public_key,
        "LANGFUSE_SECRET_KEY": server.secret_key,
    }
    return os.environ | keys | given


def run_import(
    server: RunningServer, target: ProjectKeys, *more: str, url: str = "", **given: str
) -> Result:
    return subprocess.run(
        command(server, target, *more, url=url),
        env=environment(server, **given),
        capture_output=True,
        text=True,
        timeout=120,
    )


def copied(
    server: RunningServer, target: ProjectKeys, *more: str, url: str = "", **given: str
) -> str:
    """What an import that came to its end printed."""
    result = run_import(server, target, *more, url=url, **given)
    assert (result.returncode, result.stderr) == (0, "")
    assert server.secret_key not in result.stdout
    return result.stdout


def read_all(server: RunningServer, keys: ProjectKeys | RunningServer) -> Told:
    """Everything that GraphQL says of the project."""
    everything: Told = ask(server, keys, OTHERS)
    everything["traces"] = []
    after = None
    while True:
        page = ask(server, keys, TRACES, after=after)["traces"]
        everything["traces"] += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return everything
        after = page["pageInfo"]["endCursor"]


def differences(one: object, other: object, path: str = "") -> Iterator[str]:
    """Where two things that were told differ, and how."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}[{index}]")
    elif one != other:
        yield f"{path}: {one} is not {other}"


def assert_same(one: Told, other: Told) -> None:
    found = list(differences(one, other))
    assert not found, "\n".join(found[:20])


def ask(server: RunningServer, keys: ProjectKeys | RunningServer, query: str, **given: Any) -> Any:
    answer = httpx.post(
        f"{server.url}/graphql",
        json={"query": query, "variables": given},
        auth=(keys.public_key, keys.secret_key),
        timeout=30,
    ).json()
    assert "errors" not in answer, answer
    return answer["data"]


def assert_recounted(server: RunningServer) -> None:
    async def recount() -> None:
        async with create_pool(server.database_url) as pool:
            assert await verify(pool) == []
            assert await pool.fetchval("SELECT count(*) FROM import_state") == 0

    asyncio.run(recount())


def count_rows(server: RunningServer) -> dict[str, int]:
    """Of every table, over all projects."""

    async def count() -> dict[str, int]:
        async with create_pool(server.database_url) as pool:
            tables = await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            names = [table["tablename"] for table in tables]
            return {name: await pool.fetchval(f'SELECT count(*) FROM "{name}"') for name in names}

    return asyncio.run(count())


def newest(asked: Asked) -> Answer | None:
    """The rule of a server that has left the lists of the first version behind."""
    return NOT_FOUND if asked.path.startswith(V1) else None


def test_everything_reads_the_same_in_the_target(
    filled: RunningServer, target: ProjectKeys
) -> None:
    source = read_all(filled, filled)
    told = copied(filled, target)
    assert "Copied 3 traces, 5 observations and 9 scores from SDK tests" in told
    assert "Not copied" not in told
    assert_same(read_all(filled, target), source)
    assert_same(read_all(filled, filled), source)
    assert_recounted(filled)


def test_the_newest_servers_are_read_by_their_own_lists(
    crowded: RunningServer, target: ProjectKeys
) -> None:
    source = read_all(crowded, crowded)
    with proxy_of(crowded.url, newest) as proxy:
        told = copied(crowded, target, url=proxy.url)
    assert {"/api/public/v2/observations", "/api/public/v3/scores"} < set(proxy.paths())
    spans = sum(len(trace["spans"]["nodes"]) for trace in source["traces"])
    assert f"Copied {spans} observations and {len(source['feedback']['nodes'])} scores" in told
    here = read_all(crowded, target)
    # Their lists tell the metadata of observations only, and the root's are taken for the trace's.
    for trace in source["traces"] + here["traces"]:
        del trace["metadata"]
    assert_same(here, source)
    assert_recounted(crowded)


def test_the_newest_list_is_asked_for_what_it_cuts(
    filled: RunningServer, target: ProjectKeys
) -> None:
    with proxy_of(filled.url, newest) as proxy:
        copied(filled, target, url=proxy.url)
    (source, here) = (
        {span["spanId"]: span for trace in told["traces"] for span in trace["spans"]["nodes"]}
        for told in (read_all(filled, filled), read_all(filled, target))
    )
    assert_same(here, source)


def test_copying_twice_changes_nothing(filled: RunningServer, target: ProjectKeys) -> None:
    copied(filled, target)
    rows, told = count_rows(filled), read_all(filled, target)
    copied(filled, target)
    assert (count_rows(filled), read_all(filled, target)) == (rows, told)
    with proxy_of(filled.url, newest) as proxy:
        copied(filled, target, url=proxy.url)
    assert read_all(filled, target)["overview"] == told["overview"]
    assert_recounted(filled)


def test_only_the_chosen_project_is_written(filled: RunningServer, target: ProjectKeys) -> None:
    other = asyncio.run(make_project(filled.database_url))
    before = read_all(filled, other)
    copied(filled, target)
    assert_same(read_all(filled, other), before)
    assert before["traces"] == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_copy_that_was_stopped_goes_on_where_it_was(
    crowded: RunningServer, target: ProjectKeys, number: signal.Signals
) -> None:
    source = read_all(crowded, crowded)
    reached, end = Event(), Event()

    def stall(asked: Asked) -> None:
        # One is the question whether there is such a list.
        if asked.path == "/api/public/observations" and asked.before == 3 and not end.is_set():
            reached.set()
            end.wait(60)

    with proxy_of(crowded.url, stall) as proxy:
        process = subprocess.Popen(
            command(crowded, target, url=proxy.url),
            env=environment(crowded),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            assert reached.wait(60)
            beside = run_import(crowded, target, url=proxy.url)
            assert beside.returncode == 2
            assert "Another usertrail import copies the same" in beside.stderr
            process.send_signal(number)
            _, errors = process.communicate(timeout=30)
        end.set()
        if number == signal.SIGINT:
            assert process.returncode == 130
            assert "run the same command again to go on" in errors
        before = len(proxy.asked)
        told = copied(crowded, target, url=proxy.url)
        again = proxy.asked[before:]
    assert (
        f"Going on where an earlier run stopped, after {len(source['traces'])} traces and " in told
    )
    assert [asked.path for asked in again].count("/api/public/traces") == 1
    spans = sum(len(trace["spans"]["nodes"]) for trace in source["traces"])
    assert f"Copied {len(source['traces'])} traces, {spans} observations and" in told
    assert_same(read_all(crowded, target), source)
    assert_recounted(crowded)


def test_a_copy_may_be_begun_anew(filled: RunningServer, target: ProjectKeys) -> None:
    def refuse(asked: Asked) -> Answer | None:
        is_scores = asked.path == "/api/public/v2/scores" and asked.before == 1
        return Answer(400, {}, b'{"message": "not today"}') if is_scores else None

    with proxy_of(filled.url, refuse) as proxy:
        result = run_import(filled, target, url=proxy.url)
        assert result.returncode == 1
        assert "refuses /api/public/v2/scores with 400" in result.stderr
        assert "not today" in result.stderr
        before = len(proxy.asked)
        told = copied(filled, target, "--restart", url=proxy.url)
    assert "Going on" not in told
    assert [asked.path for asked in proxy.asked[before:]].count("/api/public/traces") == 2
    assert_recounted(filled)


def test_a_broken_network_costs_nothing_but_a_second_run(
    crowded: RunningServer, target: ProjectKeys
) -> None:
    source = read_all(crowded, crowded)
    is_broken = Event()
    is_broken.set()

    def hang_up(asked: Asked) -> None:
        if asked.path == "/api/public/traces" and asked.before >= 2 and is_broken.is_set():
            raise HangUp

    with proxy_of(crowded.url, hang_up) as proxy:
        patient = "import usertrail.importing.asking as a; a.PAUSES_SECONDS = (0.01, 0.01);"
        broken = command(crowded, target, url=proxy.url)
        broken[1:3] = ["-c", f"{patient} import usertrail.cli as c; c.main()"]
        result = subprocess.run(
            broken, env=environment(crowded), capture_output=True, text=True, timeout=60
        )
        assert result.returncode == 1
        assert "/api/public/traces: " in result.stderr
        assert "Run the same command again to go on." in result.stderr
        assert "Traceback" not in result.stderr
        is_broken.clear()
        assert "Going on where" in copied(crowded, target, url=proxy.url)
    assert_same(read_all(crowded, target), source)


def test_a_database_that_goes_away_is_waited_for(
    crowded: RunningServer, target: ProjectKeys
) -> None:
    source = read_all(crowded, crowded)
    breakers: list[Thread] = []

    def break_database(asked: Asked) -> Answer | None:
        if asked.path != "/api/public/observations" or asked.before != 2:
            return None
        # The source must have answered, for it lives in the same database.
        page = httpx.get(
            f"{crowded.url}{asked.path}",
            params=asked.query,
            auth=(crowded.public_key, crowded.secret_key),
        )
        is_locked = Event()
        breaking = end_next_writer(crowded.database_url, is_locked)
        breakers.append(Thread(target=asyncio.run, args=[breaking]))
        breakers[0].start()
        assert is_locked.wait(10)
        return Answer(200, {}, page.content)

    with proxy_of(crowded.url, break_database) as proxy:
        told = copied(crowded, target, url=proxy.url)
    (breaker,) = breakers
    breaker.join(10)
    assert "Waiting for the database" in told
    assert_same(read_all(crowded, target), source)
    assert_recounted(crowded)


async def end_next_writer(database_url: str, is_locked: Event) -> None:
    """Let the next that writes events of spans wait, and then lose its connection."""
    async with create_pool(database_url) as pool, pool.acquire() as db, db.transaction():
        await db.execute("LOCK TABLE span_event IN ACCESS EXCLUSIVE MODE")
        is_locked.set()
        ended = None
        while ended is None:
            await asyncio.sleep(0.05)
            ended = await pool.fetchval(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """
            )


def test_a_source_that_asks_for_patience_gets_it(
    filled: RunningServer, target: ProjectKeys
) -> None:
    def busy(asked: Asked) -> Answer | None:
        return [
            Answer(429, {"retry-after": "1"}),
            Answer(429, {"retry-after": "Wed, 01 Jan 2025 00:00:00 GMT"}),
            Answer(503, {"retry-after": "0"}),
            None,
        ][min(asked.before, 3)]

    source = read_all(filled, filled)
    with proxy_of(filled.url, busy) as proxy:
        told = copied(filled, target, url=proxy.url)
    assert "Waiting 1 s: it answers 429" in told
    assert proxy.paths()[:4] == ["/api/public/projects"] * 4
    assert_same(read_all(filled, target), source)


def test_a_page_that_is_too_much_is_asked_for_in_parts(
    crowded: RunningServer, target: ProjectKeys
) -> None:
    def weak(asked: Asked) -> Answer | None:
        return Answer(422, {}) if int(asked.query.get("limit", 1)) > 40 else None

    source = read_all(crowded, crowded)
    with proxy_of(crowded.url, weak) as proxy:
        copied(crowded, target, url=proxy.url)
    assert {int(asked.query.get("limit", 1)) for asked in proxy.asked} == {1, 25, 50, 100}
    assert_same(read_all(crowded, target), source)


def test_one_millisecond_may_hold_more_than_a_page(
    server: RunningServer, target: ProjectKeys
) -> None:
    send(server, [score(f"score-{number}", number, traceId="trace") for number in range(250)])
    told = copied(server, target)
    assert "and 250 scores" in told
    with proxy_of(server.url, newest) as proxy:
        assert "and 250 scores" in copied(server, target, url=proxy.url)
    counted = ask(server, target, OTHERS)["overview"]["metrics"]["feedbackCount"]
    assert counted == ask(server, server, OTHERS)["overview"]["metrics"]["feedbackCount"]
    assert_recounted(server)


def test_what_arrives_during_the_copy_moves_nothing(
    crowded: RunningServer, target: ProjectKeys
) -> None:
    source = read_all(crowded, crowded)

    def arrive(asked: Asked) -> None:
        # The first two are the question whether there is such a list, and its newest page.
        if asked.path == "/api/public/observations" and asked.before >= 2:
            late = {"id": f"late-{asked.before}", "startTime": datetime.now(UTC).isoformat()}
            send(crowded, [event("span-create", late["startTime"], traceId="late", **late)])

    with proxy_of(crowded.url, arrive) as proxy:
        copied(crowded, target, url=proxy.url)
    assert_same(read_all(crowded, target), source)


def test_what_an_application_sent_to_both_is_there_once(
    crowded: RunningServer, target: ProjectKeys
) -> None:
    keys = (target.public_key, target.secret_key)
    run_demo(crowded.url, *keys, users=25, days=10, end=END, progress=False)
    copied(crowded, target)
    assert_same(read_all(crowded, target), read_all(crowded, crowded))
    assert_recounted(crowded)


def test_a_window_has_what_began_in_it_and_whose_it_is(
    filled: RunningServer, target: ProjectKeys
) -> None:
    window = ["--from", "2026-03-10T13:00:01+01:00", "--to", "2026-03-10T12:20:00"]
    assert "Copied 1 traces, 3 observations and 0 scores" in copied(filled, target, *window)
    bare, trace = read_all(filled, target)["traces"]
    assert bare["traceId"] == "bare"
    assert (trace["user"], trace["name"]) == ({"userId": "ada@example.com"}, "chat-turn")
    spans = {span["spanId"] for span in trace["spans"]["nodes"]}
    assert spans == {"generation", "failure", "event"}

    copied(filled, target, "--to", "2026-03-10T12:00:01")
    copied(filled, target, "--from", "2026-03-10T12:20:00")
    assert_same(read_all(filled, target), read_all(filled, filled))
    assert_recounted(filled)


def test_what_is_changed_at_the_source_is_changed_by_the_next_copy(
    filled: RunningServer, target: ProjectKeys
) -> None:
    copied(filled, target)
    send(
        filled,
        [
            event("span-update", at("12:40:00.000"), id="orphan", endTime=at("12:45:00.000")),
            score("numeric", 5, traceId="trace one/ä") | {"id": "again"},
        ],
    )
    copied(filled, target)
    assert_same(read_all(filled, target), read_all(filled, filled))
    assert_recounted(filled)


def test_scores_of_dataset_runs_are_told_as_not_copied(
    filled: RunningServer, target: ProjectKeys
) -> None:
    run_score = b"""{"data": [{"id": "of-a-run", "datasetRunId": "run", "name": "x", "value": 1,
        "timestamp": "2026-03-10T12:00:00.000Z"}, 7], "meta": {"totalItems": 2, "totalPages": 1}}"""

    def scores(asked: Asked) -> Answer | None:
        return Answer(200, {}, run_score) if asked.path == "/api/public/v2/scores" else None

    with proxy_of(filled.url, scores) as proxy:
        told = copied(filled, target, url=proxy.url)
    assert "and 0 scores" in told
    assert "Not copied: 1 scores. Scores of dataset runs are not supported. One of them: of-a-run"
    assert "Not copied: 1 scores. It is no object." in told


@pytest.fixture
def stranger() -> Iterator[Proxy]:
    """A web server that is no Langfuse."""
    page = Answer(200, {"content-type": "text/html"}, b"<html>Welcome</html>")
    with proxy_of("http://127.0.0.1:9", lambda asked: page) as proxy:
        yield proxy


def test_a_wrong_source_is_told_in_one_sentence(
    server: RunningServer, target: ProjectKeys, stranger: Proxy
) -> None:
    def refused(*more: str, url: str = "", **given: str) -> str:
        result = run_import(server, target, *more, url=url, **given)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith("Error: ")
        assert result.stderr.count("\n") == 1
        assert "sk-wrong" not in result.stderr
        return result.stderr

    assert "are not known at" in refused(LANGFUSE_SECRET_KEY="sk-wrong")
    assert "does not answer" in refused(url="http://127.0.0.1:9")
    assert "does not answer" in refused(url="http://no.such.host.invalid")
    assert "not as a Langfuse does" in refused(url=stranger.url)
    assert "must be an address like" in refused(url="cloud.langfuse.com")
    assert "must be an address like" in refused(url="https://pk:sk-wrong@cloud.langfuse.com")
    assert "--from must lie before --to" in refused("--from", "2026-03-02", "--to", "2026-03-02")
    assert "is no date" in refused("--from", "yesterday")
    assert "--project nowhere" in refused("--project", "nowhere")


def test_a_project_is_not_copied_into_itself(server: RunningServer) -> None:
    itself = ProjectKeys(server.project_id, server.public_key, server.secret_key)
    result = run_import(server, itself)
    assert result.returncode == 2
    assert "is this Usertrail" in result.stderr
