"""A short name of a browser, from its User-Agent."""

import re

# The more specific first, since their User-Agents contain the names of later ones.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
UNKNOWN = "Unknown browser"
# The product token of other programs (RFC 9110, 10.1.5).
PRODUCT = re.compile(r"[\w.+-]{1,40}")


def device_of(user_agent: str) -> str:
    """As "Firefox on Windows"; for other programs the first word of the User-Agent."""
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    if browser is None:
        product = PRODUCT.match(user_agent)
        return product[0] if product else UNKNOWN
    return f"{browser} on {system}" if system else browser


def _first(names: dict[str, str], user_agent: str) -> str | None:
    return next((name for part, name in names.items() if part in user_agent), None)
