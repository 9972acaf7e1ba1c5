"""PF50–PF57: what counts as a treatment, how surely, and since when."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.case.record import Given, Therapy, Treatment
from cds_service.logic.fact import Why
from fhir_mappings.readers.treatments import READER
from tests.fhir_mappings.readers.snippets import (
    ATC,
    CPT,
    HCPCS,
    ICD10,
    NET,
    RXNORM,
    SNOMED,
    Json,
    concept,
    condition,
    damaged,
    medication,
    procedure,
    read,
    texts,
)

REQUEST, STATEMENT, ADMINISTRATION = "MedicationRequest", "MedicationStatement", "MedicationAdministration"
KINDS = (REQUEST, STATEMENT, ADMINISTRATION)
OCTREOTIDE, LAR, RAPID, ORAL = (RXNORM, "7617"), (RXNORM, "898589"), (HCPCS, "J2354"), (RXNORM, "2380617")
LANREOTIDE, PRRT, EVEROLIMUS = (ATC, "H01CB03"), (HCPCS, "A9513"), (RXNORM, "141704")
CAPECITABINE, TEMOZOLOMIDE = (RXNORM, "194000"), (ATC, "L01AX03")
TARE, PUNCTURE, RADIONUCLIDE = (SNOMED, "764677008"), (CPT, "79445"), (SNOMED, "399315003")


def treatments(*resources: Json) -> tuple[Treatment, ...]:
    """The treatments that are found."""
    return read(READER, *resources).treatments


def therapies(*resources: Json) -> set[Therapy]:
    """The kinds of treatment that are found."""
    return {treatment.therapy for treatment in treatments(*resources)}


def opened(*resources: Json) -> dict[str, Why | None]:
    """The items that are left open, and why."""
    return {name: fact.why for name, fact in read(READER, *resources).facts.items()}


def order(*codes: tuple[str, str], **more: Any) -> Json:
    """A MedicationRequest."""
    return medication(REQUEST, *codes, **more)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("code", "therapy"),
    [
        (LAR, Therapy.LONG_ACTING_SSA),
        ((RXNORM, "898591"), Therapy.LONG_ACTING_SSA),
        ((HCPCS, "J2353"), Therapy.LONG_ACTING_SSA),
        (LANREOTIDE, Therapy.LONG_ACTING_SSA),
        ((RXNORM, "68092"), Therapy.LONG_ACTING_SSA),
        ((RXNORM, "749817"), Therapy.LONG_ACTING_SSA),
        ((HCPCS, "J1930"), Therapy.LONG_ACTING_SSA),
        ((HCPCS, "J1932"), Therapy.LONG_ACTING_SSA),
        (RAPID, Therapy.SHORT_ACTING_OCTREOTIDE),
        ((RXNORM, "312068"), Therapy.SHORT_ACTING_OCTREOTIDE),
        (OCTREOTIDE, Therapy.OCTREOTIDE_UNSPECIFIED),
        ((ATC, "H01CB02"), Therapy.OCTREOTIDE_UNSPECIFIED),
        (PRRT, Therapy.PRRT),
        ((RXNORM, "1999687"), Therapy.PRRT),
        ((RXNORM, "1999682"), Therapy.PRRT),
        ((ATC, "V10XX04"), Therapy.PRRT),
        ((RXNORM, "845507"), Therapy.EVEROLIMUS),
        ((ATC, "L01EG02"), Therapy.EVEROLIMUS),
        ((RXNORM, "357977"), Therapy.TKI),
        ((RXNORM, "1363268"), Therapy.TKI),
        (CAPECITABINE, Therapy.CAPECITABINE),
        (TEMOZOLOMIDE, Therapy.CHEMOTHERAPY),
        ((RXNORM, "4492"), Therapy.CHEMOTHERAPY),
        ((RXNORM, "2555"), Therapy.CHEMOTHERAPY),
        ((RXNORM, "4179"), Therapy.CHEMOTHERAPY),
        ((RXNORM, "32592"), Therapy.CHEMOTHERAPY),
        ((ATC, "L01AD04"), Therapy.CHEMOTHERAPY),
    ],
)
def test_medicines_are_recognised_by_code(kind: str, code: tuple[str, str], therapy: Therapy) -> None:
    assert therapies(medication(kind, code, status="completed")) == {therapy}


@pytest.mark.parametrize(
    "code",
    [
        ORAL,
        (RXNORM, "2597052"),
        (RXNORM, "1534772"),
        (RXNORM, "977438"),
        (HCPCS, "J7527"),
        (ATC, "L04AH02"),
        (ATC, "H01CB05"),
    ],
)
def test_oral_octreotide_pluvicto_lutetium_transplant_everolimus_and_pasireotide_never_count(
    code: tuple[str, str],
) -> None:
    assert read(READER, order(code)).treatments == ()
    assert opened(order(code)) == {}


def test_traps_stay_traps_beside_their_ingredient() -> None:
    assert treatments(order(ORAL, OCTREOTIDE)) == ()
    assert treatments(order((RXNORM, "977438"), EVEROLIMUS)) == ()
    assert opened(order((RXNORM, "977438"), EVEROLIMUS)) == {}


@pytest.mark.parametrize(
    ("kind", "status", "given_as"),
    [
        (REQUEST, "active", Given.ACTIVE_ORDER),
        (REQUEST, "completed", Given.PAST_ORDER),
        (REQUEST, "stopped", Given.PAST_ORDER),
        (REQUEST, "draft", None),
        (REQUEST, "cancelled", None),
        (REQUEST, "entered-in-error", None),
        (STATEMENT, "active", Given.ACTIVE_ORDER),
        (STATEMENT, "completed", Given.PAST_ORDER),
        (STATEMENT, "stopped", Given.PAST_ORDER),
        (STATEMENT, "not-taken", None),
        (STATEMENT, "intended", None),
        (STATEMENT, "entered-in-error", None),
        (ADMINISTRATION, "completed", Given.ADMINISTERED),
        (ADMINISTRATION, "in-progress", Given.ADMINISTERED),
        (ADMINISTRATION, "not-done", None),
        (ADMINISTRATION, "entered-in-error", None),
    ],
)
def test_status_says_how_sure_an_exposure_is(kind: str, status: str, given_as: Given | None) -> None:
    found = treatments(medication(kind, LAR, status=status))
    assert [(treatment.given, treatment.certain) for treatment in found] == ([(given_as, True)] if given_as else [])


@pytest.mark.parametrize(
    ("kind", "status", "perhaps"),
    [
        (REQUEST, "on-hold", Given.ACTIVE_ORDER),
        (REQUEST, "unknown", Given.ACTIVE_ORDER),
        (REQUEST, "paused", Given.ACTIVE_ORDER),
        (STATEMENT, "on-hold", Given.ACTIVE_ORDER),
        (STATEMENT, "unknown", Given.ACTIVE_ORDER),
        (ADMINISTRATION, "stopped", Given.ADMINISTERED),
        (ADMINISTRATION, "on-hold", Given.ADMINISTERED),
        (ADMINISTRATION, "unknown", Given.ADMINISTERED),
    ],
)
def test_a_status_that_does_not_tell_whether_it_was_given_makes_it_uncertain(
    kind: str, status: str, perhaps: Given
) -> None:
    body = medication(kind, LAR, status=status)
    assert [(treatment.given, treatment.certain) for treatment in treatments(body)] == [(perhaps, False)]
    assert "does not tell whether it was given" in texts(read(READER, body))


@pytest.mark.parametrize("intent", ["plan", "proposal", "option"])
def test_what_is_only_planned_is_no_exposure(intent: str) -> None:
    assert treatments(order(LAR, intent=intent)) == ()


def test_a_request_not_to_give_is_no_exposure() -> None:
    assert treatments(order(LAR, intent="order", doNotPerform=True)) == ()


def test_a_missing_status_makes_it_uncertain_and_is_noted() -> None:
    body = order(LAR)
    del body["status"]
    assert [treatment.certain for treatment in treatments(body)] == [False]
    assert "missing" in texts(read(READER, body))


def test_a_statement_that_has_ended_is_a_past_one() -> None:
    period = {"start": "2025-01-01", "end": "2026-01-01"}
    [found] = treatments(medication(STATEMENT, LAR, when=None, effectivePeriod=period))
    assert (found.given, str(found.when)) == (Given.PAST_ORDER, "2025-01-01")


@pytest.mark.parametrize(
    ("body", "when"),
    [
        (order(LAR), "2026-01-05"),
        (order(LAR, when=None), "None"),
        (order(LAR, when="2026-01"), "2026-01"),
        (medication(STATEMENT, LAR), "2026-01-05"),
        (medication(STATEMENT, LAR, when=None, effectivePeriod={"start": "2025-03-01"}), "2025-03-01"),
        (medication(STATEMENT, LAR, when=None, dateAsserted="2025-04-01"), "2025-04-01"),
        (medication(ADMINISTRATION, LAR, status="completed"), "2026-01-05"),
        (procedure(TARE), "2026-06-01"),
        (procedure(TARE, when=None, performedPeriod={"start": "2026-05-01", "end": "2026-05-02"}), "2026-05-02"),
        (order(LAR, dosageInstruction=[{"timing": {"event": ["2026-02-01"]}}]), "2026-02-01"),
        (
            order(LAR, dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": {"start": "2026-03-01"}}}}]),
            "2026-03-01",
        ),
    ],
)
def test_an_exposure_starts_on_its_first_day(body: Json, when: str) -> None:
    [found] = treatments(body)
    assert (str(found.when), str(found.evidence.date)) == (when, when)


def test_an_unreadable_date_leaves_the_exposure_undated_with_a_note() -> None:
    [found] = treatments(order(LAR, when="spring"))
    assert found.when is None
    assert read(READER, order(LAR, when="spring")).notes


@pytest.mark.parametrize("body", [order(LAR, when="2026-11-25"), procedure(TARE, when="2026-11-25")])
def test_what_was_written_after_today_has_a_wrong_date_and_is_uncertain(body: Json) -> None:
    assert [(treatment.certain, treatment.when) for treatment in treatments(body)] == [(False, None)]
    assert "after the day" in texts(read(READER, body))


def test_an_order_for_a_course_that_has_not_begun_is_no_exposure_and_noted() -> None:
    body = order(LAR, dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": {"start": "2026-12-01"}}}}])
    assert treatments(body) == ()
    assert "starts after the day" in texts(read(READER, body))


@pytest.mark.parametrize(
    ("body", "analogue"),
    [
        (order(LAR), "{octreotide}"),
        (order(LANREOTIDE), "{lanreotide}"),
        (order(OCTREOTIDE), "{octreotide}"),
        (order(LAR, LANREOTIDE), "{lanreotide,octreotide}"),
        (order(text="Somatuline Autogel 120 mg"), "{lanreotide}"),
        (order(text="Sandostatin"), "{octreotide}"),
    ],
)
def test_an_analogue_says_which_it_is_and_codings_of_both_leave_it_open(body: Json, analogue: str) -> None:
    assert [str(treatment.analogue) for treatment in treatments(body)] == [analogue]


@pytest.mark.parametrize(
    "text", ["Sandostatin LAR Depot 30 mg", "octreotide (LAR)", "octreotide depot", "octreotide lar 20 mg"]
)
def test_depot_words_beside_an_octreotide_code_mean_long_acting(text: str) -> None:
    assert therapies(order(OCTREOTIDE, text=text)) == {Therapy.LONG_ACTING_SSA}


@pytest.mark.parametrize("text", ["octreotide, non-depot form", "octreotide 100 mcg", "octreotide for the larynx"])
def test_other_words_leave_the_formulation_open_with_a_note(text: str) -> None:
    assert therapies(order(OCTREOTIDE, text=text)) == {Therapy.OCTREOTIDE_UNSPECIFIED}
    assert "please confirm" in texts(read(READER, order(OCTREOTIDE, text=text)))


@pytest.mark.parametrize(
    ("dosage", "therapy"),
    [
        ({"route": {"text": "IM"}}, Therapy.LONG_ACTING_SSA),
        ({"route": {"text": "im"}}, Therapy.LONG_ACTING_SSA),
        ({"route": {"coding": [{"display": "Intramuscular route"}]}}, Therapy.LONG_ACTING_SSA),
        ({"text": "30 mg IM every 28 days"}, Therapy.LONG_ACTING_SSA),
        ({"route": {"text": "IV"}}, Therapy.SHORT_ACTING_OCTREOTIDE),
        ({"route": {"text": "Subcutaneous"}}, Therapy.SHORT_ACTING_OCTREOTIDE),
        ({"route": {"text": "oral"}}, Therapy.OCTREOTIDE_UNSPECIFIED),
        ({"text": "im Oberschenkel"}, Therapy.OCTREOTIDE_UNSPECIFIED),
        ({"route": {"text": "IM or SC"}}, Therapy.OCTREOTIDE_UNSPECIFIED),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_route_tells_depot_from_short_acting(kind: str, dosage: Json, therapy: Therapy) -> None:
    body = medication(kind, OCTREOTIDE, status="completed")
    body["dosageInstruction" if kind == REQUEST else "dosage"] = [dosage]
    assert therapies(body) == {therapy}


def test_a_product_code_decides_over_words_and_route() -> None:
    body = order(RAPID, text="octreotide LAR", dosageInstruction=[{"route": {"text": "IM"}}])
    assert therapies(body) == {Therapy.SHORT_ACTING_OCTREOTIDE}


def test_product_codes_that_disagree_leave_the_formulation_open() -> None:
    assert therapies(order(LAR, RAPID)) == {Therapy.OCTREOTIDE_UNSPECIFIED}


def test_words_alone_never_settle_a_somatostatin_analogue() -> None:
    body = order(text="Sandostatin LAR 30 mg IM")
    assert therapies(body) == {Therapy.OCTREOTIDE_UNSPECIFIED}
    assert "please confirm" in texts(read(READER, body))


def test_words_for_oral_octreotide_say_nothing() -> None:
    assert treatments(order(text="octreotide oral capsule")) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lutathera 7.4 GBq", {"priorPrrt"}),
        ("capecitabine 500 mg", {"priorSystemic", "lastCapecitabine"}),
        ("everolimus 10 mg", {"priorSystemic"}),
        ("sunitinib", {"priorSystemic"}),
        ("Pluvicto", set()),
        ("paracetamol", set()),
    ],
)
def test_words_alone_open_what_they_may_concern(text: str, names: set[str]) -> None:
    assert treatments(order(text=text)) == ()
    assert opened(order(text=text)) == dict.fromkeys(names, Why.UNMAPPED)


def test_everolimus_of_unknown_strength_leaves_earlier_therapy_open() -> None:
    assert treatments(order(EVEROLIMUS)) == ()
    assert opened(order(EVEROLIMUS)) == {"priorSystemic": Why.UNMAPPED}


def test_everolimus_of_unknown_strength_is_no_matter_beside_a_certain_line() -> None:
    assert opened(order(EVEROLIMUS), order(TEMOZOLOMIDE, name="m2")) == {}


def test_capecitabine_with_temozolomide_is_both() -> None:
    assert therapies(order(CAPECITABINE, TEMOZOLOMIDE)) == {Therapy.CAPECITABINE, Therapy.CHEMOTHERAPY}


def test_a_referenced_and_a_contained_medication_are_read() -> None:
    body = order(name="m1", medicationReference={"reference": "#med"})
    body["contained"] = [{"resourceType": "Medication", "id": "med", "code": concept(LAR)}]
    assert therapies(body) == {Therapy.LONG_ACTING_SSA}


@pytest.mark.parametrize(
    ("code", "therapy"),
    [
        (TARE, Therapy.TARE),
        ((SNOMED, "438415006"), Therapy.TARE),
        ((NET, "tare-resin"), Therapy.TARE),
        ((NET, "tare-glass"), Therapy.TARE),
        ((SNOMED, "431743005"), Therapy.PRRT),
        ((NET, "prrt"), Therapy.PRRT),
        (PRRT, Therapy.PRRT),
        ((HCPCS, "C9031"), Therapy.PRRT),
        ((HCPCS, "J2353"), Therapy.LONG_ACTING_SSA),
        ((SNOMED, "367336001"), Therapy.CHEMOTHERAPY),
    ],
)
def test_procedures_are_recognised_by_code(code: tuple[str, str], therapy: Therapy) -> None:
    [found] = treatments(procedure(code))
    assert (found.therapy, found.given) == (therapy, Given.ADMINISTERED)


@pytest.mark.parametrize("status", ["preparation", "not-done", "entered-in-error"])
def test_a_procedure_that_was_not_done_is_no_exposure(status: str) -> None:
    assert treatments(procedure(TARE, status=status)) == ()


@pytest.mark.parametrize("status", ["on-hold", "stopped", "unknown"])
def test_a_procedure_that_was_broken_off_may_be_an_exposure(status: str) -> None:
    assert [treatment.certain for treatment in treatments(procedure(TARE, status=status))] == [False]


@pytest.mark.parametrize("code", [(SNOMED, "314617008"), (CPT, "37243"), (SNOMED, "16736007")])
def test_embolisation_is_no_radioembolisation(code: tuple[str, str]) -> None:
    assert read(READER, procedure(code)).treatments == ()
    assert opened(procedure(code)) == {}


@pytest.mark.parametrize("text", ["Y-90 microspheres", "yttrium 90", "90Y SIRT", "90-Y"])
def test_an_intra_arterial_radiopharmaceutical_with_yttrium_is_tare(text: str) -> None:
    assert therapies(procedure(PUNCTURE, text=text)) == {Therapy.TARE}


def test_an_intra_arterial_radiopharmaceutical_beside_a_tare_code_is_tare() -> None:
    assert therapies(procedure(PUNCTURE, TARE)) == {Therapy.TARE}
    assert opened(procedure(PUNCTURE, TARE)) == {}


def test_an_intra_arterial_radiopharmaceutical_alone_leaves_tare_open_with_a_note() -> None:
    assert treatments(procedure(PUNCTURE)) == ()
    assert opened(procedure(PUNCTURE)) == {"priorTare": Why.UNMAPPED}
    assert "please confirm" in texts(read(READER, procedure(PUNCTURE)))


@pytest.mark.parametrize("code", [RADIONUCLIDE, (SNOMED, "448288001"), (CPT, "79101")])
def test_a_radionuclide_therapy_of_unknown_kind_leaves_prrt_open(code: tuple[str, str]) -> None:
    assert opened(procedure(code)) == {"priorPrrt": Why.UNMAPPED}


def test_a_radionuclide_therapy_beside_the_drug_is_prrt() -> None:
    dose = medication(ADMINISTRATION, PRRT, status="completed")
    assert opened(procedure(RADIONUCLIDE), dose) == {}
    assert therapies(procedure(RADIONUCLIDE), dose) == {Therapy.PRRT}


def test_a_history_of_chemotherapy_leaves_earlier_therapy_open() -> None:
    assert opened(condition((ICD10, "Z92.21"))) == {"priorSystemic": Why.UNMAPPED}


def test_a_history_of_irradiation_is_only_noted() -> None:
    found = read(READER, condition((ICD10, "Z92.3")))
    assert (found.facts, found.treatments) == ({}, ())
    assert "irradiation" in texts(found)


def test_every_dose_is_its_own_treatment_with_its_own_evidence() -> None:
    doses = [
        medication(ADMINISTRATION, LAR, name=f"d{month}", status="completed", when=f"2026-0{month}-01")
        for month in (1, 2, 3)
    ]
    found = treatments(*doses)
    assert {one.evidence.reference for one in found} == {f"{ADMINISTRATION}/d{month}" for month in (1, 2, 3)}


def test_notes_hold_no_words_of_the_patient() -> None:
    assert "secret" not in texts(read(READER, order(OCTREOTIDE, text="octreotide secret", when="secret")))


@settings(max_examples=300)
@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    bodies = (
        order(
            OCTREOTIDE,
            text="octreotide",
            dosageInstruction=[
                {
                    "route": {"text": "IM"},
                    "timing": {"event": ["2026-01-01"], "repeat": {"boundsPeriod": {"start": "2026"}}},
                }
            ],
        ),
        medication(STATEMENT, CAPECITABINE, when=None, effectivePeriod={"start": "2025-01-01", "end": "2026-01-01"}),
        medication(ADMINISTRATION, PRRT, status="completed"),
        procedure(PUNCTURE, text="Y-90", usedCode=[{"text": "x"}]),
        condition((ICD10, "Z92.21")),
    )
    read(READER, *data.draw(damaged(*bodies)))
