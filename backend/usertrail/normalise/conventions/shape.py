"""What a convention is to us: the names it has for the fields of a span, most specific first."""

from collections.abc import Mapping
from typing import NamedTuple

from usertrail.normalise.records import SpanType

Names = tuple[str, ...]


class Content(NamedTuple):
    """Attributes that hold input and output; of each side the first that is there counts."""

    inputs: Names
    outputs: Names
    # Values that say nothing.
    blanks: Names = ()
    # Families that hold the messages of inputs and of outputs once more.
    messages: Names = ()


class TypeTable(NamedTuple):
    """What the values of one attribute say of the type of a span."""

    name: str
    types: Mapping[str, SpanType]
    # These say it only of a span that also names a model.
    with_model: frozenset[str] = frozenset()
    # Whether more may follow the value after a space.
    is_prefix: bool = False


class Values(NamedTuple):
    """An attribute that has one of these values."""

    name: str
    values: frozenset[str]


class JsonUsage(NamedTuple):
    """An attribute whose JSON object holds counts of tokens."""

    name: str
    # {kind: dotted paths into the object, the first with a number counts}
    kinds: Mapping[str, Names] = {}
    # Only of spans where this holds.
    where: Values | None = None
    # Instead of kinds, paths to an object of a provider's own shape, the first counts; "" is the
    # whole.
    objects_at: Names = ()


class BareUsage(NamedTuple):
    """Attributes that count tokens on the spans where this holds, and may mean anything elsewhere.

    {name: kind}, and the sides that do not hold their parts.
    """

    kinds: Mapping[str, str]
    where: Values
    exclusive: frozenset[str] = frozenset()


class NameWhere(NamedTuple):
    """An attribute that has the name of the spans where this holds."""

    name: str
    where: Values


class Convention(NamedTuple):
    """Where one family of senders writes what. A field it has no name for stays empty."""

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
    # What went wrong, of a span that failed and says no more.
    error_message: Names = ()
    types: tuple[TypeTable, ...] = ()
    # Their presence alone makes a span a tool call, or a generation.
    tool_marks: Names = ()
    model_marks: Names = ()
    model: Names = ()
    # The name of a span is that of its model where this holds.
    model_where: tuple[Values, ...] = ()
    # Who sold the tokens: the same model has another price elsewhere.
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
    # Rests of names that say again what others say.
    usage_repeats: Names = ()
    json_usage: tuple[JsonUsage, ...] = ()
    bare_usage: tuple[BareUsage, ...] = ()
    total_cost: Names = ()
    # JSON objects of US dollars by kind.
    json_cost: Names = ()
    # Kind and name of the costs that stand in for a total.
    side_costs: tuple[tuple[str, str], ...] = ()
    # Spans that name the model of calls below them, and call none themselves.
    wrapping: tuple[Values, ...] = ()
    wrapping_marks: Names = ()
    # Metadata: families that hold traces' and spans' alike, with what of these has its own field.
    metadata_families: Mapping[str, Names] = {}
    # Input and output: looked for before the events of a span, after them, and at last.
    first_content: tuple[Content, ...] = ()
    # Between them also names of lists of events, each with its "event.name".
    content: tuple[Content | str, ...] = ()
    last_content: tuple[Content, ...] = ()
    # Families whose dotted names are paths into a list of messages: (input, output).
    content_families: tuple[tuple[str, str], ...] = ()
    # Events of a span and what of their attributes is its output; the first counts.
    output_events: Mapping[str, Names] = {}
    # Attributes that are not what they mean: JSON objects whose keys are known by the name of the
    # attribute, a dot and the key; texts in JSON, with their quotes; values that say nothing.
    json_objects: Names = ()
    json_texts: Names = ()
    blanks: tuple[Values, ...] = ()
