"""Environment and flags -> one frozen Settings, read once at startup."""

import ipaddress
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from usertrail.forwarded import BASE_PATH, Network

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1"))
EVERYBODY = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
PREFIX = "USERTRAIL_"
TEXTS = ("password", "init_project", "init_project_id", "init_public_key", "init_secret_key")
# Those that have no flag.
VARIABLES = tuple(
    f"{PREFIX}{name.upper()}" for name in (*TEXTS, "query_seconds", "base_path", "trusted_proxies")
)
INIT_KEYS = ("USERTRAIL_INIT_PUBLIC_KEY", "USERTRAIL_INIT_SECRET_KEY")
MAX_LENGTH = 200
MIN_PASSWORD_LENGTH = 12


class InvalidSetting(Exception):
    """What is wrong, with which setting, in one sentence."""


@dataclass(frozen=True)
class Settings:
    """What the operator chose. A database_url of None means the embedded Postgres."""

    host: str
    port: int
    database_url: str | None
    data_dir: Path
    password: str | None = None
    init_project: str | None = None
    init_project_id: str | None = None
    init_public_key: str | None = None
    init_secret_key: str | None = None
    # How long all that one request reads may take.
    query_seconds: float = 30.0
    # What every address of the page and the API begins with.
    base_path: str = ""
    # Whose word counts on where a request came from, and by which scheme, host and path.
    trusted_proxies: tuple[Network, ...] = LOOPBACK

    @classmethod
    def from_environment(
        cls, host: str, port: int, database_url: str | None, data_dir: Path
    ) -> "Settings":
        """The flags, and beside them what is said in the environment only."""
        texts = {name: os.environ.get(f"{PREFIX}{name.upper()}") or None for name in TEXTS}
        return cls(
            host,
            port,
            database_url,
            data_dir,
            **texts,
            query_seconds=_seconds("USERTRAIL_QUERY_SECONDS", cls.query_seconds),
            base_path=_base_path(os.environ.get("USERTRAIL_BASE_PATH", "")),
            trusted_proxies=_networks("USERTRAIL_TRUSTED_PROXIES", cls.trusted_proxies),
        )

    @classmethod
    def of_database(cls, database_url: str | None, data_dir: Path) -> "Settings":
        """For commands that serve nothing."""
        return cls("127.0.0.1", 0, database_url, data_dir)

    def __post_init__(self) -> None:
        for sentence in (*self._problems(), *self._problems_of_init()):
            raise InvalidSetting(sentence)

    def _problems(self) -> Iterator[str]:
        if not 0 <= self.port <= 65535:
            yield f"--port (USERTRAIL_PORT) must lie between 0 and 65535, and is {self.port}."
        if self.database_url is not None and not self.database_url.strip():
            yield (
                "--database-url (USERTRAIL_DATABASE_URL) is empty; leave it out for the embedded "
                "Postgres."
            )
        password = self.password
        if password is not None and not {"\r", "\n"}.isdisjoint(password):
            yield "USERTRAIL_PASSWORD holds a line break, which nobody can type."
        if password is not None and len(password) < MIN_PASSWORD_LENGTH:
            yield (
                f"USERTRAIL_PASSWORD must have at least {MIN_PASSWORD_LENGTH} characters: it opens "
                "all projects, and short ones are guessed."
            )
        if password is None and not is_loopback(self.host):
            yield (
                f"USERTRAIL_PASSWORD must be set, because --host {self.host} lets other machines "
                "reach the page."
            )

    def _problems_of_init(self) -> Iterator[str]:
        keys = (self.init_public_key, self.init_secret_key)
        given = dict(zip(INIT_KEYS, keys, strict=True))
        given["USERTRAIL_INIT_PROJECT_ID"] = self.init_project_id
        for name, value in given.items():
            if value is not None and (value != value.strip() or len(value) > MAX_LENGTH):
                yield (
                    f"{name} must have at most {MAX_LENGTH} characters, and no space or line "
                    "break before or after them."
                )
        for present, missing in permutations(INIT_KEYS):
            if given[present] is not None and given[missing] is None:
                yield f"{present} is set without {missing}; set both or neither."
        if self.init_public_key is not None and ":" in self.init_public_key:
            yield "USERTRAIL_INIT_PUBLIC_KEY must not hold a colon, which ends it in a request."
        if self.init_project_id is not None and self.init_public_key is None:
            yield (
                "USERTRAIL_INIT_PROJECT_ID needs USERTRAIL_INIT_PUBLIC_KEY and "
                "USERTRAIL_INIT_SECRET_KEY beside it."
            )


def _seconds(name: str, default: float) -> float:
    """A stretch of time that the environment names. Raises InvalidSetting."""
    text = os.environ.get(name) or str(default)
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < math.inf:
        raise InvalidSetting(f"{name} must be a number of seconds above 0, and is {text}.")
    return seconds


def _base_path(given: str) -> str:
    """With a slash before it and none behind it; empty for none. Raises InvalidSetting."""
    parts = given.strip("/")
    base_path = f"/{parts}" if parts else ""
    if not BASE_PATH.fullmatch(base_path):
        raise InvalidSetting(
            "USERTRAIL_BASE_PATH must be a path such as /usertrail, of letters, digits and any of "
            f"-._~ between its slashes, and is {given}."
        )
    return base_path


def _networks(name: str, default: tuple[Network, ...]) -> tuple[Network, ...]:
    """Addresses and networks, divided by commas or blanks; * for all. Raises InvalidSetting."""
    listed = os.environ.get(name, "").replace(",", " ").split()
    if "*" in listed:
        return EVERYBODY
    try:
        return tuple(ipaddress.ip_network(one, strict=False) for one in listed) or default
    except ValueError as error:
        raise InvalidSetting(
            f"{name} must list addresses and networks such as 10.0.0.0/8, or be *: {error}."
        ) from error


def check_address(option: str, address: str, example: str) -> None:
    """Raises InvalidSetting for what is no address of a server.

    It is not shown: a password may be in it, which no server here asks for.
    """
    try:
        parts = urlsplit(address)
        is_server = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_server = is_server and parts.port != 0 and "@" not in address
    except ValueError:
        is_server = False
    if not is_server:
        raise InvalidSetting(f"{option} must be an address like {example}, without a user in it.")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on this host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def default_data_dir() -> Path:
    """The user's data folder; for root the system's, since no other account may enter root's."""
    folders = platformdirs.PlatformDirs("usertrail", appauthor=False)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return folders.site_state_path
    return folders.user_data_path
