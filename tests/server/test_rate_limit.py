"""Allowances: what is taken comes back with time, and many keys take no more memory than few."""

import pytest

from usertrail.rate_limit import RateLimit, RateLimiter


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_key_takes_its_burst_and_then_what_comes_back() -> None:
    clock = Clock()
    rates = RateLimiter(RateLimit(per_minute=60, burst=3), clock=clock)
    assert [rates.acquire("a") for _ in range(4)] == [0, 0, 0, pytest.approx(1)]
    assert rates.acquire("b", 3) == 0
    clock.now += 0.4
    assert rates.acquire("a") == pytest.approx(0.6)
    clock.now += rates.acquire("a")
    assert rates.acquire("a") == 0
    assert rates.acquire("a", 2) == pytest.approx(2)
    clock.now += 3_600
    assert rates.acquire("a", 4) == pytest.approx(1)
    assert rates.acquire("a", 3) == 0


def test_what_is_refused_takes_nothing() -> None:
    clock = Clock()
    rates = RateLimiter(RateLimit(per_minute=60, burst=10), clock=clock)
    assert rates.acquire("a", 8) == 0
    assert [rates.acquire("a", 5) for _ in range(100)] == [pytest.approx(3)] * 100
    clock.now += 3
    assert rates.acquire("a", 5) == 0


def test_of_many_keys_those_that_took_last_are_remembered() -> None:
    rates = RateLimiter(RateLimit(per_minute=1, burst=1), max_keys=100, clock=Clock())
    for key in range(1_000):
        assert rates.acquire(key) == 0
        assert rates.acquire(key) > 0
    assert len(rates._replenished_at) == 100
    assert rates.acquire(999) > 0
    assert rates.acquire(0) == 0
