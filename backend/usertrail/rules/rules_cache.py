"""The rules of projects, cached in this process."""

from starlette.requests import Request

from usertrail.access.caller import Caller
from usertrail.database.pool import Pool, acquire
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.rules.rows import Revised, select_rules


class RulesCache:
    """Reads rules again if a request has a later revision than the cached one."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._by_project: dict[str, Revised] = {}

    async def of(self, project_id: str, revision: int) -> Rules:
        """The rules, of this revision or a later one. Raises TooBusy."""
        if revision == 0:
            return NO_RULES
        cached = self._by_project.get(project_id)
        if cached is None or cached.revision < revision:
            async with acquire(self._pool.of(project_id)) as db:
                cached = self._by_project[project_id] = await select_rules(db, project_id)
        return cached.rules


async def rules_of(request: Request, caller: Caller) -> Rules:
    """The rules for the records of this request. Raises TooBusy."""
    cached: RulesCache = request.app.state.rules
    return await cached.of(caller.project_id, caller.rules_revision)
