"""Key id → the keys of a client that have it, from what it gave or from where it publishes them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from urllib.parse import urlsplit

from cds_service.auth.keys.key_ring import KeyRing, PublicKey
from cds_service.auth.keys.published import Unread, published
from cds_service.hosts import Network

KeySource = Callable[[str], Awaitable[tuple[PublicKey, ...]]]

_log = logging.getLogger(__name__)

_FRESH = 300.0  # seconds for which published keys are taken as they are
_KEPT = 3600.0  # seconds for which they are used while their address does not answer; then a withdrawn key is gone
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 64.0


def key_source(ring: KeyRing | None, jwks_url: str | None, networks: Collection[Network] = ()) -> KeySource:
    """Where the keys of a client are looked up: those it gave, or those it publishes, also within `networks`.

    Reads nothing yet.
    """
    if jwks_url is not None:
        return PublishedKeys(jwks_url, partial(published, networks=networks)).named
    given = ring or KeyRing()

    async def exchanged(kid: str) -> tuple[PublicKey, ...]:
        return given.named(kid)

    return exchanged


class PublishedKeys:
    """The keys at one address, read on first use and again when they are old or a key is missing.

    Anybody can name a key that does not exist: each reading that does not find what was asked for doubles the pause
    before the next, and calls that ask at once share one reading.
    """

    def __init__(
        self,
        url: str,
        read: Callable[[str], Awaitable[KeyRing]] = published,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url, self._read, self._clock = url, read, clock
        self._ring, self._as_of = KeyRing(), -_KEPT
        self._pause, self._next = _FIRST_PAUSE, -_KEPT
        self._readings, self._turn = 0, asyncio.Lock()

    async def named(self, kid: str) -> tuple[PublicKey, ...]:
        """The keys with this id; none when there is none, or when they cannot be had."""
        found = self._known(kid)
        if found and (self._age() < _FRESH or self._turn.locked()):
            return found
        await self._look(kid)
        return self._known(kid)

    def _age(self) -> float:
        return self._clock() - self._as_of

    def _known(self, kid: str) -> tuple[PublicKey, ...]:
        return self._ring.named(kid) if self._age() < _KEPT else ()

    async def _look(self, kid: str) -> None:
        readings = self._readings
        async with self._turn:
            if readings != self._readings or self._clock() < self._next:
                return
            found = await self._refreshed() and bool(self._known(kid))
            self._readings += 1
            self._next = self._clock() + (0.0 if found else self._pause)
            self._pause = _FIRST_PAUSE if found else min(2 * self._pause, _LONGEST_PAUSE)

    async def _refreshed(self) -> bool:
        try:
            self._ring = await self._read(self._url)
        except Unread as error:
            _log.warning("the key set at %s could not be read: %s", urlsplit(self._url).hostname, error)
            return False
        self._as_of = self._clock()
        return True
