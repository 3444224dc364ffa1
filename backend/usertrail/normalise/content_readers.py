"""Readers of content, one for each way in which a convention has input and output."""

from collections.abc import Callable
from typing import Any, NamedTuple

from usertrail.normalise.blocks import with_decoded_blocks
from usertrail.normalise.conventions import ALL, MESSAGES, genai, shape, vercel
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


class Sources(NamedTuple):
    """Where the content of a span may be."""

    attributes: Attributes
    families: Families
    events: list[Event]


class Reader(NamedTuple):
    """Reads content by one convention; called only for spans with its attributes or events."""

    read: Callable[[Sources], Content]
    names: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    of_events: bool = False
    # Where it reads one attribute each and nothing else.
    table: shape.ContentNames | None = None


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

    def read(sources: Sources) -> Content:
        attributes = sources.attributes
        sent = _first(attributes, table.inputs, table.blanks)
        received = _text_and_tool_calls(attributes) if is_split else None
        if received is None:
            received = _first(attributes, table.outputs, table.blanks)
        content = Content(sent, received, used)
        return _with_messages(sources, table, content) if sources.families else content

    return Reader(read, names=used, table=None if is_split or table.blanks else table)


def _with_messages(sources: Sources, table: shape.ContentNames, content: Content) -> Content:
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


def _inference_details(sources: Sources) -> Content:
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


def _output_events(sources: Sources) -> Content:
    for event in sources.events:
        names = ALL.output_events.get(event.name)
        if names and (output := _first(event.attributes, names, ())):
            return Content(None, output, frozenset())
    return NOTHING


def _message_events(sources: Sources) -> Content:
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


def _content_events(sources: Sources) -> Content:
    """One event for the whole input and one for the output, as Semantic Kernel sends them."""
    found = {event.name: event.attributes for event in sources.events}
    texts = [
        text_or_none(found[event].get(name) or found[event] or None) if event in found else None
        for event, name in genai.CONTENT_EVENTS
    ]
    return Content(texts[0], texts[1], frozenset())


def _event_attribute(name: str) -> Reader:
    """Message events as a JSON list in one attribute."""

    def read(sources: Sources) -> Content:
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
    def read(sources: Sources) -> Content:
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


def _message_attributes(sources: Sources) -> Content:
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
