"""How much visitors may give to a project, counted from what is stored.

All of them share one public key, which anybody can read in a page. So what they may add is
bounded: names and categories, since each is a row of every summary, and feedback on one target,
since a trace shows all of it. What is deleted makes room again.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.normalise.records import VISITOR, Feedback
from usertrail.store.feedback import Target, target_of

# Different ones that visitors gave; those under which the application gives feedback are free.
MAX_NAMES = 100
# Different ones of visitors, of one name.
MAX_CATEGORIES = 100
# Of visitors on one trace, its spans included, or on one session.
MAX_ON_TARGET = 100

# As the index has it.
CATEGORY = "(CASE data_type WHEN 'CATEGORICAL' THEN string_value END)"


class Known(NamedTuple):
    """A piece of feedback that is stored, or is about to be."""

    source: str
    target: Target


class Given(NamedTuple):
    """What is stored, as far as the limits of some new pieces of feedback depend on it."""

    # By the ids that are asked about.
    known: dict[str, Known]
    # Those that are asked about under which the application gives feedback.
    application_names: set[str]
    # All others under which visitors gave some.
    visitor_names: set[str]
    # All that visitors gave, by the names that are asked about.
    categories: defaultdict[str, set[str]]
    # How much visitors gave, by the id of the trace or session.
    counts: Counter[str]

    def refusal(self, item: Feedback) -> str | None:
        """Why the piece may not be stored. Where it may, it counts from now on."""
        reason = self._reason(item)
        if reason is None:
            if item.name not in self.application_names:
                self.visitor_names.add(item.name)
            if item.data_type == "CATEGORICAL":
                self.categories[item.name].add(item.string_value or "")
            if item.feedback_id not in self.known:
                self.known[item.feedback_id] = Known(VISITOR, target_of(item))
                self.counts[target_of(item).target_id] += 1
        return reason

    def _reason(self, item: Feedback) -> str | None:
        target = target_of(item)
        known = self.known.get(item.feedback_id)
        if known and known.source != VISITOR:
            return "The application has changed this feedback; no public key can replace it."
        # A token for one trace must not reach another by an id that is easy to guess.
        if known and known.target != target:
            return "Feedback of this id is on another trace or session."
        if known is None and self.counts[target.target_id] >= MAX_ON_TARGET:
            kind = "trace" if item.trace_id else "session"
            return f"Public keys may give {MAX_ON_TARGET} pieces of feedback on one {kind}."
        if item.name not in self.application_names and _is_over(
            self.visitor_names, item.name, MAX_NAMES
        ):
            return f"Public keys may give feedback under {MAX_NAMES} names of their own."
        if item.data_type == "CATEGORICAL" and _is_over(
            self.categories[item.name], item.string_value or "", MAX_CATEGORIES
        ):
            return f"Public keys may give {MAX_CATEGORIES} categories under one name."
        return None


def _is_over(known: Collection[str], text: str, most: int) -> bool:
    return text not in known and len(known) >= most


async def lock_visitors(db: Database, project_id: str) -> None:
    """Let the visitors of a project, who share its limits, wait for each other."""
    await db.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"visitors {project_id}"
    )


async def select_given(db: Database, project_id: str, feedback: Sequence[Feedback]) -> Given:
    """While the project's visitors are locked."""
    names = sorted({item.name for item in feedback})
    categorical = sorted({item.name for item in feedback if item.data_type == "CATEGORICAL"})
    application_names = await _select_application_names(db, project_id, names)
    return Given(
        await _select_known(db, project_id, [item.feedback_id for item in feedback]),
        application_names,
        # The application's own names cost no look at the others.
        await _select_visitor_names(db, project_id) if set(names) - application_names else set(),
        await _select_categories(db, project_id, categorical),
        await _count_by_target(db, project_id, [target_of(item).target_id for item in feedback]),
    )


async def _select_known(
    db: Database, project_id: str, feedback_ids: Sequence[str]
) -> dict[str, Known]:
    rows = await db.fetch(
        """
        SELECT feedback_id, source, trace_id, session_id FROM feedback
        WHERE project_id = $1 AND feedback_id = ANY($2::text[])
        """,
        project_id,
        feedback_ids,
    )
    return {
        row["feedback_id"]: Known(row["source"], Target(row["trace_id"], row["session_id"]))
        for row in rows
    }


async def _select_application_names(
    db: Database, project_id: str, names: Sequence[str]
) -> set[str]:
    rows = await db.fetch(
        """
        SELECT name FROM unnest($2::text[]) AS asked (name) WHERE EXISTS (
            SELECT FROM feedback
            WHERE project_id = $1 AND feedback.name = asked.name AND source <> 'VISITOR'
        )
        """,
        project_id,
        names,
    )
    return {row["name"] for row in rows}


async def _select_visitor_names(db: Database, project_id: str) -> set[str]:
    # From one name to the next by the index, however much there is of each.
    rows = await db.fetch(
        """
        WITH RECURSIVE given (name) AS (
            SELECT min(name) FROM feedback WHERE project_id = $1 AND source = 'VISITOR'
            UNION ALL
            SELECT (
                SELECT min(name) FROM feedback
                WHERE project_id = $1 AND source = 'VISITOR' AND name > given.name
            ) FROM given WHERE name IS NOT NULL
        )
        SELECT name FROM given WHERE name IS NOT NULL AND NOT EXISTS (
            SELECT FROM feedback
            WHERE project_id = $1 AND feedback.name = given.name AND source <> 'VISITOR'
        )
        """,
        project_id,
    )
    return {row["name"] for row in rows}


async def _select_categories(
    db: Database, project_id: str, names: Sequence[str]
) -> defaultdict[str, set[str]]:
    of_name = "project_id = $1 AND source = 'VISITOR' AND feedback.name = given.name"
    rows = await db.fetch(
        f"""
        WITH RECURSIVE given (name, category) AS (
            SELECT name, (SELECT min({CATEGORY}) FROM feedback WHERE {of_name})
            FROM unnest($2::text[]) AS given (name)
            UNION ALL
            SELECT name, (
                SELECT min({CATEGORY}) FROM feedback
                WHERE {of_name} AND {CATEGORY} > given.category
            ) FROM given WHERE category IS NOT NULL
        )
        SELECT name, category FROM given WHERE category IS NOT NULL
        """,
        project_id,
        names,
    )
    categories: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        categories[row["name"]].add(row["category"])
    return categories


async def _count_by_target(
    db: Database, project_id: str, target_ids: Sequence[str]
) -> Counter[str]:
    rows = await db.fetch(
        """
        SELECT target_id, count(*) AS count FROM feedback
        WHERE project_id = $1 AND target_id = ANY($2::text[]) AND source = 'VISITOR'
        GROUP BY target_id
        """,
        project_id,
        target_ids,
    )
    return Counter({row["target_id"]: row["count"] for row in rows})
