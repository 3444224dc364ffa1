"""Reads values from the bodies of Langfuse events: storable, or BadInput that names the field."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from usertrail.errors import BadInput
from usertrail.normalise.fields import FUTURE, moment_of
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.numbers import LongNumber
from usertrail.normalise.text import TooDeep, cleaned, storable, text_of

Body = Mapping[str, Any]


def text(body: Body, name: str) -> str | None:
    """None where it is empty or missing."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{name} must be a text, not {quoted(value)}.")
    return cleaned(value) or None if value else None


def any_as_text(body: Body, name: str) -> str | None:
    """Text as it is, other values as JSON; None where it is empty, 0, false or missing."""
    value = json_value(body, name)
    return None if value in (None, "", False, 0) else text_of(value) or None


def identifier(body: Body, name: str) -> str | None:
    """The identifier as it is stored; a number becomes text."""
    value = body.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, LongNumber):
        value = value.text
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadInput(f"{name} must be a text, not {quoted(value)}.")
    return storable_id(text_of(value)) or None


def moment(body: Body, name: str, received_at: datetime) -> datetime | None:
    value = body.get(name)
    if value is None:
        return None
    found = moment_of(value)
    if found is None:
        raise BadInput(
            f"{name} must be an ISO 8601 date and time from 1970 on, not {quoted(value)}."
        )
    if found > received_at + FUTURE:
        raise BadInput(f"{name} must be no more than a year ahead, not {quoted(value)}.")
    return found


def json_value(body: Body, name: str) -> Any:
    try:
        return storable(body.get(name))
    except TooDeep as error:
        raise BadInput(f"{name} cannot be stored: {error}.") from error


def json_object(body: Body, name: str) -> dict[str, Any]:
    """An object, {} where it is missing."""
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadInput(f"{name} must be an object, not {quoted(value)}.")
    found: dict[str, Any] = json_value(body, name)
    return found


def amounts(body: Body, name: str) -> dict[str, Any]:
    """An object of numbers, in which LongNumbers become plain floats."""
    value = body.get(name)
    if isinstance(value, dict):
        floats = {key: float(of) for key, of in value.items() if isinstance(of, float)}
        body = {name: value | floats}
    return json_object(body, name)


def quoted(value: Any) -> str:
    """The repr of a value for an error message, 60 characters at most."""
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"
