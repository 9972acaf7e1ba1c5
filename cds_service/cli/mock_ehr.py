"""`net-cds mock-ehr`: an invented EHR's FHIR server to try a CDS service with."""

from __future__ import annotations

import json
import shlex
import time
import uuid
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from cds_service.cli.demo import demonstration_requests
from cds_service.harness.ehr.addresses import FHIR
from cds_service.harness.ehr.ehr import Asked, Ehr
from cds_service.harness.ehr.faults.profile import Side, all_profiles, profile, profiles_of
from cds_service.harness.ehr.grant import Grant
from cds_service.harness.ehr.records import NotAResource, read_folder, resources_in
from cds_service.harness.ehr.serving import running
from cds_service.harness.ehr.smart.authorization import Authorization
from cds_service.harness.ehr.smart.routes import smart_routes

_SCOPE = "user/*.*"
_SERVICE = "http://127.0.0.1:8000/cds-services/net-patient-view"
_GLANCE_SECONDS = 0.2


@click.command("mock-ehr")
@click.option("--port", default=9000, show_default=True, help="Port to listen on, on this machine only; 0: a free one.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with FHIR resources or Bundles (*.json, *.ndjson) in place of the demonstration patients.",
)
@click.option(
    "--fault",
    type=click.Choice([one.id for one in profiles_of(Side.SERVER)]),
    metavar="ID",
    help="Misbehave like this.",
)
@click.option("--token", help="Ask for this access token; without it everybody may read and write.")
@click.option("--list-faults", is_flag=True, help="List all faults and stop.")
def mock_ehr(port: int, data: Path | None, fault: str | None, token: str | None, list_faults: bool) -> None:
    """Serve invented patients as an EHR's FHIR server (R4) until stopped, and show what it is asked."""
    if list_faults:
        _list_faults()
        return
    grants = [Grant(token=token, scope=_SCOPE)] if token else []
    ehr = Ehr(_resources(data), grants=grants, fault=profile(fault) if fault else None)
    with ExitStack() as stack:
        try:
            address = stack.enter_context(running(ehr, port=port, routes=smart_routes(Authorization(ehr))))
        except OSError as error:
            raise click.ClickException(f"port {port} cannot be had ({error.strerror}); try --port 0") from error
        _introduce(ehr, f"{address}{FHIR}", token)
        _show_what_is_asked(ehr)


def _resources(folder: Path | None) -> Iterable[Mapping[str, Any]]:
    if folder is None:
        lists = (value for request in demonstration_requests() for value in request["prefetch"].values())
        return [resource for value in lists for resource in resources_in(value)]
    try:
        return read_folder(folder)
    except (NotAResource, OSError) as error:
        raise click.ClickException(f"--data: {error}") from error


def _introduce(ehr: Ehr, base: str, token: str | None) -> None:
    click.secho(f"FHIR base  {base}", bold=True)
    if ehr.fault:
        click.secho(f"Fault      {ehr.fault.id}: {ehr.fault.does}", fg="yellow")
    click.echo("Patients")
    for identifier in ehr.patients:
        click.echo(f"  {identifier:12} {_name(ehr.resources['Patient', identifier])}")
    for identifier in ehr.patients[:1]:
        call = shlex.quote(json.dumps(_call(base, identifier, token)))
        click.echo("\nCall a service about the first of them, for example that of deploy/demo:\n")
        click.echo(f"  curl -H 'Content-Type: application/json' -d {call} \\\n      {_SERVICE}")
    click.echo("\nStop with Ctrl-C. What is asked:")


def _name(patient: Mapping[str, Any]) -> str:
    name = (patient.get("name") or [{}])[0]
    return str(name.get("text") or " ".join([*name.get("given", ()), name.get("family", "")]))


def _call(base: str, patient: str, token: str | None) -> dict[str, Any]:
    call = {
        "hook": "patient-view",
        "hookInstance": str(uuid.uuid4()),
        "fhirServer": base,
        "context": {"userId": "Practitioner/demo-oncologist", "patientId": patient},
    }
    authorization = {"access_token": token, "token_type": "Bearer", "expires_in": 300, "scope": _SCOPE, "subject": "me"}
    return {**call, "fhirAuthorization": authorization} if token else call


def _show_what_is_asked(ehr: Ehr) -> None:
    shown = 0
    try:
        while True:
            shown = _show(ehr, shown)
            time.sleep(_GLANCE_SECONDS)
    except KeyboardInterrupt:
        _show(ehr, shown)
        click.echo("stopping")


def _show(ehr: Ehr, shown: int) -> int:
    """Print what was asked after the first so many requests, and say how many they are now."""
    asked = ehr.asked
    for one in asked[shown:]:
        click.echo(f"  {one.method:6} {one.path}{_how(one)}")
    return len(asked)


def _how(asked: Asked) -> str:
    return ("  with a token" if asked.has_token else "") + ("  at the other origin" if asked.is_elsewhere else "")


def _list_faults() -> None:
    for one in all_profiles():
        click.secho(one.id, bold=True, nl=False)
        click.echo(f"  {one.title}\n    {one.does}")
        if one.breaks:
            click.echo(f"    breaks {', '.join(one.breaks)}")
