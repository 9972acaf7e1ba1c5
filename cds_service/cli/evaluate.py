"""`net-cds evaluate FILE…`: the same walk without HTTP, for a CDS Hooks request, a Bundle or a single resource."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from cds_service.bootstrap import SERVICES, advice_on, knowledge_for, reviewed
from cds_service.cards.frame import Frame
from cds_service.cards.wire import card_json
from cds_service.cli.files import read_json, unpacked
from cds_service.cli.printing import print_cards
from cds_service.cli.refusal import refusing_bad_settings
from cds_service.cli.validation_text import checked, validation_text
from cds_service.hooks.explanation import explanation
from cds_service.hooks.request import BadRequest, PreconditionFailed, parse
from cds_service.knowledge import Knowledge
from cds_service.respond import Advice, advise
from cds_service.settings import load
from fhir_mappings.elements.problem import Problem
from fhir_mappings.resources import collect, whole_bundle


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of evaluation; default NET_CDS_AS_OF or today.")
@click.option("--explain", is_flag=True, help="Print the JSON of the explain endpoint instead of the cards.")
@click.option(
    "--validate", is_flag=True, help="Say first what is not valid FHIR R4, element by element; evaluate anyway."
)
def evaluate(paths: tuple[Path, ...], as_of: Any, explain: bool, validate: bool) -> None:
    """Evaluate files: CDS Hooks requests, FHIR Bundles (taken as the whole record) or resources; also gzipped."""
    failed = []
    for path in paths:
        if validate:
            _validate(path, beside_json=explain)
        if not _evaluate(path, as_of.date() if as_of else None, explain):
            failed.append(path)
    if failed:
        raise SystemExit(1)


def _evaluate(path: Path, as_of: date | None, explain: bool) -> bool:
    with refusing_bad_settings():
        settings = load(os.environ)
        knowledge = knowledge_for(settings)
    try:
        advice = _advice(knowledge, path, as_of or settings.as_of or date.today())
    except click.ClickException as refusal:
        click.secho(f"{path}: {refusal.message}", fg="red", err=True)
        return False
    _print(path, advice, knowledge.named if explain else None)
    return True


def _validate(path: Path, *, beside_json: bool) -> None:
    """Beside the JSON of --explain it goes to standard error; what is no JSON is refused when it is evaluated."""
    with suppress(click.ClickException):
        click.echo(validation_text(path.name, checked(read_json(path))), err=beside_json)


def _advice(knowledge: Knowledge, path: Path, as_of: date) -> Advice:
    """What the service would say to the file; a Bundle or resource is taken as an opened chart."""
    body = read_json(path)
    if isinstance(body, dict) and "hook" in body:
        return _to_request(knowledge, unpacked(path), str(body["hook"]), as_of)
    found = whole_bundle(body)
    if isinstance(found, Problem):
        raise click.ClickException(found.text)
    patient_id, lists = found
    frame = Frame(
        hook_instance=str(path),
        patient_id=patient_id,
        encounter_id=None,
        terminology=knowledge.terminology,
        guideline=knowledge.named,
        review=reviewed(knowledge),
    )
    return advise(knowledge, collect(patient_id, lists, None), frame, as_of)


def _to_request(knowledge: Knowledge, raw: bytes, hook: str, as_of: date) -> Advice:
    service = next((one for one in SERVICES if one.hook == hook), SERVICES[0])
    try:
        return advice_on(knowledge, service, parse(raw, service), as_of)
    except (BadRequest, PreconditionFailed) as refusal:
        said = "; ".join(f"{problem.path} {problem.text}" for problem in refusal.problems)
        raise click.ClickException(said) from refusal


def _print(path: Path, advice: Advice, explained_by: Mapping[str, Any] | None) -> None:
    if explained_by:
        click.echo(json.dumps(explanation(advice, explained_by), ensure_ascii=False, indent=2))
    else:
        print_cards(path.name, [card_json(card) for card in advice.cards])
