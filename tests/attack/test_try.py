import time, os, httpx, pytest
from attack.watched import KEYS, MEBIBYTE, Watched
from attack.sending import *

CASES = {
 "otlp16": (TRACES, PROTOBUF, lambda: export_of(10_000, spans_a_trace=6, text="x" * 1400)),
 "otlp100k_traces": (TRACES, PROTOBUF, lambda: export_of(100_000, spans_a_trace=1)),
 "otlp100k_one": (TRACES, PROTOBUF, lambda: export_of(100_000, spans_a_trace=100_000)),
 "otlp_big": (TRACES, PROTOBUF, lambda: export_of(4, spans_a_trace=4, text="x" * (7*MEBIBYTE))),
 "batch10k": (BATCH, JSON, lambda: batch_of(10_000, "y" * 250)),
 "batch_big": (BATCH, JSON, lambda: batch_of(4, "y" * MEBIBYTE)),
}

@pytest.mark.parametrize("name", [n for n in CASES if n in os.environ.get("TRY", n).split(",")])
def test_try(attacked: Watched, name) -> None:
    path, headers, make = CASES[name]
    body = make()
    with attacked.watch() as seen:
        t=time.monotonic()
        a = httpx.post(attacked.url + path, auth=KEYS, content=body, headers=headers, timeout=300)
        print(name, len(body), a.status_code, a.text[:200], round(time.monotonic()-t,1))
        time.sleep(1)
    print("grown", seen.grown_bytes//MEBIBYTE, "neighb max", max(seen.neighbour_seconds), len(seen.neighbour_seconds), set(seen.neighbour_statuses))
    for b in seen.busy[:12]: print(b.seconds, b.callback[:150])
