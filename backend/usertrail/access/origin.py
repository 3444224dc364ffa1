"""Where a request comes from: the address that a proxy of ours or the socket names, the program."""

import ipaddress
from typing import NamedTuple

from starlette.requests import HTTPConnection

MAX_AGENT_LENGTH = 200
# Whoever has one address of it has them all.
IPV6_PREFIX = 64


class Origin(NamedTuple):
    # Empty where nobody says a usable one.
    address: str
    user_agent: str

    @property
    def network(self) -> str:
        """Whom the address belongs to: itself, or the network of one of the newer kind."""
        if ":" not in self.address:
            return self.address
        return str(ipaddress.ip_network((self.address, IPV6_PREFIX), strict=False))


def origin_of(request: HTTPConnection) -> Origin:
    agent = request.headers.get("user-agent", "")[:MAX_AGENT_LENGTH]
    printable = "".join(letter if letter.isprintable() else "?" for letter in agent)
    return Origin(_address(request.client.host if request.client else ""), printable)


def _address(text: str) -> str:
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        # As a socket that takes both kinds of addresses shows those of the older kind.
        ip = ip.ipv4_mapped or ipaddress.IPv6Address(ip.packed)
    return str(ip)
