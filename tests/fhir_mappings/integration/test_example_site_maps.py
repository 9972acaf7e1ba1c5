"""The example of a site: with its maps, a record in local codes only becomes the same case as one in standard codes."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import as_file, files
from typing import Any

import pytest

from cds_service.case.record import Case
from cds_service.case.settling import settle
from fhir_mappings.integration.gaps import gaps
from fhir_mappings.reader import sources_of
from fhir_mappings.reading import read
from fhir_mappings.resources import LISTS, collect
from fhir_mappings.terminology import (
    SiteMap,
    Terminology,
    displays,
    load_terminology,
    read_site_maps,
    suggested_order,
    with_site_maps,
)

AS_OF = date(2026, 11, 24)
MEADOW = "meadow.example"
UCUM = "http://unitsofmeasure.org"
STATUS = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"

Body = dict[str, Any]


def _site_maps() -> tuple[SiteMap, ...]:
    with as_file(files("fhir_mappings.terminology").joinpath("examples/site_maps")) as folder:
        return read_site_maps(folder)


SITE_MAPS = _site_maps()
OURS, MEADOWS = load_terminology(), with_site_maps(load_terminology(), SITE_MAPS)
# local code → the system and code for which it stands; orderables go the other way
STANDS_FOR = {
    line.source.code: line.target.key for site in SITE_MAPS for line in site.lines if MEADOW in line.source.system
}
SYSTEM_OF = {line.source.code: line.source.system for site in SITE_MAPS for line in site.lines}

# One resource of each kind that the example maps; "=KI67" is KI67 at Meadow Hospital, elsewhere what it stands for.
RECORD: tuple[Body, ...] = (
    {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1968-04-02"},
    {"resourceType": "Condition", "code": "=D-4711"},
    {"resourceType": "Condition", "code": "=D-4712"},
    {"resourceType": "Condition", "code": "=D-0815"},
    {"resourceType": "Procedure", "status": "completed", "code": "=P-100", "performedDateTime": "2025-02-03"},
    {"resourceType": "Procedure", "status": "completed", "code": "=P-210", "performedDateTime": "2025-02-03"},
    {"resourceType": "MedicationRequest", "status": "active", "medicationCodeableConcept": "=LAN-120"},
    {"resourceType": "MedicationRequest", "status": "completed", "medicationCodeableConcept": "=OCT-LAR"},
    {"resourceType": "Observation", "code": "=KI67", "valueQuantity": {"value": 4, "code": "%"}},
    {"resourceType": "Observation", "code": "=MIT-2MM2", "valueQuantity": {"value": 1, "code": "{/2mm2}"}},
    {"resourceType": "Observation", "code": "=WHO-NET", "valueCodeableConcept": "=NET-G2"},
    {"resourceType": "Observation", "code": "=DIFF", "valueCodeableConcept": "=WELL"},
    {"resourceType": "Observation", "code": "=CREA-S", "valueQuantity": {"value": 0.9, "code": "mg/dL"}},
    {"resourceType": "Observation", "code": "=HGB", "valueQuantity": {"value": 12.5, "code": "g/dL"}},
    {"resourceType": "Observation", "code": "=PLT", "valueQuantity": {"value": 210, "code": "10*9/L"}},
    {"resourceType": "Observation", "code": "=PBNP", "valueQuantity": {"value": 80, "code": "pg/mL"}},
    {"resourceType": "Observation", "code": "=U5HIAA24", "valueQuantity": {"value": 60, "code": "umol/d"}},
    {"resourceType": "Observation", "code": "=SSTR-PET", "valueCodeableConcept": "=POS"},
    {"resourceType": "Observation", "code": "=HEP-VOL", "valueQuantity": {"value": 15, "code": "%"}},
    {"resourceType": "Observation", "code": "=MDT-RESECT", "valueCodeableConcept": "=NR"},
    {"resourceType": "Observation", "code": "=RECIST", "valueCodeableConcept": "=SD"},
    {"resourceType": "Observation", "code": "=ECOG", "valueInteger": 1},
)
FACTS_OF_THE_RECORD = {
    *("nenConfirmed", "site", "stageIV", "liverMets", "gallstones", "cholecystectomy", "primaryInSitu", "onSsa"),
    *("ki67", "mitoses", "gradeText", "differentiation", "creatinine", "hb", "platelets", "ntProBnp", "hiaa"),
    *("sstr", "liverPct", "resectVerdict", "progressing", "ecog"),
}


def test_the_example_maps_are_free_of_problems() -> None:
    assert [each.origin for each in SITE_MAPS] == ["ehr.json", "laboratory.json"]
    assert [str(problem) for each in SITE_MAPS for problem in each.problems] == []


def test_in_local_codes_it_is_the_same_case_as_in_standard_codes() -> None:
    assert case(local(), MEADOWS).facts == case(standard(), OURS).facts


def test_every_kind_of_fact_in_that_record_is_read() -> None:
    facts = case(local(), MEADOWS).facts
    assert {name for name in FACTS_OF_THE_RECORD if facts[name].why is None and facts[name].evidence} == (
        FACTS_OF_THE_RECORD
    )


def test_without_the_maps_the_same_record_says_nothing_of_a_tumour() -> None:
    facts = case(local(), OURS).facts
    assert {name for name in FACTS_OF_THE_RECORD if facts[name].evidence} == set()


def test_the_local_record_holds_no_code_that_is_known_without_the_maps() -> None:
    unknown = {gap.coding.code for gap in gaps(local(), OURS).found}
    assert unknown == {code.removeprefix("=") for body in RECORD for code in body.values() if str(code).startswith("=")}
    assert gaps(local(), MEADOWS).found == ()


def test_the_record_uses_every_system_of_the_example() -> None:
    used = {SYSTEM_OF[gap.coding.code] for gap in gaps(local(), OURS).found}
    assert used == {system for system in SYSTEM_OF.values() if MEADOW in system}


@pytest.mark.parametrize(("order", "code"), [("sstr-pet", "NM-0042"), ("mdt-referral", "REF-NET")])
def test_suggestions_carry_the_orderable_of_the_site(order: str, code: str) -> None:
    assert suggested_order(MEADOWS, order).codings[0].code == code


def test_the_displays_in_the_example_are_ours() -> None:
    for site in SITE_MAPS:
        for line in site.lines:
            assert MEADOW in line.target.system or line.target.display == displays()[line.target.key]


def case(record: list[Body], terminology: Terminology) -> Case:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": body} for body in record]}
    lists: dict[str, object] = dict.fromkeys(LISTS, bundle)
    return settle(read(sources_of(collect("p", lists, None), terminology, AS_OF)), AS_OF, {})


def local() -> list[Body]:
    """The record as Meadow Hospital sends it."""
    return _written({code: {"system": SYSTEM_OF[code], "code": code} for code in STANDS_FOR})


def standard() -> list[Body]:
    """The same record in the codes of the public terminologies and our own."""
    return _written({code: {"system": system, "code": known} for code, (system, known) in STANDS_FOR.items()})


def _written(codings: dict[str, Body]) -> list[Body]:
    bodies = [{**_usual(body), **body, "id": body.get("id", f"r{place}")} for place, body in enumerate(RECORD)]
    text = json.dumps(bodies)
    for code, coding in codings.items():
        text = text.replace(f'"={code}"', json.dumps({"coding": [coding]}))
    assert '"=' not in text
    written: list[Body] = json.loads(text)
    return [_with_unit_system(body) for body in written]


def _usual(body: Body) -> Body:
    """What every resource of a type has."""
    kind = body["resourceType"]
    subject = {} if kind == "Patient" else {"subject": {"reference": "Patient/p"}}
    sure = {"verificationStatus": {"coding": [{"system": STATUS, "code": "confirmed"}]}}
    active = {"clinicalStatus": {"coding": [{"system": CLINICAL, "code": "active"}]}, "recordedDate": "2026-10-01"}
    of_the_type: dict[str, Body] = {
        "Condition": {**sure, **active},
        "Observation": {"status": "final", "effectiveDateTime": "2026-11-10"},
        "MedicationRequest": {"intent": "order", "authoredOn": "2026-09-01"},
    }
    return {**subject, **of_the_type.get(kind, {})}


def _with_unit_system(body: Body) -> Body:
    value = body.get("valueQuantity")
    return {**body, "valueQuantity": {**value, "unit": value["code"], "system": UCUM}} if value else body
