"""Who uses the demo's applications: how often, since when, and how happily."""

import uuid
from random import Random
from typing import NamedTuple

FIRST_NAMES = (  # noqa: SIM905 - as a list these are sixty lines
    "Aiko Amara Anders Anna Beatriz Ben Camille Carlos Chiara Daniel Deepa Diego Elif Emma Eva "
    "Farid Fatou Femke Finn Gabriel Grace Hana Hugo Ines Ivan Jana Jonas Julia Kenji Khadija Lars "
    "Leila Liam Lucia Maja Marco Maria Mateo Mei Mira Mohamed Nadia Noah Nora Olga Omar Paulo "
    "Priya Rafael Rosa Samir Sara Sofia Tariq Theo Tomas Valentina Wei Yara Yusuf Zoe"
).split()
LAST_NAMES = (  # noqa: SIM905 - as a list these are sixty lines
    "Abe Almeida Andersson Bakker Bauer Becker Bianchi Brown Castro Chen Costa Dahl Diallo Duarte "
    "Fischer Garcia Haddad Hansen Horvat Ito Jansen Jensen Kaya Khan Kim Kowalski Kumar Laurent "
    "Lindberg Lopez Marino Martin Mensah Meyer Moreau Nakamura Navarro Ndiaye Novak Okafor Olsen "
    "Patel Pereira Popescu Ricci Rossi Sato Schmidt Silva Singh Smith Takeda Torres Vega Virtanen "
    "Wagner Weber Wilson Yilmaz Zhang"
).split()
MAIL_DOMAINS = ("example.com", "example.org", "example.net", "mail.example.com")
PLANS = ("free", "free", "pro", "pro", "team")
# Hours from UTC, about as populous as the map.
UTC_OFFSETS = (-8, -5, -5, -3, 0, 1, 1, 1, 2, 3, 5, 8, 9)


class Habit(NamedTuple):
    """How a kind of user behaves; rates and shares as the mean of the kind."""

    share: float
    visits_per_day: float
    error_rate: float
    # How often something is rated, and how often the rating is good.
    feedback_rate: float
    happiness: float


HABITS = {
    "regular": Habit(0.47, 0.44, 0.015, 0.14, 0.82),
    "casual": Habit(0.22, 0.10, 0.015, 0.06, 0.80),
    "churned": Habit(0.12, 0.45, 0.040, 0.10, 0.55),
    "new": Habit(0.10, 0.75, 0.020, 0.18, 0.85),
    "unhappy": Habit(0.05, 0.40, 0.160, 0.40, 0.15),
    "heavy": Habit(0.04, 2.60, 0.015, 0.08, 0.78),
}


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
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    # The index keeps apart two people of one name.
    handle = f"{first}.{last}{index}".lower()
    email = f"{handle}@{rng.choice(MAIL_DOMAINS)}"
    user_id = _user_id(rng, first, last, index, email)
    kind = _kind(index, users)
    first_days_ago, last_days_ago = _days_of_use(rng, kind, days)
    span_days = first_days_ago - last_days_ago + 1
    mean_visits = HABITS[kind].visits_per_day * span_days * rng.lognormvariate(0, 0.35)
    return Person(
        user_id=user_id,
        name=f"{first} {last}",
        email=email,
        plan="team" if kind == "heavy" else rng.choice(PLANS),
        kind=kind,
        is_identified=rng.random() < 0.6,
        is_staff=rng.random() < 0.06,
        utc_offset_hours=rng.choice(UTC_OFFSETS),
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
