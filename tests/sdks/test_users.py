"""Whose trace it is, however and whenever the SDKs say so."""

import json
from functools import partial
from typing import Any

import pytest

from environment import RunningServer
from sdk_programs import SDKS, Door, run, run_together, told
from story import ask, assert_recounted
from usertrail.normalise.identifiers import storable_id

pytestmark = pytest.mark.usefixtures("sdks")

OWNERS = "{ traces(first: 100) { nodes { name user { userId } } } }"
USERS = """
{ users { nodes {
  userId metrics { traceCount spanCount errorCount totalTokens feedbackCount }
  traces { nodes { name } }
} } }
"""
TRACES = """
{ traces { nodes {
  name tags metadata input output user { userId } session { sessionId }
  feedback { name stringValue value span { name } }
  spans { nodes {
    name type level statusMessage model totalTokens input output metadata
  } }
} } }
"""

# Ids that one or another way of naming a user does not send, or sends in another shape.
USER_IDS: dict[str, Any] = {
    "200 characters": "u" * 200,
    "201 characters": "v" * 201,
    "5000 characters": "w" * 5000,
    "a number": 42,
    "empty": "",
    "not ASCII": " jürgen@例え.jp 😀 ",
}
# What is set on a trace is sent as it is.
AS_SET = USER_IDS | {
    "5000 characters": storable_id("w" * 5000),
    "a number": "42",
    "empty": None,
}
# The SDKs propagate to spans only texts of up to 200 characters.
AS_PROPAGATED = AS_SET | {"201 characters": None, "5000 characters": None, "a number": None}
# How each SDK is asked to name the user, and who that is in the end.
WAYS = {
    "python-2": ("trace", AS_SET),
    "python-3": ("update_trace", AS_SET),
    "python-4": ("propagate", AS_PROPAGATED),
    "python-5": ("propagate", AS_PROPAGATED),
    "javascript-3": ("trace", AS_SET),
    "javascript-4": ("updateTrace", AS_SET),
    "javascript-5": ("propagate", AS_PROPAGATED),
}


def test_every_trace_is_kept_whatever_its_user_id(server: RunningServer, door: Door) -> None:
    given = json.dumps(USER_IDS)
    run_together(
        *(partial(run, door, sdk, "user_ids", way, sdk, given) for sdk, (way, _) in WAYS.items())
    )
    traces = ask(door, OWNERS)["traces"]["nodes"]
    assert len(traces) == len(SDKS) * len(USER_IDS)
    owners = {trace["name"]: trace["user"] and trace["user"]["userId"] for trace in traces}
    assert owners == {
        f"{sdk}: {case}": user_id
        for sdk, (_, expected) in WAYS.items()
        for case, user_id in expected.items()
    }
    assert_recounted(server.database_url)


def test_a_user_named_last_gets_what_came_before(server: RunningServer, door: Door) -> None:
    run_together(*(partial(run, door, sdk, "named_last", sdk) for sdk in SDKS))
    users = {user["userId"]: user for user in ask(door, USERS)["users"]["nodes"]}
    assert users.keys() == set(SDKS)
    for user in users.values():
        metrics = user["metrics"]
        assert (metrics["traceCount"], metrics["totalTokens"]) == (1, 15)
        assert user["traces"]["nodes"] == [{"name": "known"}]
    assert_recounted(server.database_url)


def test_the_decorators_of_python_2_send_the_user_last(server: RunningServer, door: Door) -> None:
    run(door, "python-2", "decorated_2")
    (trace,) = ask(door, TRACES)["traces"]["nodes"]
    assert (trace["name"], trace["user"]) == ("chat-turn", {"userId": "decorated"})
    assert (trace["session"], trace["tags"]) == ({"sessionId": "by-decorator"}, ["late"])
    assert trace["metadata"] == {"plan": "pro"}
    assert trace["input"] == {"args": ["Why?"], "kwargs": {}}
    assert trace["output"] == {"answer": "Because."}
    spans = {span["name"]: span for span in trace["spans"]["nodes"]}
    assert spans.keys() == {"answer", "fail"}
    assert (spans["answer"]["type"], spans["answer"]["totalTokens"]) == ("GENERATION", 15)
    assert (spans["fail"]["level"], spans["fail"]["statusMessage"]) == ("ERROR", "no such table")
    assert trace["feedback"] == [
        {"name": "certainty", "stringValue": None, "value": 0.5, "span": {"name": "answer"}},
        {"name": "tone", "stringValue": "friendly", "value": None, "span": None},
    ]
    assert_recounted(server.database_url)


def test_updates_of_javascript_3_that_overtake_their_creates_still_win(
    server: RunningServer, door: Door
) -> None:
    sent = told(run(door, "javascript-3", "overtaken"))["sent"]
    assert sent[0] == "generation-update overtaken-too"
    assert sent.index("generation-create overtaken-too") > 0
    (trace,) = ask(door, TRACES)["traces"]["nodes"]
    assert trace["user"] == {"userId": "after"}
    assert (trace["tags"], trace["metadata"]) == (["late"], {"plan": "pro"})
    assert (trace["input"], trace["output"]) == ({"question": "Why?"}, "unfinished")
    (span,) = trace["spans"]["nodes"]
    assert (span["name"], span["model"], span["level"]) == ("answer", "gpt-4o", "WARNING")
    assert (span["totalTokens"], span["output"]) == (15, "unfinished")
    assert_recounted(server.database_url)


def test_a_user_named_in_metadata_is_the_same_one_quoted_or_not(door: Door) -> None:
    sdks = ("python-3", "python-4", "python-5")
    run_together(*(partial(run, door, sdk, "metadata_fields", sdk) for sdk in sdks))
    traces = {trace["name"]: trace for trace in ask(door, TRACES)["traces"]["nodes"]}
    assert traces.keys() == set(sdks)
    for trace in traces.values():
        assert trace["user"] == {"userId": "integrated"}
        assert trace["session"] == {"sessionId": "by-metadata"}
        assert trace["tags"] == ["one", "two"]
    # Only major 5 quotes texts, so only its metadata tells a text of digits from a number.
    assert traces["python-5"]["metadata"]["text"] == "123"
    assert {trace["metadata"]["number"] for trace in traces.values()} == {123}
