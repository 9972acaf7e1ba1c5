"""One NET patient whose record comes in many shapes, and the case that every shape must give."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from cds_service.case.record import Case
from cds_service.logic.fact import Fact
from fhir_mappings.resources import LISTS
from tests.fhir_mappings.representations.table import (
    ACTIVE,
    Body,
    amount,
    answer,
    case_from,
    concept,
    condition,
    days_ago,
    done,
    dose,
    observation,
    owned,
    request,
    said,
)

SERVER = "https://ehr.example/fhir"
PATIENT: Body = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1970-03-01"}
RECORD: tuple[Body, ...] = (
    {**condition("local|7", "icd|C7A.025", "sct|1288033004"), **ACTIVE},
    {**condition("icd|C7B.02"), **ACTIVE},
    observation("loinc|29593-1", amount(4, "%"), days_ago(90), specimen={"reference": "Specimen/s1"}),
    observation("net|mitotic-rate-per-2mm2", amount(1), days_ago(90), specimen={"reference": "Specimen/s1"}),
    {"resourceType": "Specimen", "type": concept(text="biopsy")},
    observation("net|sstr-status", answer("value|positive"), days_ago(40)),
    observation("net|recist-1-1-response", answer("value|SD"), days_ago(200)),
    observation("net|recist-1-1-response", answer("value|SD"), days_ago(20)),
    observation("loinc|718-7", amount(12.5, "g/dL"), days_ago(10)),
    observation("loinc|718-7", amount(11.5, "g/dL"), days_ago(10)),
    observation("loinc|777-3", amount(180, "10*9/L"), days_ago(10)),
    observation("loinc|2160-0", amount(80, "umol/L"), days_ago(10)),
    observation("loinc|29463-7", amount(64, "kg"), days_ago(10)),
    request(medicationReference={"reference": "Medication/med1"}),
    {"resourceType": "Medication", "code": concept("rxnorm|898589")},
    dose("rxnorm|898589", on=days_ago(20)),
    dose("rxnorm|898589", on=days_ago(48)),
    done("sct|84604002"),
    {"resourceType": "AllergyIntolerance", "code": concept("atc|H01CB03")},
)
_NAMES = {"Specimen": "s1", "Medication": "med1"}


def resources() -> list[Body]:
    """The patient and her record, each resource under an id of its own; a fresh copy each time."""
    named = [{**owned(body), "id": _NAMES.get(body["resourceType"], f"r{n}")} for n, body in enumerate(RECORD, 1)]
    return copy.deepcopy([PATIENT, *named])


def entry(resource: object, **more: Any) -> Body:
    """An entry of a Bundle."""
    return {"resource": resource, **more}


def bundle(*entries: Body, kind: str | None = "searchset", **more: Any) -> Body:
    """A Bundle; `kind` None: without its type."""
    return {"resourceType": "Bundle", **({"type": kind} if kind else {}), "entry": list(entries), **more}


def whole(value: object, server: str | None = None) -> Case:
    """The case when this Bundle is the whole record."""
    return case_from(dict.fromkeys(LISTS, value), server)


def words(case: Case) -> str:
    """All notes on a case."""
    return " | ".join(note.text for note in case.notes)


def gist(case: Case) -> Mapping[str, tuple[str, str | None, tuple[str, ...]]]:
    """What is known about every item, why it is open, and on what evidence, in an order that does not matter."""
    return {name: _gist(fact) for name, fact in case.facts.items()}


def _gist(fact: Fact) -> tuple[str, str | None, tuple[str, ...]]:
    evidence = (f"{one.reference} {one.date}" for one in fact.evidence)
    return str(fact.possible), fact.why.value if fact.why else None, tuple(sorted(set(evidence)))


def known(case: Case, *items: str) -> list[str]:
    """Some facts in the notation of the tables."""
    return [said(case.facts[item]) for item in items]


PLAIN = gist(whole(bundle(*(entry(one) for one in resources()), kind="collection")))
