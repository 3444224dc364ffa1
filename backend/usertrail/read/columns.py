"""The columns of traces, spans, feedback and sessions that conditions may be on."""

from usertrail.counted_feedback import IS_ANNOTATION, IS_RATING
from usertrail.measures import Counted, types_of
from usertrail.read.breakdowns import LATENCY_MS
from usertrail.read.conditions import Column, Kind
from usertrail.read.spans import FIRST_TOKEN_MS

_LATENCY_SECONDS = f"({LATENCY_MS} / 1000)"
_LEVELS = "ARRAY['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']"
_SPANS = """FROM span
    WHERE span.project_id = trace.project_id AND span.trace_id = trace.trace_id"""
ON_TRACE = """FROM feedback
    WHERE feedback.project_id = trace.project_id AND feedback.target_id = trace.trace_id
        AND feedback.trace_id = trace.trace_id"""
_COSTS = "jsonb_each_text(cost_details) AS part(kind, cost)"


def _are(
    kind: Kind, names: str, *, of_trace: bool = False, is_key: bool = False
) -> dict[str, Column]:
    """Columns as they are stored, by their names."""
    return {name: Column(kind, name, of_trace, is_key) for name in names.split()}


def _span_cost(kind: str) -> str:
    """What a span cost for tokens of the kinds that have this in their name."""
    return f"(SELECT coalesce(sum(cost::numeric), 0) FROM {_COSTS} WHERE kind LIKE '%{kind}%')"


def _trace_cost(kind: str) -> Column:
    return Column("number", f"(SELECT coalesce(sum({_span_cost(kind)}), 0) {_SPANS})")


def _level_count(level: str) -> Column:
    return Column("number", f"(SELECT count(*) {_SPANS} AND level = '{level}')")


TRACE = {
    **_are("id", "trace_id session_id", is_key=True),
    **_are("id", "user_id"),
    **_are("text", "name environment version release"),
    **_are("instant", "started_at"),
    **_are("texts", "tags"),
    **_are("flag", "public"),
    **_are("object", "metadata models"),
    **_are("number", " ".join(types_of(Counted.SPANS))),
    "has_error": Column("flag", "(error_count > 0)"),
    "has_feedback": Column("flag", f"EXISTS (SELECT {ON_TRACE})"),
    "latency_ms": Column("number", LATENCY_MS),
    "latency": Column("number", _LATENCY_SECONDS),
    "input_cost": _trace_cost("input"),
    "output_cost": _trace_cost("output"),
    "level": Column(
        "text", f"(SELECT ({_LEVELS})[max(array_position({_LEVELS}, level))] {_SPANS})"
    ),
    "warning_count": _level_count("WARNING"),
    "default_count": _level_count("DEFAULT"),
    "debug_count": _level_count("DEBUG"),
    "feedback_average": Column(
        "number",
        f"""(SELECT avg(value) {ON_TRACE} AND {IS_RATING}
            AND ({{key}} IS NULL OR name = {{key}}))""",
    ),
    "categories": Column(
        "texts",
        f"""(SELECT array_agg(string_value) {ON_TRACE}
            AND data_type = 'CATEGORICAL' AND name = {{key}})""",
    ),
    "booleans": Column(
        "flags",
        f"(SELECT array_agg(value = 1) {ON_TRACE} AND data_type = 'BOOLEAN' AND name = {{key}})",
    ),
}
SPAN = {
    **_are("id", "span_id trace_id", is_key=True),
    **_are("id", "parent_span_id"),
    **_are("text", "type name environment level status_message version model prompt_name"),
    **_are("text", "input output"),
    **_are("instant", "started_at ended_at"),
    **_are("number", "input_tokens output_tokens total_tokens cost_usd prompt_version"),
    **_are("object", "metadata"),
    "is_root": Column("flag", "(is_root OR parent_span_id IS NULL)"),
    "latency": Column("number", _LATENCY_SECONDS),
    "time_to_first_token": Column("number", f"({FIRST_TOKEN_MS} / 1000)"),
    "tokens_per_second": Column("number", f"(output_tokens / nullif({_LATENCY_SECONDS}, 0))"),
    "input_cost": Column("number", _span_cost("input")),
    "output_cost": Column("number", _span_cost("output")),
}
FEEDBACK = {
    **_are("id", "feedback_id trace_id session_id", is_key=True),
    **_are("id", "span_id user_id"),
    **_are("text", "name data_type string_value comment environment"),
    **_are("number", "value"),
    **_are("instant", "created_at revised_at"),
    **_are("object", "metadata"),
    "is_annotation": Column("flag", IS_ANNOTATION),
    "has_comment": Column("flag", "(comment IS NOT NULL AND comment <> '')"),
}
SESSION = {
    **_are("id", "session_id", is_key=True),
    **_are("instant", "started_at"),
    **_are("text", "environment"),
}
# Of the trace of a span, or of what feedback was given to.
OF_TRACE = {
    **_are("id", "session_id", of_trace=True, is_key=True),
    **_are("id", "user_id", of_trace=True),
    **_are("text", "name environment release", of_trace=True),
    **_are("texts", "tags", of_trace=True),
}
