"""Which of two attribute names for a user or session takes precedence within a trace."""

from usertrail.normalise.conventions import ALL, langfuse

# Rank of the first name that a project has configured; these rank above all others, in order.
_CHOSEN = 1_000
# Rank of a name that is no longer in any convention.
_UNKNOWN = 1
_USER_ID_RANKS = {name: -position for position, name in enumerate(ALL.user_id)}
_SESSION_ID_RANKS = {name: -position for position, name in enumerate(ALL.session_id)}


def user_id_rank(name: str = langfuse.USER_ID, position: int | None = None) -> int:
    """The rank of an attribute name: the higher takes precedence.

    Rows from before names were stored have `user.id`. `position` is the index among the names that
    the project has configured, if it is one of them.
    """
    return _USER_ID_RANKS.get(name, _UNKNOWN) if position is None else _CHOSEN - position


def session_id_rank(name: str = langfuse.SESSION_ID, position: int | None = None) -> int:
    """As `user_id_rank`, for sessions."""
    return _SESSION_ID_RANKS.get(name, _UNKNOWN) if position is None else _CHOSEN - position
