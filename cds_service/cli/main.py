"""The command line's entry: `net-cds`."""

from __future__ import annotations

import click

from cds_service.cli.demo import demo
from cds_service.cli.evaluate import evaluate
from cds_service.cli.serve import serve
from cds_service.settings import RESERVED, SETTINGS


@click.group()
def main() -> None:
    """Treatment guidance for stage IV sigmoid NET with liver metastases, as a CDS Hooks service."""


@click.command()
def settings() -> None:
    """List every environment variable with its default."""
    for setting in SETTINGS:
        click.echo(f"{setting.variable}={setting.default}\n    {setting.help}")
    click.echo(f"Accepted and not used by this release: {', '.join(RESERVED)}")


for command in (demo, evaluate, serve, settings):
    main.add_command(command)
