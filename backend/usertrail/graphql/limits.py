"""The limits of a single document, and the messages for exceeding them."""

from usertrail.request_limits import Limit


def _of_document(max: int, what: str) -> Limit:
    return Limit(max, f"The document has {{value}} {what}; at most {{max}} are allowed.")


# All example operations together have 610 tokens; the largest has 114 fields and a depth of 5, and
# the most expensive costs 21,550. The standard introspection query has 220 fields.
CHARACTERS = Limit(
    100_000,
    "The document has {value} characters; at most {max} are allowed. "
    "Send long values as variables.",
)
TOKENS = _of_document(4_000, "tokens")
BRACKETS = _of_document(64, "levels of brackets")
ALIASES = _of_document(50, "aliases")
DIRECTIVES = _of_document(50, "directives")
FRAGMENTS = _of_document(200, "fragments and fragment spreads")
REPEATS = _of_document(50, "repeated fields in one selection set")
FIELDS = Limit(
    2_000,
    "The operation has {value} fields with all fragments expanded; at most {max} are allowed.",
)
DEPTH = Limit(15, "The operation has a depth of {value} fields; at most {max} are allowed.")
COST = Limit(
    250_000,
    "The operation has a cost of {value}; at most {max} is allowed. Request smaller pages or "
    "shorter periods.",
)
