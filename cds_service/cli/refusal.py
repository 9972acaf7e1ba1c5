"""What a command says on standard error: bad settings end it with the remedy, an open door gets a warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from cds_service.addresses import is_loopback_host
from cds_service.auth.admission import Auth
from cds_service.settings import PREFIX, Settings, SettingsError
from fhir_mappings.terminology import SiteMapError


@contextmanager
def refusing_bad_settings() -> Iterator[None]:
    """Turn what a site got wrong into a message and exit code 1."""
    try:
        yield
    except (SettingsError, SiteMapError) as error:
        raise click.ClickException(str(error)) from error


def warn_when_exposed(host: str, auth: Auth) -> None:
    """Say so when the service listens beyond this machine, and not every caller must say who he is."""
    if not is_loopback_host(host) and auth is not Auth.REQUIRED:
        text = f"listening on {host} without client authentication: let nothing but this machine reach the port"
        click.secho(text, fg="yellow", err=True)


def warn_about_clients(settings: Settings, services: Iterable[str]) -> None:
    """Say so when something in the file of trusted clients has no effect."""
    if settings.clients and settings.auth is Auth.OFF:
        click.secho(f"{PREFIX}CLIENTS has no effect: {PREFIX}AUTH is 'off'", fg="yellow", err=True)
    for index, client in enumerate(settings.clients):
        unknown = sorted((client.services or frozenset()) - set(services))
        notes = [f"services: there is none named {name}" for name in unknown]
        notes += [f"jwks: not used: {why}" for why in (client.keys.left_out if client.keys else ())]
        for note in notes:
            click.secho(f"{PREFIX}CLIENTS: [{index}].{note}", fg="yellow", err=True)
