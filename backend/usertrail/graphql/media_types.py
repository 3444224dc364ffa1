"""Content negotiation between the media types of GraphQL responses."""

# The media type of the GraphQL over HTTP specification, and the one used before it.
GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON_RESPONSE = "application/json"
PAGE = "text/html"


def negotiated(accept: str) -> str:
    """The preferred response media type; the older one if neither is named."""
    return _best(accept, (GRAPHQL_RESPONSE, JSON_RESPONSE)) or JSON_RESPONSE


def prefers_page(accept: str) -> bool:
    """Whether the request comes from a browser that would show the response to a person."""
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
