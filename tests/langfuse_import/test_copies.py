"""Coming from Langfuse, with a Usertrail in its place: what is copied, and how often."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from copying import (
    OTHERS,
    ask,
    assert_recounted,
    assert_same,
    copied,
    count_rows,
    crowd,
    new_target,
    newest,
    read_all,
    run_import,
    send,
)
from environment import ProjectKeys, RunningServer
from langfuse_content import EVENTS, at, event, score
from proxy import Answer, Asked, Proxy, proxy_of


def test_everything_reads_the_same_in_the_target(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)
    source = read_all(server, server)
    told = copied(server, target)
    assert "Copied 3 traces, 5 observations and 9 scores from SDK tests" in told
    assert "Not copied" not in told
    assert_same(read_all(server, target), source)
    assert_same(read_all(server, server), source)
    assert_recounted(server)


def test_the_newest_servers_are_read_by_their_own_lists(server: RunningServer) -> None:
    crowd(server)
    target = new_target(server)
    source = read_all(server, server)
    with proxy_of(server.url, newest) as proxy:
        told = copied(server, target, url=proxy.url)
    assert {"/api/public/v2/observations", "/api/public/v3/scores"} < set(proxy.paths())
    spans = sum(len(trace["spans"]["nodes"]) for trace in source["traces"])
    assert f"Copied {spans} observations and {len(source['feedback']['nodes'])} scores" in told
    here = read_all(server, target)
    # Their lists tell the metadata of observations only, and the root's are taken for the trace's.
    for trace in source["traces"] + here["traces"]:
        del trace["metadata"]
    assert_same(here, source)
    assert_recounted(server)


def test_the_newest_list_is_asked_for_what_it_cuts(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)
    with proxy_of(server.url, newest) as proxy:
        copied(server, target, url=proxy.url)
    (source, here) = (
        {span["spanId"]: span for trace in told["traces"] for span in trace["spans"]["nodes"]}
        for told in (read_all(server, server), read_all(server, target))
    )
    assert_same(here, source)


def test_copying_twice_changes_nothing(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)
    copied(server, target)
    rows, told = count_rows(server), read_all(server, target)
    copied(server, target)
    assert (count_rows(server), read_all(server, target)) == (rows, told)
    with proxy_of(server.url, newest) as proxy:
        copied(server, target, url=proxy.url)
    assert read_all(server, target)["overview"] == told["overview"]
    assert_recounted(server)


def test_only_the_chosen_project_is_written(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)
    other = new_target(server)
    before = read_all(server, other)
    copied(server, target)
    assert_same(read_all(server, other), before)
    assert before["traces"] == []


def test_one_millisecond_may_hold_more_than_a_page(server: RunningServer) -> None:
    target = new_target(server)
    send(server, [score(f"score-{number}", number, traceId="trace") for number in range(250)])
    told = copied(server, target)
    assert "and 250 scores" in told
    with proxy_of(server.url, newest) as proxy:
        assert "and 250 scores" in copied(server, target, url=proxy.url)
    counted = ask(server, target, OTHERS)["overview"]["metrics"]["feedbackCount"]
    assert counted == ask(server, server, OTHERS)["overview"]["metrics"]["feedbackCount"]
    assert_recounted(server)


def test_what_arrives_during_the_copy_moves_nothing(server: RunningServer) -> None:
    crowd(server)
    target = new_target(server)
    source = read_all(server, server)

    def arrive(asked: Asked) -> None:
        # The first two are the question whether there is such a list, and its newest page.
        if asked.path == "/api/public/observations" and asked.before >= 2:
            late = {"id": f"late-{asked.before}", "startTime": datetime.now(UTC).isoformat()}
            send(server, [event("span-create", late["startTime"], traceId="late", **late)])

    with proxy_of(server.url, arrive) as proxy:
        copied(server, target, url=proxy.url)
    assert_same(read_all(server, target), source)


def test_what_an_application_sent_to_both_is_there_once(server: RunningServer) -> None:
    crowd(server)
    target = new_target(server)
    crowd(server, target)
    copied(server, target)
    assert_same(read_all(server, target), read_all(server, server))
    assert_recounted(server)


def test_a_window_has_what_began_in_it_and_whose_it_is(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)
    window = ["--from", "2026-03-10T13:00:01+01:00", "--to", "2026-03-10T12:20:00"]
    assert "Copied 1 traces, 3 observations and 0 scores" in copied(server, target, *window)
    bare, trace = read_all(server, target)["traces"]
    assert bare["traceId"] == "bare"
    assert (trace["user"], trace["name"]) == ({"userId": "ada@example.com"}, "chat-turn")
    spans = {span["spanId"] for span in trace["spans"]["nodes"]}
    assert spans == {"generation", "failure", "event"}

    copied(server, target, "--to", "2026-03-10T12:00:01")
    copied(server, target, "--from", "2026-03-10T12:20:00")
    assert_same(read_all(server, target), read_all(server, server))
    assert_recounted(server)


def test_what_is_changed_at_the_source_is_changed_by_the_next_copy(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)
    copied(server, target)
    send(
        server,
        [
            event("span-update", at("12:40:00.000"), id="orphan", endTime=at("12:45:00.000")),
            score("numeric", 5, traceId="trace one/ä") | {"id": "again"},
        ],
    )
    copied(server, target)
    assert_same(read_all(server, target), read_all(server, server))
    assert_recounted(server)


def test_scores_of_dataset_runs_are_told_as_not_copied(server: RunningServer) -> None:
    send(server, EVENTS)
    target = new_target(server)
    run_score = b"""{"data": [{"id": "of-a-run", "datasetRunId": "run", "name": "x", "value": 1,
        "timestamp": "2026-03-10T12:00:00.000Z"}, 7], "meta": {"totalItems": 2, "totalPages": 1}}"""

    def scores(asked: Asked) -> Answer | None:
        return Answer(200, {}, run_score) if asked.path == "/api/public/v2/scores" else None

    with proxy_of(server.url, scores) as proxy:
        told = copied(server, target, url=proxy.url)
    assert "and 0 scores" in told
    assert "Not copied: 1 scores. Scores of dataset runs are not supported. One of them: of-a-run"
    assert "Not copied: 1 scores. It is not an object." in told


@pytest.fixture
def stranger() -> Iterator[Proxy]:
    """A web server that is no Langfuse."""
    page = Answer(200, {"content-type": "text/html"}, b"<html>Welcome</html>")
    with proxy_of("http://127.0.0.1:9", lambda asked: page) as proxy:
        yield proxy


def test_a_wrong_source_is_told_in_one_sentence(server: RunningServer, stranger: Proxy) -> None:
    target = new_target(server)

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
