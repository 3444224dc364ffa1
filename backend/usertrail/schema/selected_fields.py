"""What a query selects on the rows it reads."""

from collections.abc import Iterable, Iterator

from graphql.pyutils import Path
from strawberry.types.nodes import SelectedField, Selection

from usertrail.errors import BadInput
from usertrail.read.answer_size import ANY_LENGTH, MAX_IN_LIST
from usertrail.read.spans import Texts
from usertrail.schema.context import Info

# Fields that wrap the rows of a list.
WRAPPERS = {"nodes", "edges", "node"}


def is_in_list(info: Info) -> bool:
    """Whether the field, or one of its ancestors, is in a row of a list."""
    path: Path | None = info.path
    while path is not None:
        if isinstance(path.key, int):
            return True
        path = path.prev
    return False


def texts_of(info: Info, *, of_list: bool) -> Texts:
    """Which texts are selected, on the type itself or on rows of a list. Raises BadInput."""
    longest, fields = {"input": 0, "output": 0}, list(_selected(info))
    for field in fields:
        if field.name in longest:
            max_bytes = field.arguments.get("maxBytes")
            # Literals arrive as strings.
            limit = byte_limit(None if max_bytes is None else int(max_bytes), of_list=of_list)
            longest[field.name] = max(longest[field.name], limit)
    return Texts(**longest, metadata=any(field.name == "metadata" for field in fields))


def byte_limit(max_bytes: int | None, *, of_list: bool) -> int:
    """Raises BadInput."""
    if max_bytes is not None and max_bytes < 0:
        raise BadInput(f"maxBytes must not be negative, but is {max_bytes}.")
    if max_bytes is None:
        return MAX_IN_LIST if of_list else ANY_LENGTH
    return max_bytes


def _selected(info: Info) -> Iterator[SelectedField]:
    for field in info.selected_fields:
        yield from _fields(field.selections)


def _fields(selections: Iterable[Selection]) -> Iterator[SelectedField]:
    for selection in selections:
        if isinstance(selection, SelectedField) and selection.name not in WRAPPERS:
            yield selection
        else:
            yield from _fields(selection.selections)
