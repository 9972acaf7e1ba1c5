"""Settings: every environment variable of the service, with its default, its help and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from cds_service.addresses import ANY_LOOPBACK, base_address, is_loopback, web_address
from cds_service.auth.admission import Auth
from cds_service.auth.client import TrustedClient
from cds_service.auth.clients_file import read_clients
from cds_service.database.address import located
from cds_service.knowledge import SignOff

PREFIX = "NET_CDS_"


class SettingsError(ValueError):
    """Settings with which the service must not start; the message names each variable and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a site decides. See `SETTINGS` for the meaning of each."""

    public_url: str
    auth: Auth
    clients: tuple[TrustedClient, ...]
    rate_limit: int
    database_url: str
    comment_days: int
    cors_origins: tuple[str, ...]
    fhir_servers: tuple[str, ...]
    fhir_networks: tuple[IPv4Network | IPv6Network, ...]
    time_budget_ms: int
    as_of: date | None
    max_body_bytes: int
    concept_maps: Path | None
    sign_off: SignOff | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One variable. `read` raises `ValueError` with the remedy when the text is not usable."""

    field: str
    default: str
    help: str
    read: Callable[[str], Any]

    @property
    def variable(self) -> str:
        """The name in the environment."""
        return PREFIX + self.field.upper()


def load(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`. Raises `SettingsError` with every problem at once."""
    known = {setting.variable: setting for setting in SETTINGS}
    problems = [
        f"{name}: there is no such setting; `net-cds settings` lists those that exist"
        for name in sorted(environ)
        if name.startswith(PREFIX) and name not in known
    ]
    values: dict[str, Any] = {}
    for variable, setting in known.items():
        try:
            values[setting.field] = setting.read(environ.get(variable, setting.default).strip())
        except ValueError as error:
            problems.append(f"{variable}: {error}")
    if not problems:
        values["auth"] = values["auth"] or _auth_for(values["public_url"])
        problems += _contradictions(values)
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(**values)


def _url(text: str) -> str:
    return base_address(text, "https://cds.example.org")


def _auth(text: str) -> Auth | None:
    if text and text not in set(Auth):
        raise ValueError("must be 'required', 'optional', 'off', or empty")
    return Auth(text) if text else None


def _auth_for(public_url: str) -> Auth:
    return Auth.OFF if is_loopback(public_url) else Auth.REQUIRED


def _contradictions(values: Mapping[str, Any]) -> Iterator[str]:
    """What two settings say together: nobody calls from elsewhere unknown by accident, and somebody can call."""
    if values["auth"] is Auth.OFF and not is_loopback(values["public_url"]):
        yield f"{PREFIX}AUTH: must not be 'off' unless {PREFIX}PUBLIC_URL is on loopback; leave it empty"
    if values["auth"] is not Auth.OFF and not values["clients"]:
        yield (
            f"{PREFIX}CLIENTS: must name the file of trusted clients, as {PREFIX}AUTH is '{values['auth']}' "
            f"(its default where {PREFIX}PUBLIC_URL is not on loopback)"
        )


def _clients(text: str) -> tuple[TrustedClient, ...]:
    return read_clients(Path(text)) if text else ()


def _database_url(text: str) -> str:
    if text:
        located(text)
    return text


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError("must be a number of days, or 0")
    return int(text)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _origins(text: str) -> tuple[str, ...]:
    origins = _listed(text)
    if not all(origin == "*" or _is_origin(origin) for origin in origins):
        raise ValueError("each must be '*' or as browsers send it, without a path, such as https://ehr.example.org")
    return origins


def _is_origin(text: str) -> bool:
    """Browsers send scheme, host and port only, in lower case; anything else would never match."""
    parts = web_address(text)
    return parts is not None and text == f"{parts.scheme}://{parts.netloc}".lower()


def _fhir_servers(text: str) -> tuple[str, ...]:
    try:
        return tuple(
            base if base == ANY_LOOPBACK else base_address(base, "https://ehr.example.org/fhir")
            for base in _listed(text)
        )
    except ValueError as error:
        raise ValueError(f"each {error}, or '{ANY_LOOPBACK}'") from error


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part) for part in _listed(text))
    except ValueError as error:
        raise ValueError("each must be a network such as 10.20.0.0/16, with no bit of a host set") from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError("must be a day such as 2026-11-24, or empty for today") from error


def _number_of(unit: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 16) or int(text) < 1:
            raise ValueError(f"must be a number of {unit}, 1 or more")
        return int(text)

    return read


def _folder(text: str) -> Path | None:
    if text and not Path(text).is_dir():
        raise ValueError("must be a folder that exists")
    return Path(text) if text else None


def _sign_off(text: str) -> SignOff | None:
    if not text:
        return None
    found = _SIGN_OFF.fullmatch(text)
    day = _day(found["day"]) if found else None
    if found is None or day is None:
        raise ValueError("must be hash, day and name, such as '3f9a0c2d4e5b 2026-12-01 NET tumour board'")
    return SignOff(hash=found["hash"], on=day, by=found["by"])


_SIGN_OFF = re.compile(r"(?P<hash>[0-9a-f]{12,64})\s+(?P<day>\d{4}-\d{2}-\d{2})\s+(?P<by>\S.*)")

SETTINGS: tuple[Setting, ...] = (
    Setting(
        field="public_url",
        default="http://127.0.0.1:8000",
        help="Base address as clients call it.",
        read=_url,
    ),
    Setting(
        field="auth",
        default="",
        help=(
            "Client authentication: 'required', 'optional' (a token, if sent, must be good) or 'off'; empty: 'off' "
            "when the public URL is on loopback, 'required' elsewhere."
        ),
        read=_auth,
    ),
    Setting(
        field="clients",
        default="",
        help=(
            "File of trusted clients, a JSON array: iss, jwks or jwks_url, and where wanted tenants, services and "
            "fhir_servers of each."
        ),
        read=_clients,
    ),
    Setting(
        field="rate_limit",
        default="12000",
        help="Calls that one client may make of one process in a minute; more get 429.",
        read=_number_of("calls"),
    ),
    Setting(
        field="database_url",
        default="",
        help=(
            "Where feedback is kept and used tokens are remembered, such as sqlite:////var/lib/net-cds/net-cds.sqlite "
            "or postgresql://user:password@host/net_cds; empty: a file in the user's data directory. All processes "
            "share it; its tables are made and migrated at start."
        ),
        read=_database_url,
    ),
    Setting(
        field="comment_days",
        default="90",
        help="Days for which free-text comments in feedback are kept; 0: they are never kept.",
        read=_days,
    ),
    Setting(
        field="cors_origins",
        default="",
        help="Origins of browser clients, separated by commas; '*' for all (the default of the demonstration).",
        read=_origins,
    ),
    Setting(
        field="fhir_servers",
        default="",
        help=(
            "FHIR base addresses that may be read when authentication is off, separated by commas; 'loopback' for any "
            "on this machine (the default of the demonstration)."
        ),
        read=_fhir_servers,
    ),
    Setting(
        field="fhir_networks",
        default="",
        help=(
            "Private networks in which the names of FHIR servers may lie, separated by commas, such as 10.20.0.0/16; "
            "without it a name must lead to a public address."
        ),
        read=_networks,
    ),
    Setting(
        field="time_budget_ms",
        default="2000",
        help="Total time for reading from the EHR's FHIR server in one call, in milliseconds.",
        read=_number_of("milliseconds"),
    ),
    Setting(
        field="as_of",
        default="",
        help="Fixed day of evaluation (YYYY-MM-DD) for tests and replays; empty: today.",
        read=_day,
    ),
    Setting(
        field="max_body_bytes",
        default="33554432",
        help="Largest request body, also after unpacking, in bytes; larger ones get 413.",
        read=_number_of("bytes"),
    ),
    Setting(
        field="concept_maps",
        default="",
        help="Folder with the site's own ConceptMaps (FHIR JSON) for local codes.",
        read=_folder,
    ),
    Setting(
        field="sign_off",
        default="",
        help=(
            "Local clinical review of the knowledge: its hash (12 characters or more), the day and who, such as "
            "'3f9a0c2d4e5b 2026-12-01 NET tumour board'. Until it fits what runs, cards say that it awaits review."
        ),
        read=_sign_off,
    ),
)
