"""Who uses the demo's applications: how often, since when, and how happily."""

import uuid
from random import Random
from typing import NamedTuple

from usertrail.demo.story import STORY


class Habit(NamedTuple):
    """How a kind of user behaves; rates and shares as the mean of the kind."""

    share: float
    visits_per_day: float
    error_rate: float
    # How often something is rated, and how often the rating is good.
    feedback_rate: float
    happiness: float


PEOPLE = STORY["people"]
HABITS: dict[str, Habit] = {kind: Habit(**means) for kind, means in STORY["habits"].items()}


class Person(NamedTuple):
    user_id: str
    name: str
    email: str
    plan: str
    # A key of HABITS.
    kind: str
    # Whether the application has told Usertrail who this is.
    is_identified: bool
    # Staff try things in staging too.
    is_staff: bool
    utc_offset_hours: int
    # The first and the last day of use, in days before the end of the period.
    first_days_ago: int
    last_days_ago: int
    visits: int

    @property
    def habit(self) -> Habit:
        return HABITS[self.kind]


def make_person(seed: int, index: int, users: int, days: int) -> Person:
    """The index-th of so many people, over so many days; the same for the same arguments."""
    rng = Random(f"{seed}/person/{index}")
    first, last = rng.choice(PEOPLE["first_names"]), rng.choice(PEOPLE["last_names"])
    # The index keeps apart two people of one name.
    handle = f"{first}.{last}{index}".lower()
    email = f"{handle}@{rng.choice(PEOPLE['mail_domains'])}"
    user_id = _user_id(rng, first, last, index, email)
    kind = _kind(index, users)
    first_days_ago, last_days_ago = _days_of_use(rng, kind, days)
    span_days = first_days_ago - last_days_ago + 1
    mean_visits = HABITS[kind].visits_per_day * span_days * rng.lognormvariate(0, 0.35)
    return Person(
        user_id=user_id,
        name=f"{first} {last}",
        email=email,
        plan="team" if kind == "heavy" else rng.choice(PEOPLE["plans"]),
        kind=kind,
        is_identified=rng.random() < 0.6,
        is_staff=rng.random() < 0.06,
        utc_offset_hours=rng.choice(PEOPLE["utc_offsets"]),
        first_days_ago=first_days_ago,
        last_days_ago=last_days_ago,
        visits=max(1, round(mean_visits)),
    )


def _user_id(rng: Random, first: str, last: str, index: int, email: str) -> str:
    """Applications name their users by e-mail address, by username or by UUID."""
    draw = rng.random()
    drawn_uuid = uuid.UUID(int=rng.getrandbits(128), version=4)
    if draw < 0.4:
        return email
    if draw < 0.75:
        return f"{first}{last[0]}{index}".lower() if draw < 0.6 else f"{last}_{index}".lower()
    return str(drawn_uuid)


def _kind(index: int, users: int) -> str:
    """Kinds in their shares, spread evenly over the indices, so that few people have them all."""
    position = (index * 0.6180339887 + 0.97) % 1 if users > 1 else 0.0
    for kind, habit in HABITS.items():
        if position < habit.share:
            return kind
        position -= habit.share
    return "regular"


def _days_of_use(rng: Random, kind: str, days: int) -> tuple[int, int]:
    """First and last day of use. People join all the time, so that the whole grows."""
    oldest = days - 1
    joined = round(oldest * (1 - 0.85 * rng.random() ** 1.6))
    if kind == "new":
        return round(oldest * 0.2 * rng.random()), 0
    if kind == "heavy":
        return round(oldest * (0.75 + 0.25 * rng.random())), 0
    if kind == "churned":
        left = round(oldest * (0.3 + 0.35 * rng.random()))
        return max(left, round(oldest * (0.7 + 0.3 * rng.random()))), left
    if kind == "unhappy":
        return joined, min(joined, round(oldest * 0.3 * rng.random()))
    return joined, 0
