"""Large bodies wait for one another; small ones do not wait for them."""

from __future__ import annotations

import anyio
import pytest

from cds_service.web.capacity import LARGE_BYTES, Busy, Capacity

LARGE = LARGE_BYTES + 1


def test_of_large_bodies_only_so_many_are_worked_on_at_once() -> None:
    capacity, under_way, most = Capacity(at_once=2, waiting=10), 0, 0

    async def work() -> None:
        nonlocal under_way, most
        async with capacity.turn(LARGE):
            under_way += 1
            most = max(most, under_way)
            await anyio.sleep(0)
            under_way -= 1

    async def all_at_once() -> None:
        async with anyio.create_task_group() as tasks:
            for _ in range(8):
                tasks.start_soon(work)

    anyio.run(all_at_once)
    assert most == 2


def test_a_small_body_passes_the_large_ones_and_a_large_one_too_many_is_sent_away() -> None:
    capacity = Capacity(at_once=1, waiting=1)

    async def crowd() -> None:
        async with capacity.turn(LARGE), anyio.create_task_group() as tasks:
            tasks.start_soon(_turn, capacity, LARGE)
            await anyio.wait_all_tasks_blocked()
            await _turn(capacity, LARGE_BYTES)
            with pytest.raises(Busy):
                await _turn(capacity, LARGE)
            tasks.cancel_scope.cancel()

    anyio.run(crowd)


async def _turn(capacity: Capacity, size: int) -> None:
    async with capacity.turn(size):
        pass
