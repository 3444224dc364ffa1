"""What the names of a span's attributes decide, whatever their values.

Senders write the same few sets of names again and again. A plan is the tables of the conventions
narrowed to such a set, so that no span is asked for names it does not have.
"""

from typing import NamedTuple

from usertrail.normalise.content import Pair, pair_of, readers_of
from usertrail.normalise.content_readers import Reader
from usertrail.normalise.conventions import (
    CALL_FAMILIES,
    CALL_NAMES,
    TRACE_NAMES,
    family_of,
    narrowed,
    vercel,
)
from usertrail.normalise.conventions.shape import Convention, Names
from usertrail.normalise.decoded_attributes import decoded_names, is_encoded
from usertrail.normalise.memoize import memoized
from usertrail.normalise.metadata import is_metadata

# Names can be made up: what is kept of a set stays below 20 kB, 40 kB in wide characters.
_SETS_KEPT = 1024
_MAX_SET_LENGTH = 2_000


class Plan(NamedTuple):
    # As in `fields`.
    tables: Convention
    # (family, rest of the name, name) of the attributes that belong to one.
    families: tuple[tuple[str, str, str], ...]
    # Of spans without events, and with events.
    readers: tuple[Reader, ...]
    readers_with_events: tuple[Reader, ...]
    pair: Pair | None
    pair_with_events: Pair | None
    # The attributes that are no metadata.
    plain_names: Names
    has_metadata: bool
    # Whether it may be named, have trace fields, be a model call, and have anything to decode.
    is_named: bool
    has_trace_fields: bool
    is_call: bool
    is_encoded: bool


@memoized(_SETS_KEPT, _MAX_SET_LENGTH)
def plan_of(*names: str) -> Plan:
    """The plan for spans with attributes of these names."""
    families = tuple((*found, name) for name in names if (found := family_of(name)))
    family_names = {family for family, _, _ in families}
    plain_names = tuple(name for name in names if not is_metadata(name))
    has_metadata = len(plain_names) < len(names)
    decoded = set(decoded_names(names))
    tables = narrowed(decoded)
    readers, readers_with_events = (
        readers_of(names, family_names, has_events=has_events) for has_events in (False, True)
    )
    return Plan(
        tables=tables,
        families=families,
        readers=readers,
        readers_with_events=readers_with_events,
        pair=pair_of(names, family_names, readers),
        pair_with_events=pair_of(names, family_names, readers_with_events),
        plain_names=plain_names,
        has_metadata=has_metadata,
        is_named=bool(tables.span_name or tables.span_name_where) or vercel.OPERATION in names,
        has_trace_fields=has_metadata or not TRACE_NAMES.isdisjoint(decoded),
        is_call=not (CALL_FAMILIES.isdisjoint(family_names) and CALL_NAMES.isdisjoint(decoded)),
        is_encoded=is_encoded(names),
    )
