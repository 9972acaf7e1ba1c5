"""Who may see and do what: access tokens, scopes and the patient that they are for."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from cds_service.harness.ehr.grant import Grant, Interaction, Scope
from cds_service.harness.ehr.search.criteria import BadSearch, Search, search_of
from cds_service.harness.ehr.search.elements import values_at
from cds_service.harness.ehr.search.finding import fulfils
from cds_service.harness.ehr.search.parameters import parameters_of
from cds_service.harness.ehr.search.references import reference_of, type_and_id
from cds_service.harness.ehr.server.answers import Refusal
from cds_service.harness.ehr.server.call import Call

_EVERYTHING = Grant(token="", scope="system/*.*")
_NAMES_OF_PATIENT = ("patient", "subject")


def admitted(call: Call) -> Grant:
    """What the caller may do; everything if the EHR is open. Raises `Refusal` (401) without a good token."""
    if call.ehr.is_open:
        return _EVERYTHING
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    grant = call.ehr.grant_of(token.strip()) if scheme.lower() == "bearer" else None
    if grant is None:
        raise Refusal(
            HTTPStatus.UNAUTHORIZED, "Send an access token that is good.", {"WWW-Authenticate": 'Bearer realm="fhir"'}
        )
    return grant


def check_scope(grant: Grant, kind: str, interaction: Interaction) -> None:
    """Raises `Refusal` (403) if no scope lets this be done with the type."""
    if not _scopes(grant, kind, interaction):
        raise Refusal(HTTPStatus.FORBIDDEN, "The scope of the access token does not cover this.")


def check_patient(grant: Grant, search: Search) -> None:
    """Raises `Refusal` (403) for a search that names another patient than the one whose data the token opens."""
    if not all(scope.of_patient for scope in _scopes(grant, search.kind, Interaction.SEARCH)):
        return
    named = {type_and_id(value)[1] for value in _patients_named(search)}
    if named - {grant.patient}:
        raise Refusal(HTTPStatus.FORBIDDEN, "The access token is for another patient.")


def may(grant: Grant, resource: Mapping[str, Any], interaction: Interaction) -> bool:
    """Whether a scope lets this be done with this resource."""
    kind = str(resource["resourceType"])
    return any(_opens(scope, grant, resource) for scope in _scopes(grant, kind, interaction))


def _scopes(grant: Grant, kind: str, interaction: Interaction) -> list[Scope]:
    return [scope for scope in grant.scopes if scope.covers(kind, interaction)]


def _opens(scope: Scope, grant: Grant, resource: Mapping[str, Any]) -> bool:
    patients = _patients_of(resource)
    if scope.of_patient and patients and grant.patient not in patients:
        return False
    try:
        narrowed = search_of(str(resource["resourceType"]), parse_qsl(scope.query))
    except BadSearch:
        return False
    return not narrowed.unknown and all(fulfils(resource, criterion) for criterion in narrowed.criteria)


def _patients_of(resource: Mapping[str, Any]) -> frozenset[str]:
    """The patients in whose compartment it lies; empty for what belongs to no patient, such as an organisation."""
    if resource["resourceType"] == "Patient":
        return frozenset({str(resource["id"])})
    parameter = parameters_of(str(resource["resourceType"])).get("patient")
    references = (
        type_and_id(reference_of(value))
        for path in (parameter.paths if parameter else ())
        for value in values_at(resource, path)
    )
    return frozenset(identifier for kind, identifier in references if kind == "Patient")


def _patients_named(search: Search) -> list[str]:
    names = ("_id",) if search.kind == "Patient" else _NAMES_OF_PATIENT
    return [value for criterion in search.criteria if criterion.parameter.name in names for value in criterion.values]
