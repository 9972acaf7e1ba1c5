"""Connections: one pooled client for each server that is read, opened on first use, closed with the service."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from cds_service.ehr.reasons import NotRead, Reason
from cds_service.hosts import Network, NoAddress, Resolve, callable_addresses, port_of, resolved, sent

_AT_ONCE = 64  # requests to one server; the pool is as large, so that nobody queues in it
_CONNECT_SECONDS = 1.0  # for a connection, and again for TLS
_IDLE_SECONDS = 30.0
# By then a connection is made or has failed. The pool loses one that is cancelled before (encode/httpcore#1093).
_GRACE_SECONDS = 2 * _CONNECT_SECONDS + 0.5
_HEADERS = {"Accept": "application/fhir+json", "Accept-Encoding": "gzip", "User-Agent": "net-cds"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An answer as it came over the wire; the body is empty when the status is not 200."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What this process keeps for one server: a client, turns at it, and the exchanges under way."""

    client: httpx.AsyncClient
    turns: asyncio.Semaphore
    exchanges: set[asyncio.Task[Received]] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The way to one server for the time of one call: its addresses were looked up once, and checked."""

    server: Server
    addresses: tuple[str, ...]

    async def get(self, url: httpx.URL, headers: Mapping[str, str], limit: int, ends: float) -> Received:
        """The answer to one GET, of at most `limit` bytes. Whoever stops waiting leaves it to end by itself.

        Raises `httpx.TransportError` when no address answers, `NotRead` when the body is longer than `limit`, and
        `TimeoutError` some seconds after `ends`, a time of the event loop's clock.
        """
        exchange = asyncio.create_task(self._exchange(url, headers, limit, ends))
        self.server.exchanges.add(exchange)
        exchange.add_done_callback(self._over)
        return await asyncio.shield(exchange)

    def _over(self, exchange: asyncio.Task[Received]) -> None:
        self.server.exchanges.discard(exchange)
        if not exchange.cancelled():
            exchange.exception()  # seen: when nobody waits any more, the event loop would log it

    async def _exchange(self, url: httpx.URL, headers: Mapping[str, str], limit: int, ends: float) -> Received:
        async with asyncio.timeout_at(ends) as patience, self.server.turns:
            patience.reschedule(ends + _GRACE_SECONDS)
            response = await sent(self.server.client, url, self.addresses, headers, ends)
            try:
                body = await _body(response, limit) if response.status_code == HTTPStatus.OK else b""
            finally:
                await response.aclose()
        return Received(status=response.status_code, headers=response.headers, body=body)


class Connections:
    """The servers of this process. Two servers never share a connection, a cookie or a queue."""

    def __init__(self, networks: Collection[Network] = (), resolve: Resolve = resolved) -> None:
        self._networks = networks
        self._resolve = resolve
        self._servers: dict[tuple[str, str, int], Server] = {}
        for library in ("httpx", "httpcore"):  # they log addresses, and these hold the patient's id
            logging.getLogger(library).setLevel(logging.WARNING)

    async def door(self, base: httpx.URL) -> Door:
        """The way to the server of this base. Raises `NotRead` when its name leads nowhere it may lead."""
        try:
            addresses = await callable_addresses(base, self._networks, self._resolve)
        except NoAddress as error:
            raise NotRead(Reason.NO_ADDRESS) from error
        name = (base.scheme, base.host, port_of(base))
        if name not in self._servers:
            self._servers[name] = Server(client=_client(), turns=asyncio.Semaphore(_AT_ONCE))
        return Door(server=self._servers[name], addresses=addresses)

    async def close(self) -> None:
        """End what is still under way, and close every connection."""
        for server in self._servers.values():
            for exchange in tuple(server.exchanges):
                exchange.cancel()
            await asyncio.gather(*server.exchanges, return_exceptions=True)
            await server.client.aclose()
        self._servers.clear()


def _client() -> httpx.AsyncClient:
    """It follows no redirect, keeps no cookie, and heeds neither proxies nor passwords of the environment."""
    return httpx.AsyncClient(
        headers=_HEADERS,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        verify=ssl.create_default_context(),
        timeout=httpx.Timeout(None, connect=_CONNECT_SECONDS),
        limits=httpx.Limits(
            max_connections=_AT_ONCE, max_keepalive_connections=_AT_ONCE, keepalive_expiry=_IDLE_SECONDS
        ),
        follow_redirects=False,
        trust_env=False,
    )


async def _body(response: httpx.Response, limit: int) -> bytes:
    """The bytes as they came: what is packed is unpacked elsewhere, within a limit of its own."""
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > limit:
            raise NotRead(Reason.TOO_LARGE)
    return bytes(body)
