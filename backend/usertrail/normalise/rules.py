"""What a project says of its own data, beyond what all projects have in common."""

from collections.abc import Iterator
from typing import NamedTuple

from usertrail.normalise.prices import NO_PRICES, Prices


class Rules(NamedTuple):
    """Holds for what arrives while it is so."""

    prices: Prices = NO_PRICES
    # Where its users and sessions are named, the first that says something counts.
    user_id_names: tuple[str, ...] = ()
    session_id_names: tuple[str, ...] = ()

    def names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The fields of a trace that have names, and these."""
        if self.user_id_names:
            yield "user_id", self.user_id_names
        if self.session_id_names:
            yield "session_id", self.session_id_names

    @property
    def has_names(self) -> bool:
        return bool(self.user_id_names or self.session_id_names)


NO_RULES = Rules()
