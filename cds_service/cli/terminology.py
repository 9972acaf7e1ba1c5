"""`net-cds terminology`: what is read, what a code means here, and which codes of a record are not understood."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TextIO

import click

from cds_service.cli.files import read_json
from cds_service.cli.refusal import refusing_bad_settings
from cds_service.cli.terminology_text import markdown_table, meaning_text, unknown_text
from cds_service.settings import load
from fhir_mappings.integration.code_meaning import meanings, why_left_out
from fhir_mappings.integration.code_search import codes_in, search, title_of
from fhir_mappings.integration.gaps import gaps
from fhir_mappings.integration.what_is_read import what_is_read
from fhir_mappings.terminology import (
    SiteMap,
    Terminology,
    is_standard,
    load_terminology,
    read_site_maps,
    served,
    with_site_maps,
)
from fhir_mappings.writers.site_map_draft import site_map_draft


@click.group()
def terminology() -> None:
    """What is read, what a code means here, and which codes of a record are not understood.

    A site's own ConceptMaps count when NET_CDS_CONCEPT_MAPS names their folder.
    """


@terminology.command("list")
def list_all() -> None:
    """List the value sets, concept maps and code systems with their titles and number of codes."""
    merged, site_maps = _understood()
    for kind, resources in served(site_maps).items():
        click.secho(f"{kind} ({len(resources)})", bold=True)
        for identifier, resource in resources.items():
            codes = merged.value_sets[identifier].concepts if kind == "ValueSet" else tuple(codes_in(resource))
            click.echo(f"  {identifier:48} {len(codes):4}  {title_of(resource)}")


@terminology.command("search")
@click.argument("words", nargs=-1, required=True)
def search_words(words: tuple[str, ...]) -> None:
    """Find value sets, concept maps, code systems and codes that have all the WORDS."""
    hits = search(served(_understood()[1]), " ".join(words))
    if not hits:
        raise click.ClickException("nothing here has these words; try fewer, or `net-cds terminology list`")
    for hit in hits:
        click.secho(f"{hit.kind}/{hit.id}  {hit.title}", bold=hit.by_title)
        for coding in hit.codes:
            click.echo(f"    {coding.code:20} {coding.display or ''}  [{coding.system}]")


@terminology.command()
@click.argument("code")
@click.option("--system", help="URI of its system, another spelling of it (urn:oid:…), or a part: snomed, loinc.")
def explain(code: str, system: str | None) -> None:
    """Say what a CODE means here: where it is listed, whether it may be sent, and which facts it feeds."""
    found = meanings(_understood()[0], code, system)
    if not found:
        raise click.ClickException(unknown_text(code, why_left_out(code, system)))
    click.echo("\n\n".join(map(meaning_text, found)))


@terminology.command()
def table() -> None:
    """Print the table of all facts with the resources and codes that feed them, as Markdown."""
    click.echo(markdown_table(what_is_read(_understood()[0])))


@terminology.command("gaps")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", type=click.File("w", encoding="utf-8"), default="-", help="File to write; default: print it.")
@click.option("--local", is_flag=True, help="Leave out codes of public terminologies (SNOMED CT, LOINC …).")
def write_gaps(paths: tuple[Path, ...], output: TextIO, local: bool) -> None:
    """Write the codes in Bundles, resources or hook requests that are not understood, as a ConceptMap to fill in.

    Only codes, their systems and displays are written: no names, ids, dates, values or free text.
    """
    found = gaps((value for path in paths for value in _resources(path)), _understood()[0])
    kept = [gap for gap in found.found if not (local and is_standard(gap.coding.system))]
    click.echo(json.dumps(site_map_draft(kept), ensure_ascii=False, indent=2), file=output)
    withheld = f"; {found.withheld} withheld, which read like text or like a person's data" if found.withheld else ""
    systems = len({gap.coding.system for gap in kept})
    click.secho(f"codes not understood: {len(kept)}, systems: {systems}{withheld}", bold=True, err=True)


def _understood() -> tuple[Terminology, tuple[SiteMap, ...]]:
    """Our terminology with the site's maps merged in, and those maps."""
    with refusing_bad_settings():
        site_maps = read_site_maps(load(os.environ).concept_maps)
        return with_site_maps(load_terminology(), site_maps), site_maps


def _resources(path: Path) -> tuple[object, ...]:
    """The Bundle or resource in a file; of a hook request what its prefetch brought."""
    try:
        body = read_json(path)
    except click.ClickException as refusal:
        raise click.ClickException(f"{path}: {refusal.message}") from refusal
    prefetch = body.get("prefetch") if isinstance(body, dict) and "hook" in body else None
    return tuple(prefetch.values()) if isinstance(prefetch, dict) else (body,)
