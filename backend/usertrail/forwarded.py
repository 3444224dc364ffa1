"""Forwarded headers of reverse proxies, believed only from trusted ones."""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# The de-facto headers for what RFC 7239 says in Forwarded.
NAMES = {
    "for": "x-forwarded-for",
    "proto": "x-forwarded-proto",
    "host": "x-forwarded-host",
    "prefix": "x-forwarded-prefix",
}
# By these names, what each proxy of a chain added, the nearest last.
Chain = dict[str, Sequence[str]]
HEADERS = frozenset(name.encode() for name in ("forwarded", *NAMES.values()))
SOCKET_SCHEMES = {"http": "ws", "https": "wss"}
SCHEMES = {**{scheme: scheme for scheme in SOCKET_SCHEMES}, "ws": "http", "wss": "https"}
HOST = re.compile(r"([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?", re.ASCII)
# Characters that need no percent-encoding, without . and .. as segments.
BASE_PATH = re.compile(r"(/(?!\.{1,2}(/|$))[\w.~-]+)*", re.ASCII)
# RFC 7239, 4: a value may be quoted. Possessive, since anybody may send one of any length.
PAIR = re.compile(r'\s*+(\w++)=(?:"((?:[^"\\]|\\.)*+)"|([^"\s]*+))\s*+')
IPV6_PREFIX = 64
# The last entries of a list that are read: more than any chain of proxies has.
MAX_LISTED = 32


class Forwarded:
    """Middleware that gives the app the client's address, scheme, host and base path.

    The app sees paths without the base path, whether or not a proxy has stripped it already.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[Network], base_path: str = "") -> None:
        self.app = app
        self._trusted = trusted
        self._base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = self._as_sent(scope)
        await self.app(scope, receive, send)

    def _as_sent(self, scope: Scope) -> Scope:
        chain: Chain = dict.fromkeys(NAMES, ())
        peer = scope["client"][0] if scope.get("client") else ""
        if any(name in HEADERS for name, _ in scope["headers"]) and self._is_trusted(peer):
            chain = _forwarded_chain(Headers(scope=scope))
        hops = self._hops(chain["for"])
        # What the farthest trusted proxy said; in a shorter list a nearer one replaced it.
        told = {name: said[-min(hops, len(said))] if said else "" for name, said in chain.items()}
        as_sent = {**scope, **_scheme(told["proto"], scope)}
        if told["for"]:
            as_sent["client"] = (told["for"], 0)
        if HOST.fullmatch(told["host"]):
            as_sent["headers"] = list(scope["headers"])
            MutableHeaders(scope=as_sent)["host"] = told["host"]
        prefix = told["prefix"].rstrip("/")
        base_path = self._base_path or (prefix if BASE_PATH.fullmatch(prefix) else "")
        as_sent["state"] = {**scope.get("state", {}), "base_path": base_path}
        return {**as_sent, **_below(base_path, scope)} if base_path else as_sent

    def _hops(self, addresses: Sequence[str]) -> int:
        """How many trusted proxies in a row, from here outwards, the request came through."""
        hops = 1
        for address in reversed(addresses[1:]):
            if not self._is_trusted(address):
                break
            hops += 1
        return hops

    def _is_trusted(self, address: str) -> bool:
        known = known_address(address)
        return known is not None and is_among(known, self._trusted)


def known_address(text: str) -> Address | None:
    """The IP address of this text, without a scope; None if it is none."""
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    # A dual-stack socket shows IPv4 addresses as IPv4-mapped ones.
    return ip.ipv4_mapped or ipaddress.IPv6Address(ip.packed)


def network_of(address: str) -> str:
    """The IPv4 address, or the /64 network that a client of IPv6 commonly has; else the text."""
    known = known_address(address)
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((known, IPV6_PREFIX), strict=False))
    return str(known or address)


def is_among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def base_path_of(scope: Scope) -> str:
    """The path that every address given to a client begins with; empty for none."""
    base_path: str = scope.get("state", {}).get("base_path", "")
    return base_path


def _forwarded_chain(headers: Headers) -> Chain:
    """X-Forwarded-* win: most proxies set them, and pass on a Forwarded that any client sent."""
    listed: Chain = {name: _listed(headers.getlist(header)) for name, header in NAMES.items()}
    if not any(listed[name] for name in ("for", "proto", "host")):
        elements = _elements(",".join(headers.getlist("forwarded")))
        listed |= {name: [of.get(name, "") for of in elements] for name in ("for", "proto", "host")}
    return listed | {"for": [_without_port(address) for address in listed["for"]]}


def _listed(values: Sequence[str]) -> list[str]:
    listed = [item.strip() for value in values for item in value.split(",") if item.strip()]
    return listed[-MAX_LISTED:]


def _elements(forwarded: str) -> list[dict[str, str]]:
    """Split at commas even within quotes, since none of the values used holds one.

    So a quote that a client leaves open cannot hide what a proxy appends.
    """
    elements = [_pairs(element) for element in forwarded.split(",")[-MAX_LISTED:]]
    return elements if any(elements) else []


def _pairs(element: str) -> dict[str, str]:
    found = map(PAIR.fullmatch, element.split(";"))
    pairs = [pair.groups("") for pair in found if pair]
    return {name.lower(): re.sub(r"\\(.)", r"\1", quoted) or token for name, quoted, token in pairs}


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def _scheme(chain: str, scope: Scope) -> Mapping[str, str]:
    scheme = SCHEMES.get(chain.lower())
    if scheme is None:
        return {}
    return {"scheme": SOCKET_SCHEMES[scheme] if scope["type"] == "websocket" else scheme}


def _below(base_path: str, scope: Scope) -> Mapping[str, str | bytes]:
    """The path without the base path, unless a proxy has stripped it."""
    path = f"/{scope['path'].lstrip('/')}"
    if path != base_path and not path.startswith(f"{base_path}/"):
        return {}
    local = path.removeprefix(base_path) or "/"
    raw = b"/" + scope.get("raw_path", b"").lstrip(b"/")
    # A base path that is percent-encoded (%75 for u) is decoded first.
    is_plain = raw.startswith(base_path.encode())
    local_raw = raw.removeprefix(base_path.encode()) if is_plain else quote(local).encode()
    return {"path": local, "raw_path": local_raw or b"/"}
