"""Who is connected, and who gives way when all places are taken."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import islice
from typing import Protocol

from usertrail.connections.limits import Limits
from usertrail.forwarded import Network, is_among, known_address

# Whoever has one address of IPv6 commonly has all of such a network.
HOST_BITS = 64
PART_FOR_NEW = 4
# Before somebody is told that there is no place.
MAX_EVICTION_ATTEMPTS = 32
# The version of IP, and an address or network of that.
Household = tuple[int, int]


class Stage(Enum):
    """What a connection is at."""

    # Nothing that it asked for was answered yet.
    NEW = auto()
    IDLE = auto()
    SENDING = auto()
    BUSY = auto()


class Connection(Protocol):
    """One that holds a place."""

    def gives_way(self) -> bool:
        """Whether it ends itself, which it does unless it has sent what was not read yet."""


class Share:
    """Connections that have so many places together."""

    def __init__(self, most: int) -> None:
        self._most = most
        # In the order in which they came to be at that.
        self._at: dict[Stage, dict[Connection, None]] = {stage: {} for stage in Stage}

    def __len__(self) -> int:
        return sum(map(len, self._at.values()))

    def is_full(self) -> bool:
        return len(self) >= self._most

    def one_gone(self) -> Connection | None:
        """One that has given way: of those that may, the one at its stage for longest.

        Whoever comes in numbers and asks for nothing takes no place of others. New ones keep a part
        all the same, or nobody would get in past those who asked once and stay.
        """
        stages = [Stage.IDLE, Stage.SENDING, Stage.NEW]
        if len(self._at[Stage.NEW]) > self._most // PART_FOR_NEW:
            stages.insert(0, Stage.NEW)
        asked = islice((one for stage in stages for one in self._at[stage]), MAX_EVICTION_ATTEMPTS)
        return next((one for one in asked if one.gives_way()), None)

    def put(self, connection: Connection, stage: Stage) -> None:
        self.remove(connection)
        self._at[stage][connection] = None

    def remove(self, connection: Connection) -> None:
        for connections in self._at.values():
            connections.pop(connection, None)


class Places:
    """Of all connections, and of those of each address but the given ones.

    Through a proxy come many people, so that it has as many places as there are.
    """

    def __init__(self, limits: Limits, proxies: Sequence[Network]) -> None:
        self._limits = limits
        self._proxies = proxies
        self._all = Share(limits.connections)
        self._by_address: dict[Household, Share] = {}
        # Who are told that there is no place for them.
        self._refused = Share(limits.at_once)
        self._shares: dict[Connection, tuple[Share, ...]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def enter(self, connection: Connection, address: str) -> bool:
        """Whether there is a place for it; some other may lose its own."""
        shares = self._shares_of(address)
        # A full address gives a place of its own before it takes one from others.
        has_place = all(self._has_room(share) for share in shares)
        if not has_place:
            shares = (self._refused,)
            self._has_room(self._refused)
        self._shares[connection] = shares
        self.move(connection, Stage.NEW)
        return has_place

    def move(self, connection: Connection, stage: Stage) -> None:
        for share in self._shares.get(connection, ()):
            share.put(connection, stage)

    def hand_over(self, connection: Connection, successor: Connection) -> None:
        """The place of one that goes on as another."""
        shares = self._shares.get(connection, ())
        self.leave(connection)
        self._shares[successor] = shares
        self.move(successor, Stage.NEW)

    def leave(self, connection: Connection) -> None:
        for share in self._shares.pop(connection, ()):
            share.remove(connection)

    def _has_room(self, share: Share) -> bool:
        if share.is_full() and (gone := share.one_gone()):
            self.leave(gone)
        return not share.is_full()

    def _shares_of(self, address: str) -> tuple[Share, ...]:
        known = known_address(address)
        if known is None or is_among(known, self._proxies):
            return (self._all,)
        number = int(known) >> HOST_BITS if known.version == 6 else int(known)
        return (self._share_of((known.version, number)), self._all)

    def _share_of(self, household: Household) -> Share:
        if household not in self._by_address:
            # Kept no longer than somebody is there; they are looked for when there are many.
            if len(self._by_address) > self._limits.connections:
                self._by_address = {of: share for of, share in self._by_address.items() if share}
            self._by_address[household] = Share(self._limits.of_address)
        return self._by_address[household]
