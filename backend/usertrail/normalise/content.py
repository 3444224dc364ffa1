"""Input and output of a span: the first convention that yields something wins."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from usertrail.normalise import conventions
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes, Event
from usertrail.normalise.text import decoded, text_of


class Content(NamedTuple):
    """Text each, JSON where the sender sent JSON; and the attributes it was taken from."""

    input: str | None
    output: str | None
    used: frozenset[str]


NOTHING = Content(None, None, frozenset())


class _Sources(NamedTuple):
    attributes: Attributes
    families: Families
    events: list[Event]


_Reader = Callable[[_Sources], Content]


def content_of(attributes: Attributes, families: Families, events: list[Event]) -> Content:
    """What the span took in and gave out; NOTHING if it does not say."""
    sources = _Sources(attributes, families, events)
    for read in _READERS:
        content = read(sources)
        if content.input is not None or content.output is not None:
            return content
    return NOTHING


def text_or_none(value: Any) -> str | None:
    """The value as text; None for what says nothing."""
    return None if value is None or value == "" else text_of(value)


def _pair(input_name: str, output_name: str) -> _Reader:
    used = frozenset((input_name, output_name))

    def read(sources: _Sources) -> Content:
        get = sources.attributes.get
        return Content(text_or_none(get(input_name)), text_or_none(get(output_name)), used)

    return read


def _inference_details(sources: _Sources) -> Content:
    for event in sources.events:
        if event.name == "gen_ai.client.inference.operation.details":
            return _messages(event.attributes)
    return NOTHING


def _message_events(sources: _Sources) -> Content:
    """One event for each message, as OpenTelemetry's first GenAI conventions had it."""
    sent = []
    received = []
    for event in sources.events:
        if event.name in conventions.MESSAGE_EVENT_ROLES:
            role = conventions.MESSAGE_EVENT_ROLES[event.name]
            sent.append({"role": role, **event.attributes})
        elif event.name == "gen_ai.choice":
            received.append(event.attributes)
    output: Any = received[0] if len(received) == 1 else received
    return Content(
        text_of(sent) if sent else None, text_of(output) if output else None, frozenset()
    )


def _content_events(sources: _Sources) -> Content:
    found = {event.name: event.attributes for event in sources.events}
    return Content(
        text_or_none(found.get("gen_ai.content.prompt", {}).get("gen_ai.prompt")),
        text_or_none(found.get("gen_ai.content.completion", {}).get("gen_ai.completion")),
        frozenset(),
    )


def _dotted(input_family: str, output_family: str) -> _Reader:
    def read(sources: _Sources) -> Content:
        sent = sources.families.get(input_family)
        received = sources.families.get(output_family)
        if not sent and not received:
            return NOTHING
        return Content(
            text_of(rebuilt(sent)) if sent else None,
            text_of(rebuilt(received)) if received else None,
            frozenset(
                [f"{input_family}.{rest}" for rest in sent or ()]
                + [f"{output_family}.{rest}" for rest in received or ()]
            ),
        )

    return read


def rebuilt(by_path: Mapping[str, Any]) -> Any:
    """{"0.role": "user", "0.content": "hi"} -> [{"role": "user", "content": "hi"}].

    Positions are kept in order, not as indexes: a path that names slot 1,000,000 makes one item.
    """
    tree: dict[str, Any] = {}
    for path, value in by_path.items():
        node = tree
        *steps, last = path.split(".", conventions.MAX_PATH_STEPS)
        for step in steps:
            child = node.setdefault(step, {})
            # A path that goes through a plain value replaces it by what lies below.
            if not isinstance(child, dict):
                child = node[step] = {}
            node = child
        node[last] = value
    return _lists_in(tree)


def _lists_in(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(key.isascii() and key.isdigit() for key in node):
        return [_lists_in(node[key]) for key in sorted(node, key=lambda key: (len(key), key))]
    return {key: _lists_in(child) for key, child in node.items()}


_MESSAGE_NAMES = ("gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions")


def _messages(attributes: Attributes) -> Content:
    sent, received, instructions = (attributes.get(name) for name in _MESSAGE_NAMES)
    if instructions:
        messages = decoded(sent)
        sent = [
            {"role": "system", "content": decoded(instructions)},
            *(messages if isinstance(messages, list) else [messages] if messages else []),
        ]
    return Content(text_or_none(sent), text_or_none(received), frozenset(_MESSAGE_NAMES))


def _message_attributes(sources: _Sources) -> Content:
    return _messages(sources.attributes)


def _pairs(names: Iterable[tuple[str, str]]) -> list[_Reader]:
    return [_pair(*pair) for pair in names]


_READERS: tuple[_Reader, ...] = (
    _pair(*conventions.LANGFUSE_CONTENT),
    _inference_details,
    _message_events,
    _content_events,
    *_pairs(conventions.CONTENT_AFTER_EVENTS),
    _dotted(conventions.GEN_AI_PROMPT, conventions.GEN_AI_COMPLETION),
    _dotted(conventions.LLM_INPUT_MESSAGES, conventions.LLM_OUTPUT_MESSAGES),
    _message_attributes,
    *_pairs(conventions.CONTENT_AT_LAST),
)
