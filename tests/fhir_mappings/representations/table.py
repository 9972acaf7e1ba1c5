"""One accepted representation: a sentence, the resources of a whole record, and what one item of the case then is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from cds_service.case.record import Case
from cds_service.case.settling import settle
from cds_service.logic.fact import Fact
from fhir_mappings.reader import sources_of
from fhir_mappings.reading import read
from fhir_mappings.resources import LISTS, collect
from fhir_mappings.terminology import load_terminology
from tests.fhir_mappings.readers.record import Body, amount, answer, concept, condition, morphology, observation

__all__ = ["Body", "amount", "answer", "concept", "condition", "morphology", "observation"]

AS_OF = date(2026, 11, 23)
TODAY = AS_OF.isoformat()
ACTIVE = {"clinicalStatus": concept("clinical|active")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`means` is the notation of a domain ("[2,2]", "{true}"), or the reason why the item is open."""

    says: str
    item: str
    means: str
    given: tuple[Body, ...]


def row(says: str, item: str, means: str, *given: Body) -> Row:
    """A line of a table."""
    return Row(says=says, item=item, means=means, given=given)


def each(rows: tuple[Row, ...]) -> pytest.MarkDecorator:
    """One test for each line, under its sentence."""
    return pytest.mark.parametrize("line", [pytest.param(line, id=line.says) for line in rows])


def case_of(*given: Body, patient: Body | None = None) -> Case:
    """The settled case of a patient of whom this is the whole record."""
    named = [{"id": f"r{n}", **owned(body)} for n, body in enumerate(given, 1)]
    person = patient or {"resourceType": "Patient", "id": "p"}
    entries = [{"resource": body} for body in (person, *named)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return case_from(dict.fromkeys(LISTS, bundle))


def case_from(lists: dict[str, Any], server: str | None = None) -> Case:
    """The settled case of the patient "p" from prefetch values."""
    record = read(sources_of(collect("p", lists, server), load_terminology(), AS_OF))
    return settle(record, AS_OF, {})


def meaning(line: Row) -> str:
    """What the item of a line is, in the notation of its table."""
    patient = next((body for body in line.given if body.get("resourceType") == "Patient"), None)
    others = [body for body in line.given if body is not patient]
    return said(case_of(*others, patient=patient).facts[line.item])


def said(fact: Fact) -> str:
    """A fact in the notation of the tables."""
    return fact.why.value if fact.why else str(fact.possible)


def owned(body: Body) -> Body:
    """The resource as the patient's, unless it says whose it is."""
    element = "patient" if body.get("resourceType") in ("AllergyIntolerance", "BodyStructure") else "subject"
    return body if {"subject", "patient"} & body.keys() else {**body, element: {"reference": "Patient/p"}}


def days_ago(days: int) -> str:
    """A day as FHIR writes it."""
    return (AS_OF - timedelta(days=days)).isoformat()


def request(*codes: str, status: str = "active", on: str | None = "2026-01-05", text: str = "", **more: Any) -> Body:
    """A MedicationRequest."""
    when = {"authoredOn": on} if on else {}
    return _medicine("MedicationRequest", concept(*codes, text=text), status, {**when, "intent": "order"}, more)


def statement(*codes: str, status: str = "active", on: str | None = "2026-01-05", text: str = "", **more: Any) -> Body:
    """A MedicationStatement."""
    when = {"effectiveDateTime": on} if on else {}
    return _medicine("MedicationStatement", concept(*codes, text=text), status, when, more)


def dose(*codes: str, status: str = "completed", on: str | None = "2026-11-03", text: str = "", **more: Any) -> Body:
    """A MedicationAdministration."""
    when = {"effectiveDateTime": on} if on else {}
    return _medicine("MedicationAdministration", concept(*codes, text=text), status, when, more)


def done(*codes: str, status: str = "completed", on: str | None = "2026-06-01", text: str = "", **more: Any) -> Body:
    """A Procedure."""
    when = {"performedDateTime": on} if on else {}
    return {"resourceType": "Procedure", "status": status, "code": concept(*codes, text=text), **when, **more}


def allergy(*codes: str, **more: Any) -> Body:
    """An active and confirmed AllergyIntolerance."""
    return {"resourceType": "AllergyIntolerance", "code": concept(*codes), **more}


def measured(code: str, value: Any, unit: str, **more: Any) -> Body:
    """A recent measurement."""
    return observation(code, amount(value, unit), days_ago(3), **more)


def _medicine(kind: str, medicine: Body, status: str, when: Body, more: Body) -> Body:
    named = {} if "medicationReference" in more else {"medicationCodeableConcept": medicine}
    return {"resourceType": kind, "status": status, **named, **when, **more}
