"""Every SDK reads what another has sent, with the calls that it has for it."""

from functools import partial

import pytest

from sdk_programs import SDKS, Door, run, run_together, told
from story import EVERYTHING, SPANS, STORY, ask

pytestmark = pytest.mark.usefixtures("sdks")


def test_every_sdk_reads_the_traces_spans_sessions_and_scores_of_a_user(door: Door) -> None:
    run(door, "python-5", "propagated_story")
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    user_id, trace_id = STORY["userId"], trace["traceId"]
    says = run_together(*(partial(run, door, sdk, "reads", user_id, trace_id) for sdk in SDKS))
    # On the trace and on its generation; what is on the session is read by that.
    scores = sorted([given["name"], given["dataType"]] for given in STORY["feedback"] * 2)
    expected = {
        "traces": [trace_id],
        "sessions": [STORY["sessionId"]],
        "spans": sorted(STORY[part]["name"] for part in SPANS),
        "scores": scores,
    }
    assert {sdk: told(said) for sdk, said in zip(SDKS, says, strict=True)} == dict.fromkeys(
        SDKS, expected
    )
