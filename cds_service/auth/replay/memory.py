"""Used tokens, remembered by whoever must: one process, or all of them together."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol

_log = logging.getLogger(__name__)
_FEW = 1_000
_PAUSE_SECONDS = 5.0


class ReplayMemory(Protocol):
    """What remembers used tokens."""

    async def remember(self, iss: str, jti: str, until: float) -> bool:
        """True the first time, and False for every other until the time `until` (seconds since 1970).

        Of several calls at once exactly one gets True. Raises `MemoryDown` when it cannot tell.
        """

    async def close(self) -> None:
        """Let go of whatever is held open."""


class MemoryDown(Exception):
    """The memory cannot be asked; the message names the kind of failure and nothing else."""


def digest_of(iss: str, jti: str) -> bytes:
    """What is remembered of a token: of one length, and nothing in it can be used or read."""
    return sha256(json.dumps([iss, jti]).encode()).digest()


class OwnMemory:
    """The memory of one process; it forgets what would be refused anyway."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._used: dict[bytes, float] = {}  # by digest: a client chooses how long its tokens' ids are
        self._many = _FEW

    async def remember(self, iss: str, jti: str, until: float) -> bool:
        """See `ReplayMemory`; it can always tell."""
        now, digest = self._clock(), digest_of(iss, jti)
        if self._used.get(digest, now) > now:
            return False
        if len(self._used) >= self._many:
            self._used = {token: end for token, end in self._used.items() if end > now}
            self._many = max(_FEW, 2 * len(self._used))
        self._used[digest] = until
        return True

    async def close(self) -> None:
        """Nothing is held open."""


class SharedMemory:
    """One memory for all processes, with each process's own before it.

    A store that is down does not stop advice: until it is back, each process knows of the tokens that it saw itself.
    Nor does it delay every call: it is asked again after a pause.
    """

    def __init__(self, shared: ReplayMemory, own: ReplayMemory, pause_seconds: float = _PAUSE_SECONDS) -> None:
        self._shared, self._own, self._pause_seconds = shared, own, pause_seconds
        self._ask_after = 0.0

    async def remember(self, iss: str, jti: str, until: float) -> bool:
        """See `ReplayMemory`; it can always tell."""
        if not await self._own.remember(iss, jti, until):
            return False
        if time.monotonic() < self._ask_after:
            return True
        try:
            return await self._shared.remember(iss, jti, until)
        except MemoryDown as error:
            _log.warning("used tokens are remembered by this process alone for now: %s", error)
            self._ask_after = time.monotonic() + self._pause_seconds
            return True

    async def close(self) -> None:
        """Close both."""
        await self._own.close()
        await self._shared.close()
