"""The origin of a request: client address, by a trusted proxy or the socket, and User-Agent."""

from typing import NamedTuple

from starlette.requests import HTTPConnection

from usertrail.forwarded import known_address, network_of

MAX_AGENT_LENGTH = 200


class Origin(NamedTuple):
    # Empty where it is unknown.
    address: str
    user_agent: str

    @property
    def network(self) -> str:
        return network_of(self.address)


def origin_of(request: HTTPConnection) -> Origin:
    agent = request.headers.get("user-agent", "")[:MAX_AGENT_LENGTH]
    printable = "".join(letter if letter.isprintable() else "?" for letter in agent)
    return Origin(
        str(known_address(request.client.host if request.client else "") or ""), printable
    )
