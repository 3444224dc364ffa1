"""The rules of projects as this process knows them."""

from starlette.requests import Request

from usertrail.access import Caller
from usertrail.database.pool import Pool, acquire
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.rules.rows import Revised, select_rules


class KnownRules:
    """Read again when a request was let in under a later revision than the one that is held."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._known: dict[str, Revised] = {}

    async def of(self, project_id: str, revision: int) -> Rules:
        """At least as new as the revision. Raises TooBusy."""
        if revision == 0:
            return NO_RULES
        known = self._known.get(project_id)
        if known is None or known.revision < revision:
            async with acquire(self._pool.of(project_id)) as db:
                known = self._known[project_id] = await select_rules(db, project_id)
        return known.rules


async def rules_of(request: Request, caller: Caller) -> Rules:
    """The rules under which what the request brings is read. Raises TooBusy."""
    known: KnownRules = request.app.state.rules
    return await known.of(caller.project_id, caller.rules_revision)
