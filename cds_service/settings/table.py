"""The table of all settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cds_service.settings.reading import (
    auth,
    clients,
    database_url,
    day,
    days,
    fhir_servers,
    folder,
    log_form,
    metrics_door,
    networks,
    number_of,
    origins,
    public_url,
    sign_off,
)

PREFIX = "NET_CDS_"


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


SETTINGS: tuple[Setting, ...] = (
    Setting(
        field="public_url",
        default="http://127.0.0.1:8000",
        help="Base address as clients call it.",
        read=public_url,
    ),
    Setting(
        field="auth",
        default="",
        help=(
            "Client authentication: 'required', 'optional' (a token, if sent, must be good) or 'off'; empty: 'off' "
            "when the public URL is on loopback, 'required' elsewhere."
        ),
        read=auth,
    ),
    Setting(
        field="clients",
        default="",
        help=(
            "File of trusted clients, a JSON array: iss, jwks or jwks_url, and where wanted tenants, services and "
            "fhir_servers of each."
        ),
        read=clients,
    ),
    Setting(
        field="rate_limit",
        default="12000",
        help="Calls that one client may make of one process in a minute; more get 429.",
        read=number_of("calls"),
    ),
    Setting(
        field="database_url",
        default="",
        help=(
            "Where feedback is kept and used tokens are remembered, such as sqlite:////var/lib/net-cds/net-cds.sqlite "
            "or postgresql://user:password@host/net_cds; empty: a file in the user's data directory. All processes "
            "share it; its tables are made and migrated at start."
        ),
        read=database_url,
    ),
    Setting(
        field="comment_days",
        default="90",
        help="Days for which free-text comments in feedback are kept; 0: they are never kept.",
        read=days,
    ),
    Setting(
        field="cors_origins",
        default="",
        help="Origins of browser clients, separated by commas; '*' for all (the default of the demonstration).",
        read=origins,
    ),
    Setting(
        field="fhir_servers",
        default="",
        help=(
            "FHIR base addresses that may be read when authentication is off, separated by commas; 'loopback' for any "
            "on this machine (the default of the demonstration)."
        ),
        read=fhir_servers,
    ),
    Setting(
        field="fhir_networks",
        default="",
        help=(
            "Private networks in which the names of FHIR servers and of published keys may lie, separated by commas, "
            "such as 10.20.0.0/16; without it a name must lead to a public address."
        ),
        read=networks,
    ),
    Setting(
        field="time_budget_ms",
        default="2000",
        help="Total time for reading from the EHR's FHIR server in one call, in milliseconds.",
        read=number_of("milliseconds"),
    ),
    Setting(
        field="as_of",
        default="",
        help="Fixed day of evaluation (YYYY-MM-DD) for tests and replays; empty: today.",
        read=day,
    ),
    Setting(
        field="max_body_bytes",
        default="33554432",
        help="Largest request body, also after unpacking, in bytes; larger ones get 413.",
        read=number_of("bytes"),
    ),
    Setting(
        field="body_seconds",
        default="30",
        help="Longest time that a request body may take to arrive, in seconds; slower ones get 408.",
        read=number_of("seconds"),
    ),
    Setting(
        field="concept_maps",
        default="",
        help="Folder with the site's own ConceptMaps (FHIR JSON) for local codes.",
        read=folder,
    ),
    Setting(
        field="sign_off",
        default="",
        help=(
            "Local clinical review of the knowledge: its hash (12 characters or more), the day and who, such as "
            "'3f9a0c2d4e5b 2026-12-01 NET tumour board'. Until it fits what runs, cards say that it awaits review."
        ),
        read=sign_off,
    ),
    Setting(
        field="metrics",
        default="on",
        help=(
            "Where numbers for Prometheus are served, without a token: 'on' for /metrics beside everything else, "
            "'off', or an address of its own such as 127.0.0.1:9100."
        ),
        read=metrics_door,
    ),
    Setting(
        field="log",
        default="",
        help=(
            "Form of the log on standard error: 'json' (the default of serve) or 'text' (of the demonstration). "
            "Nothing of a patient stands in it."
        ),
        read=log_form,
    ),
)
