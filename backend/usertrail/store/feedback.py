"""Feedback: given to a trace or a session, counted for the user its target belongs to."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

import orjson
from asyncpg import Record

from usertrail.cooperative import ROWS_PER_CHUNK
from usertrail.counted_feedback import ANNOTATION
from usertrail.database.long_values.sending import for_long_values
from usertrail.database.pool import Database
from usertrail.database.table import Table, arrays
from usertrail.normalise.records import VISITOR, Feedback
from usertrail.store.beside import beside
from usertrail.store.changes import FeedbackChange, FeedbackFacts

FEEDBACK = Table(
    "feedback",
    {"target_id": "text", "feedback_id": "text"},
    {
        "trace_id": "text",
        "span_id": "text",
        "session_id": "text",
        "name": "text",
        "data_type": "text",
        "value": "numeric",
        "string_value": "text",
        "comment": "text",
        "source": "text",
        "metadata": "jsonb",
        "created_at": "timestamptz",
        "revised_at": "timestamptz",
        "given_environment": "text",
        "user_id": "text",
        "environment": "text",
    },
    from_json={"metadata": "metadata::jsonb"},
)
# A feedback id may come with two targets at once, which no key prevents, so ids are locked. By no
# more locks than this, as each takes room in the database's lock table.
ID_LOCKS = 256


class Owner(NamedTuple):
    """Whom feedback on a target counts for, and in which environment. No user: empty text."""

    user_id: str
    environment: str


class Target(NamedTuple):
    """What feedback is given to: exactly one of the two. A trace and a session may share an id."""

    trace_id: str | None
    session_id: str | None

    @property
    def target_id(self) -> str:
        return self.trace_id or self.session_id or ""


class StoredFeedback(NamedTuple):
    """A row of table feedback: with its sender's last change, and whom it counts for."""

    feedback: Feedback
    # When its sender last changed it.
    revised_at: datetime
    owner: Owner

    @property
    def target(self) -> Target:
        return target_of(self.feedback)

    def owned(self, owner: Owner | None) -> "StoredFeedback":
        """The same, given to what belongs to this owner; None: to what is not stored (yet)."""
        return self._replace(owner=owner or nobody(self.feedback))

    def facts(self) -> FeedbackFacts | None:
        """How it counts; None for an annotation."""
        return _facts_of(self.feedback._asdict() | self.owner._asdict())


def target_of(feedback: Feedback) -> Target:
    """What a piece of feedback is given to."""
    return Target(feedback.trace_id, feedback.session_id)


def nobody(feedback: Feedback) -> Owner:
    """Whom feedback counts for while its target is not stored."""
    return Owner("", feedback.environment or "default")


def combine(known: StoredFeedback | None, item: Feedback) -> StoredFeedback:
    """What a piece of feedback says after one more version of it came.

    The newest version counts, whenever it comes, but anybody's before a visitor's; a comment,
    metadata or environment that it leaves out stays. So do its target and the time it was first
    given.
    """
    if known is None:
        return StoredFeedback(item, item.created_at, nobody(item))
    newer, older, revised_at = item, known.feedback, max(item.created_at, known.revised_at)
    if newer.source == VISITOR != older.source:
        return known
    if older.source == VISITOR != newer.source:
        revised_at = item.created_at
    elif item.created_at < known.revised_at:
        newer, older = older, newer
    feedback = newer._replace(
        trace_id=known.feedback.trace_id,
        span_id=known.feedback.span_id,
        session_id=known.feedback.session_id,
        environment=newer.environment or older.environment,
        comment=newer.comment if newer.comment is not None else older.comment,
        metadata=newer.metadata if newer.metadata is not None else older.metadata,
        created_at=min(item.created_at, known.feedback.created_at),
    )
    return StoredFeedback(feedback, revised_at, known.owner)


async def lock_ids(db: Database, project_id: str, feedback_ids: Iterable[str]) -> None:
    """Wait for every other transaction that writes one of these, in one order everywhere."""
    keys = {_lock_key(project_id, feedback_id) for feedback_id in feedback_ids}
    await db.execute(
        "SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key", sorted(keys)
    )


async def select_by_ids(
    db: Database, project_id: str, feedback_ids: Sequence[str]
) -> dict[str, StoredFeedback]:
    """The stored feedback of these ids, by id."""
    rows = await db.fetch(
        "SELECT * FROM feedback WHERE project_id = $1 AND feedback_id = ANY($2::text[])",
        project_id,
        feedback_ids,
    )
    return {row["feedback_id"]: _stored(row) for row in rows}


async def write(
    db: Database,
    project_id: str,
    feedback: Iterable[Feedback],
    stored: Mapping[str, StoredFeedback],
    owner_by_target: Mapping[Target, Owner | None],
) -> list[FeedbackChange]:
    """Insert or replace feedback whose ids and targets are locked."""
    versions = dict(stored)
    for item in feedback:
        versions[item.feedback_id] = combine(versions.get(item.feedback_id), item)
    now = {
        feedback_id: version.owned(owner_by_target.get(version.target))
        for feedback_id, version in versions.items()
    }
    await upsert(db, project_id, list(now.values()))
    return [
        FeedbackChange(stored[id].facts() if id in stored else None, version.facts())
        for id, version in now.items()
    ]


async def move(
    db: Database, project_id: str, owner_by_target: Mapping[Target, Owner | None]
) -> list[FeedbackChange]:
    """Let the feedback on these targets, all of them locked, count for their owners, if any."""
    if not owner_by_target:
        return []
    before = await select_on(db, project_id, owner_by_target)
    after = [item.owned(owner_by_target[item.target]) for item in before]
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    if moved:
        rows = [(new.target.target_id, new.feedback.feedback_id, *new.owner) for _, new in moved]
        await db.execute(FEEDBACK.update(*Owner._fields), project_id, *arrays(rows, 4))
    return [FeedbackChange(old.facts(), new.facts()) for old, new in moved]


async def select_on(
    db: Database, project_id: str, targets: Collection[Target]
) -> list[StoredFeedback]:
    """The stored feedback on these traces, their spans, and sessions."""
    rows = await db.fetch(
        "SELECT * FROM feedback WHERE project_id = $1 AND target_id = ANY($2::text[])",
        project_id,
        [target.target_id for target in targets],
    )
    return [item for item in map(_stored, rows) if item.target in targets]


class Deleted(NamedTuple):
    """A piece of feedback that is gone, and how the totals change by it."""

    feedback_id: str
    change: FeedbackChange


async def delete_on(
    db: Database,
    project_id: str,
    kind: Literal["trace", "session"],
    ids: Collection[str],
    user_id: str | None = None,
) -> AsyncIterator[list[Deleted]]:
    """Delete what was given to these locked traces or sessions, a portion at a time.

    With a user, only what counts for them.
    """
    cursor = await db.cursor(
        """
        SELECT target_id, feedback_id, user_id, environment, name, data_type, value, created_at,
            source
        FROM feedback
        WHERE project_id = $1 AND target_id = ANY($2::text[])
            AND CASE $3::text WHEN 'trace' THEN trace_id ELSE session_id END IS NOT NULL
            AND user_id = coalesce($4, user_id)
        """,
        project_id,
        ids,
        kind,
        user_id,
    )
    while rows := await cursor.fetch(ROWS_PER_CHUNK):
        await _delete(db, project_id, [(row["target_id"], row["feedback_id"]) for row in rows])
        yield [Deleted(row["feedback_id"], FeedbackChange(_facts_of(row), None)) for row in rows]


async def upsert(db: Database, project_id: str, items: Sequence[StoredFeedback]) -> None:
    """Insert these, or replace what is stored of their ids and targets; at least one."""
    columns = await beside(lambda: FEEDBACK.arrays(map(_row, items)))
    # What is stored may be long, whatever it is combined with.
    await for_long_values(db).execute(FEEDBACK.upsert(), project_id, *columns)


async def delete(
    db: Database, project_id: str, items: Iterable[StoredFeedback]
) -> list[FeedbackChange]:
    """Delete feedback whose targets are locked."""
    gone = list(items)
    keys = [(item.target.target_id, item.feedback.feedback_id) for item in gone]
    await _delete(db, project_id, keys)
    return [FeedbackChange(item.facts(), None) for item in gone]


async def _delete(db: Database, project_id: str, keys: Sequence[tuple[str, str]]) -> None:
    """By id of target and of feedback."""
    await db.execute(FEEDBACK.delete(), project_id, *FEEDBACK.key_arrays(keys))


def _row(item: StoredFeedback) -> dict[str, Any]:
    said, metadata = item.feedback, item.feedback.metadata
    return {
        **said._asdict(),
        "target_id": item.target.target_id,
        "metadata": None if metadata is None else orjson.dumps(metadata).decode(),
        "revised_at": item.revised_at,
        "given_environment": said.environment,
        **item.owner._asdict(),
    }


def _stored(row: Record) -> StoredFeedback:
    said = {name: row[name] for name in Feedback._fields}
    feedback = Feedback(**(said | {"environment": row["given_environment"]}))
    return StoredFeedback(feedback, row["revised_at"], Owner(row["user_id"], row["environment"]))


def _facts_of(row: Record | dict[str, Any]) -> FeedbackFacts | None:
    if row["source"] == ANNOTATION:
        return None
    return FeedbackFacts(*(row[name] for name in FeedbackFacts._fields))


def _lock_key(project_id: str, feedback_id: str) -> int:
    digest = blake2b(f"{project_id}\0{feedback_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % ID_LOCKS
