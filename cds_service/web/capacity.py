"""How many large bodies are worked on at once, so that what one caller sends does not stand in everybody's way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter

LARGE_BYTES = 1_000_000
"""A larger body takes seconds and hundreds of megabytes; those of everyday calls are far smaller."""

MOST_AT_ONCE = 2
MOST_WAITING = 6


class Busy(Exception):
    """Too many large bodies are waiting already: 503."""

    retry_after = 5


class Capacity:
    """The turns of one process."""

    def __init__(self, at_once: int = MOST_AT_ONCE, waiting: int = MOST_WAITING) -> None:
        self._turns = CapacityLimiter(at_once)
        self._waiting = waiting

    @asynccontextmanager
    async def turn(self, size: int) -> AsyncIterator[None]:
        """Begin when it is the turn of a body of `size` bytes: a small one's is at once. Raises `Busy`."""
        if size <= LARGE_BYTES:
            yield
            return
        if self._turns.statistics().tasks_waiting >= self._waiting:
            raise Busy
        async with self._turns:
            yield
