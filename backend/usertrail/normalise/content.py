"""Input and output of a span, each by the first convention that has it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from usertrail.normalise.content_readers import (
    NOTHING,
    READERS,
    Content,
    Reader,
    Sources,
    text_or_none,
)
from usertrail.normalise.conventions import ALL, langfuse
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes, Event


class Pair(NamedTuple):
    """Two attributes that are input and output of each span that has both."""

    input: str
    output: str
    used: frozenset[str]


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
    sources = Sources(attributes, families, events)
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
