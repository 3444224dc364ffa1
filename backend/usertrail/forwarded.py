"""What a proxy says of the request that it passes on, believed only where the proxy is ours."""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# By what is said; who sets these need not say it as RFC 7239 does.
NAMES = {
    "for": "x-forwarded-for",
    "proto": "x-forwarded-proto",
    "host": "x-forwarded-host",
    "prefix": "x-forwarded-prefix",
}
HEADERS = frozenset(name.encode() for name in ("forwarded", *NAMES.values()))
SOCKET_SCHEMES = {"http": "ws", "https": "wss"}
SCHEMES = {**{scheme: scheme for scheme in SOCKET_SCHEMES}, "ws": "http", "wss": "https"}
HOST = re.compile(r"([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?", re.ASCII)
# What may stand in an address as it is, and is neither . nor .. between two slashes.
BASE_PATH = re.compile(r"(/(?!\.{1,2}(/|$))[\w.~-]+)*", re.ASCII)
# RFC 7239, 4: a value may be quoted. Anybody may send one of any length: no part is read twice.
PAIR = re.compile(r'\s*+(\w++)=(?:"((?:[^"\\]|\\.)*+)"|([^"\s]*+))\s*+')
# Of a list, the last: no more proxies than these hand a request on.
MOST_LISTED = 32


class ProxyHeaders(NamedTuple):
    """By one proxy after the other, the nearest last."""

    addresses: Sequence[str] = ()
    schemes: Sequence[str] = ()
    hosts: Sequence[str] = ()
    prefixes: Sequence[str] = ()


class Forwarded:
    """Shows the app the request as the reader sent it, and below which path it is served.

    With a path below which all addresses lie, the app sees them without it, whether or not a proxy
    has taken it away already.
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
        told = ProxyHeaders()
        peer = scope["client"][0] if scope.get("client") else ""
        if any(name in HEADERS for name, _ in scope["headers"]) and self._is_trusted(peer):
            told = _headers_of_proxies(Headers(scope=scope))
        hops = self._hops(told.addresses)
        as_sent = {**scope, **_scheme(_of(told.schemes, hops), scope)}
        if address := _of(told.addresses, hops):
            as_sent["client"] = (address, 0)
        host = _of(told.hosts, hops)
        if HOST.fullmatch(host):
            as_sent["headers"] = list(scope["headers"])
            MutableHeaders(scope=as_sent)["host"] = host
        prefix = _of(told.prefixes, hops).rstrip("/")
        base_path = self._base_path or (prefix if BASE_PATH.fullmatch(prefix) else "")
        as_sent["state"] = {**scope.get("state", {}), "base_path": base_path}
        return {**as_sent, **_below(base_path, scope)} if base_path else as_sent

    def _hops(self, addresses: Sequence[str]) -> int:
        """How many proxies of ours, from here on, the request came through."""
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
    """The address that is written so, if it is one."""
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    # As a socket that takes both kinds of addresses shows those of the older kind.
    return (isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped) or ip


def is_among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def base_path_of(scope: Scope) -> str:
    """What every address begins with that a reader is given; empty where nothing does."""
    base_path: str = scope.get("state", {}).get("base_path", "")
    return base_path


def _headers_of_proxies(headers: Headers) -> ProxyHeaders:
    """The older headers win: most proxies set these, and hand a Forwarded on that anybody sent."""
    listed = {name: _listed(headers.getlist(header)) for name, header in NAMES.items()}
    if not any(listed[name] for name in ("for", "proto", "host")):
        elements = _elements(",".join(headers.getlist("forwarded")))
        listed |= {name: [of.get(name, "") for of in elements] for name in ("for", "proto", "host")}
    addresses = [_without_port(address) for address in listed["for"]]
    return ProxyHeaders(addresses, listed["proto"], listed["host"], listed["prefix"])


def _listed(values: Sequence[str]) -> list[str]:
    listed = [item.strip() for value in values for item in value.split(",") if item.strip()]
    return listed[-MOST_LISTED:]


def _elements(forwarded: str) -> list[dict[str, str]]:
    """Divided even within quotes: none of these values holds a comma or a semicolon.

    So no quote that a sender leaves open hides what a proxy adds behind it.
    """
    elements = [_pairs(element) for element in forwarded.split(",")[-MOST_LISTED:]]
    return elements if any(elements) else []


def _pairs(element: str) -> dict[str, str]:
    found = map(PAIR.fullmatch, element.split(";"))
    pairs = [pair.groups("") for pair in found if pair]
    return {name.lower(): re.sub(r"\\(.)", r"\1", quoted) or token for name, quoted, token in pairs}


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def _of(values: Sequence[str], hops: int) -> str:
    """What the farthest proxy of ours said; a nearer one that replaced the value spoke for it."""
    return values[-min(hops, len(values))] if values else ""


def _scheme(said: str, scope: Scope) -> Mapping[str, str]:
    scheme = SCHEMES.get(said.lower())
    if scheme is None:
        return {}
    return {"scheme": SOCKET_SCHEMES[scheme] if scope["type"] == "websocket" else scheme}


def _below(base_path: str, scope: Scope) -> Mapping[str, str | bytes]:
    """The path without the base path, if it has one still."""
    path = f"/{scope['path'].lstrip('/')}"
    if path != base_path and not path.startswith(f"{base_path}/"):
        return {}
    local = path.removeprefix(base_path) or "/"
    raw = b"/" + scope.get("raw_path", b"").lstrip(b"/")
    # Who writes its letters as %75 gets them back as they are.
    is_plain = raw.startswith(base_path.encode())
    local_raw = raw.removeprefix(base_path.encode()) if is_plain else quote(local).encode()
    return {"path": local, "raw_path": local_raw or b"/"}
