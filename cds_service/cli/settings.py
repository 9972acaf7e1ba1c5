"""`net-cds settings`: every environment variable, for people or as a file to fill in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from cds_service.settings import SETTINGS, Setting

_WIDTH = 118
_HEAD = """\
Settings of net-cds: what stands here after a # is the default. Made by `net-cds settings --env`.
An unknown NET_CDS_ variable, or one that cannot be read, ends the service at start with the remedy."""


@click.command()
@click.option("--env", is_flag=True, help="As a file of variables for a container or a service manager.")
def settings(env: bool) -> None:
    """List every environment variable with its default."""
    for line in env_file(SETTINGS) if env else _listed(SETTINGS):
        click.echo(line)


def env_file(described: tuple[Setting, ...]) -> Iterator[str]:
    """The lines of a file in which a site uncomments what it decides."""
    yield from (f"# {line}" for line in _HEAD.splitlines())
    for setting in described:
        yield ""
        yield from (f"# {line}" for line in textwrap.wrap(setting.help, _WIDTH - 2, break_on_hyphens=False))
        yield f"#{setting.variable}={setting.default}"


def _listed(described: tuple[Setting, ...]) -> Iterator[str]:
    for setting in described:
        yield f"{setting.variable}={setting.default}"
        yield f"    {setting.help}"
