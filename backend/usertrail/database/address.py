"""The URL of a database: as asyncpg understands it, and as others may see it."""

import re
from urllib.parse import parse_qs, quote, unquote

SHAPE = "postgresql://user:password@host:port/database"
SCHEME = r"(?P<scheme>postgres(?:ql)?://)"
HOST = r"(?:[\w.~%-]*|\[[\w.:%]*\])(?::\d*)?"
REST = rf"(?P<hosts>{HOST}(?:,{HOST})*)(?:/(?P<database>[^/?#@]*))?(?:\?(?P<query>[^#=]+=[^#]*))?"
WITH_USER = re.compile(rf"{SCHEME}(?P<who>[^/?#@\[\]]*)@{REST}")
WITHOUT_USER = re.compile(rf"{SCHEME}(?P<who>){REST}")
# People paste a password as it is; then the last @ ends it, for no host holds one.
AS_IT_IS = re.compile(rf"{SCHEME}(?P<who>.*)@(?=[^?]){REST}", re.DOTALL)
PORT = re.compile(r":(\d+)$", re.ASCII)
SECRET_PARAMETERS = ("password", "sslpassword")


class WrongAddress(ValueError):
    """It is no URL of a database; the message holds nothing of it."""


def usable(url: str) -> str:
    """The URL with its user and password percent-encoded where they were not.

    Raises WrongAddress.
    """
    if _parts(url):
        _check_ports(url)
        return url
    found = AS_IT_IS.fullmatch(url)
    if found is None:
        raise WrongAddress(
            f"is not like {SHAPE}; characters of the password other than letters and digits may "
            "have to be percent-encoded, as %23 for #"
        )
    user, colon, password = found["who"].partition(":")
    # What is encoded already stays so.
    who = f"{quote(user, '%')}{colon}{quote(password, '%')}"
    encoded = f"{found['scheme']}{who}@{url[found.end('who') + 1 :]}"
    _check_ports(encoded)
    return encoded


def _check_ports(url: str) -> None:
    """Beyond 65535 asyncpg would take another port without a word."""
    found = _parts(url)
    for host in (found["hosts"] if found else "").split(","):
        port = PORT.search(host)
        if port and not (len(port[1]) <= 5 and 1 <= int(port[1]) <= 65535):
            raise WrongAddress("names a port that there is not; ports are 1 to 65535")


def without_secrets(text: str, url: str) -> str:
    """The text without the passwords of this URL, which is usable."""
    for secret in sorted(_secrets(url), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "***", text)
    return text


def hosts_of(url: str) -> str:
    """Where a usable URL leads, and nothing else of it."""
    found = _parts(url)
    assert found
    hosts = found["hosts"] or parse_qs(found["query"] or "").get("host", [""])[-1]
    return unquote(hosts) or "the host that the environment names"


def _parts(url: str) -> "re.Match[str] | None":
    found = WITH_USER.fullmatch(url)
    if found is None:
        found = WITHOUT_USER.fullmatch(url)
        query = found and found["query"]
        # What looks like a host and its parameters may be a user and the password.
        if query and "@" in query and "user" not in parse_qs(query):
            return None
    return found


def _secrets(url: str) -> set[str]:
    found = _parts(url)
    assert found
    user, _, password = found["who"].partition(":")
    query = parse_qs(found["query"] or "")
    secrets = {password, *(value for name in SECRET_PARAMETERS for value in query.get(name, ()))}
    # One that is the user's or the database's name as well is no secret in a sentence about these.
    shown = {"", user, found["database"] or ""}
    forms = {form for one in secrets for form in (one, unquote(one), quote(one, ""))}
    return forms - shown
