"""Draft orders as EHRs send them, for the tests of this room."""

from __future__ import annotations

from typing import Any

from fhir_mappings.orders.drafts import Drafted, drafted
from fhir_mappings.terminology import Terminology, load_terminology

SCT, ATC = "http://snomed.info/sct", "http://www.whocc.no/atc"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
CPT = "http://www.ama-assn.org/go/cpt"
NET = "https://net-cds.org/fhir/CodeSystem/net-observation"
NET_ORDER = "https://net-cds.org/fhir/CodeSystem/net-order"
SERVER = "https://ehr.example.org/fhir"

Body = dict[str, Any]


def concept(*codes: tuple[str, str], said: str | None = None) -> Body:
    """A CodeableConcept with these codings (system and code)."""
    codings = [{"system": system, "code": code} for system, code in codes]
    return {"coding": codings, **({"text": said} if said else {})}


def procedure(*codes: tuple[str, str], said: str | None = None, **more: Any) -> Body:
    """A draft ServiceRequest."""
    return {"resourceType": "ServiceRequest", "id": "d1", "code": concept(*codes, said=said), **more}


def medicine(*codes: tuple[str, str], said: str | None = None, **more: Any) -> Body:
    """A draft MedicationRequest."""
    given = concept(*codes, said=said)
    return {"resourceType": "MedicationRequest", "id": "d1", "medicationCodeableConcept": given, **more}


def bundle(*resources: object) -> Body:
    """A Bundle without type, as the public sandbox sends it."""
    return {"resourceType": "Bundle", "entry": [{"resource": resource} for resource in resources]}


def read(*resources: object, terminology: Terminology | None = None) -> Drafted:
    """The drafts of patient p1 in a Bundle."""
    return drafted(bundle(*resources), "p1", SERVER, terminology or load_terminology())


def kinds(*resources: object, terminology: Terminology | None = None) -> list[str]:
    """The kinds of the orders in a Bundle."""
    return [draft.order.kind.value for draft in read(*resources, terminology=terminology).drafts]


HEPATECTOMY = procedure((SCT, "71273005"))
LISINOPRIL = medicine((RXNORM, "311354"), said="Lisinopril 5 MG Oral Tablet")
