"""What people ask the demo's applications of a bicycle shop, and what they hear."""

from random import Random
from typing import NamedTuple


class Exchange(NamedTuple):
    topic: str
    question: str
    answer: str


BIKES = (
    "Tour 400",
    "Gravel One",
    "City Lite",
    "Cargo Duo",
    "Alpine Pro",
    "Kids 20",
    "Fold-It",
    "E-Trail 5",
)
PARTS = ("chain", "rear brake", "battery", "saddle", "front light", "tyre", "pedal", "display")
CITIES = ("Lisbon", "Utrecht", "Kyoto", "Bogotá", "Ljubljana", "Montréal", "Nairobi", "Freiburg")

SUPPORT = (
    Exchange(
        "delivery",
        "Where is my order {number}?",
        "Order {number} left our warehouse yesterday and arrives in {days} days.",
    ),
    Exchange(
        "returns",
        "Can I return the {bike} after {days} days?",
        "Yes. You may return it within 30 days, if it has been ridden less than 50 km.",
    ),
    Exchange(
        "repair",
        "The {part} of my {bike} squeaks. What can I do?",
        "Clean the {part}, then put a drop of oil on it. Should it go on, book a free check.",
    ),
    Exchange(
        "payment",
        "I was charged twice for order {number}.",
        "One of the two is only a reservation. Your bank releases it within {days} days.",
    ),
    Exchange(
        "sizes",
        "I am 1.{number2} m tall. Which frame of the {bike} fits?",
        "At that height take frame M. The shop lets you change it for free within two weeks.",
    ),
    Exchange(
        "warranty",
        "Is the {part} covered by the warranty?",
        "The {part} is covered for 24 months, wear excepted. Please keep your receipt.",
    ),
    Exchange(
        "delivery",
        "Kann ich die Lieferung nach {city} umleiten?",
        "Ja, bis zum Versand. Ich habe die neue Adresse in {city} für Sie vorgemerkt.",
    ),
    Exchange(
        "repair",
        "La batterie du {bike} ne charge plus, que faire ?",
        "Débranchez-la {days} minutes, puis réessayez. Sinon, nous la remplaçons.",
    ),
    Exchange(
        "sizes",
        "¿Tienen el {bike} en talla S?",
        "Sí, quedan {days} unidades del {bike} en talla S.",
    ),
    Exchange("delivery", "注文 {number} はいつ届きますか", "{days}日以内にお届けします。"),
)

FOLLOW_UPS = (
    Exchange("", "And how long does that take?", "Usually {days} working days."),
    Exchange(
        "",
        "Can a person call me back?",
        "Of course. A colleague from {city} will call you today before six.",
    ),
    Exchange("", "That did not help.", "I am sorry. Let me look at it from another side."),
    Exchange("", "What does it cost?", "It is {days}9 euros, shipping included."),
    Exchange("", "Thanks, that is all!", "You are welcome. Enjoy the ride!"),
    Exchange("", "Is there one in {city}?", "Yes, our shop in {city} has {days} of them."),
)

HANDBOOK = (
    Exchange(
        "torque",
        "torque for {part} of {bike}",
        "Tighten the {part} to {days} Nm, as on page {number2} of the workshop manual.",
    ),
    Exchange(
        "stock",
        "when do we reorder {part}s",
        "A reorder starts when fewer than {number2} remain, every Monday morning.",
    ),
    Exchange(
        "leave",
        "how many days off may I carry over",
        "Up to {days} days, until the end of March. Ask your lead for more.",
    ),
    Exchange(
        "safety",
        "what to do with a swollen battery",
        "Do not charge it. Put it in the sand box outdoors and call the hotline.",
    ),
    Exchange(
        "discount",
        "employee discount on {bike}",
        "Employees get {number2} % on one {bike} a year; family members 10 %.",
    ),
    Exchange(
        "service",
        "{bike} first inspection checklist",
        "Spokes, brakes, headset, chain length and firmware, in that order.",
    ),
)

TOURS = (
    Exchange(
        "weekend",
        "Plan a {days}-day tour around {city} with a {bike}",
        "{days} days around {city}: about {number2} km a day, by train both ways.",
    ),
    Exchange(
        "commute",
        "Find a quiet way to work in {city}",
        "Take the river path: {days} km, two crossings, hardly any cars.",
    ),
    Exchange(
        "family",
        "A flat loop near {city}, with a playground",
        "The lake loop is {number2} km and flat, with playgrounds at start and half way.",
    ),
    Exchange(
        "rental",
        "Rent two {bike}s in {city} next weekend",
        "Two {bike}s are reserved for you in {city}. Pick them up from nine o'clock.",
    ),
)

PASSAGES = (
    "Check the tension of the chain every 500 km and replace it at 0.75 % wear.",
    "Returns are free within 30 days. The frame number has to match the receipt.",
    "Batteries are dangerous goods: never ship one that is damaged or swollen.",
    "Carbon parts are tightened with a torque wrench and assembly paste only.",
    "Orders placed before 14:00 leave the same day, except on public holidays.",
    "The first inspection is free and takes place after 200 km or six weeks.",
    "Holidays not taken may be carried over until 31 March of the next year.",
    "Rental bikes are inspected after each return; damage is noted in the log.",
)

MODEL_ERRORS = (
    "RateLimitError: 429 Too many requests, please try again in {days}s",
    "APITimeoutError: Request timed out after 30.0 s",
    "InternalServerError: 500 The server had an error while processing your request",
    "BadRequestError: 400 This model's maximum context length is 128000 tokens",
    "OverloadedError: 529 Overloaded",
)
TOOL_ERRORS = (
    "ConnectionError: weather service did not answer within 5 s",
    "JSONDecodeError: Expecting ',' delimiter: line 1 column {number2}",
    "KeyError: 'elevation'",
    "ValueError: no route between {city} and the given point",
)
SEARCH_ERRORS = (
    "IndexUnavailable: shard {days} of handbook-index is being rebuilt",
    "TimeoutError: search took longer than 2000 ms",
)

PRAISE = (
    "Exactly what I needed",
    "Fast and right, thanks!",
    "Merci !",
    "Super hilfreich",
    "👍",
    "Better than the hotline",
    "Saved me a trip to the shop",
)
COMPLAINTS = (
    "It did not answer my question",
    "Wrong order number",
    "Too slow",
    "Answered in the wrong language",
    "I had to ask three times",
    "Das stimmt leider nicht",
    "It made that up",
    "Error again…",
)
GOOD_REASONS = ("helpful", "accurate", "fast")
BAD_REASONS = ("wrong answer", "too slow", "not helpful", "off topic")


def fill(rng: Random, exchange: Exchange) -> Exchange:
    """The exchange with its blanks filled, the same in question and answer."""
    words = _blanks(rng)
    return Exchange(
        exchange.topic, exchange.question.format(**words), exchange.answer.format(**words)
    )


def fill_text(rng: Random, text: str) -> str:
    return text.format(**_blanks(rng))


def _blanks(rng: Random) -> dict[str, str | int]:
    return {
        "bike": rng.choice(BIKES),
        "part": rng.choice(PARTS),
        "city": rng.choice(CITIES),
        "number": rng.randrange(100_000, 999_999),
        "number2": rng.randrange(55, 98),
        "days": rng.randrange(2, 9),
    }
