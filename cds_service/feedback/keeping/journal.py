"""Cards on their way to the store: an answer hands them over and is gone, one thread writes them down."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from threading import Event, Thread

from cds_service.database.database import DatabaseDown
from cds_service.feedback.keeping.sent import SentCard

ROOM = 20_000  # cards that wait while the store is down: an hour or more of a large hospital
_AT_ONCE = 500
_RETRY_SECONDS = 5.0
_UPKEEP_SECONDS = 86_400.0

_log = logging.getLogger(__name__)


class Journal:
    """Writes what it is given with `write`, in batches, and runs `upkeep` at once and then daily.

    Both may raise `DatabaseDown`: then cards wait, the newest are dropped when too many do, and the log says so.
    """

    def __init__(
        self,
        write: Callable[[Sequence[SentCard]], None],
        upkeep: Callable[[], None],
        room: int = ROOM,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._write, self._upkeep, self._room, self._retry_seconds = write, upkeep, room, retry_seconds
        self._waiting: deque[SentCard] = deque()
        self._news, self._stopping = Event(), Event()
        self._thread: Thread | None = None
        self._kept_up = -_UPKEEP_SECONDS
        self._down = False
        self._dropped = 0

    def note(self, cards: Iterable[SentCard]) -> None:
        """Take the cards of one answer. Never waits and never fails."""
        for card in cards:
            if len(self._waiting) < self._room:
                self._waiting.append(card)
            else:
                self._dropped += 1
        self._news.set()

    def start(self) -> None:
        """Begin to write."""
        self._stopping.clear()
        self._news.set()
        self._thread = Thread(target=self._run, name="journal-of-cards", daemon=True)
        self._thread.start()

    def close(self, seconds: float) -> None:
        """Write what is waiting, if that is possible within this time, and stop."""
        self._stopping.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join(seconds)
        if self._waiting:
            _log.warning("%d cards were not kept: the store was down when the service stopped", len(self._waiting))

    def _run(self) -> None:
        while True:
            self._news.wait(_UPKEEP_SECONDS)
            self._news.clear()
            stopping = self._stopping.is_set()
            written = self._all_written()
            if stopping:
                return
            if not written:
                self._stopping.wait(self._retry_seconds)
                self._news.set()

    def _all_written(self) -> bool:
        try:
            if time.monotonic() - self._kept_up >= _UPKEEP_SECONDS:
                self._upkeep()
                self._kept_up = time.monotonic()
            while self._waiting:
                batch = [self._waiting[index] for index in range(min(len(self._waiting), _AT_ONCE))]
                self._write(batch)
                for _ in batch:
                    self._waiting.popleft()
        except DatabaseDown as error:
            self._say_down(error)
            return False
        self._say_up()
        return True

    def _say_down(self, error: DatabaseDown) -> None:
        if not self._down:
            _log.warning("the store is down (%s): advice goes on, feedback is refused, cards wait", error)
        self._down = True

    def _say_up(self) -> None:
        if self._down:
            _log.warning("the store is back; %d cards were dropped meanwhile", self._dropped)
        self._down, self._dropped = False, 0
