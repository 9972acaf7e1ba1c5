"""What a command says on standard error: bad settings end it with the remedy, an open door gets a warning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from cds_service.addresses import is_loopback_host
from cds_service.settings import SettingsError
from fhir_mappings.terminology import SiteMapError


@contextmanager
def refusing_bad_settings() -> Iterator[None]:
    """Turn what a site got wrong into a message and exit code 1."""
    try:
        yield
    except (SettingsError, SiteMapError) as error:
        raise click.ClickException(str(error)) from error


def warn_when_exposed(host: str) -> None:
    """Say so when the service listens beyond this machine: this release does not authenticate clients."""
    if not is_loopback_host(host):
        text = f"listening on {host} without client authentication: let nothing but this machine reach the port"
        click.secho(text, fg="yellow", err=True)
