"""Bodies that are small to send and large to read, too many of anything, or never all there."""

import gzip
import json
import zlib
from collections.abc import Callable

import orjson
import pytest
from backports import zstd

from story import assert_recounted
from tests.attack.judging import assert_unharmed, post
from tests.attack.sending import (
    BATCH,
    GZIP,
    JSON,
    PROTOBUF,
    SCORES,
    TRACES,
    batch_of,
    export_of,
    sized,
    tag,
)
from tests.attack.watched import MEBIBYTE, Watched

TOO_MANY_SPANS = "more than 100,000 spans"


def export_around(spans: bytes) -> bytes:
    return tag(1) + sized(tag(2) + sized(spans))


def many_members() -> bytes:
    return gzip.compress(b"", mtime=0) * 200_000


def many_frames() -> bytes:
    return zstd.compress(b"") * 200_000


def bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(MEBIBYTE)) for _ in range(40)) + packer.flush()


def packed_twice() -> bytes:
    return gzip.compress(gzip.compress(bytes(40 * MEBIBYTE)))


@pytest.mark.parametrize(
    ("coding", "make", "status"),
    [
        ("gzip", many_members, 400),
        ("zstd", many_frames, 400),
        ("gzip", bomb, 413),
        ("gzip, gzip", packed_twice, 413),
    ],
)
def test_what_is_packed_to_do_harm_is_refused_soon(
    attacked: Watched, coding: str, make: Callable[[], bytes], status: int
) -> None:
    body = make()
    cpu_before = sum(attacked.process.cpu_times()[:2])
    with attacked.watch() as seen:
        for _ in range(3):
            answer = post(attacked, TRACES, body, PROTOBUF | {"content-encoding": coding})
            assert answer.status_code == status
    assert sum(attacked.process.cpu_times()[:2]) - cpu_before < 10
    assert_unharmed(seen, grown=250 * MEBIBYTE)


def tiny_spans() -> bytes:
    return export_around((tag(2) + sized(b"")) * 833_000)


def tiny_spans_in_json() -> bytes:
    return b'{"resourceSpans":[{"scopeSpans":[{"spans":[' + b"{}," * 833_000 + b"{}]}]}]}"


def tiny_attributes() -> bytes:
    """One span with millions of them."""
    return export_around(tag(2) + sized((tag(9) + sized(b"")) * 8_000_000))


def tiny_values() -> bytes:
    """One span with a list of millions of values."""
    items = (tag(1) + sized(b"")) * 8_000_000
    value = tag(2) + sized(tag(5) + sized(items))
    return export_around(tag(2) + sized(tag(9) + sized(tag(1) + sized(b"list") + value)))


def tiny_resources() -> bytes:
    return (tag(1) + sized(b"")) * 8_000_000


def tiny_scopes() -> bytes:
    return tag(1) + sized((tag(2) + sized(b"")) * 8_000_000)


def unknown_fields() -> bytes:
    return b"\xf8\x01\x00" * 8_000_000


@pytest.mark.parametrize(
    ("headers", "make", "reason"),
    [
        (PROTOBUF, tiny_spans, TOO_MANY_SPANS),
        (JSON, tiny_spans_in_json, TOO_MANY_SPANS),
        (PROTOBUF, tiny_attributes, "One span has more than 1,000,000"),
        (PROTOBUF, tiny_values, "One span has more than 1,000,000"),
        (PROTOBUF, tiny_resources, "more than 20,000 resources and scopes"),
        (PROTOBUF, tiny_scopes, "more than"),
        (PROTOBUF, unknown_fields, "more than 250,000 parts"),
    ],
)
def test_an_export_of_too_much_is_refused_before_it_is_read(
    attacked: Watched, headers: dict[str, str], make: Callable[[], bytes], reason: str
) -> None:
    packed = gzip.compress(make(), 1)
    with attacked.watch() as seen:
        answer = post(attacked, TRACES, packed, headers | GZIP)
        assert answer.status_code == 413
        assert reason in answer.text
    assert_unharmed(seen, grown=250 * MEBIBYTE)


def test_what_a_resource_says_is_not_stored_without_end(attacked: Watched) -> None:
    spans = b"".join(
        tag(2) + sized(tag(1) + sized(bytes([1] * 16)) + tag(2) + sized(number.to_bytes(8)))
        for number in range(1, 20_001)
    )
    text = tag(1) + sized(b"long") + tag(2) + sized(tag(1) + sized(b"x" * MEBIBYTE))
    resource = tag(1) + sized(tag(1) + sized(text))
    body = tag(1) + sized(resource + tag(2) + sized(spans))
    with attacked.watch() as seen:
        answer = post(attacked, TRACES, gzip.compress(body), PROTOBUF | GZIP)
        assert answer.status_code == 413
        assert "The resource attributes come to" in answer.text
    assert_unharmed(seen, grown=200 * MEBIBYTE)


@pytest.mark.parametrize(
    ("body", "path", "public"),
    [
        (b'{"batch":[' + b"1," * 2_000_000 + b"1]}", BATCH, False),
        (b'{"batch":[' + b"1," * 400_000 + b"1]}", BATCH, True),
        (b"[" + b"1," * 400_000 + b"1]", SCORES, True),
    ],
)
def test_a_batch_of_too_many_events_is_refused(
    attacked: Watched, body: bytes, path: str, public: bool
) -> None:
    with attacked.watch() as seen:
        answer = post(attacked, path, body, JSON, public=public)
        assert answer.status_code == 413
        assert "at most 10,000 may come at once" in answer.json()["message"]
        assert len(answer.content) < 1000
    assert_unharmed(seen, grown=150 * MEBIBYTE)


def test_of_thousands_of_refusals_a_hundred_are_told(attacked: Watched) -> None:
    good = json.loads(batch_of(2))["batch"]
    batch = orjson.dumps({"batch": [*good, *([1] * 9_998)]})
    with attacked.watch() as seen:
        answer = post(attacked, BATCH, batch, JSON, public=False)
        scores = post(attacked, SCORES, b"[" + b"1," * 9_999 + b"1]", JSON)
    assert answer.status_code == 207
    told = answer.json()
    assert [one["id"] for one in told["successes"]] == ["event-0", "event-1"]
    assert len(told["errors"]) == 101
    assert told["errors"][-1] == {
        "id": "unknown",
        "status": 400,
        "message": "Invalid request data",
        "error": "9,898 more events were refused.",
    }
    assert scores.status_code == 207
    assert scores.json()["rejected"] == 10_000
    assert scores.json()["errors"][-1] == {"message": "9,900 more were refused."}
    assert_unharmed(seen, grown=150 * MEBIBYTE)


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        (BATCH, JSON, batch_of(10_000, "y" * 250), 207),
        (TRACES, PROTOBUF, export_of(10_000, spans_a_trace=6, text="x" * 1_500), 200),
        (TRACES, PROTOBUF, export_of(20_000, spans_a_trace=20_000), 200),
        (TRACES, PROTOBUF, export_of(4, spans_a_trace=4, text="x" * (4 * MEBIBYTE)), 200),
    ],
    ids=["batch", "spans", "one trace", "long texts"],
)
def test_the_largest_ordinary_bodies_are_stored_without_anybody_noticing(
    attacked: Watched,
    path: str,
    headers: dict[str, str],
    body: bytes,
    status: int,
    database_url: str,
) -> None:
    with attacked.watch() as seen:
        for _ in range(2):
            answer = post(attacked, path, body, headers)
            assert (answer.status_code, answer.text[-200:]) == (status, answer.text[-200:])
    assert_unharmed(seen, grown=300 * MEBIBYTE)
    assert_recounted(database_url)
