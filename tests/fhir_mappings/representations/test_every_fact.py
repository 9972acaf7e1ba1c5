"""No item of the case is without a representation, and whatever settles one names its resource and its date."""

from __future__ import annotations

import pytest

from cds_service.case.items import orders
from cds_service.case.items.dictionary import ITEMS
from fhir_mappings.readers import READERS
from tests.fhir_mappings.representations import test_diagnosis_and_extent as extent
from tests.fhir_mappings.representations import test_grade_function_course as course
from tests.fhir_mappings.representations import test_patient_treatment_organs as organs
from tests.fhir_mappings.representations.table import Row, case_of

TABLES = (
    *(extent.DIAGNOSIS, extent.SITE, extent.DIFFERENTIATION, extent.STAGE, extent.METASTASES, extent.LIVER_DISEASE),
    *(extent.PRIMARY, course.DIFFERENTIATION, course.KI67, course.GRADE, course.FUNCTION, course.COURSE),
    *(organs.PERSON, organs.ANALOGUES, organs.LINES, organs.BLOOD, organs.LIVER, organs.OTHER_ORGANS),
)
ROWS: tuple[Row, ...] = tuple(line for table in TABLES for line in table)
ORDERED = {item.name for item in orders.ITEMS}
READ = {name for reader in READERS for name in reader.items}
# Settled from other items, when the case is settled; and one of which no code says anything (codes.csv).
DERIVED = {item.name for item in ITEMS} - READ - ORDERED
WITHOUT_CODES = {"ptRatio"}


def test_items_that_no_reader_finds_are_computed_from_others_or_have_no_code() -> None:
    computed = {"liverPctRecent", "sstrForPrrt", "heartScreened", "glycaemiaKnown", "gallbladderImaged", "lowerGrade"}
    assert DERIVED - computed <= WITHOUT_CODES


@pytest.mark.parametrize("name", sorted(READ - {"recentSstrScan"}))
def test_every_item_that_can_be_read_has_a_representation(name: str) -> None:
    assert name in {line.item for line in ROWS}


@pytest.mark.parametrize("line", [pytest.param(line, id=line.says) for line in ROWS])
def test_whatever_is_settled_by_what_was_sent_names_it(line: Row) -> None:
    patient = next((body for body in line.given if body["resourceType"] == "Patient"), None)
    others = [body for body in line.given if body is not patient]
    fact = case_of(*others, patient=patient).facts[line.item]
    if fact.possible == case_of(patient=patient).facts[line.item].possible:
        return
    sent = {f"{body['resourceType']}/r{n}" for n, body in enumerate(others, 1)} | ({"Patient/p"} if patient else set())
    named = {one.reference for one in fact.evidence}
    assert named
    assert named <= sent
