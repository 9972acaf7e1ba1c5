"""Environment → settings, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

from cds_service.addresses import is_loopback
from cds_service.auth.admission import Auth
from cds_service.auth.client import TrustedClient
from cds_service.knowledge import SignOff
from cds_service.observing.log import Form
from cds_service.settings.reading import MetricsDoor
from cds_service.settings.table import PREFIX, SETTINGS


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
    body_seconds: int
    concept_maps: Path | None
    sign_off: SignOff | None
    metrics: MetricsDoor
    log: Form | None


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
