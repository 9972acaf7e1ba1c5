"""Builders for small FHIR snippets, and what a reader says about them."""

from datetime import date
from typing import Any

from fhir_mappings.reader import Found, Reader, Sources, sources_of
from fhir_mappings.resources import LISTS, collect
from fhir_mappings.terminology import load_terminology

AS_OF = date(2026, 11, 23)
SYSTEMS = {
    "sct": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
    "icd": "http://hl7.org/fhir/sid/icd-10-cm",
    "icdo": "http://terminology.hl7.org/CodeSystem/icd-o-3",
    "ajcc": "http://cancerstaging.org",
    "cpt": "http://www.ama-assn.org/go/cpt",
    "pcs": "http://www.cms.gov/Medicare/Coding/ICD10",
    "nci": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
    "net": "https://net-cds.org/fhir/CodeSystem/net-observation",
    "value": "https://net-cds.org/fhir/CodeSystem/net-value",
    "who": "http://hl7.org/fhir/sid/icd-10",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "atc": "http://www.whocc.no/atc",
    "hcpcs": "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    "local": "https://hospital.example/codes",
    "ver": "http://terminology.hl7.org/CodeSystem/condition-ver-status",
    "clinical": "http://terminology.hl7.org/CodeSystem/condition-clinical",
}
HISTOLOGY = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior"

Body = dict[str, Any]


def concept(*codes: str, text: str | None = None) -> Body:
    """A CodeableConcept from codes like "loinc|29593-1"."""
    pairs = [code.split("|") for code in codes]
    written: Body = {"coding": [{"system": SYSTEMS[system], "code": code} for system, code in pairs]} if codes else {}
    return {**written, "text": text} if text else written


def answer(*codes: str, text: str | None = None) -> Body:
    """The value[x] of a coded answer."""
    return {"valueCodeableConcept": concept(*codes, text=text)}


def amount(value: Any, unit: str | None = None, **more: Any) -> Body:
    """The value[x] of a measurement."""
    coded = {"system": "http://unitsofmeasure.org", "code": unit} if unit else {}
    return {"valueQuantity": {"value": value, **coded, **more}}


def observation(code: str, value: Body, on: str | None = "2026-11-01", status: str = "final", **more: Any) -> Body:
    """An Observation of our patient."""
    when = {"effectiveDateTime": on} if on else {}
    return {"resourceType": "Observation", "status": status, "code": concept(code), **when, **value, **more}


def condition(*codes: str, on: str | None = "2026-11-01", sure: str | None = "confirmed", **more: Any) -> Body:
    """A Condition of our patient."""
    when = {"recordedDate": on} if on else {}
    verified = {"verificationStatus": concept(f"ver|{sure}")} if sure else {}
    return {"resourceType": "Condition", "code": concept(*codes), **when, **verified, **more}


def procedure(code: str, on: str | None = "2026-11-01", status: str = "completed") -> Body:
    """A Procedure of our patient."""
    when = {"performedDateTime": on} if on else {}
    return {"resourceType": "Procedure", "status": status, "code": concept(code), **when}


def morphology(code: str) -> Body:
    """The mCODE extension that holds the histology of a Condition."""
    return {"extension": [{"url": HISTOLOGY, "valueCodeableConcept": concept(code)}]}


def sources(*bodies: Body) -> Sources:
    """The resources as a reader is given them; they are named r1, r2 … in the order given."""
    named = [{"id": f"r{n}", "subject": {"reference": "Patient/p"}, **body} for n, body in enumerate(bodies, 1)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": body} for body in named]}
    resources = collect("p", dict.fromkeys(LISTS, bundle), None)
    return sources_of(resources, load_terminology(), AS_OF)


def read(reader: Reader, *bodies: Body) -> Found:
    """What the reader finds in these resources."""
    return reader.read(sources(*bodies))


def said(reader: Reader, item: str, *bodies: Body) -> str | None:
    """The fact in short: "{true}", "[3,5]", or why it is open; None when the reader says nothing."""
    fact = read(reader, *bodies).facts.get(item)
    return None if fact is None else fact.why.value if fact.why else str(fact.possible)


def first(reader: Reader, item: str, *bodies: Body) -> str:
    """The reference of the deciding evidence."""
    return read(reader, *bodies).facts[item].evidence[0].reference


def notes(reader: Reader, *bodies: Body) -> str:
    """All notes of the reader, one a line."""
    return "\n".join(note.text for note in read(reader, *bodies).notes)
