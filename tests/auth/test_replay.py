"""Used tokens are remembered: one contract for every memory, and one memory for all processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cds_service.auth.replay.memory import MemoryDown, OwnMemory, ReplayMemory, SharedMemory
from cds_service.auth.replay.sqlite import SqliteMemory, file_of, prepare

NOW = 1_800_000_000.0
Clock = Callable[[], float]
MEMORIES: dict[str, Callable[[Path, Clock], ReplayMemory]] = {
    "own": lambda _, clock: OwnMemory(clock),
    "sqlite": SqliteMemory,
    "shared": lambda file, clock: SharedMemory(SqliteMemory(file, clock), OwnMemory(clock)),
}
every_memory = pytest.mark.parametrize("made", MEMORIES.values(), ids=MEMORIES)
Made = Callable[[Path, Clock], ReplayMemory]


@every_memory
def test_a_token_is_new_once(made: Made, tmp_path: Path) -> None:
    async def uses() -> list[bool]:
        memory = made(tmp_path / "used.sqlite", lambda: NOW)
        found = [await memory.remember(iss, jti, NOW + 60) for iss, jti in (("a", "1"), ("a", "1"), ("a", "2"))]
        found += [await memory.remember(iss, jti, NOW + 60) for iss, jti in (("b", "1"), ("a", "1"), ("a1", ""))]
        await memory.close()
        return found

    assert asyncio.run(uses()) == [True, False, True, True, False, True]


@every_memory
def test_of_many_uses_at_once_one_is_the_first(made: Made, tmp_path: Path) -> None:
    async def uses() -> list[bool]:
        memory = made(tmp_path / "used.sqlite", lambda: NOW)
        found = await asyncio.gather(*(memory.remember("a", "1", NOW + 60) for _ in range(50)))
        await memory.close()
        return found

    assert sorted(asyncio.run(uses())) == [False] * 49 + [True]


@every_memory
def test_what_is_refused_anyway_is_forgotten(made: Made, tmp_path: Path) -> None:
    now = NOW

    async def uses() -> list[bool]:
        nonlocal now
        memory = made(tmp_path / "used.sqlite", lambda: now)
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


def test_the_file_grows_with_the_tokens_in_use_and_not_with_time(tmp_path: Path) -> None:
    now = NOW
    file = tmp_path / "used.sqlite"

    async def long() -> None:
        nonlocal now
        memory = SqliteMemory(file, lambda: now)
        for number in range(500):
            now += 10
            await memory.remember("a", str(number), now + 60)
        await memory.close()

    asyncio.run(long())
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM used_token").fetchone()[0] < 20


def test_nothing_of_a_token_stands_in_the_file(tmp_path: Path) -> None:
    async def use() -> None:
        memory = SqliteMemory(tmp_path / "used.sqlite", lambda: NOW)
        await memory.remember("https://Zaphod.example.org", "Zaphod-7d1f", NOW + 60)
        await memory.close()

    asyncio.run(use())
    assert not any(b"Zaphod" in file.read_bytes() for file in tmp_path.iterdir())


def _uses(file: Path, start: float) -> list[str]:
    """In a process of its own: which of the tokens were new here."""

    async def all_of_them() -> list[str]:
        memory = SharedMemory(SqliteMemory(file), OwnMemory())
        found = [jti for jti in map(str, range(200)) if await memory.remember("a", jti, start)]
        await memory.close()
        return found

    return asyncio.run(all_of_them())


def test_each_token_is_new_to_one_process_only(tmp_path: Path) -> None:
    far = 4_000_000_000.0
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.starmap(_uses, [(tmp_path / "used.sqlite", far)] * 4)
    assert sorted(int(jti) for one in found for jti in one) == list(range(200))


def test_a_memory_that_is_down_does_not_stop_advice_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "used.sqlite"

    async def uses() -> list[bool]:
        shared = SqliteMemory(file)
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


def test_the_file_is_where_the_address_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert file_of("sqlite:////var/lib/used.sqlite") == Path("/var/lib/used.sqlite")
    assert file_of("sqlite:///used.sqlite") == Path("used.sqlite")
    assert file_of("") == tmp_path / "net-cds" / "net-cds.sqlite"


@pytest.mark.parametrize("url", ["postgresql://db/net", "sqlite:///", "sqlite:///:memory:"])
def test_an_address_that_is_no_file_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="a file of SQLite"):
        file_of(url)


def test_a_file_that_cannot_be_made_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for file in (tmp_path / "file" / "used.sqlite", tmp_path):
        with pytest.raises(ValueError, match="may make and write"):
            prepare(file)
    prepare(tmp_path / "new" / "used.sqlite")
    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "new", *(tmp_path / "new").iterdir())] == [0, 0]
