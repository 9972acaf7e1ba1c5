"""What a command says on standard error: bad settings end it with the remedy, an open door gets a warning."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import click

from cds_service.addresses import is_loopback, is_loopback_host
from cds_service.auth.admission import Auth
from cds_service.settings import PREFIX, Settings, SettingsError
from fhir_mappings.terminology import SiteMapError

_log = logging.getLogger(__name__)


@contextmanager
def refusing_bad_settings() -> Iterator[None]:
    """Turn what a site got wrong into a message and exit code 1."""
    try:
        yield
    except (SettingsError, SiteMapError) as error:
        raise click.ClickException(str(error)) from error


def warn_when_exposed(host: str, settings: Settings) -> None:
    """Say so when others than this machine may call without saying who they are."""
    if settings.auth is Auth.REQUIRED:
        return
    if not is_loopback_host(host):
        _warn(f"listening on {host} without client authentication: let nothing but this machine reach the port")
    if not is_loopback(settings.public_url):
        _warn(f"{PREFIX}AUTH is '{settings.auth}': whoever reaches {settings.public_url} may call without a token")


def warn_about_clients(settings: Settings, services: Collection[str]) -> None:
    """Say so when something in the file of trusted clients has no effect."""
    if settings.clients and settings.auth is Auth.OFF:
        _warn(f"{PREFIX}CLIENTS has no effect: {PREFIX}AUTH is 'off'")
    for index, client in enumerate(settings.clients):
        unknown = sorted((client.services or frozenset()) - set(services))
        notes = [f"services: there is none named {name}" for name in unknown]
        notes += [f"jwks: not used: {why}" for why in (client.keys.left_out if client.keys else ())]
        for note in notes:
            _warn(f"{PREFIX}CLIENTS: [{index}].{note}")


def _warn(text: str) -> None:
    _log.warning(text)
