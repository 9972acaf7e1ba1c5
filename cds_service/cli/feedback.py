"""`net-cds feedback report`: what became of the cards."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from cds_service.bootstrap import database_for
from cds_service.cli.refusal import refusing_bad_settings
from cds_service.database.address import file_of, located
from cds_service.database.database import DatabaseDown
from cds_service.feedback.report.figures import Report, report_on
from cds_service.feedback.report.kept import Kept, kept_since
from cds_service.feedback.report.page import report_page
from cds_service.feedback.report.sheet import report_csv
from cds_service.feedback.report.text import report_text
from cds_service.settings import PREFIX, load
from fhir_mappings.terminology import load_terminology

_FORMS: Mapping[str, Callable[[Report, str], str]] = {
    "table": lambda report, title: f"{title}\n\n{report_text(report)}",
    "csv": lambda report, _: report_csv(report),
    "html": report_page,
}


@click.group()
def feedback() -> None:
    """What clinicians did with the cards."""


@feedback.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only cards sent on or after this day (UTC).")
@click.option("--format", "form", type=click.Choice(list(_FORMS)), default="table", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default: the terminal.")
def report(since: datetime | None, form: str, output: Path | None) -> None:
    """Acceptance and overriding by topic, recommendation and warning, reasons, and what was ordered from cards."""
    figures = report_on(_kept(since), load_terminology())
    today = datetime.now(UTC).date().isoformat()
    title = f"net-cds: what became of the cards, {since.date().isoformat() if since else 'from the first'} to {today}"
    text = _FORMS[form](figures, title)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")
        click.echo(output)


def _kept(since: datetime | None) -> Kept:
    with refusing_bad_settings():
        settings = load(os.environ)
        file = file_of(located(settings.database_url))
        if file is not None and not file.exists():
            raise click.ClickException(f"nothing is kept yet: {PREFIX}DATABASE_URL names a file that does not exist")
        database = database_for(settings)
    try:
        with database.reading() as connection:
            return kept_since(connection, since)
    except DatabaseDown as error:
        raise click.ClickException(f"the database cannot be read now ({error})") from error
    finally:
        database.close()
