"""Connection slots, overall and per client network, and which connection to evict when full."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import islice
from typing import Protocol

from usertrail.connections.limits import Limits
from usertrail.forwarded import Network, is_among, known_address, network_of

NEW_SHARE_DIVISOR = 4
# Connections that are tried before a new one is rejected.
MAX_EVICTION_ATTEMPTS = 32


class ConnectionState(Enum):
    """What a connection is doing."""

    # No request has been answered yet.
    NEW = auto()
    IDLE = auto()
    SENDING = auto()
    BUSY = auto()


class Connection(Protocol):
    """One that holds a slot."""

    def evict(self) -> bool:
        """Close the connection, unless it has sent data that was not read yet; whether it did."""


class SlotGroup:
    """Connections that share `size` slots."""

    def __init__(self, size: int) -> None:
        self._size = size
        # Per state in the order of entering it.
        self._by_state: dict[ConnectionState, dict[Connection, None]] = {
            state: {} for state in ConnectionState
        }

    def __len__(self) -> int:
        return sum(map(len, self._by_state.values()))

    def is_full(self) -> bool:
        return len(self) >= self._size

    def evict_one(self) -> Connection | None:
        """Close the connection that is longest in its state, and return it; None if none can be.

        Idle ones go first, and new ones only if they hold more than a quarter: a flood that sends
        nothing evicts itself, and idle keep-alive connections cannot lock out new ones.
        """
        states = [ConnectionState.IDLE, ConnectionState.SENDING, ConnectionState.NEW]
        if len(self._by_state[ConnectionState.NEW]) > self._size // NEW_SHARE_DIVISOR:
            states.insert(0, ConnectionState.NEW)
        candidates = islice(
            (one for state in states for one in self._by_state[state]), MAX_EVICTION_ATTEMPTS
        )
        return next((one for one in candidates if one.evict()), None)

    def put(self, connection: Connection, state: ConnectionState) -> None:
        self.remove(connection)
        self._by_state[state][connection] = None

    def remove(self, connection: Connection) -> None:
        for connections in self._by_state.values():
            connections.pop(connection, None)


class ConnectionSlots:
    """The slots of all connections, and those of each client network but trusted proxies.

    Many clients come through a proxy, so it is limited only by the total.
    """

    def __init__(self, limits: Limits, proxies: Sequence[Network]) -> None:
        self._limits = limits
        self._proxies = proxies
        self._all = SlotGroup(limits.connections)
        self._by_address: dict[str, SlotGroup] = {}
        # Connections that are sent an error response since no slot is free.
        self._rejected = SlotGroup(limits.accepted_at_once)
        self._groups: dict[Connection, tuple[SlotGroup, ...]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def acquire(self, connection: Connection, address: str) -> bool:
        """Whether the connection gets a slot; another may be evicted for it."""
        groups = self._groups_of(address)
        # A network at its limit evicts one of its own before one of others.
        has_slot = all(self._has_room(group) for group in groups)
        if not has_slot:
            groups = (self._rejected,)
            self._has_room(self._rejected)
        self._groups[connection] = groups
        self.set_state(connection, ConnectionState.NEW)
        return has_slot

    def set_state(self, connection: Connection, state: ConnectionState) -> None:
        for group in self._groups.get(connection, ()):
            group.put(connection, state)

    def transfer(self, connection: Connection, successor: Connection) -> None:
        """Pass the slot on when a protocol is replaced by another (upgrade)."""
        groups = self._groups.get(connection, ())
        self.release(connection)
        self._groups[successor] = groups
        self.set_state(successor, ConnectionState.NEW)

    def release(self, connection: Connection) -> None:
        for group in self._groups.pop(connection, ()):
            group.remove(connection)

    def _has_room(self, group: SlotGroup) -> bool:
        if group.is_full() and (evicted := group.evict_one()):
            self.release(evicted)
        return not group.is_full()

    def _groups_of(self, address: str) -> tuple[SlotGroup, ...]:
        known = known_address(address)
        if known is None or is_among(known, self._proxies):
            return (self._all,)
        return (self._group_of(network_of(address)), self._all)

    def _group_of(self, network: str) -> SlotGroup:
        if network not in self._by_address:
            # Groups without connections are removed once there are many.
            if len(self._by_address) > self._limits.connections:
                self._by_address = {of: group for of, group in self._by_address.items() if group}
            self._by_address[network] = SlotGroup(self._limits.per_address)
        return self._by_address[network]
