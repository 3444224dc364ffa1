"""What a project says of its own data, beyond what all projects have in common."""

from typing import NamedTuple

from usertrail.normalise.prices import NO_PRICES, Prices


class Rules(NamedTuple):
    """Holds for what arrives while it is so."""

    prices: Prices = NO_PRICES
    # Where its users and sessions are named, the first that says something counts.
    user_id_names: tuple[str, ...] = ()
    session_id_names: tuple[str, ...] = ()


NO_RULES = Rules()
