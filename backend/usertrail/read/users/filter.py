"""Which users a list holds, in which order, and the measures of theirs that it reads."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from usertrail.measures import Counted, Ratio, Timing, listed, sums_of
from usertrail.read.conditions import Column, Condition, all_hold, contains
from usertrail.read.feedback_kinds import AskedFeedback, of_kind
from usertrail.read.measures import (
    NAMED_SUMS,
    SHOWN,
    Scope,
    latencies,
    measured,
    part,
    sessions_begun,
    sums,
    union,
)
from usertrail.read.paging import Kind
from usertrail.read.period import Period
from usertrail.read.presence import seen, was_there
from usertrail.read.statement import Binding
from usertrail.read.users.feedback import FeedbackCondition, UserSort

KINDS: dict[str, Kind] = {"bigint": "count", "numeric": "number", "float8": "float"}


def _sort(column: str, kind: Kind, clause: str = "", *, nullable: bool = False) -> UserSort:
    return UserSort(f"users.{column}", clause or column, kind, ("user_id",), nullable=nullable)


# By what may be sorted by: of nothing there is no ratio.
SORTS = {
    sort.column: sort
    for sort in (
        _sort("user_id", "text"),
        _sort("first_seen_at", "instant"),
        _sort("last_seen_at", "instant"),
        *(
            _sort(of.name, KINDS[of.type], of.clause, nullable=isinstance(of, Ratio))
            for of in listed()
        ),
    )
}
LAST_SEEN_FIRST = SORTS["last_seen_at"]
# Measures of the period that users may be filtered by, each as it is shown.
FILTERED = {
    of.name: Column("number", of.shown if isinstance(of, Ratio) else of.clause) for of in listed()
}
TIMINGS = tuple(of for of in listed() if isinstance(of, Timing))
# What no total of all time tells.
UNTOTALLED = {of.name for of in (*TIMINGS, *sums_of(Counted.SESSIONS))}
FEEDBACK_SUMS = {of.name for of in sums_of(Counted.FEEDBACK)}
OF_FEEDBACK = FEEDBACK_SUMS | {
    of.name for of in listed() if isinstance(of, Ratio) and of.whole in FEEDBACK_SUMS
}
SEEN = {"first_seen_at", "last_seen_at"}
# What does not depend on the period.
LASTING = {"user_id", *SEEN}


@dataclass(frozen=True)
class UserFilter:
    """What a user must be like: all that is not None."""

    search: str | None = None
    user_ids: tuple[str, ...] | None = None
    environments: tuple[str, ...] | None = None
    # On columns of FILTERED.
    measures: tuple[Condition, ...] = ()
    feedback: FeedbackCondition | None = None
    first_seen_at: Period | None = None
    last_seen_at: Period | None = None

    @property
    def is_summed(self) -> bool:
        """Whether users are let through by what they did in the period."""
        return bool(self.measures or self.feedback)

    @property
    def reads(self) -> set[str]:
        """The measures that it is about."""
        asked = {condition.column for condition in self.measures}
        return {name for name, column in FILTERED.items() if column in asked}


EVERY_USER = UserFilter()


def scope_of(project_id: str, period: Period, filter: UserFilter) -> Scope:
    """What is counted of the users that the filter lets through."""
    return Scope(project_id, period, filter.environments, filter.user_ids)


def matching(
    bind: Binding,
    scope: Scope,
    filter: UserFilter,
    also_read: Collection[str] = (),
    shown: AskedFeedback | None = None,
) -> str:
    """A row for each user that the filter lets through.

    Sums that nobody reads cost nothing; sessions, latencies, and first and last sight are only
    there where they are named, and feedback where nothing but what lasts is read. The sums of the
    feedback that is shown begin with SHOWN.
    """
    reads = {*also_read, *filter.reads}
    if shown is None and _is_known(scope, filter, reads):
        conditions = _conditions(bind, scope, filter, "user_ever")
        known = scope.where(bind, was_there(bind, scope), *conditions)
        return f"SELECT * FROM user_ever WHERE {known}"
    timed = (f", {of.of_rows} AS {of.name}" for of in TIMINGS if of.name in reads)
    return f"""
        SELECT * FROM (
            SELECT user_id, {sums()}, {sums(NAMED_SUMS)}, min(first_seen_at) AS first_seen_at,
                max(last_seen_at) AS last_seen_at, bool_or(is_found) AS is_found {"".join(timed)}
            FROM ({union(_parts(bind, scope, filter, reads, shown))}) AS part GROUP BY user_id
        ) AS summed
        WHERE {" AND ".join(("trace_count > 0", *_conditions(bind, scope, filter, "summed")))}
    """


def _is_known(scope: Scope, filter: UserFilter, reads: set[str]) -> bool:
    """Whether the totals of all time tell all of it."""
    if scope.environments is not None or filter.search:
        return False
    if scope.period.is_open:
        is_totalled = filter.feedback is None or filter.feedback.is_total
        return is_totalled and UNTOTALLED.isdisjoint(reads)
    return not filter.is_summed and LASTING.issuperset(reads)


def _parts(
    bind: Binding,
    scope: Scope,
    filter: UserFilter,
    reads: set[str],
    shown: AskedFeedback | None,
) -> list[str]:
    has_feedback = filter.feedback is not None or not OF_FEEDBACK.isdisjoint(reads)
    parts = measured(bind, scope, feedback=has_feedback)
    if "session_count" in reads:
        parts.append(sessions_begun(bind, scope, by_user=True))
    if any(of.name in reads for of in TIMINGS):
        parts.append(latencies(bind, scope))
    if not SEEN.isdisjoint(reads) or filter.first_seen_at or filter.last_seen_at:
        parts.append(seen(bind, scope))
    if filter.search:
        profiles = replace(scope, environments=None).where(
            bind, *all_hold(bind, [contains(filter.search, "name", "email")])
        )
        found = {"user_id": "user_id", "is_found": "true"}
        parts.append(part(f"user_profile WHERE {profiles}", found))
    if filter.feedback:
        parts += filter.feedback.parts(bind, scope)
    if shown is not None:
        parts += of_kind(bind, scope, shown, SHOWN)
    return parts


def _conditions(bind: Binding, scope: Scope, filter: UserFilter, users: str) -> list[str]:
    """The SQL conditions on a row of the table or subquery of this name."""
    conditions = ["user_id <> ''", *all_hold(bind, filter.measures)]
    if filter.search:
        [in_id] = all_hold(bind, [contains(filter.search, "user_id")])
        conditions.append(f"(is_found OR {in_id})")
    if filter.first_seen_at:
        conditions.append(filter.first_seen_at.holds(bind, "first_seen_at"))
    if filter.last_seen_at:
        conditions.append(_was_last_seen(bind, scope, filter.last_seen_at, users))
    if filter.feedback:
        conditions += all_hold(bind, filter.feedback.conditions())
    return conditions


def _was_last_seen(bind: Binding, scope: Scope, period: Period, users: str) -> str:
    """The SQL condition that the latest of their traces lies in the period.

    Until now, that is the latest that has come: whose clock was ahead once is seen all the same.
    """
    latest = period.holds(bind, "last_seen_at")
    if not period.until_now:
        return latest
    theirs = f"project_id = {bind(scope.project_id, 'text')} AND user_id = {users}.user_id"
    return f"""({latest} OR last_seen_at > now() AND EXISTS (
        SELECT FROM trace WHERE {theirs} AND {period.holds(bind, "started_at")}
    ))"""
