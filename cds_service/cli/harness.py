"""`net-cds harness URL`: a conformance run against any CDS Hooks service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import httpx

from cds_service.cli.harness_client import Client, harness_of, with_client
from cds_service.cli.harness_rules import rules_option
from cds_service.harness.exchange import Exchange
from cds_service.harness.finding import failed, judged
from cds_service.harness.report.html import html_page
from cds_service.harness.report.machine import json_text, junit_text
from cds_service.harness.report.summary import Report
from cds_service.harness.report.terminal import lines
from cds_service.harness.report.unmeasured import unmeasured
from cds_service.harness.rule import Target, rules_for
from cds_service.harness.run import exchanges_of
from cds_service.harness.sending import ORIGIN, Line
from cds_service.harness.valid_call import NotARequest, ValidCall, read_calls

_FILE = click.Path(dir_okay=False, path_type=Path, writable=True)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_WRITERS: dict[str, Callable[[Report], str]] = {"html": html_page, "json": json_text, "junit": junit_text}
_DISCOVERY = "/cds-services"


@click.command()
@click.argument("url")
@click.option(
    "--target",
    type=click.Choice([one.value for one in Target]),
    default="2.0.1",
    show_default=True,
    help="CDS Hooks version.",
)
@click.option("--requests", "folder", type=_FOLDER, help="Folder with hook requests (*.json) that lead to cards.")
@click.option("--header", "headers", multiple=True, metavar="NAME:VALUE", help="Sent with each request; repeatable.")
@click.option("--origin", default=ORIGIN, show_default=True, help="Origin that a browser would name.")
@click.option("--timeout", default=30.0, show_default=True, help="Seconds to wait for one answer.")
@with_client
@click.option("--html", type=_FILE, help="Write the report as a page.")
@click.option("--json", type=_FILE, help="Write the report as JSON.")
@click.option("--junit", type=_FILE, help="Write the report as JUnit XML.")
@rules_option
def harness(
    url: str,
    target: str,
    folder: Path | None,
    headers: tuple[str, ...],
    client: Client,
    **options: Any,
) -> None:
    """Test the CDS Hooks service at URL, its base address; exit code 1 if it breaks a binding rule.

    Without --requests a service is called about a patient of whom nothing is known. Few cards come back then, and the
    rules for cards may stay unmeasured. net-cds itself is called about its demonstration patients. Feedback about the
    cards is invented and sent as well: test a system whose feedback nobody evaluates.

    With --keys each request carries a fresh token, and the service is shown bad ones too. With --ehr calls offer a
    FHIR server on this machine, sound and faulty. What the service must know of either is said at the start.
    """
    if not url.startswith(("http://", "https://")):
        raise click.ClickException(f"URL: write the base address of the service with its scheme, such as http://{url}")
    own = tuple(map(_header, headers))
    if client.keys and any(name.lower() == "authorization" for name, _ in own):
        raise click.ClickException("--keys signs every request: leave out the Authorization of --header")
    base, calls = url.rstrip("/").removesuffix(_DISCOVERY), _calls(folder)
    with httpx.Client(timeout=options["timeout"]) as http, harness_of(client) as (identity, ehr):
        line = Line(
            client=http,
            base=base,
            headers=own,
            origin=options["origin"],
            identity=identity,
            public=client.public_url.rstrip("/").removesuffix(_DISCOVERY),
        )
        exchanges = tuple(_announced(exchanges_of(line, calls, ehr)))
    report = _report(base, Target(target), exchanges)
    for text, colour in lines(report):
        click.secho(text, fg=colour)
    for kind, write in _WRITERS.items():
        if file := options[kind]:
            file.write_text(write(report), encoding="utf-8")
    if failed(report.judgements):
        raise click.exceptions.Exit(1)


def _report(base: str, target: Target, exchanges: tuple[Exchange, ...]) -> Report:
    return Report(
        url=base,
        target=target,
        requests=len(exchanges),
        judgements=judged(rules_for(target), exchanges),
        unmeasured=unmeasured(exchanges),
    )


def _announced(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """The exchanges; a slow service is named on standard error when its turn comes."""
    named = ""
    for exchange in exchanges:
        if exchange.called != named:
            click.echo(f"asking {exchange.called} …", err=True)
        named = exchange.called
        yield exchange


def _calls(folder: Path | None) -> tuple[ValidCall, ...]:
    try:
        if folder is not None:
            return read_calls(folder)
    except NotARequest as error:
        raise click.ClickException(str(error)) from error
    return read_calls(files("cds_service.cli").joinpath("demonstration"), examples=True)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise click.ClickException("--header: write it as 'Name: value'")
    return name.strip(), value.strip()
