"""Which of the media types that GraphQL is answered in a caller likes best."""

# The media type of the GraphQL over HTTP specification, and the one from before it.
GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON_RESPONSE = "application/json"
PAGE = "text/html"


def negotiated(accept: str) -> str:
    """The better liked of the two media types of answers; the older where neither is named."""
    return _best(accept, (GRAPHQL_RESPONSE, JSON_RESPONSE)) or JSON_RESPONSE


def prefers_page(accept: str) -> bool:
    """Whether a browser asks that would show the answer to a person, not a program."""
    return _best(accept, (GRAPHQL_RESPONSE, JSON_RESPONSE, PAGE)) == PAGE


def _best(accept: str, offered: tuple[str, ...]) -> str | None:
    best, best_weight = None, 0.0
    for entry in accept.split(","):
        name, *parameters = (part.strip().lower() for part in entry.split(";"))
        weight = _weight(parameters)
        if name in offered and weight > best_weight:
            best, best_weight = name, weight
    return best


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
