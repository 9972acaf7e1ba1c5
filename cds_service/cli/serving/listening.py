"""Host and port → the sockets on which the service listens."""

from __future__ import annotations

import errno
import socket

import click


def bound(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of the host, bound and not yet listening; of port 0, the same free port for all.

    Raises `click.ClickException` when nothing can be bound there.
    """
    try:
        found = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
        )
        sockets: list[socket.socket] = []
        for family, _, _, _, address in dict.fromkeys(found):
            taken = sockets[0].getsockname()[1] if sockets else port
            if one := _bound(family, (str(address[0]), taken)):
                sockets.append(one)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host} port {port}: {error.strerror}") from error
    if not sockets:
        raise click.ClickException(f"cannot listen on {host} port {port}: this machine has no such address")
    return sockets


def address_of(one: socket.socket) -> str:
    """The address as a browser takes it."""
    host, port = one.getsockname()[:2]
    return f"http://[{host}]:{port}" if one.family == socket.AF_INET6 else f"http://{host}:{port}"


def _bound(family: int, address: tuple[str, int]) -> socket.socket | None:
    """None where the machine lacks the address, as it does for the IPv6 half of `localhost` without IPv6.

    The protocol is named, though there is but one: asyncio sends small answers at once (TCP_NODELAY) only where it is.
    Without it each answer to a connection that is kept open waits 40 ms for the client's delayed acknowledgement.
    """
    one = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
    except OSError as error:
        one.close()
        if error.errno == errno.EADDRNOTAVAIL:
            return None
        raise
    return one
