"""Suggested order → a draft ServiceRequest (FHIR R4)."""

from __future__ import annotations

import json
from typing import Any

from fhir.resources.R4B.servicerequest import ServiceRequest

from fhir_mappings.terminology import SuggestedOrder


def service_request(order: SuggestedOrder, *, patient_id: str, encounter_id: str | None) -> dict[str, Any]:
    """The order as an unsigned draft for the patient of the hook; requester and date are the EHR's to add.

    Raises `pydantic.ValidationError` when it would not be valid FHIR: a bug of ours.
    """
    body: dict[str, Any] = {
        "status": "draft",
        "intent": "proposal",
        "subject": {"reference": f"Patient/{patient_id}"},
        "code": code_of(order),
    }
    if encounter_id:
        body["encounter"] = {"reference": f"Encounter/{encounter_id}"}
    written: dict[str, Any] = json.loads(ServiceRequest(**body).model_dump_json())
    return written


def code_of(order: SuggestedOrder) -> dict[str, Any]:
    """The order as a CodeableConcept: its text for people, and its codings."""
    codings = [
        {"system": coding.system, "code": coding.code, **({"display": coding.display} if coding.display else {})}
        for coding in order.codings
    ]
    return {"text": order.text, **({"coding": codings} if codings else {})}
