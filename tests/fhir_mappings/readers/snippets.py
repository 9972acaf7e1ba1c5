"""Small FHIR resources for the tests of readers, reading them, and damaging them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st

from cds_service.logic.domain import Domain
from cds_service.logic.fact import Fact, Why
from fhir_mappings.reader import Found, Reader, sources_of
from fhir_mappings.resources import LISTS, collect
from fhir_mappings.terminology import load_terminology

AS_OF = date(2026, 11, 24)
LOINC, SNOMED, ICD10 = "http://loinc.org", "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM, ATC = "http://www.nlm.nih.gov/research/umls/rxnorm", "http://www.whocc.no/atc"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
CPT, PCS = "http://www.ama-assn.org/go/cpt", "http://www.cms.gov/Medicare/Coding/ICD10"
NCIT = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"
NET, ANSWER = "https://net-cds.org/fhir/CodeSystem/net-observation", "https://net-cds.org/fhir/CodeSystem/net-value"
UCUM = "http://unitsofmeasure.org"

Json = dict[str, Any]
_SUBJECT = {"reference": "Patient/p"}


def concept(*codings: tuple[str, str], text: str | None = None) -> Json:
    """A CodeableConcept."""
    coded = {"coding": [{"system": system, "code": code} for system, code in codings]} if codings else {}
    return {**coded, **({"text": text} if text else {})}


def quantity(value: Any, unit: str | None, comparator: str | None = None) -> Json:
    """A Quantity with a UCUM code; None: without any unit."""
    coded = {"unit": unit, "code": unit, "system": UCUM} if unit else {}
    return {"value": value, **coded, **({"comparator": comparator} if comparator else {})}


def observation(
    code: tuple[str, str], name: str = "o1", when: str | None = "2026-11-20", status: str = "final", **more: Any
) -> Json:
    """An Observation of the patient."""
    body = {"resourceType": "Observation", "id": name, "status": status, "subject": _SUBJECT, "code": concept(code)}
    return {**body, **({"effectiveDateTime": when} if when else {}), **more}


def measured(
    code: tuple[str, str], value: Any, unit: str | None, name: str = "o1", when: str | None = "2026-11-20", **more: Any
) -> Json:
    """An Observation with a valueQuantity."""
    return observation(code, name, when, valueQuantity=quantity(value, unit), **more)


def condition(
    code: tuple[str, str],
    name: str = "c1",
    when: str | None = "2026-11-10",
    clinical: str | None = "active",
    verification: str | None = "confirmed",
) -> Json:
    """A Condition of the patient."""
    base = "http://terminology.hl7.org/CodeSystem/condition"
    return {
        "resourceType": "Condition",
        "id": name,
        "subject": _SUBJECT,
        "code": concept(code),
        **({"recordedDate": when} if when else {}),
        **({"clinicalStatus": concept((f"{base}-clinical", clinical))} if clinical else {}),
        **({"verificationStatus": concept((f"{base}-ver-status", verification))} if verification else {}),
    }


def procedure(
    *codes: tuple[str, str], name: str = "x1", when: str | None = "2026-06-01", status: str = "completed", **more: Any
) -> Json:
    """A Procedure of the patient; `text` gives the words of its code."""
    code = concept(*codes, text=more.pop("text", None))
    body = {"resourceType": "Procedure", "id": name, "status": status, "subject": _SUBJECT, "code": code}
    return {**body, **({"performedDateTime": when} if when else {}), **more}


def medication(
    kind: str,
    *codes: tuple[str, str],
    name: str = "m1",
    status: str = "active",
    when: str | None = "2026-01-05",
    **more: Any,
) -> Json:
    """A MedicationRequest, MedicationStatement or MedicationAdministration; `text` gives the words of the medicine."""
    dated = {"authoredOn" if kind == "MedicationRequest" else "effectiveDateTime": when} if when else {}
    medicine = concept(*codes, text=more.pop("text", None))
    body = {"resourceType": kind, "id": name, "status": status, "subject": _SUBJECT, **dated}
    return {**body, "medicationCodeableConcept": medicine, **more}


def patient(**more: Any) -> Json:
    """The Patient: a woman born in 1970 unless said otherwise; None leaves an element out."""
    body = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1970-03-01", **more}
    return {key: value for key, value in body.items() if value is not None}


def read(reader: Reader, *resources: Json, as_of: date = AS_OF) -> Found:
    """What a reader finds in these resources, which come as prefetch by their type."""
    lists: dict[str, Any] = {}
    keys = {kind: key for key, kind in LISTS.items()}
    for resource in resources:
        key = keys.get(str(resource.get("resourceType")), "observations")
        if key == "patient":
            lists[key] = resource
        else:
            lists.setdefault(key, {"resourceType": "Bundle", "entry": []})["entry"].append({"resource": resource})
    sources = sources_of(collect("p", lists, None), load_terminology(), as_of)
    return reader.read(sources)


def fact(reader: Reader, *resources: Json, as_of: date = AS_OF) -> Fact | None:
    """The fact about the reader's first item."""
    return read(reader, *resources, as_of=as_of).facts.get(reader.items[0])


def said(reader: Reader, *resources: Json) -> Domain | Why | None:
    """What the first item still may be, or why it is open; None when nothing is said."""
    found = fact(reader, *resources)
    return (found.why or found.possible) if found else None


def texts(found: Found) -> str:
    """The words of all notes."""
    return " | ".join(note.text for note in found.notes)


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2026-13-45", "9999", "0001-01-01", "active", "final", "1e400", "Patient/p", "#x", -1, 10**40]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["coding", "value", "code"]), inner),
    max_leaves=4,
)


@st.composite
def damaged(draw: st.DrawFn, *resources: Json) -> list[Json]:
    """The resources with one to three values, at any path, replaced by any JSON value."""
    hurt = copy.deepcopy(list(resources))
    for _ in range(draw(st.integers(1, 3))):
        parent, key = draw(st.sampled_from(list(_paths(hurt))))
        if not (parent is hurt or (parent in hurt and key == "resourceType")):
            parent[key] = draw(_VALUES)
    return hurt


def _paths(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _paths(inner)
