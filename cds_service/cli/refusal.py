"""Bad settings → the end of the command, with the remedy on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from cds_service.settings import SettingsError
from fhir_mappings.terminology import SiteMapError


@contextmanager
def refusing_bad_settings() -> Iterator[None]:
    """Turn what a site got wrong into a message and exit code 1."""
    try:
        yield
    except (SettingsError, SiteMapError) as error:
        raise click.ClickException(str(error)) from error
