"""How many calls a client may make."""

from __future__ import annotations

import pytest

from cds_service.auth.rate import RateLimit


class Time:
    """A clock that a test moves."""

    now = 0.0


def limit(per_minute: int) -> tuple[RateLimit, Time]:
    time = Time()
    return RateLimit(per_minute, lambda: time.now), time


@pytest.mark.parametrize("per_minute", [1, 2, 7, 60, 1_500, 12_000])
def test_a_minutes_calls_may_come_at_once_and_no_more(per_minute: int) -> None:
    rate, _ = limit(per_minute)
    assert [rate.wait("a") for _ in range(per_minute)] == [0] * per_minute
    assert rate.wait("a") > 0


def test_the_next_call_may_come_when_it_was_said_and_not_before() -> None:
    rate, time = limit(6)
    for _ in range(6):
        rate.wait("a")
    assert rate.wait("a") == 10
    time.now = 9
    assert rate.wait("a") == 1
    time.now = 10
    assert rate.wait("a") == 0
    assert rate.wait("a") == 10


def test_a_refused_call_costs_nothing() -> None:
    rate, time = limit(1)
    rate.wait("a")
    for time.now in range(60):
        assert rate.wait("a") == 60 - time.now
    time.now = 60
    assert rate.wait("a") == 0


def test_one_client_does_not_use_up_the_calls_of_another() -> None:
    rate, _ = limit(1)
    assert [rate.wait("a"), rate.wait("b")] == [0, 0]


def test_a_steady_pace_at_the_limit_is_never_refused() -> None:
    rate, time = limit(1_500)
    for call in range(10_000):
        time.now = call * 60 / 1_500
        assert rate.wait("a") == 0


def test_callers_who_are_gone_are_forgotten() -> None:
    rate, time = limit(60)
    for caller in range(50_000):
        time.now += 0.01
        rate.wait(str(caller))
    assert len(rate._full) < 10_200
