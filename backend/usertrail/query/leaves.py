"""Fields that only read an attribute, and objects that hold nothing else."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from graphql import Undefined


class Leaf(NamedTuple):
    """How to read a field in place."""

    attribute: str
    coerce: Callable[[Any], Any]
    non_null: bool

    def read(self, source: object) -> Any:
        """The value as it is answered; Undefined where the ordinary way must be taken."""
        value = getattr(source, self.attribute, Undefined)
        if value is None:
            return Undefined if self.non_null else None
        if value is Undefined:
            return Undefined
        try:
            answer = self.coerce(value)
        except Exception:
            # The ordinary way meets it again, and says where.
            return Undefined
        return Undefined if answer is None else answer


def read_all(leaves: Mapping[str, Leaf], source: object) -> Any:
    """An object of these fields; Undefined where the ordinary way must be taken for one of them."""
    answers = {}
    for name, leaf in leaves.items():
        answer = leaf.read(source)
        if answer is Undefined:
            return Undefined
        answers[name] = answer
    return answers
