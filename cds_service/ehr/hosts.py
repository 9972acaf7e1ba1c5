"""Host of an allowed base → the addresses that may be called for it, checked, and then called as they stand."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from cds_service.addresses import is_loopback_host
from cds_service.ehr.reasons import NotRead, Reason

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Collection[str]]]

_LOOKUPS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="dns")  # a name server that hangs stops nothing else
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address behind a translator
_SITE_LOCAL = IPv6Network("fec0::/10")  # private before RFC 4193; the standard library calls it global


async def resolved(host: str, port: int) -> tuple[str, ...]:
    """What DNS says. Raises `OSError` when it knows no address."""
    lookup = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_LOOKUPS, lookup)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


async def callable_addresses(
    host: str, port: int, networks: Collection[Network], resolve: Resolve = resolved
) -> tuple[str, ...]:
    """The addresses of the host of an allowed base, as they are to be dialled.

    A literal address was allowed by whoever listed it. A name must lead to public addresses, to the networks that
    the site allows, or, for `localhost`, to this machine: who answers for a name must not choose our neighbours.

    Raises `NotRead` when there is none, or when only one of several is of another kind.
    """
    if _is_literal(host):
        return (host,)
    try:
        names = tuple(await resolve(host, port))
        addresses = [ip_address(name) for name in names]
    except (OSError, ValueError) as error:  # UnicodeError, a name that cannot be one, is a ValueError
        raise NotRead(Reason.NO_ADDRESS) from error
    here = is_loopback_host(host)
    if not addresses or not all(_may_be_called(address, networks, here=here) for address in addresses):
        raise NotRead(Reason.NO_ADDRESS)
    return names


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
