"""The type of a convention: its attribute names for the fields of a span, most specific first."""

from collections.abc import Mapping
from typing import NamedTuple

from usertrail.normalise.records import SpanType

Names = tuple[str, ...]


class ContentNames(NamedTuple):
    """Attributes of input and output; of each the first that is present is used."""

    inputs: Names
    outputs: Names
    # Values that count as missing.
    blanks: Names = ()
    # Families with the messages of input and output, in addition.
    messages: Names = ()


class TypeTable(NamedTuple):
    """{value of an attribute: span type}."""

    name: str
    types: Mapping[str, SpanType]
    # Values that apply only to spans that also name a model.
    with_model: frozenset[str] = frozenset()
    # Whether more may follow the value after a space.
    is_prefix: bool = False


class Values(NamedTuple):
    """An attribute that has one of these values."""

    name: str
    values: frozenset[str]


class JsonUsage(NamedTuple):
    """An attribute with a JSON object that contains token counts."""

    name: str
    # {kind: dotted paths into the object; the first with a number is used}
    kinds: Mapping[str, Names] = {}
    # Only of spans where this holds.
    where: Values | None = None
    # Instead of kinds, paths to a provider's usage object; the first is used, "" is the whole.
    objects_at: Names = ()


class BareUsage(NamedTuple):
    """Attributes with common names that count tokens only on spans where `where` holds.

    `kinds` is {name: kind}; `exclusive` are the sides that exclude their movable kinds.
    """

    kinds: Mapping[str, str]
    where: Values
    exclusive: frozenset[str] = frozenset()


class NameWhere(NamedTuple):
    """An attribute with the name of the span, if `where` holds."""

    name: str
    where: Values


class Convention(NamedTuple):
    """The attribute names of one convention by field; empty for fields it does not have."""

    # The trace.
    user_id: Names = ()
    session_id: Names = ()
    trace_name: Names = ()
    tags: Names = ()
    public: Names = ()
    # On the span, and then on the resource, before the next name is tried.
    environment: Names = ()
    version: Names = ()
    resource_version: Names = ()
    release: Names = ()
    trace_input: Names = ()
    trace_output: Names = ()
    # The span.
    root_marks: Names = ()
    span_name: Names = ()
    span_name_where: tuple[NameWhere, ...] = ()
    status_message: Names = ()
    # The error of a failed span without a status message.
    error_message: Names = ()
    types: tuple[TypeTable, ...] = ()
    # Their presence alone makes a span a tool call, or a generation.
    tool_marks: Names = ()
    model_marks: Names = ()
    model: Names = ()
    # The name of a span is that of its model where this holds.
    model_where: tuple[Values, ...] = ()
    # The provider, on which the price of a model depends.
    provider: Names = ()
    # JSON objects, and families of single attributes.
    model_parameters: Names = ()
    parameter_families: Names = ()
    prompt_name: Names = ()
    prompt_version: Names = ()
    # JSON objects with "name" and "version".
    prompt: Names = ()
    # When the first token came, as ISO 8601.
    completion_start: Names = ()
    # Time from the start to the first token, and how many of its unit make a second.
    first_token_delay: tuple[tuple[str, int], ...] = ()
    # Events of the span, the first of which is the first token.
    first_token_events: Names = ()
    # Tokens: families of single attributes, and by kind what the rest of their names may be.
    usage_families: Names = ()
    usage: Mapping[str, Names] = {}
    # Rests of names that repeat others.
    usage_repeats: Names = ()
    json_usage: tuple[JsonUsage, ...] = ()
    bare_usage: tuple[BareUsage, ...] = ()
    total_cost: Names = ()
    # JSON objects of US dollars by kind.
    json_cost: Names = ()
    # (kind, name) of costs that are used if there is no total.
    side_costs: tuple[tuple[str, str], ...] = ()
    # Marks of spans that name the model of the calls below them, and are no calls themselves.
    wrapping: tuple[Values, ...] = ()
    wrapping_marks: Names = ()
    # {family of metadata of traces and spans: names below it that have fields of their own}
    metadata_families: Mapping[str, Names] = {}
    # Input and output: read before the events of a span, after them, and last.
    first_content: tuple[ContentNames, ...] = ()
    # A plain name is an attribute with a JSON list of events, each with "event.name".
    content: tuple[ContentNames | str, ...] = ()
    last_content: tuple[ContentNames, ...] = ()
    # Families whose dotted names are paths into a list of messages: (input, output).
    content_families: tuple[tuple[str, str], ...] = ()
    # {event: attributes with the output; the first is used}
    output_events: Mapping[str, Names] = {}
    # Attributes to decode: JSON objects, whose keys then have the name of the attribute, a dot and
    # the key; JSON texts, with quotes; values that count as missing.
    json_objects: Names = ()
    json_texts: Names = ()
    blanks: tuple[Values, ...] = ()
