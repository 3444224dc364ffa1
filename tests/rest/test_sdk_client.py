"""What the SDK's own client reads back over REST is what was stored."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from langfuse.api.client import AsyncFernLangfuse
from langfuse.api.resources.commons.errors import NotFoundError

import make
from environment import ProjectKeys
from rest_client import AskRest
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

SECOND = timedelta(seconds=1)


@pytest.fixture
async def stored(pool: Pool, project: ProjectKeys) -> None:
    """One trace with all that a trace may have, one of another user, and what belongs to them."""
    root = make.span(
        "trace/1",
        "root",
        user_id="user-1",
        session_id="session-1",
        name="answer",
        started_at=make.START + timedelta(microseconds=123_987),
        ended_at=make.START + 2 * SECOND,
        environment="production",
        version="1.0",
        input='{"question": "why?"}',
        output="because",
        metadata={"plan": "pro", "seats": 7},
        trace_name="support",
        trace_tags=("urgent", "billing"),
        trace_metadata={"region": "eu"},
        trace_release="r1",
        trace_version="1.0",
        trace_public=True,
    )
    call = make.span(
        "trace/1",
        "call",
        parent_span_id="root",
        type="GENERATION",
        name="ask-model",
        started_at=make.START + SECOND / 2,
        ended_at=make.START + 3 * SECOND / 2,
        completion_started_at=make.START + 3 * SECOND / 4,
        level="WARNING",
        status_message="slow",
        environment="production",
        model="gpt-4o",
        model_parameters={"temperature": 0.5, "stop": ["a", "b"], "stream": True, "user": "x"},
        prompt_name="greeting",
        prompt_version=3,
        usage_details={"input": 10, "input_cached": 2, "output": 5, "total": 17},
        cost_details={"input": 0.25, "output": 0.5},
        input_tokens=12,
        output_tokens=5,
        total_tokens=17,
        cost_usd=Decimal("0.75"),
        input='[{"role": "user"}]',
        output="",
    )
    other = make.span("trace-2", "lone", user_id="user-2", started_at=make.START + 60 * SECOND)
    feedback = [
        make.feedback("rating", 0.5, trace_id="trace/1", comment="meh", metadata={"by": "nurse"}),
        make.feedback("liked", True, trace_id="trace/1", span_id="call", name="like"),
        make.feedback("tone", "warm", session_id="session-1", name="tone"),
        make.feedback("fix", "better", trace_id="trace/1", name="output", data_type="CORRECTION"),
    ]
    await ingest(pool, project.project_id, Records([root, call, other], feedback))


@pytest.mark.usefixtures("stored")
async def test_a_trace_reads_back_with_all_that_belongs_to_it(
    sdk: AsyncFernLangfuse, project: ProjectKeys
) -> None:
    trace = await sdk.trace.get("trace/1")
    assert (trace.id, trace.name, trace.user_id) == ("trace/1", "support", "user-1")
    assert (trace.session_id, trace.environment) == ("session-1", "production")
    assert (trace.release, trace.version, trace.public) == ("r1", "1.0", True)
    assert trace.tags == ["billing", "urgent"]
    assert trace.metadata == {"plan": "pro", "seats": 7, "region": "eu"}
    assert (trace.input, trace.output) == ({"question": "why?"}, "because")
    assert trace.timestamp == datetime(2026, 3, 10, 12, 0, 0, 123_000, tzinfo=UTC)
    assert trace.latency == 1.876013
    assert trace.total_cost == 0.75
    assert trace.html_path == f"/project/{project.project_id}/traces/trace%2F1"
    assert [observation.id for observation in trace.observations] == ["root", "call"]
    assert [score.id for score in trace.scores] == ["liked", "rating"]


@pytest.mark.usefixtures("stored")
async def test_an_observation_reads_back_as_it_was_sent(sdk: AsyncFernLangfuse) -> None:
    call = await sdk.observations.get("call")
    assert (call.id, call.trace_id, call.parent_observation_id) == ("call", "trace/1", "root")
    assert (call.type, call.name) == ("GENERATION", "ask-model")
    assert (call.level, call.status_message) == ("WARNING", "slow")
    assert (call.environment, call.version) == ("production", None)
    assert call.start_time == make.START + SECOND / 2
    assert call.end_time == make.START + 3 * SECOND / 2
    assert call.completion_start_time == make.START + 3 * SECOND / 4
    assert (call.latency, call.time_to_first_token) == (1, 0.25)
    assert call.model == "gpt-4o"
    assert call.model_parameters == {
        "temperature": 0.5,
        "stop": '["a","b"]',
        "stream": "true",
        "user": "x",
    }
    assert (call.prompt_name, call.prompt_version) == ("greeting", 3)
    assert call.usage_details == {"input": 10, "input_cached": 2, "output": 5, "total": 17}
    assert call.cost_details == {"input": 0.25, "output": 0.5, "total": 0.75}
    usage = call.usage
    assert (usage.input, usage.output, usage.total, usage.unit) == (12, 5, 17, "TOKENS")
    assert call.calculated_input_cost == 0.25
    assert call.calculated_output_cost == 0.5
    assert call.calculated_total_cost == 0.75
    assert call.input == [{"role": "user"}]
    assert call.output is None


@pytest.mark.usefixtures("stored")
async def test_a_list_of_traces_names_their_observations_and_scores(sdk: AsyncFernLangfuse) -> None:
    traces = await sdk.trace.list()
    newest, oldest = traces.data
    assert (newest.id, newest.observations, newest.scores) == ("trace-2", ["lone"], [])
    assert oldest.id == "trace/1"
    assert oldest.observations == ["root", "call"]
    assert oldest.scores == ["fix", "liked", "rating"]
    assert (oldest.input, oldest.output) == ({"question": "why?"}, "because")
    assert (traces.meta.page, traces.meta.limit) == (1, 50)
    assert (traces.meta.total_items, traces.meta.total_pages) == (2, 1)


@pytest.mark.usefixtures("stored")
async def test_only_the_fields_asked_for_are_read(sdk: AsyncFernLangfuse) -> None:
    _, bare = (await sdk.trace.list(fields="core")).data
    assert (bare.name, bare.user_id) == ("support", "user-1")
    assert (bare.input, bare.output, bare.metadata) == (None, None, None)
    assert (bare.observations, bare.scores) == ([], [])
    assert (bare.latency, bare.total_cost) == (-1, -1)


@pytest.mark.usefixtures("stored")
async def test_a_list_of_observations_is_from_the_newest_on(sdk: AsyncFernLangfuse) -> None:
    observations = await sdk.observations.get_many()
    assert [row.id for row in observations.data] == ["lone", "call", "root"]
    assert observations.meta.total_items == 3
    (call, root) = (await sdk.observations.get_many(user_id="user-1")).data
    assert call.model == "gpt-4o"
    assert root.metadata == {"plan": "pro", "seats": 7}


@pytest.mark.usefixtures("stored")
async def test_the_second_version_gives_the_groups_asked_for(sdk: AsyncFernLangfuse) -> None:
    call = (await sdk.observations_v_2.get_many(trace_id="trace/1", type="GENERATION")).data[0]
    assert call["userId"] == "user-1"
    assert call["isRootObservation"] is False
    assert call.keys().isdisjoint({"input", "model", "usageDetails", "latency", "tags"})
    everything = "core,basic,time,io,metadata,model,usage,prompt,metrics,trace_context"
    call, root = (await sdk.observations_v_2.get_many(user_id="user-1", fields=everything)).data
    assert (call["input"], call["output"]) == ('[{"role": "user"}]', None)
    assert root["input"] == '{"question": "why?"}'
    assert (root["isRootObservation"], root["public"]) == (True, True)
    assert (call["model"], call["promptName"], call["promptVersion"]) == ("gpt-4o", "greeting", 3)
    assert (call["totalCost"], call["timeToFirstToken"]) == (0.75, 0.25)
    assert (call["traceName"], call["tags"]) == ("support", ["billing", "urgent"])
    assert (call["release"], call["sessionId"]) == ("r1", "session-1")
    assert call["completionStartTime"] == "2026-03-10T12:00:00.750Z"


@pytest.mark.usefixtures("stored")
async def test_scores_read_back_by_their_kind(sdk: AsyncFernLangfuse) -> None:
    scores: dict[str, Any] = {score.id: score for score in (await sdk.score_v_2.get()).data}
    assert scores.keys() == {"rating", "liked", "tone", "fix"}
    rating, liked, tone = scores["rating"], scores["liked"], scores["tone"]
    assert (rating.data_type, rating.value, rating.comment) == ("NUMERIC", 0.5, "meh")
    assert rating.metadata == {"by": "nurse"}
    assert (rating.trace_id, rating.observation_id) == ("trace/1", None)
    assert rating.trace is not None
    assert (rating.trace.user_id, rating.trace.tags) == ("user-1", ["billing", "urgent"])
    assert rating.trace.environment == "production"
    assert (liked.data_type, liked.value) == ("BOOLEAN", 1)
    assert (liked.string_value, liked.observation_id) == ("True", "call")
    assert (tone.data_type, tone.string_value) == ("CATEGORICAL", "warm")
    assert (tone.session_id, tone.trace_id, tone.trace) == ("session-1", None, None)
    assert (scores["fix"].data_type, scores["fix"].string_value) == ("CORRECTION", "better")
    one = await sdk.score_v_2.get_by_id("liked")
    assert (one.id, one.trace_id, one.environment) == ("liked", "trace/1", "production")


@pytest.mark.usefixtures("stored")
async def test_the_first_version_knows_only_scores_on_traces(ask_rest: AskRest) -> None:
    answer = await ask_rest("/scores")
    assert {score["id"] for score in answer["data"]} == {"rating", "liked"}
    rating = next(score for score in answer["data"] if score["id"] == "rating")
    assert rating["stringValue"] is None
    assert rating["trace"]["userId"] == "user-1"
    assert (await ask_rest("/scores/rating"))["value"] == 0.5
    assert await ask_rest("/scores/tone", status=404)


@pytest.mark.usefixtures("stored")
async def test_the_third_version_gives_values_of_their_own_type(ask_rest: AskRest) -> None:
    answer = await ask_rest("/v3/scores", fields="details,subject,annotation")
    scores = {score["id"]: score for score in answer["data"]}
    assert scores["rating"]["value"] == 0.5
    assert scores["liked"]["value"] is True
    assert scores["tone"]["value"] == "warm"
    assert scores["fix"]["value"] == "better"
    assert scores["rating"]["subject"] == {"kind": "trace", "id": "trace/1"}
    on_call = {"kind": "observation", "id": "call", "traceId": "trace/1"}
    assert scores["liked"]["subject"] == on_call
    assert scores["tone"]["subject"] == {"kind": "session", "id": "session-1"}
    assert scores["rating"]["comment"] == "meh"
    assert answer["meta"] == {"limit": 50}
    bare = (await ask_rest("/v3/scores", id="rating"))["data"][0]
    assert bare.keys().isdisjoint({"comment", "subject", "queueId"})


@pytest.mark.usefixtures("stored")
async def test_a_session_reads_back_with_its_traces(sdk: AsyncFernLangfuse) -> None:
    sessions = await sdk.sessions.list()
    assert [session.id for session in sessions.data] == ["session-1"]
    assert sessions.data[0].created_at == datetime(2026, 3, 10, 12, 0, 0, 123_000, tzinfo=UTC)
    assert sessions.data[0].environment == "production"
    session = await sdk.sessions.get("session-1")
    assert [trace.id for trace in session.traces] == ["trace/1"]
    assert session.traces[0].input == {"question": "why?"}


@pytest.mark.usefixtures("stored")
async def test_what_is_not_there_is_not_found(sdk: AsyncFernLangfuse) -> None:
    reads = [
        sdk.trace.get("none"),
        sdk.observations.get("none"),
        sdk.score_v_2.get_by_id("none"),
        sdk.sessions.get("none"),
    ]
    for read in reads:
        with pytest.raises(NotFoundError) as raised:
            await read
        assert raised.value.body["error"] == "LangfuseNotFoundError"
