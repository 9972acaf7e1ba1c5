"""What a server answered → why it is not what was asked for: an error, another type, version or patient."""

from __future__ import annotations

from typing import Any

from cds_service.ehr.reasons import Reason
from fhir_mappings.elements.resource_type import is_earlier_version
from fhir_mappings.elements.shape import Object, an_object
from fhir_mappings.gathering.bundles import LISTS, contents
from fhir_mappings.gathering.identity import Context, Owner, is_context_patient, owner
from fhir_mappings.gathering.sifting import urls_of


def objection(value: Any, key: str, context: Context) -> Reason | None:
    """Why the answer to the search of a prefetch key must not be used; None when it may be.

    Stricter than for prefetch: a server that sends one resource of another patient did not do the search that was
    asked for, so that nothing can be concluded from what it leaves out.
    """
    body = an_object(value)
    kind = body.get("resourceType")
    if kind == "OperationOutcome":
        return Reason.OUTCOME
    if key == "patient":
        return _of_patient(body, context)
    return _of_page(body, LISTS[key], context) if kind == "Bundle" else Reason.NOT_ASKED_FOR


def _of_patient(body: Object, context: Context) -> Reason | None:
    if body.get("resourceType") != "Patient":
        return Reason.NOT_ASKED_FOR
    return None if is_context_patient(body, None, context) else Reason.FOREIGN


def _of_page(bundle: Object, kind: str, context: Context) -> Reason | None:
    found = contents(bundle)
    if found.failed:
        return Reason.OUTCOME
    within = Context(patient_id=context.patient_id, fhir_server=context.fhir_server, urls=urls_of(found.entries))
    bodies = [body for entry in found.entries if (body := an_object(entry.resource)).get("resourceType") == kind]
    if any(owner(kind, body, within) is Owner.ANOTHER for body in bodies):
        return Reason.FOREIGN
    if bodies and all(is_earlier_version(kind, body) for body in bodies):
        return Reason.VERSION
    return None
