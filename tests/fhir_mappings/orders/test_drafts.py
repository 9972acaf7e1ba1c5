"""Draft orders as EHRs send them, valid or not, and what is made of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.case.order import Agent, OrderKind
from cds_service.logic.domain import one_of
from fhir_mappings.orders.drafts import Drafted, drafted, selected
from fhir_mappings.orders.recognising import CODES
from fhir_mappings.terminology import load_terminology

SCT, ATC = "http://snomed.info/sct", "http://www.whocc.no/atc"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
CPT = "http://www.ama-assn.org/go/cpt"
NET = "https://net-cds.org/fhir/CodeSystem/net-observation"
LIVER_SITE = [{"coding": [{"system": SCT, "code": "10200004"}]}]


def procedure(system: str, code: str, **more: Any) -> dict[str, Any]:
    """A draft ServiceRequest."""
    return {
        "resourceType": "ServiceRequest",
        "id": "d1",
        "code": {"coding": [{"system": system, "code": code}]},
        **more,
    }


def medicine(system: str, code: str, said: str = "", **more: Any) -> dict[str, Any]:
    """A draft MedicationRequest."""
    concept = {"text": said, "coding": [{"system": system, "code": code}]}
    return {"resourceType": "MedicationRequest", "id": "d1", "medicationCodeableConcept": concept, **more}


def read(*resources: object) -> Drafted:
    """The drafts in a Bundle without type, as the public sandbox sends it."""
    bundle = {"resourceType": "Bundle", "entry": [{"resource": resource} for resource in resources]}
    return drafted(bundle, "p1", load_terminology())


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (procedure(SCT, "84604002"), OrderKind.PRIMARY_RESECTION),
        (procedure(CPT, "44140"), OrderKind.PRIMARY_RESECTION),
        (procedure(SCT, "71273005"), OrderKind.LIVER_SURGERY),
        (procedure(SCT, "307616002"), OrderKind.LIVER_SURGERY),
        (procedure(CPT, "47370"), OrderKind.LIVER_SURGERY),
        (procedure(CPT, "47382"), OrderKind.ABLATION),
        (procedure(SCT, "16736007", bodySite=LIVER_SITE), OrderKind.EMBOLISATION),
        (procedure(CPT, "37243"), OrderKind.EMBOLISATION),
        (procedure(SCT, "314617008"), OrderKind.TACE),
        (procedure(NET, "tae"), OrderKind.TAE),
        (procedure(NET, "tace"), OrderKind.TACE),
        (procedure(NET, "deb-tace"), OrderKind.DEB_TACE),
        (procedure(SCT, "764677008"), OrderKind.TARE),
        (procedure(SCT, "438415006"), OrderKind.TARE),
        (procedure(CPT, "79445"), OrderKind.TARE),
        (procedure(NET, "prrt"), OrderKind.PRRT),
        (medicine(ATC, "V10XX04"), OrderKind.PRRT),
        (medicine(RXNORM, "1999682"), OrderKind.PRRT),
        (medicine(ATC, "H01CB03"), OrderKind.LONG_ACTING_SSA),
        (medicine(ATC, "H01CB02", "octreotide LAR 30 mg"), OrderKind.LONG_ACTING_SSA),
        (medicine(RXNORM, "312069"), OrderKind.SHORT_ACTING_OCTREOTIDE),
        (medicine(ATC, "L01BC06"), OrderKind.CHEMOTHERAPY),
        (procedure(SCT, "367336001"), OrderKind.CHEMOTHERAPY),
        (medicine(ATC, "L01EG02"), OrderKind.EVEROLIMUS),
        (medicine(ATC, "L01EX07"), OrderKind.CABOZANTINIB),
        (medicine(ATC, "A16AX15"), OrderKind.TELOTRISTAT),
        (procedure(SCT, "18027006"), OrderKind.LIVER_TRANSPLANT),
        (procedure(NET, "liver-transplant-evaluation"), OrderKind.LIVER_TRANSPLANT),
    ],
    ids=lambda one: one.value if isinstance(one, OrderKind) else None,
)
def test_an_order_is_recognised_by_its_code(draft: dict[str, Any], kind: OrderKind) -> None:
    assert [found.order.kind for found in read(draft).drafts] == [kind]


@pytest.mark.parametrize(
    "draft",
    [
        medicine(RXNORM, "311354", "Lisinopril 5 MG Oral Tablet"),
        medicine(ATC, "L04AH02", "everolimus for a transplant"),
        procedure(SCT, "16736007"),
        procedure(SCT, "16736007", bodySite=[{"text": "uterus"}]),
        {"resourceType": "ServiceRequest", "id": "d1", "code": {"coding": [{}]}, "reasonCode": []},
        {"resourceType": "MedicationRequest", "id": "d1", "medicationCodeableConcept": {"text": "Lutathera"}},
        {"resourceType": "MedicationRequest", "id": "d1"},
        {"resourceType": "NutritionOrder", "id": "d1"},
        {"resourceType": "ServiceRequest", "id": "d1", "code": {"text": "hepatectomy"}},
    ],
)
def test_what_is_not_recognised_is_no_order(draft: dict[str, Any]) -> None:
    assert read(draft).drafts == ()


def test_octreotide_of_unstated_formulation_is_neither_treatment_nor_cover() -> None:
    assert read(medicine(ATC, "H01CB02", "octreotide")).drafts == ()


@pytest.mark.parametrize(
    ("route", "kind"), [("IM", OrderKind.LONG_ACTING_SSA), ("SC", OrderKind.SHORT_ACTING_OCTREOTIDE)]
)
def test_the_route_tells_the_formulation_of_octreotide(route: str, kind: OrderKind) -> None:
    draft = medicine(ATC, "H01CB02", "octreotide", dosageInstruction=[{"route": {"text": route}}])
    assert [found.order.kind for found in read(draft).drafts] == [kind]


@pytest.mark.parametrize(
    ("draft", "agents"),
    [
        (medicine(ATC, "L01BC06"), {Agent.CAPECITABINE}),
        (medicine(ATC, "L01AX03"), {Agent.TEMOZOLOMIDE}),
        (medicine(ATC, "L01BC02"), {Agent.FLUOROURACIL}),
        (procedure(SCT, "367336001"), set()),
        (medicine(ATC, "H01CB03"), {Agent.LANREOTIDE}),
        (medicine(ATC, "H01CB02", "octreotide LAR"), {Agent.OCTREOTIDE}),
    ],
)
def test_an_order_names_its_medicines(draft: dict[str, Any], agents: set[Agent]) -> None:
    assert read(draft).drafts[0].order.agents == agents


def test_two_cytotoxics_in_one_draft_are_one_order() -> None:
    both = {"coding": [{"system": ATC, "code": "L01BC06"}, {"system": ATC, "code": "L01AX03"}]}
    (found,) = read({"resourceType": "MedicationRequest", "id": "d1", "medicationCodeableConcept": both}).drafts
    assert found.order.agents == {Agent.CAPECITABINE, Agent.TEMOZOLOMIDE}


@pytest.mark.parametrize(
    ("draft", "beads"),
    [
        (procedure(NET, "tare-resin"), one_of("resin")),
        (procedure(NET, "tare-glass"), one_of("glass")),
        (procedure(SCT, "764677008"), one_of("resin", "glass")),
        (procedure(SCT, "764677008", orderDetail=[{"text": "SIR-Spheres"}]), one_of("resin")),
        (procedure(SCT, "764677008", orderDetail=[{"text": "TheraSphere"}]), one_of("glass")),
        (procedure(SCT, "764677008", orderDetail=[{"text": "resin or glass"}]), one_of("resin", "glass")),
    ],
)
def test_microspheres_are_resin_glass_or_open(draft: dict[str, Any], beads: object) -> None:
    assert read(draft).drafts[0].order.microspheres == beads


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled", "revoked", "completed", "stopped"])
def test_what_is_withdrawn_is_no_order(status: str) -> None:
    assert read(procedure(SCT, "71273005", status=status)).drafts == ()


def test_what_must_not_be_done_is_no_order() -> None:
    assert read(procedure(SCT, "71273005", doNotPerform=True)).drafts == ()


def test_a_revised_order_that_is_active_is_still_checked() -> None:
    assert len(read(procedure(SCT, "71273005", status="active")).drafts) == 1


@pytest.mark.parametrize("subject", ["Patient/p1", "https://ehr.example.org/fhir/Patient/p1", None])
def test_the_patients_own_draft_is_used_also_without_a_subject(subject: str | None) -> None:
    more = {"subject": {"reference": subject}} if subject else {}
    assert len(read(procedure(SCT, "71273005", **more)).drafts) == 1


def test_another_patients_draft_is_left_out_and_noted() -> None:
    found = read(procedure(SCT, "71273005", subject={"reference": "Patient/p2"}))
    assert found.drafts == ()
    assert [note.reference for note in found.notes] == ["ServiceRequest/d1"]


def test_a_medication_contained_or_in_the_same_bundle_is_found() -> None:
    code = {"coding": [{"system": ATC, "code": "V10XX04"}]}
    contained = {
        "resourceType": "MedicationRequest",
        "contained": [{"resourceType": "Medication", "id": "m", "code": code}],
        "medicationReference": {"reference": "#m"},
    }
    apart = {"resourceType": "MedicationRequest", "medicationReference": {"reference": "Medication/m9"}}
    found = read(contained, {"resourceType": "Medication", "id": "m9", "code": code}, apart)
    assert [draft.order.kind for draft in found.drafts] == [OrderKind.PRRT, OrderKind.PRRT]


def test_an_earlier_versions_order_is_read_where_that_costs_nothing() -> None:
    older = {**procedure(SCT, "71273005"), "resourceType": "ProcedureRequest"}
    assert [draft.reference for draft in read(older).drafts] == ["ProcedureRequest/d1"]


def test_a_draft_without_id_has_no_reference() -> None:
    draft = procedure(SCT, "71273005")
    del draft["id"]
    assert [found.reference for found in read(draft).drafts] == [None]


@pytest.mark.parametrize(
    ("selections", "chosen"),
    [
        (["ServiceRequest/d1"], ["ServiceRequest/d1"]),
        (["https://ehr.example.org/fhir/ServiceRequest/d1"], ["ServiceRequest/d1"]),
        (["d1"], ["ServiceRequest/d1"]),
        ([], []),
        (["ServiceRequest/unknown-kind"], []),
    ],
)
def test_selections_name_drafts(selections: list[str], chosen: list[str]) -> None:
    other = {"resourceType": "ServiceRequest", "id": "unknown-kind"}
    found = selected(read(procedure(SCT, "71273005"), other), selections)
    assert found is not None
    assert [draft.reference for draft in found] == chosen


@pytest.mark.parametrize("selection", ["ServiceRequest/nowhere", 7, None, {}, ""])
def test_a_selection_that_names_nothing_is_told(selection: object) -> None:
    assert selected(read(procedure(SCT, "71273005")), [selection]) is None


def test_the_value_sets_by_which_orders_are_recognised_exist() -> None:
    assert set(CODES) <= load_terminology().value_sets.keys()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["code", "medicationCodeableConcept", "contained", "subject", "dosageInstruction", "id"]))
def test_nothing_in_a_draft_makes_reading_fail(nonsense: Any, element: str) -> None:
    for draft in (procedure(SCT, "71273005"), medicine(ATC, "H01CB02")):
        read({**draft, element: nonsense}, nonsense)
    drafted(nonsense, "p1", load_terminology())


def test_reading_does_not_change_what_was_sent() -> None:
    draft = procedure(SCT, "71273005", subject={"reference": "Patient/p1"})
    before = json.dumps(draft)
    assert read(draft).drafts[0].body is draft
    assert json.dumps(draft) == before
