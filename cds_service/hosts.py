"""Host of an address that a site lists → the addresses that may be called for it, checked, and called as they stand."""

from __future__ import annotations

import asyncio
import math
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from cds_service.addresses import is_loopback_host

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Collection[str]]]

_PORTS = {"http": 80, "https": 443}
_LOOKUPS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="dns")  # a name server that hangs stops nothing else
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address behind a translator
_SITE_LOCAL = IPv6Network("fec0::/10")  # private before RFC 4193; the standard library calls it global


class NoAddress(Exception):
    """A host that leads nowhere, or somewhere it may not lead."""


async def resolved(host: str, port: int) -> tuple[str, ...]:
    """What DNS says. Raises `OSError` when it knows no address."""
    lookup = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_LOOKUPS, lookup)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


async def callable_addresses(
    url: httpx.URL, networks: Collection[Network], resolve: Resolve = resolved
) -> tuple[str, ...]:
    """The addresses of the host of a listed address, as they are to be dialled.

    A literal address was allowed by whoever listed it. A name must lead to public addresses, to the networks that
    the site allows, or, for `localhost`, to this machine: who answers for a name must not choose our neighbours.

    Raises `NoAddress` when there is none, or when only one of several is of another kind.
    """
    host = url.host
    if _is_literal(host):
        return (host,)
    try:
        names = tuple(await resolve(host, port_of(url)))
        addresses = [ip_address(name) for name in names]
    except (OSError, ValueError) as error:  # UnicodeError, a name that cannot be one, is a ValueError
        raise NoAddress from error
    here = is_loopback_host(host)
    if not addresses or not all(_may_be_called(address, networks, here=here) for address in addresses):
        raise NoAddress
    return names


def port_of(url: httpx.URL) -> int:
    """The port of an http or https address, also where it is not written."""
    return url.port or _PORTS[url.scheme]


async def sent(
    client: httpx.AsyncClient,
    url: httpx.URL,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    until: float = math.inf,
) -> httpx.Response:
    """The answer to a GET, its body not yet read, from the first of the addresses that takes a connection.

    Raises `httpx.TransportError` when none does; after `until`, a time of the event loop's clock, no further is tried.
    """
    *others, last = addresses
    for address in others:
        try:
            return await client.send(_dialled(client, url, address, headers), stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if asyncio.get_running_loop().time() >= until:
                raise
    return await client.send(_dialled(client, url, last, headers), stream=True)


def _dialled(client: httpx.AsyncClient, url: httpx.URL, address: str, headers: Mapping[str, str]) -> httpx.Request:
    """The address is dialled; TLS and the server see the name, and the certificate must be for the name."""
    named = {**headers, "Host": url.netloc.decode("ascii")}
    return client.build_request(
        "GET", url.copy_with(host=address), headers=named, extensions={"sni_hostname": url.host}
    )


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _may_be_called(address: Address, networks: Collection[Network], *, here: bool) -> bool:
    if here:
        return address.is_loopback
    inner = _embedded(address)
    if inner is not None:
        return _may_be_called(inner, networks, here=False)
    if address.is_multicast or address.is_link_local or address.is_unspecified or address.is_reserved:
        return False
    is_public = address.is_global and address not in _SITE_LOCAL
    return is_public or any(address in network for network in networks)


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address to which an IPv6 address leads in the end."""
    if not isinstance(address, IPv6Address):
        return None
    if address in _NAT64:
        return IPv4Address(address.packed[-4:])
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
