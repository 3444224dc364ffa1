"""Input and output of a span, each by the first convention that has it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from usertrail.normalise.blocks import with_decoded_blocks
from usertrail.normalise.conventions import ALL, MESSAGES, genai, langfuse, shape, vercel
from usertrail.normalise.dotted import messages_of
from usertrail.normalise.duplicate_messages import more_complete
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes, Event
from usertrail.normalise.text import decoded, text_of


class Content(NamedTuple):
    """Input and output as text, JSON where the sender sent JSON; and the attributes used."""

    input: str | None
    output: str | None
    used: frozenset[str]


NOTHING = Content(None, None, frozenset())


class _Sources(NamedTuple):
    attributes: Attributes
    families: Families
    events: list[Event]


class Reader(NamedTuple):
    """Reads content by one convention; called only for spans with its attributes or events."""

    read: Callable[[_Sources], Content]
    names: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    of_events: bool = False
    # Where it reads one attribute each and nothing else.
    table: shape.ContentNames | None = None


class Pair(NamedTuple):
    """Two attributes that are input and output of each span that has both."""

    input: str
    output: str
    used: frozenset[str]


def content_of(
    attributes: Attributes,
    families: Families,
    events: list[Event],
    readers: Sequence[Reader],
    pair: Pair | None = None,
) -> Content:
    """Input and output of a span, by its readers; NOTHING if it has neither.

    A pair says the same as the readers, and sooner.
    """
    if pair:
        sent, received = text_or_none(attributes[pair.input]), text_or_none(attributes[pair.output])
        if (sent and received) or pair is _OF_LANGFUSE:
            return Content(sent, received, pair.used)
    sources = _Sources(attributes, families, events)
    found = NOTHING
    for reader in readers:
        found = _completed(found, reader.read(sources))
        if found.input is not None and found.output is not None:
            break
    return found


def _completed(found: Content, more: Content) -> Content:
    """`found`, completed by `more` where input or output is missing."""
    sent = more.input if found.input is None else None
    received = more.output if found.output is None else None
    if sent is None and received is None:
        return found
    if found is NOTHING:
        return more
    return Content(
        sent if sent is not None else found.input,
        received if received is not None else found.output,
        found.used | more.used,
    )


def readers_of(
    names: Iterable[str], families: Iterable[str], *, has_events: bool
) -> tuple[Reader, ...]:
    """The readers for a span with attributes of these names and families, in order."""
    indexes = {index for name in names for index in _READERS_BY_NAME.get(name, ())}
    for family in families:
        indexes.update(_READERS_BY_FAMILY.get(family, ()))
    if has_events:
        indexes.update(_EVENT_READERS)
    return tuple(READERS[index] for index in sorted(indexes))


def pair_of(
    names: Collection[str], families: Collection[str], readers: Sequence[Reader]
) -> Pair | None:
    """The two of these attributes that are the content, if that needs no reader."""
    if all(name in names for name in _LANGFUSE_NAMES):
        return _OF_LANGFUSE
    table = readers[0].table if readers else None
    if table is None or any(family in families for family in table.messages):
        return None
    sent, received = (
        next((name for name in side if name in names), None)
        for side in (table.inputs, table.outputs)
    )
    return Pair(sent, received, readers[0].names) if sent and received else None


def text_or_none(value: Any) -> str | None:
    """The value as text; None where it is empty or missing."""
    if type(value) is str:
        return value or None
    return None if value is None else text_of(value)


def _first(attributes: Attributes, names: shape.Names, blanks: shape.Names) -> str | None:
    for name in names:
        value = attributes.get(name)
        if value is not None and value not in blanks:
            return text_or_none(value)
    return None


def _from_attributes(table: shape.ContentNames) -> Reader:
    used = frozenset((*table.inputs, *table.outputs))
    is_split = vercel.TEXT_AND_TOOL_CALLS[0] in table.outputs

    def read(sources: _Sources) -> Content:
        attributes = sources.attributes
        sent = _first(attributes, table.inputs, table.blanks)
        received = _text_and_tool_calls(attributes) if is_split else None
        if received is None:
            received = _first(attributes, table.outputs, table.blanks)
        content = Content(sent, received, used)
        return _with_messages(sources, table, content) if sources.families else content

    return Reader(read, names=used, table=None if is_split or table.blanks else table)


def _with_messages(sources: _Sources, table: shape.ContentNames, content: Content) -> Content:
    """The same, but a side whose messages are more complete is replaced by these."""
    if sources.families.keys().isdisjoint(table.messages):
        return content
    sides = [
        text_of(more_complete(side, sources.families[family]))
        if side is not None and family in sources.families
        else side
        for side, family in zip(content[:2], table.messages, strict=True)
    ]
    return Content(sides[0], sides[1], content.used)


def _text_and_tool_calls(attributes: Attributes) -> str | None:
    """Both as one message; None unless there are both."""
    text, tool_calls = map(attributes.get, vercel.TEXT_AND_TOOL_CALLS)
    if text is None or tool_calls is None:
        return None
    return text_of({"role": "assistant", "content": text, "tool_calls": decoded(tool_calls)})


def _inference_details(sources: _Sources) -> Content:
    """The event gen_ai.client.inference.operation.details; some senders split it into several."""
    values_by_name: dict[str, list[Any]] = {}
    for event in sources.events:
        if event.name == genai.DETAILS_EVENT:
            for name in MESSAGES:
                if event.attributes.get(name):
                    values_by_name.setdefault(name, []).append(event.attributes[name])
    if not values_by_name:
        return NOTHING
    return _messages({name: _joined(values) for name, values in values_by_name.items()})


def _joined(values_by_name: list[Any]) -> Any:
    """A single value as it is; several lists of messages as one list.

    A list that begins with all earlier messages, as a growing conversation does, replaces them.
    """
    if len(values_by_name) == 1:
        return values_by_name[0]
    joined: list[Any] = []
    for value in values_by_name:
        messages = decoded(value)
        messages = messages if isinstance(messages, list) else [messages]
        grows = messages[: len(joined)] == joined
        joined = messages if grows else joined + messages
    return joined


def _output_events(sources: _Sources) -> Content:
    for event in sources.events:
        names = ALL.output_events.get(event.name)
        if names and (output := _first(event.attributes, names, ())):
            return Content(None, output, frozenset())
    return NOTHING


def _message_events(sources: _Sources) -> Content:
    """One event per message: OpenTelemetry's GenAI semantic conventions before 1.37."""
    sent = []
    received = []
    for event in sources.events:
        if event.name in genai.MESSAGE_EVENT_ROLES:
            role = genai.MESSAGE_EVENT_ROLES[event.name]
            sent.append({"role": role, **with_decoded_blocks(event.attributes)})
        elif event.name == genai.CHOICE_EVENT:
            received.append(with_decoded_blocks(event.attributes))
    return _of_lists(sent, received, frozenset())


def _of_lists(sent: list[Any], received: list[Any], used: frozenset[str]) -> Content:
    output: Any = received[0] if len(received) == 1 else received
    return Content(text_of(sent) if sent else None, text_of(output) if output else None, used)


def _content_events(sources: _Sources) -> Content:
    """One event for the whole input and one for the output, as Semantic Kernel sends them."""
    found = {event.name: event.attributes for event in sources.events}
    texts = [
        text_or_none(found[event].get(name) or found[event] or None) if event in found else None
        for event, name in genai.CONTENT_EVENTS
    ]
    return Content(texts[0], texts[1], frozenset())


def _event_attribute(name: str) -> Reader:
    """Message events as a JSON list in one attribute."""

    def read(sources: _Sources) -> Content:
        listed = decoded(sources.attributes[name])
        events = [event for event in listed if isinstance(event, dict)] if _is_list(listed) else []
        choices = [event for event in events if event.get("event.name") == genai.CHOICE_EVENT]
        sent = [event for event in events if event.get("event.name") != genai.CHOICE_EVENT]
        if not choices:
            sent, choices = _replies_apart(sent)
        return _of_lists(sent, choices, frozenset((name,)))

    return Reader(read, names=frozenset((name,)))


def _replies_apart(events: list[Any]) -> tuple[list[Any], list[Any]]:
    """The input messages, and the model's replies at the end of the list.

    Logfire records the replies of OpenAI's Responses API like the messages they answer.
    """
    end = len(events)
    while end and events[end - 1].get("role") == "assistant":
        end -= 1
    return events[:end], events[end:]


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _dotted(input_family: str, output_family: str) -> Reader:
    def read(sources: _Sources) -> Content:
        sent = sources.families.get(input_family)
        received = sources.families.get(output_family)
        return Content(
            text_of(messages_of(sent)) if sent else None,
            text_of(messages_of(received)) if received else None,
            frozenset(
                [f"{input_family}.{rest}" for rest in sent or ()]
                + [f"{output_family}.{rest}" for rest in received or ()]
            ),
        )

    return Reader(read, families=frozenset((input_family, output_family)))


def _messages(attributes: Attributes) -> Content:
    sent, received, instructions = (attributes.get(name) for name in MESSAGES)
    if instructions:
        messages = decoded(sent)
        sent = [
            {"role": "system", "content": decoded(instructions)},
            *(messages if isinstance(messages, list) else [messages] if messages else []),
        ]
    return Content(text_or_none(sent), text_or_none(received), frozenset(MESSAGES))


def _message_attributes(sources: _Sources) -> Content:
    return _messages(sources.attributes)


READERS: tuple[Reader, ...] = (
    *map(_from_attributes, ALL.first_content),
    *(
        Reader(read, of_events=True)
        for read in (_inference_details, _message_events, _content_events)
    ),
    *(
        _from_attributes(table)
        if isinstance(table, shape.ContentNames)
        else _event_attribute(table)
        for table in ALL.content
    ),
    *(_dotted(*families) for families in ALL.content_families),
    Reader(_message_attributes, names=frozenset(MESSAGES)),
    *map(_from_attributes, ALL.last_content),
    Reader(_output_events, of_events=True),
)
_LANGFUSE_NAMES = frozenset((langfuse.INPUT, langfuse.OUTPUT))
_OF_LANGFUSE = Pair(langfuse.INPUT, langfuse.OUTPUT, _LANGFUSE_NAMES)
# {attribute: indexes of the readers that use it}
_READERS_BY_NAME = {
    name: [index for index, reader in enumerate(READERS) if name in reader.names]
    for name in {name for reader in READERS for name in reader.names}
}
_READERS_BY_FAMILY = {
    family: [index for index, reader in enumerate(READERS) if family in reader.families]
    for pair in ALL.content_families
    for family in pair
}
_EVENT_READERS = [index for index, reader in enumerate(READERS) if reader.of_events]
