"""Which of two names of a user or session is the more specific, wherever in a trace they stand."""

from usertrail.normalise.conventions import SESSION_ID, USER_ID, langfuse

# A name of no convention is one that a project chose for itself, and outweighs them all.
_CHOSEN = 1
_USER_ID_RANKS = {name: -place for place, name in enumerate(USER_ID)}
_SESSION_ID_RANKS = {name: -place for place, name in enumerate(SESSION_ID)}


def user_id_rank(name: str = langfuse.USER_ID) -> int:
    """The higher outweighs the lower; without a name, as from before names were kept: `user.id`."""
    return _USER_ID_RANKS.get(name, _CHOSEN)


def session_id_rank(name: str = langfuse.SESSION_ID) -> int:
    """As `user_id_rank`, of sessions."""
    return _SESSION_ID_RANKS.get(name, _CHOSEN)
