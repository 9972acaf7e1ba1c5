"""Calls per minute: each caller has its own allowance, which fills up again as time passes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

_MINUTE = 60.0
_MANY = 10_000
_BLUR = 0.001  # seconds, for what adding up loses


class RateLimit:
    """At most `per_minute` calls at once, and as many in each minute, for each caller of this process."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._cost = _MINUTE / per_minute
        self._clock = clock
        self._full: dict[str, float] = {}  # caller → when its allowance will be full again

    def wait(self, caller: str) -> int:
        """0 when the call is within the allowance, and counted; otherwise the whole seconds until one will be."""
        now = self._clock()
        full = max(self._full.get(caller, now), now) + self._cost
        over = full - now - _MINUTE
        if over > _BLUR:
            return math.ceil(over)
        if len(self._full) > _MANY:
            self._full = {one: when for one, when in self._full.items() if when > now}
        self._full[caller] = full
        return 0
