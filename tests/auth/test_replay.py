"""Used tokens are remembered: one contract for every memory, and one memory for all processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from cds_service.auth.replay.database import USED_TOKEN, DatabaseMemory
from cds_service.auth.replay.memory import MemoryDown, OwnMemory, ReplayMemory, SharedMemory
from tests.database.cluster import Cluster
from tests.database.databases import KINDS, address_of, database_at

NOW = 1_800_000_000.0
Clock = Callable[[], float]
Made = Callable[[str, Clock], ReplayMemory]


def in_database(address: str, clock: Clock = time.time) -> DatabaseMemory:
    """The memory of all processes."""
    return DatabaseMemory(database_at(address), clock)


MEMORIES: dict[str, Made] = {
    "own": lambda _, clock: OwnMemory(clock),
    "database": in_database,
    "shared": lambda address, clock: SharedMemory(in_database(address, clock), OwnMemory(clock)),
}
every_memory = pytest.mark.parametrize("made", MEMORIES.values(), ids=MEMORIES)


@pytest.fixture(params=KINDS, name="address")
def _address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return address_of(request.param, tmp_path, request)


@every_memory
def test_a_token_is_new_once(made: Made, address: str) -> None:
    async def uses() -> list[bool]:
        memory = made(address, lambda: NOW)
        found = [await memory.remember(iss, jti, NOW + 60) for iss, jti in (("a", "1"), ("a", "1"), ("a", "2"))]
        found += [await memory.remember(iss, jti, NOW + 60) for iss, jti in (("b", "1"), ("a", "1"), ("a1", ""))]
        await memory.close()
        return found

    assert asyncio.run(uses()) == [True, False, True, True, False, True]


@every_memory
def test_of_many_uses_at_once_one_is_the_first(made: Made, address: str) -> None:
    async def uses() -> list[bool]:
        memory = made(address, lambda: NOW)
        found = await asyncio.gather(*(memory.remember("a", "1", NOW + 60) for _ in range(50)))
        await memory.close()
        return found

    assert sorted(asyncio.run(uses())) == [False] * 49 + [True]


@every_memory
def test_what_is_refused_anyway_is_forgotten(made: Made, address: str) -> None:
    now = NOW

    async def uses() -> list[bool]:
        nonlocal now
        memory = made(address, lambda: now)
        first = await memory.remember("a", "1", NOW + 60)
        now = NOW + 59
        before = await memory.remember("a", "1", NOW + 120)
        now = NOW + 60
        after = await memory.remember("a", "1", NOW + 120)
        await memory.close()
        return [first, before, after]

    assert asyncio.run(uses()) == [True, False, True]


def test_the_own_memory_grows_with_the_tokens_in_use_and_not_with_time() -> None:
    now = NOW
    memory = OwnMemory(lambda: now)

    async def long() -> None:
        nonlocal now
        for number in range(20_000):
            now += 1
            await memory.remember("a", str(number), now + 60)

    asyncio.run(long())
    assert len(memory._used) <= 1_000


def test_the_database_grows_with_the_tokens_in_use_and_not_with_time(address: str) -> None:
    now = NOW

    async def long() -> None:
        nonlocal now
        memory = in_database(address, lambda: now)
        for number in range(500):
            now += 10
            await memory.remember("a", str(number), now + 60)
        await memory.close()

    asyncio.run(long())
    assert _kept(address) < 20


def test_nothing_of_a_token_stands_in_the_file(tmp_path: Path) -> None:
    async def use() -> None:
        memory = in_database(f"sqlite:///{tmp_path / 'used.sqlite'}", lambda: NOW)
        await memory.remember("https://Zaphod.example.org", "Zaphod-7d1f", NOW + 60)
        await memory.close()

    asyncio.run(use())
    assert not any(b"Zaphod" in file.read_bytes() for file in tmp_path.iterdir())


def _kept(address: str) -> int:
    database = database_at(address)
    with database.reading() as connection:
        found: int = connection.execute(select(func.count()).select_from(USED_TOKEN)).scalar_one()
    database.close()
    return found


def _uses(address: str, until: float) -> list[str]:
    """In a process of its own: which of the tokens were new here."""

    async def all_of_them() -> list[str]:
        memory = SharedMemory(in_database(address), OwnMemory())
        found = [jti for jti in map(str, range(200)) if await memory.remember("a", jti, until)]
        await memory.close()
        return found

    return asyncio.run(all_of_them())


def test_each_token_is_new_to_one_process_only(address: str) -> None:
    far = 4_000_000_000.0
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.starmap(_uses, [(address, far)] * 4)
    assert sorted(int(jti) for one in found for jti in one) == list(range(200))


def test_a_memory_that_is_down_does_not_stop_advice_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "used.sqlite"

    async def uses() -> list[bool]:
        shared = in_database(f"sqlite:///{file}")
        memory = SharedMemory(shared, OwnMemory(lambda: NOW))
        file.write_bytes(b"no database at all, and longer than the head of one: " + b"x" * 4096)
        found = [await memory.remember("a", "Zaphod-7d1f", NOW + 60) for _ in range(2)]
        with pytest.raises(MemoryDown, match="DatabaseError"):
            await shared.remember("a", "2", NOW + 60)
        file.unlink()
        found += [await shared.remember("a", "3", NOW + 60) for _ in range(2)]
        await memory.close()
        return found

    assert asyncio.run(uses()) == [True, False, True, False]
    assert "remembered by this process alone" in caplog.text
    assert "Zaphod" not in caplog.text


def test_a_server_that_hangs_delays_one_call_and_not_each(cluster: Cluster) -> None:
    async def uses() -> list[float]:
        memory = SharedMemory(in_database(cluster.new_database()), OwnMemory())
        await memory.remember("a", "0", NOW)
        with cluster.hanging():
            begun = [time.monotonic()]
            for number in range(1, 4):
                assert await memory.remember("a", str(number), NOW)
                begun.append(time.monotonic())
        await memory.close()
        return [after - before for before, after in pairwise(begun)]

    first, *others = asyncio.run(uses())
    assert 1 < first < 4
    assert max(others) < 1


def test_a_memory_that_was_down_is_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "used.sqlite"

    async def uses() -> list[bool]:
        one, other = (SharedMemory(in_database(f"sqlite:///{file}"), OwnMemory(), pause_seconds=0.2) for _ in range(2))
        file.write_bytes(b"no database at all, and longer than the head of one: " + b"x" * 4096)
        found = [await memory.remember("a", "1", NOW * 2) for memory in (one, other)]
        file.unlink()
        await asyncio.sleep(0.3)
        found += [await memory.remember("a", "2", NOW * 2) for memory in (one, other)]
        await one.close()
        await other.close()
        return found

    assert asyncio.run(uses()) == [True, True, True, False]
