"""Web addresses: which of them are this machine only, and which may stand in a setting."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

ANY_LOOPBACK = "loopback"
"""Stands in a list of servers for every one on this machine."""

_PLAIN = re.compile(r"[!-\[\]-~]+")  # the parser forgives blanks and backslashes, and each client in its own way


def is_loopback(url: str) -> bool:
    """True when the host of the address is this machine only."""
    return is_loopback_host(urlsplit(url).hostname or "")


def is_loopback_host(host: str) -> bool:
    """True when the name or address, without brackets, is this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def web_address(text: str) -> SplitResult | None:
    """The parts of an http or https address without a user name in it; None when it is not one."""
    if not _PLAIN.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:  # an unclosed bracket, a port that is none
        return None
    return parts if sound else None


def base_address(text: str, example: str) -> str:
    """The base address without trailing slashes.

    Raises `ValueError` with the remedy when it is none, or is not https and not this machine.
    """
    parts = web_address(text)
    if parts is None or parts.query or parts.fragment:
        raise ValueError(f"must be a base address, such as {example}")
    if parts.scheme == "http" and not is_loopback(text):
        raise ValueError("must be https outside loopback")
    return text.rstrip("/")
