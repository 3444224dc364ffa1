"""Which of two names of a user or session is the more specific, wherever in a trace they stand."""

from usertrail.normalise.conventions import SESSION_ID, USER_ID, langfuse

# The first of the names that a project chose for itself, whatever else they are; they outweigh all
# others, and each those that follow it.
_CHOSEN = 1_000
# Of what was given under a name that is of no convention any more.
_UNKNOWN = 1
_USER_ID_RANKS = {name: -place for place, name in enumerate(USER_ID)}
_SESSION_ID_RANKS = {name: -place for place, name in enumerate(SESSION_ID)}


def user_id_rank(name: str = langfuse.USER_ID, place: int | None = None) -> int:
    """The higher outweighs the lower; without a name, as from before names were kept: `user.id`.

    `place` is that among the names that the project chose, if it is one of them.
    """
    return _USER_ID_RANKS.get(name, _UNKNOWN) if place is None else _CHOSEN - place


def session_id_rank(name: str = langfuse.SESSION_ID, place: int | None = None) -> int:
    """As `user_id_rank`, of sessions."""
    return _SESSION_ID_RANKS.get(name, _UNKNOWN) if place is None else _CHOSEN - place
