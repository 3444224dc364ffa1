"""What a query shows of the rows it asks for."""

from collections.abc import Iterable

from strawberry.types.nodes import SelectedField, Selection

from usertrail.query.context import Info

# Fields that wrap the rows of a list.
WRAPPERS = {"nodes", "edges", "node"}


def shows(info: Info, *names: str) -> bool:
    """Whether any of these fields is asked for, of the field's own type or of a list's rows."""
    return any(_shows(field.selections, names) for field in info.selected_fields)


def _shows(selections: Iterable[Selection], names: tuple[str, ...]) -> bool:
    for selection in selections:
        if isinstance(selection, SelectedField):
            if selection.name in names:
                return True
            if selection.name not in WRAPPERS:
                continue
        if _shows(selection.selections, names):
            return True
    return False
