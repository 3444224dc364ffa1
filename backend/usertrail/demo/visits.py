"""What one person does in the demo's period: visits, their traces, and what they say of them."""

import uuid
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from usertrail.demo.applications.handbook import handbook
from usertrail.demo.applications.support import digest, support
from usertrail.demo.applications.tours import tours
from usertrail.demo.people import Person
from usertrail.demo.shapes import Ask, DemoTrace, Score, Visit
from usertrail.demo.story import STORY, say

FEEDBACK = STORY["feedback"]
RELEASES = ("2.3.0", "2.3.1", "2.4.0", "2.5.0", "2.5.1")
# How bad a bad day was: the vendor of most models had trouble.
OUTAGE_ERROR_RATE = 0.22


class DemoApplication(NamedTuple):
    ask: Callable[[Random, Ask], DemoTrace]
    # Of a session id; None where each question stands alone.
    prefix: str | None
    turns: tuple[int, ...]


APPLICATIONS = (
    DemoApplication(support, "chat", (1, 2, 2, 3, 3, 4, 5, 7)),
    DemoApplication(handbook, None, (1, 1, 2, 3)),
    DemoApplication(tours, "tour", (1, 1, 2, 3)),
)


def release_of(days_ago: int, days: int) -> str:
    """The release in use that day; the applications ship now and then."""
    return RELEASES[min(len(RELEASES) - 1, (days - 1 - days_ago) * len(RELEASES) // days)]


def visits_of(seed: int, index: int, person: Person, days: int) -> Iterator[Visit]:
    """The person's visits, in no order."""
    rng = Random(f"{seed}/visits/{days}/{index}")
    taste = [rng.random() ** 2 + 0.05 for _ in APPLICATIONS]
    for _ in range(person.visits):
        application = rng.choices(APPLICATIONS, taste)[0]
        days_ago = rng.randint(person.last_days_ago, person.first_days_ago)
        yield _visit(rng, person, application, days_ago, days)


def nightly_jobs(seed: int, days: int) -> Iterator[Visit]:
    """One a night, of no user."""
    rng = Random(f"{seed}/nights/{days}")
    for days_ago in range(days):
        ask = Ask(None, None, "internal", "production", release_of(days_ago, days), 0.0, 0, 0)
        trace = digest(rng, ask)
        yield Visit(days_ago, 0.12, 1.0, trace.end_ms, [trace], [])


def _visit(
    rng: Random, person: Person, application: DemoApplication, days_ago: int, days: int
) -> Visit:
    session_id = f"{application.prefix}-{rng.getrandbits(40):010x}" if application.prefix else None
    is_bad_day = days_ago == days * 3 // 10
    ask = Ask(
        user_id=person.user_id,
        session_id=session_id,
        plan=person.plan,
        environment="staging" if person.is_staff and rng.random() < 0.5 else "production",
        release=release_of(days_ago, days),
        error_rate=max(person.habit.error_rate, OUTAGE_ERROR_RATE if is_bad_day else 0.0),
        start_ms=0,
        turn=0,
    )
    traces, scores, now = _conversation(rng, person, application, ask)
    if session_id and len(traces) > 1 and rng.random() < person.habit.feedback_rate:
        scores.append(_session_rating(rng, person, session_id, now))
        now = scores[-1].at_ms
    draws = rng.random(), rng.random()
    return Visit(days_ago, *draws, max([now, *(score.at_ms for score in scores)]), traces, scores)


def _conversation(
    rng: Random, person: Person, application: DemoApplication, ask: Ask
) -> tuple[list[DemoTrace], list[Score], int]:
    """Traces and scores of a visit, and the moment the last answer is there."""
    traces: list[DemoTrace] = []
    scores: list[Score] = []
    now = 0
    for turn in range(rng.choice(application.turns)):
        trace = application.ask(rng, ask._replace(start_ms=now, turn=turn))
        traces.append(trace)
        scores.extend(_scores(rng, person, trace))
        now = trace.end_ms + rng.randrange(8_000, 90_000)
    return traces, scores, traces[-1].end_ms


def _scores(rng: Random, person: Person, trace: DemoTrace) -> Iterator[Score]:
    """What the person says of one answer: mostly nothing."""
    habit = person.habit
    is_happy = not trace.has_failed and rng.random() < habit.happiness
    asked = 0.5 if trace.has_failed else habit.feedback_rate
    if rng.random() >= asked:
        return
    target = {"traceId": trace.trace_id}
    at_ms = trace.end_ms + rng.randrange(1_500, 30_000)
    thumb = _score(rng, "thumbs", "BOOLEAN", 1 if is_happy else 0, target)
    if rng.random() < (0.25 if is_happy else 0.6):
        thumb["comment"] = say(rng, FEEDBACK["praise" if is_happy else "complaints"])
    yield Score(at_ms, thumb)
    if rng.random() < 0.35:
        reason = rng.choice(FEEDBACK["good_reasons" if is_happy else "bad_reasons"])
        of_span = target | {"observationId": trace.answer_span_id}
        yield Score(at_ms + 900, _score(rng, "reason", "CATEGORICAL", reason, of_span))
    if rng.random() < 0.2:
        stars = rng.choice((4, 4, 5, 5, 5) if is_happy else (1, 1, 2, 2, 3))
        rating = _score(rng, "stars", "NUMERIC", stars, target)
        if not is_happy:
            rating["comment"] = say(rng, FEEDBACK["complaints"])
        yield Score(at_ms + 1_800, rating)


def _session_rating(rng: Random, person: Person, session_id: str, now: int) -> Score:
    is_happy = rng.random() < person.habit.happiness
    stars = rng.choice((3, 4, 4, 5, 5) if is_happy else (1, 2, 2, 3))
    body = _score(rng, "session rating", "NUMERIC", stars, {"sessionId": session_id})
    body["metadata"] = {"asked": "after the chat"}
    return Score(now + rng.randrange(4_000, 20_000), body)


def _score(
    rng: Random, name: str, data_type: str, value: float | str, target: dict[str, str]
) -> dict[str, object]:
    score_id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    return {"id": score_id, "name": name, "dataType": data_type, "value": value, **target}
