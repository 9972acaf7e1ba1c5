"""PF74 and PF56: which medicines are taken now."""

from __future__ import annotations

from typing import Any

import pytest

from cds_service.case.items.item import TRUE
from cds_service.case.items.medication import ITEMS
from cds_service.logic.domain import Domain
from cds_service.logic.fact import Why
from fhir_mappings.readers.current_medicines import READER
from tests.fhir_mappings.readers.snippets import ATC, HCPCS, RXNORM, Json, medication, read, texts

REQUEST, STATEMENT, ADMINISTRATION = "MedicationRequest", "MedicationStatement", "MedicationAdministration"
EVEROLIMUS, CABOZANTINIB = (ATC, "L01EG02"), (RXNORM, "1363268")


def taken(*resources: Json, name: str = "takesEverolimus") -> Domain | Why | None:
    """What is known about one medicine, or why it is open; None when nothing is said."""
    found = read(READER, *resources).facts.get(name)
    return (found.why or found.possible) if found else None


def everolimus(kind: str = REQUEST, **more: Any) -> Json:
    """A resource that names everolimus."""
    return medication(kind, EVEROLIMUS, **more)


def test_medicines_without_verified_codes_are_open_so_that_absence_cannot_close_them() -> None:
    facts = read(READER).facts
    assert set(facts) == {item.name for item in ITEMS if item.code == "PF74"}
    assert {fact.why for fact in facts.values()} == {Why.UNMAPPED}


def test_a_medicine_list_changes_nothing_about_them() -> None:
    assert read(READER, medication(REQUEST, (RXNORM, "11289"))) == read(READER)


@pytest.mark.parametrize(
    "code", [EVEROLIMUS, (RXNORM, "845507"), (RXNORM, "141704"), (RXNORM, "977438"), (HCPCS, "J7527"), (ATC, "L04AH02")]
)
def test_everolimus_is_taken_whatever_its_strength_and_purpose(code: tuple[str, str]) -> None:
    assert taken(medication(REQUEST, code)) == TRUE


def test_cabozantinib_is_taken_and_sunitinib_is_another_medicine() -> None:
    assert taken(medication(REQUEST, CABOZANTINIB), name="takesCabozantinib") == TRUE
    assert taken(medication(REQUEST, (RXNORM, "357977")), name="takesCabozantinib") is None


@pytest.mark.parametrize("kind", [REQUEST, STATEMENT])
@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("active", TRUE),
        ("on-hold", Why.PRELIMINARY),
        ("unknown", Why.PRELIMINARY),
        ("completed", None),
        ("stopped", None),
        ("entered-in-error", None),
    ],
)
def test_only_what_is_in_force_is_taken_and_what_is_paused_may_be(kind: str, status: str, said: Any) -> None:
    assert taken(everolimus(kind, status=status)) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [("2026-11-20", Why.PRELIMINARY), ("2026-08-26", Why.PRELIMINARY), ("2026-08-25", None), (None, Why.PRELIMINARY)],
)
def test_a_dose_may_belong_to_a_course_that_goes_on_for_90_days(when: str | None, said: Why | None) -> None:
    assert taken(everolimus(ADMINISTRATION, status="completed", when=when)) == said


def test_an_order_for_a_course_that_has_not_begun_is_not_taken() -> None:
    timing = {"repeat": {"boundsPeriod": {"start": "2026-12-01"}}}
    assert taken(everolimus(dosageInstruction=[{"timing": timing}])) is None


def test_words_alone_leave_it_open() -> None:
    assert taken(medication(REQUEST, text="Afinitor 10 mg daily")) is Why.UNMAPPED
    assert taken(medication(REQUEST, text="Afinitor 10 mg daily", status="stopped")) is None


def test_an_order_in_force_beside_an_unclear_one_settles_it_and_the_unclear_one_is_noted() -> None:
    found = read(READER, everolimus(), everolimus(name="m2", status="on-hold"))
    fact = found.facts["takesEverolimus"]
    assert (fact.possible, [one.reference for one in fact.evidence]) == (TRUE, ["MedicationRequest/m1"])
    assert "does not tell whether it was given" in texts(found)
