"""The origin of a request: client address, by a trusted proxy or the socket, and User-Agent."""

import ipaddress
from typing import NamedTuple

from starlette.requests import HTTPConnection

MAX_AGENT_LENGTH = 200
# A client commonly has a whole network of this size.
IPV6_PREFIX = 64


class Origin(NamedTuple):
    # Empty where it is unknown.
    address: str
    user_agent: str

    @property
    def network(self) -> str:
        """The IPv4 address, or the /64 network of an IPv6 address."""
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
        # A dual-stack socket shows IPv4 addresses as IPv4-mapped ones.
        ip = ip.ipv4_mapped or ipaddress.IPv6Address(ip.packed)
    return str(ip)
