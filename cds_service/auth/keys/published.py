"""Address of a client's key set → its keys, within limits of time, size and origin."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Collection, Sequence
from functools import cache
from http import HTTPStatus

import httpx

from cds_service.auth.keys.key_ring import KeyRing, key_ring
from cds_service.hooks.strict_json import NotJson, strict_json
from cds_service.hosts import Network, NoAddress, Resolve, callable_addresses, resolved, sent

_SECONDS = 2.0  # an EHR waits for an answer meanwhile
_BYTES = 262_144
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "net-cds"}


class Unread(Exception):
    """A key set that cannot be had now; the message says why, in our own words."""


async def published(url: str, networks: Collection[Network] = (), resolve: Resolve = resolved) -> KeyRing:
    """The keys at `url`, which a site wrote into its settings. Raises `Unread`.

    The address was trusted, not whatever it points to: no redirect is followed, and its name must lead to a public
    address or into `networks`.
    """
    try:
        async with asyncio.timeout(_SECONDS):
            target = httpx.URL(url)
            body = await _body(target, await callable_addresses(target, networks, resolve))
    except NoAddress as error:
        raise Unread("its name leads to no address that may be called") from error
    except TimeoutError as error:
        raise Unread("it did not answer in time") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unread("it cannot be reached") from error
    return await asyncio.to_thread(_ring, body)


async def _body(url: httpx.URL, addresses: Sequence[str]) -> bytes:
    async with httpx.AsyncClient(verify=_trust(), timeout=_SECONDS, follow_redirects=False, trust_env=False) as client:
        response = await sent(client, url, addresses, _HEADERS)
        if response.status_code != HTTPStatus.OK:
            raise Unread(f"it answered with status {response.status_code}")
        if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise Unread("it answered packed, though it was asked not to")
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > _BYTES:
                raise Unread(f"it is larger than {_BYTES} bytes")
        return bytes(body)


@cache
def _trust() -> ssl.SSLContext:
    """The certificates that this machine trusts; read once, for it takes as long as a whole call."""
    return ssl.create_default_context()


def _ring(body: bytes) -> KeyRing:
    try:
        ring = key_ring(strict_json(body))
    except NotJson as error:
        raise Unread("it is not JSON") from error
    if not ring.keys:
        raise Unread(f"it holds no usable key{''.join(f'; {why}' for why in ring.left_out)}")
    return ring
