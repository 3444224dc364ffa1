"""What bodies may hold at once: all of them, those of a project, those of a public key."""

import pytest

from usertrail.budget import (
    MAX_IN_FLIGHT_BYTES,
    MAX_PROJECT_BYTES,
    MAX_PUBLIC_KEY_BYTES,
    RESERVED_BYTES,
    Budget,
    BudgetOwner,
    TooManyBytes,
)
from usertrail.errors import TooBusy

SHOP, BANK, CLUB = (BudgetOwner(name, None) for name in ("shop", "bank", "club"))
VISITORS = BudgetOwner("shop", "pk-lf-shop")


def test_one_project_leaves_half_to_the_others() -> None:
    budget = Budget()
    budget.acquire(SHOP, MAX_PROJECT_BYTES)
    with pytest.raises(TooBusy, match="This project sends too much") as refused:
        budget.acquire(SHOP, 1)
    assert (refused.value.status, refused.value.headers) == (503, {"Retry-After": "1"})
    budget.acquire(BANK, MAX_IN_FLIGHT_BYTES - MAX_PROJECT_BYTES)
    budget.release(SHOP, 10)
    budget.acquire(SHOP, 10)


def test_a_little_is_left_to_everybody_when_there_is_nothing_left() -> None:
    budget = Budget()
    budget.acquire(SHOP, MAX_PROJECT_BYTES)
    budget.acquire(BANK, MAX_PROJECT_BYTES)
    budget.acquire(CLUB, RESERVED_BYTES)
    with pytest.raises(TooBusy, match="Too much is being stored"):
        budget.acquire(CLUB, 1)


def test_a_public_key_has_little_however_many_requests_it_sends() -> None:
    budget = Budget()
    for _ in range(4):
        budget.acquire(VISITORS, MAX_PUBLIC_KEY_BYTES // 4)
    with pytest.raises(TooManyBytes) as refused:
        budget.acquire(VISITORS, 1)
    assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "1"})
    # It is the project's too, which keeps the rest.
    budget.acquire(SHOP, MAX_PROJECT_BYTES - MAX_PUBLIC_KEY_BYTES)
    with pytest.raises(TooBusy):
        budget.acquire(SHOP, 1)
    budget.release(VISITORS, MAX_PUBLIC_KEY_BYTES)
    budget.acquire(VISITORS, 1)
