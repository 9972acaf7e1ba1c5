"""`net-cds guideline sheet`: the review sheet as files."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cds_service.bootstrap import knowledge_for
from cds_service.cli.refusal import refusing_bad_settings
from cds_service.settings import load
from cds_service.sheet.examples import HERE
from cds_service.sheet.sheet import html_sheet, markdown_sheet, overview


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("review-sheet"),
    show_default=True,
    help="Folder for sheet.html, sheet.md and the drawing.",
)
@click.option(
    "--vignettes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the vignettes; default: those of this checkout.",
)
def sheet(output: Path, vignettes: Path | None) -> None:
    """Write the review sheet: one page per recommendation and warning, and the decision overview."""
    with refusing_bad_settings():
        knowledge = knowledge_for(load(os.environ))
    found = vignettes or (HERE if HERE.is_dir() else None)
    if found is None:
        click.echo("There are no vignettes beside this installation; the sheet has no examples.", err=True)
    output.mkdir(parents=True, exist_ok=True)
    drawing, svg = overview(knowledge)
    pages = {
        "sheet.html": html_sheet(knowledge, found),
        "sheet.md": markdown_sheet(knowledge, found),
        drawing: svg,
    }
    for name, content in pages.items():
        (output / name).write_text(content, encoding="utf-8")
        click.echo(output / name)
