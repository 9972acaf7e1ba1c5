"""PF74 and PF56: which medicines are taken now."""

from __future__ import annotations

from typing import Any

import pytest

from cds_service.case.items.item import TRUE
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


# One ingredient by ATC, one by RxNorm, one in a combination, and a name without a code.
MEDICINES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "takesInsulin": ([(ATC, "A10AB05"), (RXNORM, "274783"), (ATC, "A10AE56")], ["Lantus 20 IE", "insulin aspart"]),
    "takesGlucoseLowering": (
        [(ATC, "A10BB12"), (RXNORM, "6809"), (ATC, "A10BD20"), (ATC, "A10AE56"), (RXNORM, "2601723")],
        ["Gliclazid 30 mg", "gliquidone", "Sitagliptin 100 mg", "semaglutide 1 mg", "Dapagliflozin", "repaglinide"],
    ),
    "takesBetaBlocker": (
        [(ATC, "C07AB02"), (RXNORM, "20352"), (ATC, "C07FB07"), (ATC, "C09BX02")],
        ["Metoprolol 47.5 mg", "carvedilol 25 mg", "beta-blocker"],
    ),
    "takesRateLowering": (
        [(ATC, "C08DB01"), (RXNORM, "11170"), (ATC, "C01AA05"), (RXNORM, "3407"), (ATC, "C09BB10")],
        ["Isoptin RR", "Digoxin 0.125 mg", "diltiazem"],
    ),
    "takesCiclosporin": ([(ATC, "L04AD01"), (RXNORM, "3008")], ["Sandimmun", "cyclosporine", "Ciclosporin 50 mg"]),
    "takesBromocriptine": ([(ATC, "G02CB01"), (ATC, "N04BC01")], ["Bromocriptin 2.5 mg", "Parlodel"]),
    "takesQuinidine": ([(ATC, "C01BA01"), (RXNORM, "9068"), (ATC, "C01BA51")], ["quinidine sulfate", "Chinidin"]),
    "takesVka": ([(ATC, "B01AA04"), (RXNORM, "11289"), (RXNORM, "154")], ["Marcumar", "Coumadin 5 mg"]),
}
OTHERS = [(ATC, "C08CA01"), (ATC, "A10XX01"), (ATC, "B01AF01"), (ATC, "L04AD02"), (ATC, "C01BA02"), (ATC, "A16AX08")]


@pytest.mark.parametrize(
    ("name", "code"), [(name, code) for name, (codes, _) in MEDICINES.items() for code in codes], ids=str
)
def test_a_medicine_is_taken_by_any_of_its_ingredients(name: str, code: tuple[str, str]) -> None:
    assert taken(medication(REQUEST, code), name=name) == TRUE


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, (_, texts) in MEDICINES.items() for text in texts], ids=str
)
def test_a_name_without_a_known_code_leaves_it_open(name: str, text: str) -> None:
    assert taken(medication(REQUEST, text=text), name=name) is Why.UNMAPPED


@pytest.mark.parametrize("code", OTHERS, ids=str)
def test_a_neighbour_in_the_classification_is_another_medicine(code: tuple[str, str]) -> None:
    assert read(READER, medication(REQUEST, code)).facts == {}


def test_names_that_only_sound_like_one_are_another_medicine() -> None:
    words = "teduglutide, levothyroxine, sodium glycerophosphate, quinine, colestyramine, panitumumab"
    assert read(READER, medication(REQUEST, text=words)).facts == {}


def test_an_insulin_combined_with_another_medicine_counts_as_both() -> None:
    assert set(read(READER, medication(REQUEST, (ATC, "A10AE56"))).facts) == {"takesInsulin", "takesGlucoseLowering"}


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
