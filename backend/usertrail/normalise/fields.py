"""Scalar fields of a span and its trace, each from the attributes of all conventions.

`tables` are those of all conventions, or what `conventions.narrowed` leaves of them for the span.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from usertrail.normalise.conventions import langfuse, vercel
from usertrail.normalise.conventions.shape import Convention, TypeTable, Values
from usertrail.normalise.memoize import memoized
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.records import JsonObject, SpanLevel, SpanType
from usertrail.normalise.text import decoded, json_object, text_of

DEFAULT_ENVIRONMENT = "default"
# Timestamps further ahead are refused: no clock is so far off.
FUTURE = timedelta(days=366)
_MAX_ENVIRONMENT = 40
_INT32_MAX = 2**31 - 1
# Langfuse reserves environments that begin with its name, and strips the prefix.
_RESERVED = re.compile(r"^(langfuse[-_]?)+")
_ENVIRONMENT = re.compile(r"[a-z0-9_-]+")


def first(attributes: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The first value that is not empty, 0, false or missing; else None."""
    for name in names:
        value = attributes.get(name)
        if value:
            return value
    return None


def first_named(attributes: Mapping[str, Any], names: Iterable[str]) -> tuple[str | None, Any]:
    """(name, value) of the first value that is not empty, 0, false or missing; else two None."""
    for name in names:
        value = attributes.get(name)
        if value:
            return name, value
    return None, None


def first_text(attributes: Mapping[str, Any], names: Iterable[str]) -> str | None:
    value = first(attributes, names)
    return text_of(value) if value else None


def holds(attributes: Attributes, where: Values) -> bool:
    value = attributes.get(where.name)
    return isinstance(value, str) and value in where.values


def is_true(value: Any) -> bool:
    return value is True or value == "true"


def environment_of(sent: Any) -> str:
    return _environment(text_of(sent)) if sent else DEFAULT_ENVIRONMENT


@memoized(1024)
def _environment(sent: str) -> str:
    name = _RESERVED.sub("", sent.lower())[:_MAX_ENVIRONMENT]
    return name if _ENVIRONMENT.fullmatch(name) else DEFAULT_ENVIRONMENT


def tags_of(sent: Any) -> tuple[str, ...]:
    """Tags from a list, a JSON list, or text separated by commas."""
    if isinstance(sent, str) and sent.startswith("["):
        sent = decoded(sent)
    if isinstance(sent, str):
        sent = [tag.strip() for tag in sent.split(",")] if "," in sent else [sent]
    if not isinstance(sent, list):
        sent = [sent]
    return tuple(text_of(tag) for tag in sent if tag not in (None, ""))


def type_of(attributes: Attributes, tables: Convention, *, is_early_python: bool) -> SpanType:
    """`is_early_python`: Langfuse's Python SDK up to 3.3, which sends generations as "span"."""
    if (
        is_early_python
        and attributes.get(langfuse.TYPE) == "span"
        and any(name in attributes for name in langfuse.GENERATION_MARKS)
    ):
        return "GENERATION"
    for table in tables.types:
        if table.name in attributes and (found := _type_in(table, attributes, tables)):
            return found
    if first(attributes, tables.tool_marks):
        return "TOOL"
    names_model = first(attributes, tables.model_marks)
    return "GENERATION" if names_model and not _is_wrapping(attributes, tables) else "SPAN"


def _is_wrapping(attributes: Attributes, tables: Convention) -> bool:
    """Whether the span names the model of the calls below it, and is no call itself."""
    return any(holds(attributes, where) for where in tables.wrapping) or any(
        mark in attributes for mark in tables.wrapping_marks
    )


def model_of(attributes: Attributes, tables: Convention) -> str | None:
    model = first_text(attributes, tables.model)
    if model:
        return model
    for where in tables.model_where:
        if holds(attributes, where):
            return first_text(attributes, tables.span_name)
    return None


def _type_in(table: TypeTable, attributes: Attributes, tables: Convention) -> SpanType | None:
    sent = attributes[table.name]
    if not isinstance(sent, str):
        return None
    word = sent.partition(" ")[0] if table.is_prefix else sent
    if word in table.with_model and not first(attributes, tables.model):
        return None
    return table.types.get(word)


def level_of(attributes: Attributes, *, is_error: bool) -> SpanLevel:
    sent = attributes.get(langfuse.LEVEL)
    level = langfuse.LEVELS.get(sent.upper()) if isinstance(sent, str) else None
    return level or ("ERROR" if is_error else "DEFAULT")


def name_of(attributes: Attributes, tables: Convention, span_name: str) -> str:
    named = first_text(attributes, tables.span_name)
    if named:
        return named
    for where in tables.span_name_where:
        if where.name in attributes and holds(attributes, where.where):
            return first_text(attributes, (where.name,)) or span_name
    operation = attributes.get(vercel.OPERATION)
    if not operation:
        return span_name
    function = attributes.get(vercel.FUNCTION)
    return f"{text_of(function)}:{text_of(operation)}" if function else text_of(operation)


def model_parameters_of(
    attributes: Attributes, families: Families, tables: Convention
) -> JsonObject:
    """Model parameters from one JSON attribute, else from one attribute each."""
    for name in tables.model_parameters:
        sent = attributes.get(name)
        if isinstance(sent, str) and (parameters := _parameters(sent)) is not None:
            return parameters
    found: JsonObject = {}
    # Of two families with the same name the first in the table wins.
    for family in reversed(tables.parameter_families):
        if family in families:
            found.update(families[family])
    found.pop("model", None)
    return flat_parameters(found)


# An application calls its models with the same few sets of parameters.
@memoized(256)
def _parameters(sent: str) -> JsonObject | None:
    parameters = decoded(sent)
    return flat_parameters(parameters) if isinstance(parameters, dict) else None


def flat_parameters(parameters: JsonObject) -> JsonObject:
    """Text and numbers as they are, other values as compact JSON text."""
    return {
        name: value if type(value) in (str, int, float) else text_of(value)
        for name, value in parameters.items()
    }


def prompt_of(attributes: Attributes, tables: Convention) -> tuple[str | None, int | None]:
    """Name and version of the prompt of a generation; version is None unless an int32."""
    name = first_text(attributes, tables.prompt_name)
    version = first(attributes, tables.prompt_version)
    sent = None if name else first(attributes, tables.prompt)
    if sent:
        prompt = json_object(sent) or {}
        name = prompt.get("name") if isinstance(prompt.get("name"), str) else None
        version = prompt.get("version")
    if isinstance(version, str) and version.isascii() and version.isdigit():
        version = int(version[:20])
    is_number = isinstance(version, int) and not isinstance(version, bool)
    return name, version if is_number and 0 <= version <= _INT32_MAX else None


def completion_start_of(
    attributes: Attributes, tables: Convention, started_at: datetime
) -> datetime | None:
    """The time of the first token: an ISO 8601 text, or a delay after the start."""
    sent = first(attributes, tables.completion_start)
    if sent:
        # The SDKs send it as JSON, with quotes.
        return moment_of(decoded(sent.strip('"')) if isinstance(sent, str) else None)
    for name, per_second in tables.first_token_delay:
        delay = attributes.get(name)
        if delay and isinstance(delay, int | float) and delay is not True and delay > 0:
            try:
                return started_at + timedelta(seconds=delay / per_second)
            except OverflowError:
                return None
    return None


def moment_of(sent: Any) -> datetime | None:
    """An ISO 8601 date and time as an aware instant, UTC by default; None for anything else.

    Years are 1970 to 9998, so that a day before or after is a date too.
    """
    if not isinstance(sent, str):
        return None
    try:
        moment = datetime.fromisoformat(sent)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 1970 <= moment.year < 9999 else None
