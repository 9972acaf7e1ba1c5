"""Text of a variable → its value; each reader raises `ValueError` with the remedy when the text is not usable."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from cds_service.addresses import ANY_LOOPBACK, base_address, web_address
from cds_service.auth.admission import Auth
from cds_service.auth.client import TrustedClient
from cds_service.auth.clients_file import read_clients
from cds_service.database.address import located
from cds_service.knowledge import SignOff
from cds_service.observing.log import Form

_SIGN_OFF = re.compile(r"(?P<hash>[0-9a-f]{12,64})\s+(?P<day>\d{4}-\d{2}-\d{2})\s+(?P<by>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsDoor:
    """Where /metrics is served: beside everything else, or alone at `address` (host and port), or nowhere."""

    beside: bool
    address: tuple[str, int] | None = None


def public_url(text: str) -> str:
    """A base address."""
    return base_address(text, "https://cds.example.org")


def auth(text: str) -> Auth | None:
    """The mode; None where the public URL decides."""
    if text and text not in set(Auth):
        raise ValueError("must be 'required', 'optional', 'off', or empty")
    return Auth(text) if text else None


def clients(text: str) -> tuple[TrustedClient, ...]:
    """The clients in the file that is named."""
    return read_clients(Path(text)) if text else ()


def database_url(text: str) -> str:
    """The text, when it is the address of a database that is known here."""
    if text:
        located(text)
    return text


def days(text: str) -> int:
    """A number of days, 0 included."""
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError("must be a number of days, or 0")
    return int(text)


def origins(text: str) -> tuple[str, ...]:
    """Origins as browsers send them, or '*'."""
    found = _listed(text)
    if not all(origin == "*" or _is_origin(origin) for origin in found):
        raise ValueError("each must be '*' or as browsers send it, without a path, such as https://ehr.example.org")
    return found


def fhir_servers(text: str) -> tuple[str, ...]:
    """Base addresses without a slash at the end, or the word for any on this machine."""
    try:
        return tuple(
            base if base == ANY_LOOPBACK else base_address(base, "https://ehr.example.org/fhir")
            for base in _listed(text)
        )
    except ValueError as error:
        raise ValueError(f"each {error}, or '{ANY_LOOPBACK}'") from error


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Networks of either kind of address."""
    try:
        return tuple(ip_network(part) for part in _listed(text))
    except ValueError as error:
        raise ValueError("each must be a network such as 10.20.0.0/16, with no bit of a host set") from error


def day(text: str) -> date | None:
    """A day; None for today."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError("must be a day such as 2026-11-24, or empty for today") from error


def number_of(unit: str) -> Callable[[str], int]:
    """A reader of numbers from 1."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 16) or int(text) < 1:
            raise ValueError(f"must be a number of {unit}, 1 or more")
        return int(text)

    return read


def folder(text: str) -> Path | None:
    """A folder that exists."""
    if text and not Path(text).is_dir():
        raise ValueError("must be a folder that exists")
    return Path(text) if text else None


def sign_off(text: str) -> SignOff | None:
    """A local review: of what, when and by whom."""
    if not text:
        return None
    found = _SIGN_OFF.fullmatch(text)
    on = day(found["day"]) if found else None
    if found is None or on is None:
        raise ValueError("must be hash, day and name, such as '3f9a0c2d4e5b 2026-12-01 NET tumour board'")
    return SignOff(hash=found["hash"], on=on, by=found["by"])


def metrics_door(text: str) -> MetricsDoor:
    """On, off, or an address with its port."""
    if text in ("on", "off"):
        return MetricsDoor(beside=text == "on")
    parts = web_address(f"http://{text}")
    if parts is None or not parts.hostname or not parts.port or parts.netloc != text:
        raise ValueError("must be 'on', 'off', or an address with a port, such as 127.0.0.1:9100")
    return MetricsDoor(beside=False, address=(parts.hostname, parts.port))


def log_form(text: str) -> Form | None:
    """The form; None where the command decides."""
    if text and text not in set(Form):
        raise ValueError("must be 'json', 'text', or empty")
    return Form(text) if text else None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _is_origin(text: str) -> bool:
    """Browsers send scheme, host and port only, in lower case; anything else would never match."""
    parts = web_address(text)
    return parts is not None and text == f"{parts.scheme}://{parts.netloc}".lower()
