"""The settings of a project for its own data: prices and attribute names."""

from collections.abc import Iterator
from typing import NamedTuple

from usertrail.normalise.prices import NO_PRICES, Prices


class Rules(NamedTuple):
    """Applies to what arrives while it is set."""

    prices: Prices = NO_PRICES
    # Attribute names of user and session, in order of precedence.
    user_id_names: tuple[str, ...] = ()
    session_id_names: tuple[str, ...] = ()

    def names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(field of a trace, its attribute names) for the fields that have any."""
        if self.user_id_names:
            yield "user_id", self.user_id_names
        if self.session_id_names:
            yield "session_id", self.session_id_names

    @property
    def has_names(self) -> bool:
        return bool(self.user_id_names or self.session_id_names)


NO_RULES = Rules()
