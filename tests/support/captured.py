"""The requests in payloads/ and the records they mean.

They were captured from real SDKs; those in payloads/written/ follow the documentation and source
of conventions whose senders do not run here.

`python tests/support/captured.py` writes the records of each body beside it, one a line without the
fields that say nothing, so that a change of meaning shows in review.
"""

import gzip
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from paths import TESTS
from usertrail.normalise.langfuse import feedback_of_score, parse_batch
from usertrail.normalise.otlp import Encoding, spans_of
from usertrail.normalise.otlp_source import Sdk
from usertrail.normalise.records import Feedback, Records, Span, SpanEvent, TraceEvent, TraceFields
from usertrail.normalise.text import parse_json

FOLDER = TESTS / "payloads"
WRITTEN = FOLDER / "written"
RECEIVED_AT = datetime(2026, 11, 23, tzinfo=UTC)
# Longer bodies are compared only with what their traces add up to.
REVIEWABLE_RECORDS = 100


class Captured(NamedTuple):
    """One request as it was sent."""

    body_path: Path
    path: str
    headers: dict[str, str]

    @property
    def sdk(self) -> str:
        return self.body_path.parent.name

    @property
    def records_path(self) -> Path:
        return self.body_path.with_suffix(".records.json")

    def __str__(self) -> str:
        return f"{self.sdk}/{self.body_path.stem}"


def captured(sdk: str = "*") -> list[Captured]:
    """All requests, those of one SDK in the order they were sent."""
    return [_read(path) for path in sorted(FOLDER.glob(f"{sdk}/*.bin"))]


def written() -> list[Captured]:
    """All requests that were written by hand: OTLP in JSON, without headers of their own."""
    paths = [path for path in sorted(WRITTEN.glob("*.json")) if not path.stem.endswith(".records")]
    return [
        Captured(path, "/api/public/otel/v1/traces", {"content-type": "application/json"})
        for path in paths
    ]


def _read(body_path: Path) -> Captured:
    sent = json.loads(body_path.with_suffix(".headers.json").read_text())
    headers = {name.lower(): value for name, value in sent["headers"]}
    return Captured(body_path, sent["path"], headers)


def records_of(request: Captured) -> Records:
    """Fails where a span or event is refused."""
    body = request.body_path.read_bytes()
    if request.headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    if not request.path.endswith("/traces"):
        return _records_of_json(parse_json(body))
    encoding: Encoding = "json" if "json" in request.headers["content-type"] else "protobuf"
    export = spans_of(body, encoding, _sdk(request.headers), RECEIVED_AT)
    assert not export.refused
    return Records(spans=export.spans)


def _sdk(headers: dict[str, str]) -> Sdk:
    dashes = Sdk(headers.get("x-langfuse-sdk-name", ""), headers.get("x-langfuse-sdk-version", ""))
    underscores = Sdk(
        headers.get("x_langfuse_sdk_name", ""), headers.get("x_langfuse_sdk_version", "")
    )
    return dashes if dashes.name else underscores


def _records_of_json(sent: Any) -> Records:
    if isinstance(sent, list):
        return Records(feedback=[feedback_of_score(score, RECEIVED_AT) for score in sent])
    judged = parse_batch(sent["batch"], RECEIVED_AT)
    assert not any(refused for _, refused in judged.results)
    return judged.records


def as_json(record: Span | Feedback | TraceEvent | SpanEvent) -> dict[str, Any]:
    """The fields that say something; what is left out is None, false, zero or empty."""
    said = _said(record)
    if isinstance(record, Feedback) and record.value is not None:
        said["value"] = record.value
    return json.loads(json.dumps(said, default=_as_text))  # type: ignore[no-any-return]


def _said(record: Any) -> dict[str, Any]:
    values = {
        name: _said(value) if isinstance(value, TraceFields) else value
        for name, value in record._asdict().items()
    }
    return {name: value for name, value in values.items() if value}


def _as_text(value: Any) -> str:
    assert isinstance(value, datetime | Decimal)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def all_as_json(records: Records) -> list[dict[str, Any]]:
    return [as_json(record) for kind in records for record in kind]


def write_records() -> None:
    for request in captured() + written():
        lines = [
            json.dumps(record, ensure_ascii=False) for record in all_as_json(records_of(request))
        ]
        if len(lines) <= REVIEWABLE_RECORDS:
            request.records_path.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    write_records()
